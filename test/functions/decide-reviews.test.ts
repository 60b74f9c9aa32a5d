import { expect, test } from 'vitest';
import type { EventMessage } from '../../adapters/sqs/event-queue.ts';
import { eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { MAX_RECEIVE_COUNT } from '../../adapters/sqs/queues.ts';
import type { RuleId } from '../../core/identity.ts';
import type { PolicyDraft } from '../../core/policy.ts';
import type { ShopReader } from '../../core/ports.ts';
import { newCustomerRecord } from '../../core/profile.ts';
import { makeItRightRule } from '../../core/templates.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { parkDelivery } from '../../functions/park-delivery.ts';
import { reviewBody } from '../adapters/reviews/payloads.ts';
import { buildShop, buildVersion, customerId, DAY_MS, NOW, productId, usd } from '../core/builders.ts';
import { buildDecision, NO_CHANGES } from '../core/decisions.ts';
import { CONNECTION } from '../core/reviews.ts';
import { EMPTY_SHOP, sqsEvent, startServices } from './services.ts';

const RITA = customerId('7820982911946154508');

function message(over: Partial<EventMessage> = {}): EventMessage {
  const body = Buffer.from(reviewBody('judgeme'));
  const webhookId = 'judgeme-1';
  return { shop: buildShop().domain, topic: 'reviews/judgeme', webhookId, triggeredAt: NOW, replays: 0, body, ...over };
}

/** Each came a minute after the one before it, as retries do. */
function repeated(topic: string, bodies: readonly string[]): EventMessage[] {
  return bodies.map((body, index) =>
    message({ topic, webhookId: `d-${index}`, triggeredAt: NOW + index * 60_000, body: Buffer.from(body) }),
  );
}

/** A shop in which one customer has an address. */
function shopOf(answer: Awaited<ReturnType<ShopReader['customerWithEmail']>>) {
  const asked: string[] = [];
  const reader: ShopReader = {
    ...EMPTY_SHOP,
    async customerWithEmail(_, email) {
      asked.push(email);
      return answer;
    },
  };
  return { reader, asked };
}

async function start(answer: Awaited<ReturnType<ShopReader['customerWithEmail']>> = { kind: 'found', customer: RITA }) {
  const { reader, asked } = shopOf(answer);
  const started = await startServices({ reader });
  await started.services.reviewConnections.connect(CONNECTION);
  const decide = createDecideHandler(started.services);
  const handle = (sent: EventMessage, receives = 1) => decide(sqsEvent([eventMessageText(sent)], receives));
  const kept = async () => (await started.services.reviews.list(started.shop, 10)).reviews;
  return { ...started, handle, kept, asked };
}

test('a review is kept with its customer, and its connection knows when it came', async () => {
  const { handle, kept, asked, services, shop } = await start();
  expect(await handle(message())).toEqual({ batchItemFailures: [] });
  expect(await kept()).toMatchObject([
    {
      review: { id: 'judgeme/482734981', rating: 2, product: { title: 'Oxford shirt' } },
      match: { kind: 'matched', customer: RITA },
      placement: 'decided',
      firstSeenAt: NOW,
    },
  ]);
  expect(asked).toEqual(['Rita@Example.com']);
  expect((await services.reviewConnections.find(shop, 'judgeme'))?.lastReceivedAt).toBe(NOW);
});

test('however often and in whatever order it is delivered there is one review, the newest', async () => {
  const { handle, kept, asked } = await start();
  const edited = reviewBody('judgeme', (text) =>
    text.replace('11:59:30', '11:59:45').replace('"rating":2', '"rating":4'),
  );
  const bodies = [reviewBody('judgeme'), edited, reviewBody('judgeme'), edited, reviewBody('judgeme')];
  for (const sent of repeated('reviews/judgeme', bodies)) await handle(sent);
  expect(await kept()).toMatchObject([{ review: { rating: 4 }, revision: 2 }]);
  expect(asked).toHaveLength(1);
});

test('whoever saw a review first and died before it followed a merge is made good by the next delivery', async () => {
  const { handle, kept, services, shop } = await start();
  await handle(message());
  const rita = (await services.ledger.customer(shop, RITA, 'latest')) ?? newCustomerRecord(RITA);
  const merged = { ...rita, revision: rita.revision + 1, gone: { at: NOW, mergedInto: customerId(8) } };
  expect(await services.ledger.commit(shop, { ...NO_CHANGES, customers: [merged] })).toBe('committed');
  await handle(message());
  expect(await kept()).toMatchObject([{ match: { kind: 'matched', customer: customerId(8) } }]);
});

/** As `metaobjects/*` tell of a review in Shopify's own definition. */
function metaobject(over: { fields?: object; type?: string; updated_at?: string } = {}): string {
  return JSON.stringify({
    id: 'gid://shopify/Metaobject/482734981',
    type: 'product_review',
    updated_at: '2026-11-20T11:59:10Z',
    ...over,
    fields: {
      rating: '{"scale_min":"1.0","scale_max":"5.0","value":"2.0"}',
      submitted_at: '2026-11-20T11:59:00Z',
      author: RITA,
      product: 'gid://shopify/Product/501',
      ...over.fields,
    },
  });
}

const toldByShop = (body: string, topic = 'metaobjects/create', at = NOW) =>
  message({ topic, triggeredAt: at, webhookId: `m-${topic}-${at}`, body: Buffer.from(body) });

test('a review in Shopify’s own definition names its customer: nobody is looked up, no service is connected, and it is decided once', async () => {
  const { handle, kept, asked, services, shop } = await start();
  const policy: PolicyDraft = {
    rules: [{ ...makeItRightRule('USD'), when: [{ fact: 'review.rating', operator: 'at_most', value: 2 }] }],
  };
  await services.policies.publish(shop, policy, 1, '1', NOW);
  const shirt = { id: productId(501), title: 'Oxford shirt', type: '', tags: [], options: [] };
  await services.products.save(shop, {
    id: shirt.id,
    revision: 1,
    snapshot: shirt,
    version: buildVersion(),
    isDeleted: false,
  });
  const edited = metaobject({ updated_at: '2026-11-20T11:59:40Z', fields: { rating: { value: '5', scale_max: '5' } } });
  await handle(toldByShop(metaobject()));
  await handle(toldByShop(edited, 'metaobjects/update', NOW + 1_000));
  await handle(toldByShop(metaobject(), 'metaobjects/update', NOW + 2_000));
  expect(asked).toEqual([]);
  expect(await kept()).toMatchObject([
    {
      review: {
        id: 'shopify/482734981',
        provider: 'shopify',
        rating: 5,
        product: { title: 'Oxford shirt', id: productId(501) },
      },
      match: { kind: 'matched', customer: RITA },
      placement: 'decided',
    },
  ]);
  const { decisions } = await services.ledger.decisions(shop, { limit: 9 });
  expect(decisions).toMatchObject([{ event: { type: 'review.posted', customer: RITA, reviewName: 'Oxford shirt' } }]);
  const { belongings } = await services.ledger.belongings(shop, RITA, 9);
  expect(belongings).toContainEqual(expect.objectContaining({ kind: 'review', id: 'shopify/482734981' }));
});

test('one without an author is nobody’s, another metaobject is counted, and one that makes no sense is parked', async () => {
  const { handle, kept, services, shop } = await start();
  await handle(toldByShop(metaobject({ type: 'lookbook' })));
  expect(await kept()).toEqual([]);
  expect((await services.topics.counted(shop, NOW)).get('metaobjects/create')).toBe(1);
  await handle(toldByShop(metaobject({ fields: { author: null } }), 'metaobjects/create', NOW + 1));
  expect(await kept()).toMatchObject([{ match: { kind: 'unmatched', reason: 'no_writer' }, placement: 'decided' }]);
  for (const rating of ['four', '{"scale_max":"10.0","value":"8.0"}', '{"scale_max":"5.0","value":"4.5"}', null])
    await handle(toldByShop(metaobject({ fields: { rating } }), 'metaobjects/update', NOW + 2));
  const { parked } = await services.parking.list(shop, 9);
  expect(parked).toMatchObject([{ reason: 'fields.rating: expected 1 to 5 stars' }]);
});

test('of a service that names no time of change, a repeat of what was seen before never undoes what came after it', async () => {
  const { handle, kept, services } = await start();
  await services.reviewConnections.connect({ ...CONNECTION, provider: 'stamped' });
  const [first, second, third] = [2, 3, 4].map((stars) =>
    reviewBody('stamped', (text) => text.replace('"reviewRating":2', `"reviewRating":${stars}`)),
  ) as [string, string, string];
  for (const sent of repeated('reviews/stamped', [first, first, second, first, third, second, third]))
    await handle(sent);
  expect(await kept()).toMatchObject([{ review: { rating: 4 }, revision: 3 }]);
});

test.each([
  ['posted before the connection', CONNECTION.connectedAt - 60_000],
  ['two days old', NOW - 2 * DAY_MS],
])('one %s is history', async (_, postedAt) => {
  const { handle, kept } = await start();
  const time = new Date(postedAt).toISOString();
  const old = reviewBody('judgeme', (text) => text.replace('2026-11-20T11:59:00+00:00', time));
  await handle(message({ body: Buffer.from(old) }));
  expect(await kept()).toMatchObject([{ placement: 'history' }]);
});

test.each([
  ['nobody has the address', { kind: 'missing' } as const, 'no_customer'],
  ['the shop lets us read no customers', { kind: 'denied', problem: 'read_customers' } as const, 'denied'],
])('where %s the review is kept unmatched, with the hash of its author', async (_, answer, reason) => {
  const { handle, kept } = await start(answer);
  await handle(message());
  const [record] = await kept();
  expect(record).toMatchObject({ match: { kind: 'unmatched', reason } });
  expect(record?.review.author).toMatch(/^[0-9a-f]{32}$/);
});

test('where the shop can’t be read it comes again, and is parked at last, whole', async () => {
  const { handle, kept, services, shop } = await start({ kind: 'unavailable', problem: 'HTTP 503' });
  expect(await handle(message())).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
  expect(await handle(message(), MAX_RECEIVE_COUNT - 1)).toEqual({ batchItemFailures: [] });
  expect(await kept()).toEqual([]);
  expect((await services.parking.list(shop, 5)).parked).toMatchObject([{ topic: 'reviews/judgeme', source: 'unread' }]);
});

test('of an author who was erased nothing waits where the shop can’t be read', async () => {
  const { handle, kept, services, shop } = await start({ kind: 'unavailable', problem: 'HTTP 503' });
  const authors = [services.erasures.authorOf(shop, 'rita@example.com')];
  const traces = { customer: RITA, contacts: [], orders: [], authors, settling: false, parkedCursor: null };
  await services.erasures.begin(shop, traces, NOW);
  expect(await handle(message())).toEqual({ batchItemFailures: [] });
  expect(await kept()).toMatchObject([{ match: { kind: 'unmatched' }, review: { author: null } }]);
  const spoilt = reviewBody('judgeme').replace('482734981', '482734982');
  await parkDelivery(services, message({ body: Buffer.from(spoilt) }), { source: 'dead_letter', reason: 'x' }, NOW);
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
});

test('one that makes no sense is parked with the reason', async () => {
  const { handle, services, shop } = await start();
  expect(await handle(message({ body: Buffer.from('{"review":{"id":1,"rating":9}}') }))).toEqual({
    batchItemFailures: [],
  });
  expect((await services.parking.list(shop, 5)).parked).toMatchObject([
    { id: 'judgeme-1', source: 'unusable', reason: 'rating: expected 1 to 5 stars' },
  ]);
});

test('our own sample is noted on the connection and kept nowhere', async () => {
  const { handle, kept, services, shop, asked } = await start();
  await handle(message({ topic: 'reviews/judgeme/test' }));
  expect(await services.reviewConnections.find(shop, 'judgeme')).toMatchObject({ testedAt: NOW, lastReceivedAt: null });
  expect(await kept()).toEqual([]);
  expect(asked).toEqual([]);
});

test('neither logs nor counters name who wrote or what', async () => {
  const { handle, logged, counted } = await start();
  await handle(message());
  await handle(message({ body: Buffer.from('{"review":{"reviewer":{"email":"rita@example.com"}}}') }));
  expect(JSON.stringify([logged, counted])).not.toMatch(/rita|shrank/i);
});

const DISPLEASED: PolicyDraft = {
  rules: [
    {
      id: 'make-it-right' as RuleId,
      name: 'Make it right',
      enabled: true,
      on: 'review.posted',
      when: [{ fact: 'review.rating', operator: 'at_most', value: 2 }],
      perk: { kind: 'store_credit', amount: usd(1_000), expiresInDays: 30, notify: false },
    },
  ],
};

test('a displeased customer’s review is decided once, however often it comes, and the record leads to the decision', async () => {
  const { handle, kept, services, shop } = await start();
  await services.policies.publish(
    shop,
    DISPLEASED,
    (await services.shops.find(shop))?.policyVersion ?? 0,
    'staff',
    NOW,
  );
  const later = reviewBody('judgeme', (text) => text.replace('11:59:30', '11:59:45'));
  const edited = message({ webhookId: 'judgeme-2', body: Buffer.from(later) });
  for (const sent of [message(), message(), edited]) expect(await handle(sent)).toEqual({ batchItemFailures: [] });
  const { decisions } = await services.ledger.decisions(shop, { limit: 10 });
  expect(decisions).toMatchObject([
    {
      event: { type: 'review.posted', review: 'judgeme/482734981', rating: 2, customer: RITA },
      facts: { 'review.rating': { type: 'number', number: 2 }, 'customer.orders.365d': { type: 'number', number: 0 } },
      outcomes: [{ rule: 'make-it-right' }],
    },
  ]);
  expect(await kept()).toMatchObject([{ decision: decisions[0]?.id, revision: 2 }]);
});

test('however many reviews somebody writes, orders that were decided are still looked at again', async () => {
  const { handle, services, shop } = await start();
  const { revision: __, ...record } = newCustomerRecord(RITA);
  const orders = [{ id: buildDecision().id, eventAt: NOW }];
  const known = { ...record, learnedAt: NOW, decisions: orders, revision: 1 };
  await services.ledger.commit(shop, { ...NO_CHANGES, customers: [known] });
  const version = (await services.shops.find(shop))?.policyVersion ?? 0;
  await services.policies.publish(shop, DISPLEASED, version, 'staff', NOW);
  for (let index = 1; index <= 5; index += 1) {
    const body = reviewBody('judgeme', (text) => text.replace('482734981', `48273498${index}`));
    await handle(message({ webhookId: `d-${index}`, body: Buffer.from(body) }));
  }
  expect(await services.ledger.customer(shop, RITA, 'latest')).toMatchObject({ revision: 6, decisions: orders });
});

test('of an unknown author the customer’s facts are unknown, and history is not decided', async () => {
  const { handle, services, shop } = await start({ kind: 'missing' });
  await services.policies.publish(
    shop,
    DISPLEASED,
    (await services.shops.find(shop))?.policyVersion ?? 0,
    'staff',
    NOW,
  );
  await handle(message());
  const old = reviewBody('judgeme', (text) =>
    text.replace('482734981', '482734982').replaceAll('2026-11-20T', '2026-11-17T'),
  );
  await handle(message({ webhookId: 'judgeme-2', body: Buffer.from(old) }));
  const { decisions } = await services.ledger.decisions(shop, { limit: 10 });
  expect(decisions).toMatchObject([
    {
      event: { customer: null },
      facts: { 'customer.spend.365d': { type: 'unknown', reason: 'no_customer' } },
      outcomes: [{ outcome: 'not_possible' }],
    },
  ]);
});
