import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import type { Decision } from '../../core/decide.ts';
import { evaluateRule } from '../../core/evaluate.ts';
import type { OrderPlaced } from '../../core/event.ts';
import { orderFacts } from '../../core/facts/read.ts';
import type { OrderId } from '../../core/identity.ts';
import type { OrderSnapshot } from '../../core/order.ts';
import type { Profile } from '../../core/profile.ts';
import { returnBagRule } from '../../core/templates.ts';
import { DAY_MS, HOUR_MS, usd } from '../core/builders.ts';
import { type LifeResult, replayLife, runLife } from './run-life.ts';
import { type LifeDelivery, type ShopLife, shopLife } from './shop-life.ts';

/** The five properties of an order-proof app, on generated weeks of orders, edits, refunds and cancels. */

/** Shrinking a failure may take its time, but not for ever. */
const RUNS = { numRuns: Number(process.env.SIMULATION_RUNS ?? 150), interruptAfterTimeLimit: 60_000 };
const stores = createMemoryStores;

/** What a profile says, without from when on it was learned: that is the time of arrival. */
const said = (profiles: LifeResult['profiles']) =>
  profiles.map((profile) => profile && { ...profile, knownSince: null });

const perksOf = (decisions: readonly Decision[]) =>
  decisions.flatMap(({ effects }) => effects.map(({ id }) => id)).sort();

const lastArrival = (life: ShopLife) => Math.max(0, ...life.deliveries.map(({ arrivesAt }) => arrivesAt));

test('(a) any permutation and duplication of deliveries gives the same profile', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, fc.infiniteStream(fc.nat()), async (life, random) => {
      // The shop is the same for both: what a customer's past reads like depends on when it is read.
      const end = lastArrival(life);
      const inOrder = life.deliveries.map((delivery) => ({ ...delivery, arrivesAt: end }));
      const told = await runLife(life, inOrder, stores);
      const shuffled = shuffle(inOrder, random);
      const permuted = await runLife(life, shuffled, stores);
      expect(said(permuted.profiles)).toEqual(said(told.profiles));
    }),
    RUNS,
  );
});

test('(a) the profile is what an independent sum over the final states says', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, async (life) => {
      const { profiles } = await runLife(life, life.deliveries, stores);
      for (const [index, profile] of profiles.entries()) {
        const customer = life.customers[index];
        const seen = new Set(
          life.deliveries.flatMap(({ observation }) =>
            observation.type === 'order.seen' && observation.order.customer === customer ? [observation.order.id] : [],
          ),
        );
        if (seen.size === 0) continue;
        const newest = finalStates(life).filter(({ customer: owner }) => owner === customer);
        const counted = newest.filter(
          ({ cancelledAt, test, financialStatus }) =>
            !test && cancelledAt === null && ['paid', 'partially_refunded', 'refunded'].includes(financialStatus ?? ''),
        );
        const netMinor = counted.reduce((sum, { total }) => sum + total.amountMinor, 0);
        expect(profile?.lifetime).toEqual({ netMinor, orders: counted.length });
        expect(profile?.disputes ?? 0).toBe(disputedIn(life, newest));
      }
    }),
    RUNS,
  );
});

test('(b) duplicates never change perks', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, async (life) => {
      const once = life.deliveries.filter(({ duplicate }) => !duplicate);
      const [first, again] = [await runLife(life, once, stores), await runLife(life, life.deliveries, stores)];
      expect(perksOf(again.decisions)).toEqual(perksOf(first.decisions));
    }),
    RUNS,
  );
});

test('(c) at most one perk per rule and order, each matched by a state that had been folded', async () => {
  const rule = returnBagRule('USD');
  await fc.assert(
    fc.asyncProperty(shopLife, fc.integer({ min: 1, max: 6 }), async (life, width) => {
      const { decisions, arrivals } = await runLife(life, life.deliveries, stores, width);
      const orders = decisions.map(({ event }) => event.order);
      const folded = arrivals.flatMap((arrival) => {
        if (arrival.kind === 'past') return arrival.seen.map(({ order }) => order);
        return arrival.observation.type === 'order.seen' ? [arrival.observation.order] : [];
      });
      expect(new Set(orders).size).toBe(orders.length);
      for (const { event, facts, outcomes, effects } of decisions) {
        const granted = outcomes.some(({ outcome }) => outcome === 'granted');
        expect(granted).toBe(evaluateRule(rule, facts).matches);
        expect(effects).toHaveLength(granted ? 2 : 0);
        const states = folded.filter(({ id }) => id === event.order);
        const sizes = states.map((order) => guestFacts(order)['order.lines.sizesOfOneProduct']);
        expect(sizes).toContainEqual(facts['order.lines.sizesOfOneProduct']);
      }
    }),
    RUNS,
  );
});

