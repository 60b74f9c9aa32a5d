import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashEmail } from '../../../adapters/keyed-hash.ts';
import { readReview } from '../../../adapters/reviews/read-review.ts';
import type { ReadDelivery } from '../../../adapters/shopify/webhooks.ts';
import { compareVersions } from '../../../core/order.ts';
import { REVIEW_PROVIDERS, type ReviewProvider } from '../../../core/review.ts';
import { NOW, productId, shopDomain } from '../../core/builders.ts';
import { reviewBody } from './payloads.ts';

const SHOP = shopDomain('atelier');
const POSTED_AT = Date.UTC(2026, 10, 20, 11, 59);
const AUTHOR = hashEmail('key', SHOP, 'rita@example.com');

function read(provider: ReviewProvider, body: string, isTest = false): ReadDelivery {
  const hash = (shop: typeof SHOP, email: string) => hashEmail('key', shop, email);
  return readReview({ shop: SHOP, provider, isTest, body, triggeredAt: NOW, hashEmail: hash });
}

function seen(provider: ReviewProvider, body: string) {
  const delivery = read(provider, body);
  const [observation] = delivery.kind === 'observations' ? delivery.observations : [];
  if (observation?.type !== 'review.seen') throw new Error(JSON.stringify(delivery));
  const { seen: told, email, text } = observation;
  return { ...told.review, changedAt: told.version.updatedAt, email, text };
}

const TOLD = {
  rating: 2,
  postedAt: POSTED_AT,
  textLength: 'Too small'.length + 'It shrank in the wash.'.length,
  text: 'Too small\nIt shrank in the wash.',
  author: AUTHOR,
  verifiedBuyer: true,
};

describe('the published example', () => {
  test('of Judge.me, its ids exact beyond 2^53', () => {
    expect(seen('judgeme', reviewBody('judgeme'))).toEqual({
      ...TOLD,
      id: 'judgeme/482734981',
      provider: 'judgeme',
      hasPhoto: true,
      changedAt: POSTED_AT + 30_000,
      product: { title: 'Oxford shirt', id: productId('820982911946154508') },
      order: null,
      email: 'Rita@Example.com',
    });
  });

  test('of Okendo', () => {
    expect(seen('okendo', reviewBody('okendo'))).toEqual({
      ...TOLD,
      id: 'okendo/123e4567-e89b-12d3-a456-426614174000',
      provider: 'okendo',
      hasPhoto: false,
      changedAt: POSTED_AT,
      product: { title: 'Oxford shirt', id: productId(123456789) },
      order: null,
      email: 'rita@example.com',
    });
  });

  test('of Stamped, whose time names no zone', () => {
    expect(seen('stamped', reviewBody('stamped'))).toEqual({
      ...TOLD,
      id: 'stamped/14243711',
      provider: 'stamped',
      hasPhoto: true,
      changedAt: POSTED_AT,
      product: { title: 'Oxford shirt', id: productId(2640569991268) },
      order: null,
      email: 'rita@example.com',
    });
  });

  test('of Yotpo, in today’s shape and in the older one of texts', () => {
    const today = seen('yotpo', reviewBody('yotpo'));
    expect(today).toEqual({
      ...TOLD,
      id: 'yotpo/219',
      provider: 'yotpo',
      hasPhoto: null,
      changedAt: POSTED_AT,
      product: { title: null, id: productId(2640569991268) },
      order: '1001',
      email: 'rita@example.com',
    });
    const older = reviewBody('yotpo', (text) =>
      text
        .replace('"id":219', '"id":"219"')
        .replace('"score":2', '"score":"2"')
        .replace('"verified_buyer":true', '"verified_buyer":"true"')
        .replaceAll('2026-11-20T11:59:00.000Z', '2026-11-20 11:59:00 UTC')
        .replace('"external_order_id":"1001"', '"order":{"id":523556,"external_id":"1001"}'),
    );
    expect(seen('yotpo', older)).toEqual(today);
  });

  test('leaves neither words nor names nor addresses in what is kept', () => {
    for (const provider of REVIEW_PROVIDERS) {
      const { email: _email, text: _text, ...kept } = seen(provider, reviewBody(provider));
      expect(JSON.stringify(kept)).not.toMatch(/shrank|too small|rita|example\.com/i);
    }
  });
});

test('a review without an address is nobody’s, and one without a time was posted when it came', () => {
  const bare = seen('judgeme', '{"review":{"id":7,"rating":5}}');
  expect(bare).toMatchObject({ email: null, author: null, postedAt: NOW, textLength: 0, verifiedBuyer: null });
  expect(bare).toMatchObject({ text: '', hasPhoto: null });
  expect(seen('judgeme', '{"id":7,"rating":5}').id).toBe('judgeme/7');
});

