import { isWaiting } from '../../../core/effects.ts';
import { mergedInto } from '../../../core/profile.ts';
import { orderEver, whoIs } from '../world/shop.ts';
import { type Evidence, effectsOf, type Invariant, isInstalled } from './evidence.ts';
import { sinceHeard, wasHeard } from './heard.ts';

/** In whatever order it is told; what was to be given to them is not tried for ever. */
export const deletedAreKnown: Invariant = {
  name: 'who was deleted is known to be gone, and nothing of theirs waits',
  contradictions(evidence) {
    const { truth, told, customers, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    const waiting = effectsOf(evidence)
      .filter(({ effect }) => isWaiting(effect) && isForDeleted(evidence, effect))
      .map(({ effect }) => `${effect.id} waits, and its customer was deleted`);
    const heard = [...truth.deleted].filter(([, { at, name }]) =>
      wasHeard(told.world, truth, at, 'customers/delete', name),
    );
    const unknown = heard.flatMap(([id]) => {
      const record = customers.get(id);
      return record?.gone && mergedInto(record) === null ? [] : [`${id} was deleted, and nobody knows it`];
    });
    return [...waiting, ...unknown];
  },
};

function isForDeleted({ truth, shop }: Evidence, { action }: ReturnType<typeof effectsOf>[number]['effect']): boolean {
  return 'customer' in action && truth.deleted.has(action.customer ?? '') && shop?.perksStoppedAt === null;
}

/** Read whenever it is told of; whom an order was bought for is told with the order. */
export const companiesAreTrue: Invariant = {
  name: 'who is known to buy for a company is no older than the last that was told, and what was bought for it is known as that',
  contradictions(evidence) {
    const { truth, companies, orders, erasures, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    const bought = [...orders.values()].flatMap(({ id, snapshot }) => {
      const company = orderEver(truth, id)?.company ?? null;
      return !snapshot || (snapshot.company ?? null) === company || isFromFile(evidence, id)
        ? []
        : [`${id} was bought for ${company}, known is ${snapshot.company}`];
    });
    const people = [...Map.groupBy(truth.companies, ({ id }) => id)].flatMap(([id, changes]) => {
      const since = sinceHeard(evidence, changes);
      if (since.length === 0) return [];
      const known = companies.get(id)?.snapshot?.people ?? [];
      const isSame = (each: (typeof since)[number]) => {
        const there = each.people.filter((person) => !erasures.get(person)?.isErased);
        return there.toSorted().join() === known.toSorted().join();
      };
      return since.some(isSame) ? [] : [`${id} has ${since.at(-1)?.people.join()}, known are ${known.join()}`];
    });
    return [...bought, ...people];
  },
};

/** An export does not say it. */
function isFromFile({ orders }: Evidence, id: string): boolean {
  return orders.get(id)?.snapshotVersion?.bodyHash.includes(' ') ?? false;
}

/** What is told of somebody who can’t be read any more is nobody's. */
export const timelinesAreWhole: Invariant = {
  name: 'what was told of a customer stands in their timeline, once',
  contradictions(evidence) {
    const { truth, told, timelines, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [
      ...Map.groupBy(truth.toldOfCustomers, ({ customer, what }) => `${customer} ${JSON.stringify(what)}`),
    ].flatMap(([of, changes]) => {
      const { customer } = changes[0] ?? { customer: '' };
      const isThere = truth.customers.has(customer) && whoIs(truth, customer) === customer;
      if (!isThere || truth.redacted.has(customer)) return [];
      const heard = changes.filter(
        ({ at, topic, name }) => topic !== null && wasHeard(told.world, truth, at, topic, name),
      );
      const kept = (timelines.get(customer) ?? []).filter(({ what }) => of === `${customer} ${JSON.stringify(what)}`);
      // Those of one second are the same where the platform tells no more.
      const least = new Set(heard.map(({ at }) => Math.floor(at / 1000))).size;
      return kept.length >= least && kept.length <= changes.length
        ? []
        : [`${of} was told ${heard.length} times, and stands there ${kept.length} times`];
    });
  },
};
