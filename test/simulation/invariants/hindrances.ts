import { isWaiting } from '../../../core/effects.ts';
import { orderEver, whoIs } from '../world/shop.ts';
import { isWhole } from './decisions.ts';
import { type Evidence, effectsOf, type Invariant, isInstalled } from './evidence.ts';
import { sinceHeard, wasHeard } from './heard.ts';

/** Nobody but a delivery tells of a dispute: the last that was heard of each is known, or what was told since. */
export const disputesAreCounted: Invariant = {
  name: 'a profile counts the disputes of its orders, by the last that was told of each',
  contradictions(evidence) {
    const { customers, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [...customers.values()].flatMap((record) => {
      if (!isWhole(evidence, record)) return [];
      const { customer, disputes = 0 } = record.profile;
      const [least, most] = countedOf(evidence, customer);
      return disputes >= least && disputes <= most
        ? []
        : [`${customer} has ${least} to ${most}, known are ${disputes}`];
    });
  },
};

function countedOf(evidence: Evidence, customer: string): [least: number, most: number] {
  let [least, most] = [0, 0];
  for (const changes of Map.groupBy(evidence.truth.disputes, ({ id }) => id).values()) {
    const owners = ownersOf(evidence, changes[0]?.order ?? '');
    if (!owners.includes(customer)) continue;
    const heard = sinceHeard(evidence, changes);
    const may = (heard.length === 0 ? changes : heard).map(({ status }) => status !== 'won' && status !== 'prevented');
    if (heard.length > 0 && may.every(Boolean) && owners.every((owner) => owner === customer)) least += 1;
    if (may.some(Boolean)) most += 1;
  }
  return [least, most];
}

/** For whom its disputes may count: what was not told of an order before it was deleted is read nowhere any more. */
function ownersOf(evidence: Evidence, id: string): readonly (string | null)[] {
  const { truth, told, orders } = evidence;
  const order = orderEver(truth, id);
  if (!order || order.test) return [];
  const owner = whoIs(truth, order.customer ?? '');
  const isHeard = wasHeard(told.world, truth, order.updatedAt, 'orders/updated', order.name);
  if (isHeard || !truth.deletedOrders.has(id)) return [owner];
  return [owner, orders.get(id)?.contribution?.customer ?? null];
}

/** Read whenever it is told of: the first of several holds is told, and the last release. */
export const holdsAreTrue: Invariant = {
  name: 'what is known to hold a part of an order, and where it is sent from, is no older than the last that was told',
  contradictions(evidence) {
    const { truth, orders, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [...Map.groupBy(truth.holds, ({ id }) => id)].flatMap(([id, changes]) => {
      const since = sinceHeard(evidence, changes);
      const [first] = since;
      if (!first) return [];
      const known = orders.get(first.order)?.holds?.find(({ fulfillmentOrder }) => fulfillmentOrder === id);
      const isTrue =
        known &&
        since.some(
          ({ reasons, place }) =>
            reasons.toSorted().join() === known.reasons.toSorted().join() && place === known.place?.name,
        );
      return isTrue ? [] : [`${id} is held by ${since.at(-1)?.reasons}, known is ${JSON.stringify(known)}`];
    });
  },
};

/** Whatever is told of it late; a deletion that no delivery told of nobody finds. */
export const deletedOrdersCountNothing: Invariant = {
  name: 'an order that was deleted counts nothing but its disputes, and nothing of it waits',
  contradictions(evidence) {
    const { truth, told, shop, orders, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    // What may have happened is found out when perks are given again.
    const isStopped = shop?.perksStoppedAt !== null;
    const heard = [...truth.deletedOrders].filter(([, { at, name }]) =>
      wasHeard(told.world, truth, at, 'orders/delete', name),
    );
    return heard.flatMap(([id]) => {
      const record = orders.get(id);
      const counts = record?.contribution && record.contribution.orders !== 0;
      const isKnown = record?.deletedAt !== undefined && !counts;
      const waiting = effectsOf(evidence)
        .filter(({ effect }) => effect.order === id && isWaiting(effect))
        .filter(({ effect }) => !(isStopped && effect.state === 'attempting'))
        .map(({ effect }) => `${effect.id} waits, and its order was deleted`);
      return isKnown ? waiting : [`${id} was deleted, known is ${JSON.stringify(record)}`, ...waiting];
    });
  },
};
