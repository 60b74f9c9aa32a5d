import type { Decision } from '../../../core/decide.ts';
import type { DomainEvent } from '../../../core/event.ts';
import { type FactId, factIn } from '../../../core/facts/catalogue.ts';
import type { FactValue } from '../../../core/facts/value.ts';
import type { Contribution } from '../../../core/order.ts';
import { everySetting, orderEver } from '../world/shop.ts';
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

const DAY_MS = 86_400_000;

/** Sums of the orders of so many days, of a year where a fact does not say it. */
const DAYS: Readonly<Partial<Record<FactId, number>>> = {
  'customer.spend.30d': 30,
  'customer.spend.90d': 90,
  'customer.spend.365d': 365,
  'customer.orders.30d': 30,
  'customer.orders.365d': 365,
  'customer.spend.lifetime': Number.POSITIVE_INFINITY,
  'customer.orders.lifetime': Number.POSITIVE_INFINITY,
  'customer.averageOrder': Number.POSITIVE_INFINITY,
};

/** What such a fact sums up; days begin as they do in UTC. */
function summedIn(replayed: Replayed, fact: FactId): [order: string, counted: Contribution][] {
  const first = Math.floor(replayed.decision.event.at / DAY_MS) - (DAYS[fact] ?? 0);
  return pastOf(replayed).filter(([, { placedAt }]) => Math.floor(placedAt / DAY_MS) >= first);
}

/** Of those that a decision keeps. */
function sumsOf(replayed: Replayed): [FactId, FactValue][] {
  const { facts } = replayed.decision;
  return (Object.keys(DAYS) as FactId[]).flatMap((fact) => (facts[fact] ? [[fact, facts[fact]]] : []));
}

function sumOf(replayed: Replayed, fact: FactId): number | null {
  const summed = summedIn(replayed, fact).map(([, { netMinor }]) => netMinor);
  const netMinor = summed.reduce((sum, each) => sum + each, 0);
  if (fact === 'customer.averageOrder') return summed.length === 0 ? null : Math.round(netMinor / summed.length);
  return fact.startsWith('customer.orders') ? summed.length : netMinor;
}

/** (e): from what was written, in the order in which it was written, every decision follows once more. */
export const decisionsAreReplayed: Invariant = {
  name: '(e) decisions equal a replay in recorded arrival order',
  contradictions(evidence) {
    const { replayed, wrong } = replay(evidence);
    const hadOthers = everySetting(evidence.truth, 'currency').length > 1;
    const different = replayed.flatMap((each) => {
      const { event, facts } = each.decision;
      const disputes = [...each.counted.values()].reduce((sum, counted) => sum + (counted.disputes ?? 0), 0);
      const sums = sumsOf(each)
        .filter(([, value]) => !(hadOthers && isOfOtherCurrency(value)))
        .map(([fact, value]) => [fact, plain(value), sumOf(each, fact)] as const);
      const all = [...sums, ['customer.disputes', plain(factIn(facts, 'customer.disputes')), disputes] as const];
      return all
        .filter(([, said, known]) => said !== known)
        .map(([fact, said, known]) => `${event.orderName} was decided by ${said} as ${fact}, known was ${known}`);
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
    return replay(evidence).replayed.flatMap((each) =>
      sumsOf(each).flatMap(([fact, value]) => {
        if (value.type !== 'money') return [];
        const { currency } = value.money;
        return summedIn(each, fact)
          .filter(([order]) => orderEver(truth, order)?.currency !== currency)
          .map(
            ([order]) => `${each.decision.event.orderName} was decided by ${fact} in ${currency} with ${order} in it`,
          );
      }),
    );
  },
};