test('(d) permuted deliveries of one order that agree on the facts give the same perks', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, fc.infiniteStream(fc.nat()), async (life, random) => {
      const subject = agreeingOrder(life);
      fc.pre(subject !== null);
      const others = life.deliveries.filter((delivery) => orderOf(delivery) !== subject);
      const own = life.deliveries.filter((delivery) => orderOf(delivery) === subject);
      const now = Math.max(...own.map(({ arrivesAt }) => arrivesAt));
      const run = (deliveries: readonly LifeDelivery[]) =>
        runLife(life, [...others, ...deliveries.map((delivery) => ({ ...delivery, arrivesAt: now }))], stores);
      const perks = async (deliveries: readonly LifeDelivery[]) => {
        const { decisions } = await run(deliveries);
        return perksOf(decisions.filter(({ event }) => event.order === subject));
      };
      expect(await perks(shuffle(own, random))).toEqual(await perks(own));
    }),
    RUNS,
  );
});

test('(e) decisions equal a replay in recorded arrival order, also when deliveries were handled at once', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, fc.integer({ min: 2, max: 8 }), async (life, width) => {
      const live = await runLife(life, life.deliveries, stores, width);
      const replay = await replayLife(life, live.arrivals, stores);
      expect(byOrder(replay.decisions)).toEqual(byOrder(live.decisions));
    }),
    RUNS,
  );
});

test('every order placed after the install and told of within 48 h is decided exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, async (life) => {
      const { decisions } = await runLife(life, life.deliveries, stores);
      const due = new Set<OrderId>();
      for (const { arrivesAt, observation } of life.deliveries) {
        if (observation.type !== 'order.seen') continue;
        const { createdAt, id } = observation.order;
        if (createdAt >= life.installedAt && arrivesAt - createdAt < 48 * HOUR_MS) due.add(id);
      }
      expect(decisions.map(({ event }) => event.order).sort()).toEqual([...due].sort());
    }),
    RUNS,
  );
});

test('the window of a profile that is a year old still ends where the event was', async () => {
  await fc.assert(
    fc.asyncProperty(shopLife, async (life) => {
      const { profiles } = await runLife(life, life.deliveries, stores);
      const later = life.installedAt + 800 * DAY_MS;
      for (const profile of profiles.filter((known): known is Profile => known !== null)) {
        const [order] = finalStates(life);
        if (!order) continue;
        const facts = orderFacts({
          order,
          contribution: null,
          profile,
          currencySince: null,
          shopCurrency: 'USD',
          timezone: 'America/New_York',
          at: later,
        });
        expect(facts['customer.spend.365d']).toEqual({ type: 'money', money: usd(0) });
      }
    }),
    { numRuns: 30 },
  );
});

/** Payments disputed by the last that was told of each, but for won and prevented ones and those of tests. */
function disputedIn(life: ShopLife, orders: readonly OrderSnapshot[]): number {
  const last = new Map(
    life.deliveries
      .flatMap(({ observation }) => (observation.type === 'dispute.seen' ? [observation] : []))
      .sort((a, b) => a.dispute.toldAt - b.dispute.toldAt)
      .map(({ order, dispute }) => [dispute.id, { order, status: dispute.status }]),
  );
  const own = new Set(orders.filter(({ test: isTest }) => !isTest).map(({ id }) => id));
  return [...last.values()].filter(({ order, status }) => own.has(order) && status !== 'won' && status !== 'prevented')
    .length;
}

function shuffle<T>(items: readonly T[], random: Iterator<number>): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = (random.next().value as number) % (last + 1);
    const [a, b] = [shuffled[last], shuffled[other]];
    if (a === undefined || b === undefined) throw new Error('index out of range');
    shuffled[last] = b;
    shuffled[other] = a;
  }
  return shuffled;
}

function orderOf({ observation }: LifeDelivery): OrderId | null {
  switch (observation.type) {
    case 'order.seen':
      return observation.order.id;
    case 'refund.seen':
      return observation.refund.order;
    case 'risk.seen':
    case 'dispute.seen':
      return observation.order;
    default:
      return null;
  }
}

function guestFacts(order: ShopLife['states'][number]['order']) {
  return orderFacts({
    order,
    contribution: null,
    profile: null,
    currencySince: null,
    shopCurrency: 'USD',
    timezone: 'America/New_York',
    at: order.createdAt,
  });
}

/** An order all of whose states agree on what the rule reads, and that arrives while it may still be decided. */
function agreeingOrder(life: ShopLife): OrderId | null {
  const ids = [...new Set(life.states.map(({ order }) => order.id))];
  const found = ids.find((id) => {
    const states = life.states.filter(({ order }) => order.id === id);
    const read = states.map(({ order }) => {
      const facts = guestFacts(order);
      return [order.customer, facts['order.lines.sizesOfOneProduct'], facts['order.cancelled']];
    });
    return (
      life.deliveries.some((delivery) => orderOf(delivery) === id) &&
      new Set(read.map((facts) => JSON.stringify(facts))).size === 1
    );
  });
  return found ?? null;
}

function finalStates(life: ShopLife) {
  const newest = new Map(life.states.map(({ order }) => [order.id, order]));
  return [...newest.values()];
}

/** What was decided: without the numbers that count writes, and without what was noted on it later. */
function byOrder(decisions: readonly Decision<OrderPlaced>[]) {
  return decisions
    .map(({ event, decidedAt, policyVersion, knownSince, facts, outcomes, effects }) => ({
      event,
      decidedAt,
      policyVersion,
      knownSince,
      facts,
      outcomes,
      effects,
    }))
    .sort((a, b) => (a.event.order < b.event.order ? -1 : 1));
}
