import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseReviewTopic, reviewTopic } from '../../adapters/reviews/address.ts';
import { readReview } from '../../adapters/reviews/read-review.ts';
import { COMPLIANCE_TOPICS, SUBSCRIBED_TOPICS } from '../../adapters/shopify/topics.ts';
import { type ReadDelivery, readDelivery } from '../../adapters/shopify/webhooks.ts';
import { EVENT_TYPES } from '../../core/event.ts';
import { REVIEW_PROVIDERS } from '../../core/review.ts';
import { reviewBody } from '../adapters/reviews/payloads.ts';
import { samples } from '../adapters/shopify/fixtures.ts';
import { CRAFTED, TRIGGERED_AT } from '../adapters/shopify/told.ts';
import { shopDomain } from '../core/builders.ts';

const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');

/** The cells of all rows of the page whose first one is a name in code. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, first = '', second = '', third]) => ({ name: namesIn(first).join(), second, third }));

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

const topics = rows.filter(({ name }) => name.includes('/') || SUBSCRIBED_TOPICS.has(name));

/** A delivery of such a topic that tells something. */
function example(topic: string): ReadDelivery {
  const review = parseReviewTopic(topic);
  if (review !== null) {
    const body = reviewBody(review.provider);
    return readReview({ ...review, shop: shopDomain('a'), body, triggeredAt: TRIGGERED_AT, hashEmail: () => 'hash' });
  }
  const sample = samples().find((each) => each.topic === topic);
  const body = CRAFTED.find((each) => each.topic === topic)?.body ?? (sample && JSON.stringify(sample.body));
  if (body === undefined) throw new Error(`no delivery of ${topic}: add one to test/adapters/shopify/told.ts`);
  return readDelivery({ topic, body, triggeredAt: TRIGGERED_AT, receivedAt: TRIGGERED_AT });
}

function observationsOf(read: ReadDelivery): string[] {
  if (read.kind === 'observations') return read.observations.map(({ type }) => type);
  return read.kind === 'acknowledged' ? [] : [read.kind];
}

describe('docs/events.md', () => {
  test('has one row for each topic that the app is sent, and for each service of reviews', () => {
    const sent = [...SUBSCRIBED_TOPICS, ...COMPLIANCE_TOPICS, ...REVIEW_PROVIDERS.map((of) => reviewTopic(of, false))];
    expect(topics.map(({ name }) => name).sort()).toEqual(sent.sort());
  });

  test.each(topics)('says what a delivery of $name tells: $second', ({ name, second }) => {
    const observations = observationsOf(example(name));
    expect(namesIn(second)).toEqual(observations);
    if (observations.length === 0) expect(second).toBe('counted');
  });

  test('names events that there are, the same ones wherever the same is told', () => {
    const eventsOf = new Map<string, string>();
    for (const { second, third = '' } of topics) {
      for (const event of namesIn(third)) expect(EVENT_TYPES).toContain(event);
      expect(third, second).toBe(eventsOf.get(second) ?? third);
      eventsOf.set(second, third);
    }
  });
});