test('a photo came along where a provider lists one, and nobody knows where it lists none', () => {
  const hasPhoto = (photos: string) => {
    const body = reviewBody('stamped', (text) => text.replace('"14243711_a.jpg,14243711_b.jpg"', photos));
    return seen('stamped', body).hasPhoto;
  };
  expect(['""', '"[]"', '[]', '["a.jpg"]', 'null', '7'].map(hasPhoto)).toEqual([false, false, false, true, null, null]);
});

test('what is far too long to be kept is cut off, and no order has such a name', () => {
  const long = '👕'.repeat(200_000);
  const titled = reviewBody('judgeme', (text) => text.replace('Oxford shirt', long));
  expect(seen('judgeme', titled).product.title).toMatch(/^(?:👕){127}.$/u);
  const ordered = reviewBody('yotpo', (text) => text.replace('"1001"', `"${'1'.repeat(500_000)}"`));
  expect(seen('yotpo', ordered).order).toBeNull();
  for (const review of [seen('judgeme', titled), seen('yotpo', ordered)]) {
    expect(JSON.stringify(review).length).toBeLessThan(2_000);
  }
});

test('of two deliveries of Okendo’s of one moment the later number holds, whichever comes first', () => {
  const told = (rating: number, sequenceNumber: number | string | object, triggeredAt: number) => {
    const resource = { reviewId: 'r-1', rating, dateCreated: '2026-11-20T11:59:00.000Z' };
    const body = JSON.stringify({ resource, sequenceNumber });
    const delivery = readReview({
      shop: SHOP,
      provider: 'okendo',
      isTest: false,
      body,
      triggeredAt,
      hashEmail: () => '',
    });
    const [observation] = delivery.kind === 'observations' ? delivery.observations : [];
    if (observation?.type !== 'review.seen') throw new Error(JSON.stringify(delivery));
    return observation.seen.version;
  };
  const [first, second] = [told(1, 41, NOW + 5_000), told(5, '42', NOW)];
  expect(compareVersions(second, first)).toBeGreaterThan(0);
  const without = told(1, { toString: 1 }, NOW + 9_000);
  expect(without).not.toHaveProperty('sequence');
  expect(compareVersions(second, without)).toBeGreaterThan(0);
});

test('the sample of ours is told apart, once it can be read', () => {
  const observations = [{ type: 'review.tested', provider: 'yotpo' }];
  expect(read('yotpo', reviewBody('yotpo'), true)).toEqual({ kind: 'observations', observations });
  expect(read('yotpo', '{}', true).kind).toBe('unusable');
});

test.each<[string, ReviewProvider, string, string]>([
  ['six stars', 'judgeme', '{"review":{"id":1,"rating":6}}', 'rating: expected 1 to 5 stars'],
  ['no stars', 'judgeme', '{"review":{"id":1}}', 'rating: expected 1 to 5 stars'],
  ['half a star', 'stamped', '{"id":1,"reviewRating":2.5}', 'reviewRating: expected 1 to 5 stars'],
  ['no id', 'okendo', '{"resource":{"rating":3}}', 'resource.reviewId: expected an id'],
  ['an id that is a sentence', 'yotpo', '{"data":{"id":"a b","score":1}}', 'data.id: expected the id of one review'],
  ['another subject', 'okendo', '{"resourceType":"loyalty_customer"}', 'resource: expected a review'],
  [
    'a time of day',
    'yotpo',
    '{"data":{"id":1,"score":1,"created_at":"noon"}}',
    'data.created_at: expected an ISO 8601 time',
  ],
  ['no JSON', 'stamped', 'id=1', 'body: expected JSON'],
])('%s is unusable, with the reason', (_, provider, body, reason) => {
  expect(read(provider, body)).toEqual({ kind: 'unusable', reason });
});

test('no body makes it throw', () => {
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"review":${json},"data":${json},"resource":${json}}`),
  );
  fc.assert(
    fc.property(fc.constantFrom(...REVIEW_PROVIDERS), bodies, (provider, body) => {
      expect(['observations', 'unusable']).toContain(read(provider, body).kind);
    }),
    { numRuns: 500 },
  );
});

test('an address hashes alike however it is written, and differently for each shop and key', () => {
  expect(hashEmail('key', SHOP, ' RITA@example.com ')).toBe(AUTHOR);
  expect(hashEmail('key', shopDomain('other'), 'rita@example.com')).not.toBe(AUTHOR);
  expect(hashEmail('another', SHOP, 'rita@example.com')).not.toBe(AUTHOR);
  expect(AUTHOR).toMatch(/^[0-9a-f]{32}$/);
});
