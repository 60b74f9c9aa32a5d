import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { CustomerCard } from '../../../core/customer-card.ts';
import type { EventType } from '../../../core/event.ts';
import type { FactId } from '../../../core/facts/catalogue.ts';
import type { Observation } from '../../../core/observation.ts';
import type { Rule } from '../../../core/policy.ts';
import type { ReturnDetails } from '../../../core/return.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { EMPTY_SHOP } from '../../functions/services.ts';
import {
  buildOrder,
  buildReturn,
  buildShipment,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  HOUR_MS,
  NOW,
  orderId,
  returnId,
  shipmentId,
} from '../builders.ts';
import { CREDIT_RULE, NO_CHANGES, SCOPES } from '../decisions.ts';
import { buildReview, reviewIdOf } from '../reviews.ts';
import { SHOP } from './stage.ts';

const ADA = customerId(7);
const DETAILS: ReturnDetails = { reasons: ['too-small'], orderValue: null, deliveredAt: NOW - 3 * DAY_MS };
const NOTE = 'My daughter Rita says it is too tight';

/** A shop with one rule that asks for some facts, where somebody has another return under way. */
async function start(on: EventType, asked: Readonly<Partial<Record<FactId, string | null>>>) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), NOW - 30 * DAY_MS);
  const when = Object.entries(asked).map(([fact, word]) =>
    word === null
      ? { fact: fact as FactId, operator: 'at_least' as const, value: 0 }
      : { fact: fact as FactId, operator: 'includes' as const, value: word },
  );
  const rules: Rule[] = [{ ...CREDIT_RULE, on, when }];
  await stores.policies.publish(SHOP, { rules }, 0, '1', NOW - 30 * DAY_MS);
  const other = buildReturn({ id: returnId(9), order: orderId(9), requestedAt: NOW - DAY_MS });
  const returns = [{ revision: 1, snapshot: other, readAt: NOW, request: 'past' as const, decision: null }];
  await stores.ledger.commit(SHOP, { ...NO_CHANGES, returns });
  const world = { cards: 0, card: { readAt: NOW, tags: [], email: null, sms: null } as CustomerCard };
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader: {
      ...EMPTY_SHOP,
      return: async () => ({
        kind: 'found' as const,
        seen: { return: buildReturn(), readAt: NOW, details: DETAILS, note: NOTE },
      }),
      shipment: async () => ({
        kind: 'found' as const,
        seen: { shipment: buildShipment({ promisedAt: NOW - 2 * DAY_MS, shownAs: 'delayed' }), readAt: NOW },
      }),
      customer: async () => {
        world.cards += 1;
        return { kind: 'found' as const, card: world.card };
      },
    },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const decide = async (observation: Observation, now = NOW + HOUR_MS) => {
    const observed = await observe(ports, SHOP, observation, now);
    if (observed.kind !== 'decided') throw new Error(JSON.stringify(observed));
    return observed.decision;
  };
  return { stores, world, decide };
}

const SHOWN_REVIEW: Observation = {
  type: 'review.seen',
  seen: { review: buildReview({ provider: 'shopify', author: null }), version: buildVersion() },
  email: null,
  text: 'My daughter Rita says it is broken',
  writer: ADA,
};

test('a return is decided by why it comes back, when it came and what the customer wrote, of which nothing else is kept', async () => {
  const asked = { 'return.reasons': 'too-small', 'return.note': 'too tight', 'return.daysSinceDelivery': null };
  const { decide, stores } = await start('return.requested', { ...asked, 'customer.openReturns': null });
  const decision = await decide({ type: 'return.touched', return: returnId(501) });
  expect(decision).toMatchObject({
    outcomes: [{ outcome: 'granted' }],
    facts: {
      'return.reasons': { words: ['too-small'] },
      'return.note': { words: ['too tight'] },
      'return.daysSinceDelivery': { number: 3 },
      'customer.openReturns': { number: 1 },
    },
  });
  const kept = await stores.ledger.return(SHOP, orderId(1001), returnId(501), 'latest');
  expect(kept?.details).toEqual({ ...DETAILS, readAt: NOW });
  expect(JSON.stringify([kept, decision])).not.toMatch(/Rita|daughter/);
});

test('a review is decided by what it says, of which nothing else is kept', async () => {
  const asked = { 'review.text': 'broken', 'review.length': null, 'customer.openReturns': null };
  const { decide, stores } = await start('review.posted', asked);
  const decision = await decide(SHOWN_REVIEW);
  expect(decision).toMatchObject({
    outcomes: [{ outcome: 'granted' }],
    facts: { 'review.text': { words: ['broken'] }, 'customer.openReturns': { number: 1 } },
  });
  const kept = await stores.reviews.find(SHOP, reviewIdOf(1));
  expect(JSON.stringify([kept, decision])).not.toMatch(/Rita|daughter/);
});

test('a late parcel and an order are decided by what their customer went through', async () => {
  const late = await start('shipment.delayed', { 'shipment.status': 'delayed', 'customer.openReturns': null });
  expect(await late.decide({ type: 'shipment.touched', shipment: shipmentId(701) })).toMatchObject({
    facts: { 'shipment.status': { words: ['delayed'] }, 'customer.openReturns': { number: 1 } },
  });
  const placed = await start('order.placed', { 'customer.openReturns': null });
  const order = { type: 'order.seen', order: buildOrder(), version: buildVersion() } as const;
  expect(await placed.decide(order)).toMatchObject({ facts: { 'customer.openReturns': { number: 1 } } });
});

test('who is known from a list of all customers alone is read once more where a rule asks for their country', async () => {
  const { decide, world, stores } = await start('review.posted', { 'customer.country': 'AT' });
  const known = { revision: 1, profile: { customer: ADA, knownSince: 0, lifetime: { netMinor: 0, orders: 0 } } };
  const profile = { ...known.profile, days: [], recent: [], newestDay: 0 };
  const listed = { ...known, profile, learnedAt: NOW, pastCursor: null, decisions: [], card: world.card };
  await stores.ledger.commit(SHOP, { ...NO_CHANGES, customers: [listed] });
  world.card = { ...world.card, traits: { since: 0, country: 'AT', language: 'de' } };
  expect(await decide(SHOWN_REVIEW)).toMatchObject({ outcomes: [{ outcome: 'granted' }] });
  const again = buildReview({ id: reviewIdOf(2), provider: 'shopify', author: null });
  await decide({ ...SHOWN_REVIEW, seen: { review: again, version: buildVersion() } } as Observation);
  expect(world.cards).toBe(1);
});
