import { expect, test } from 'vitest';
import { parseReviewTopic } from '../../../adapters/reviews/address.ts';
import { readReview } from '../../../adapters/reviews/read-review.ts';
import { customersNamed, routeDelivery } from '../../../adapters/shopify/routing.ts';
import { type ReadDelivery, readDelivery } from '../../../adapters/shopify/webhooks.ts';
import { shopDomain } from '../../core/builders.ts';
import { GOOD_BODIES, mutatedBodies } from './mutated-bodies.ts';
import { TRIGGERED_AT } from './told.ts';

const SEED = 20261128;
const SHOP = shopDomain('atelier');

function read(topic: string, body: string): ReadDelivery {
  const review = parseReviewTopic(topic);
  return review === null
    ? readDelivery({ topic, body, triggeredAt: TRIGGERED_AT, receivedAt: TRIGGERED_AT })
    : readReview({ ...review, shop: SHOP, body, triggeredAt: TRIGGERED_AT, hashEmail: () => 'hash' });
}

/** `body`, a place in a list, or a field that good bodies have. */
const FIELD = new RegExp(`^(body|\\d+|${[...new Set(GOOD_BODIES.flatMap(({ text }) => keysIn(text)))].join('|')})$`);

function keysIn(text: string): string[] {
  return [...text.matchAll(/"(\w+)"\s*:/g)].map(([, key = '']) => key);
}

/** Texts and numbers of the body that can't be words of ours. */
function valuesIn(body: string): string[] {
  const found = [...body.matchAll(/"((?:[^"\\]|\\.){4,})"(?!\s*:)|-?\d[\d.eE+-]{4,}/g)];
  return found.map(([whole, text = whole]) => text).filter((text) => /[^a-z_ ]/.test(text));
}

// Only hangs are of interest, not how fast the machine is.
test('10,000 bodies with something wrong are read or refused in words that hold nothing of them', {
  timeout: 120_000,
}, () => {
  const outcomes: Record<string, number> = {};
  for (const { topic, bytes } of mutatedBodies(SEED, 10_000)) {
    const body = bytes.toString('utf8');
    const told = read(topic, body);
    outcomes[told.kind] = (outcomes[told.kind] ?? 0) + 1;
    expect(routeDelivery({ shop: SHOP, topic, body, webhookId: 'w' }).group).toMatch(/^[0-9a-f]{64}$/);
    customersNamed(topic, body);
    // No Infinity, no NaN, nothing undefined: it is to be stored.
    if (told.kind === 'observations') expect(JSON.parse(JSON.stringify(told))).toEqual(told);
    if (told.kind !== 'unusable') continue;
    const [path = '', expected = ''] = told.reason.split(': ', 2);
    for (const step of path.split('.')) expect(step).toMatch(FIELD);
    expect(expected).toMatch(/^(expected [\w ,.’-]+|nested too deeply)$/);
    expect(valuesIn(body).filter((value) => expected.includes(value))).toEqual([]);
  }
  // Neither are they all refused at the door, nor does nothing come of it.
  expect(outcomes.observations).toBeGreaterThan(2_000);
  expect(outcomes.unusable).toBeGreaterThan(2_000);
  expect(outcomes.unexpected).toBeUndefined();
});
