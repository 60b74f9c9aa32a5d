import type { Decision } from '../../../core/decide.ts';
import type { DomainEvent } from '../../../core/event.ts';
import { factIn } from '../../../core/facts.ts';
import type { Contribution } from '../../../core/order.ts';
import { everySetting } from '../world/shop.ts';
import { isOfOtherCurrency, plain } from './decisions.ts';
import type { Evidence, Invariant } from './evidence.ts';

interface Replayed {
  readonly decision: Decision;
  /** What was counted for its customer when it was written, by order. */
  readonly counted: ReadonlyMap<string, Contribution>;
}

/** From what was written, in the order in which it was written. `wrong`: what has another number than the next. */
function replay({ told, truth }: Evidence): { readonly replayed: Replayed[]; readonly wrong: string[] } {
  const contributions = new Map<string, Contribution | null>();
  const revisions = new Map<string, number>();
  const replayed: Replayed[] = [];
  const wrong: string[] = [];
  const { commits, deletions } = told.world.written;
  const toCome = deletions.filter(({ shop }) => shop === truth.domain);
  for (const [index, { shop, changes }] of commits.entries()) {
    if (shop !== truth.domain) continue;
    for (; toCome[0] && toCome[0].commits <= index; toCome.shift()) {
      contributions.clear();
      revisions.clear();
    }
    for (const order of changes.orders) contributions.set(order.id, order.contribution);
    for (const { profile, revision } of changes.customers) {
      const before = revisions.get(profile.customer) ?? 0;
      if (revision !== before + 1) wrong.push(`${profile.customer}: revision ${revision} after ${before}`);
      revisions.set(profile.customer, revision);
    }
    for (const decision of changes.decisions) {
      const { event, arrival } = decision;
      if (event.customer === null) continue;
      if (arrival !== revisions.get(event.customer))
        wrong.push(`${event.orderName}: its arrival is not its customer’s`);
      const own = [...contributions].flatMap(([order, counted]) =>
        counted?.customer === event.customer ? ([[order, counted]] as const) : [],
      );
      replayed.push({ decision, counted: new Map(own) });
    }
  }
  return { replayed, wrong };
}

/** An order leaves itself out; a return counts its order. */
function pastOf({ decision: { event }, counted }: Replayed): [order: string, counted: Contribution][] {
  return [...counted].filter(
    ([order, { placedAt, orders }]) => orders !== 0 && !isOwn(event, order) && placedAt <= event.at,
  );
}

function isOwn(event: DomainEvent, order: string): boolean {
  return event.type === 'order.placed' && event.order === order;
}

/** (e): from what was written, in the order in which it was written, every decision follows once more. */
export const decisionsAreReplayed: Invariant = {
  name: '(e) decisions equal a replay in recorded arrival order',
  contradictions(evidence) {
    const { replayed, wrong } = replay(evidence);
    const hadOthers = everySetting(evidence.truth, 'currency').length > 1;
    const different = replayed.flatMap((each) => {
      const { event, facts } = each.decision;
      const past = pastOf(each).map(([, counted]) => counted);
      const spend = factIn(facts, 'customer.spend.365d');
      const known = [
        hadOthers && isOfOtherCurrency(spend) ? null : past.reduce((sum, { netMinor }) => sum + netMinor, 0),
        past.length,
        [...each.counted.values()].reduce((sum, { disputes = 0 }) => sum + disputes, 0),
      ];
      const said = [
        plain(spend),
        plain(factIn(facts, 'customer.orders.365d')),
        plain(factIn(facts, 'customer.disputes')),
      ];
      if (said.join() === known.join()) return [];
      return [`${event.orderName} was decided by ${said.join(', ')}, known were ${known.join(', ')}`];
    });
    return [...wrong, ...different];
  },
};

/** Whenever the shop changed its currency, and whenever that was heard. */
export const moneyIsNotMixed: Invariant = {
  name: 'no decision rests on amounts of two currencies added up',
  contradictions(evidence) {
    const { truth } = evidence;
    if (everySetting(truth, 'currency').length === 1) return [];
    return replay(evidence).replayed.flatMap((each) => {
      const { event, facts } = each.decision;
      const spend = factIn(facts, 'customer.spend.365d');
      if (spend.type !== 'money') return [];
      const { currency } = spend.money;
      return pastOf(each)
        .filter(([order]) => truth.orders.get(order)?.currency !== currency)
        .map(([order]) => `${event.orderName} was decided by an amount in ${currency} with ${order} in it`);
    });
  },
};
