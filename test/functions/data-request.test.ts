import { expect, test } from 'vitest';
import { eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { MOST_SHOWN, viewPrivacy } from '../../app/privacy.server.ts';
import type { DataRequest } from '../../core/data-request.ts';
import { customerFile } from '../../core/use-cases/customer-file.ts';
import { handOver } from '../../core/use-cases/request-data.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { reviewBody } from '../adapters/reviews/payloads.ts';
import { buildReturn, customerId, DAY_MS, NOW, orderId } from '../core/builders.ts';
import { CONNECTION } from '../core/reviews.ts';
import { buildSweep } from '../core/sweeps.ts';
import { orderBytes } from '../main-job/demo-shop.ts';
import { EMPTY_SHOP, sqsEvent, startServices } from './services.ts';

const ADA = customerId(71);
const BEFORE = customerId(70);
const OTHER = customerId(99);
const EMAIL = 'rita@example.com';
const REQUEST = `{"customer":{"id":71,"email":"${EMAIL}","phone":"+441632960021"},"orders_requested":[9001],"data_request":{"id":9999}}`;

async function start() {
  let searches = 0;
  const reader: typeof EMPTY_SHOP = {
    ...EMPTY_SHOP,
    async customerWithEmail() {
      searches += 1;
      return searches === 1 ? { kind: 'found', customer: ADA } : { kind: 'missing' };
    },
    async return(_, id) {
      return { kind: 'found', seen: { return: buildReturn({ id, order: orderId(9001), customer: ADA }), readAt: NOW } };
    },
  };
  const { services, shop, logged, queued } = await startServices({ reader });
  const decide = createDecideHandler(services);
  let number = 0;
  const deliver = async (topic: string, body: string) => {
    number += 1;
    const message = { shop, topic, webhookId: `w-${number}`, triggeredAt: NOW, replays: 0, body: Buffer.from(body) };
    expect((await decide(sqsEvent([eventMessageText(message)]))).batchItemFailures).toEqual([]);
  };
  const order = (id: string, customer: string) =>
    deliver('orders/create', orderBytes({ id, customer, createdAt: NOW - 1_000 }));
  const file = async () => {
    const request = await services.requests.find(shop, '9999');
    return request && customerFile(services, shop, request, NOW);
  };
  return { services, shop, logged, queued, deliver, order, file };
}

test('the file holds everything that is kept of a customer, and nothing of another', async () => {
  const { services, shop, deliver, order, file, logged } = await start();
  await order('9000', '70');
  await order('9001', '71');
  await order('9100', '99');
  await deliver('returns/request', '{"admin_graphql_api_id":"gid://shopify/Return/501"}');
  await services.reviewConnections.connect({ ...CONNECTION, shop });
  for (const id of [1, 2]) {
    await deliver(
      'reviews/judgeme',
      reviewBody('judgeme', (text) => text.replace('482734981', String(id))),
    );
  }
  await deliver(
    'reviews/judgeme',
    reviewBody('judgeme', (text) => text.replace('Rita@', 'Other@')),
  );
  await deliver('orders/create', '{"id":9002,"customer":{"id":71},"created":"now"}');
  await deliver('orders/create', '{"id":9101,"customer":{"id":99},"created":"now"}');
  const found = [{ what: 'customer_missed', order: null, customer: ADA, changedAt: NOW, decision: null }] as const;
  await services.sweeps.save(shop, buildSweep({ found }));
  await deliver(
    'customers/merge',
    '{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/71","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/70","status":"completed"}',
  );
  await deliver('customers/data_request', REQUEST);

  const made = await file();
  expect(made?.customers.map(({ customer }) => customer).toSorted()).toEqual([BEFORE, ADA]);
  const all = made?.customers ?? [];
  expect(all.flatMap(({ orders }) => orders.map(({ id }) => id)).toSorted()).toEqual([orderId(9000), orderId(9001)]);
  expect(all.flatMap(({ returns }) => returns)).toHaveLength(1);
  expect(all.flatMap(({ reviews }) => reviews)).toHaveLength(1);
  expect(made?.unmatchedReviews.map(({ review }) => review.id)).toEqual(['judgeme/2']);
  const words = all.flatMap(({ decisions }) => decisions.flatMap(({ inWords }) => inWords));
  expect(words).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Decided about order #9001 on 2026-/),
      expect.stringMatching(/^Return bag for regulars: not granted\.$/),
    ]),
  );
  expect(all.every(({ profile }) => profile !== null)).toBe(true);
  expect(made?.checks).toHaveLength(1);
  expect(made?.setAside).toMatchObject([{ topic: 'orders/create', text: expect.stringContaining('9002') }]);
  expect(made?.requests).toMatchObject([{ id: '9999' }]);
  const text = JSON.stringify(made);
  for (const trace of [OTHER, '9100', '9101', EMAIL, '441632960021']) expect(text, trace).not.toContain(trace);
  expect(JSON.stringify(logged)).not.toMatch(/rita@example|Customer\/71|441632960021/);
});

test('a request is marked as handed over once, and is of nobody when its customer is erased', async () => {
  const { services, shop, deliver, order, file } = await start();
  await order('9001', '71');
  for (const _ of [1, 2, 3]) await deliver('customers/data_request', REQUEST);
  expect(await services.requests.list(shop, 5)).toHaveLength(1);
  expect(await handOver(services, shop, '1', NOW)).toBe('unknown');
  expect(await handOver(services, shop, '9999', NOW + 5)).toBe('handed_over');
  expect(await handOver(services, shop, '9999', NOW + 9)).toBe('handed_over');
  expect(await services.requests.find(shop, '9999')).toMatchObject({ handedOverAt: NOW + 5 });
  expect(await file()).not.toBeNull();
  await deliver('customers/redact', `{"customer":{"id":71,"email":"${EMAIL}"},"orders_to_redact":[]}`);
  expect(await services.requests.find(shop, '9999')).toMatchObject({
    customer: null,
    authors: [],
    handedOverAt: NOW + 5,
  });
  expect(await file()).toBeNull();
});

test('a request that met another write is not lost: it comes again', async () => {
  const { services, shop } = await start();
  let met = false;
  const requests: typeof services.requests = {
    ...services.requests,
    async save(...call) {
      if (met) return services.requests.save(...call);
      met = true;
      return false;
    },
  };
  const decide = createDecideHandler({ ...services, requests });
  const topic = 'customers/data_request';
  const message = { shop, topic, webhookId: 'w-1', triggeredAt: NOW, replays: 0, body: Buffer.from(REQUEST) };
  const decided = () => decide(sqsEvent([eventMessageText(message)]));
  expect((await decided()).batchItemFailures).toHaveLength(1);
  expect((await decided()).batchItemFailures).toEqual([]);
  expect(await services.requests.list(shop, 5)).toMatchObject([{ id: '9999', customer: ADA }]);
});

test('a request without its number or its customer is set aside with the reason', async () => {
  const { services, shop, deliver } = await start();
  await deliver('customers/data_request', '{"customer":{"id":71},"data_request":{}}');
  await deliver('customers/data_request', '{"customer":{"email":"a@example.com"},"data_request":{"id":1}}');
  expect((await services.parking.list(shop, 5)).parked.map(({ reason }) => reason).toSorted()).toEqual([
    'customer: expected the id of one customer',
    'data_request.id: expected an id',
  ]);
  expect(await services.requests.list(shop, 5)).toEqual([]);
});

test('the page says what is to be done until when, newest first', () => {
  const request = (over: Partial<DataRequest>): DataRequest => ({
    ...{ id: '1', revision: 1, customer: ADA, authors: [], receivedAt: NOW, handedOverAt: null },
    ...over,
  });
  const rows = (requests: DataRequest[], now: number) =>
    viewPrivacy({ requests, erasures: [], redaction: null }, { timezone: 'UTC' }, () => 'Ada', now);
  const states = (requests: DataRequest[], now = NOW) => rows(requests, now).requests.map(({ state }) => state);
  expect(states([request({})], NOW + 30 * DAY_MS)).toEqual(['open']);
  expect(states([request({})], NOW + 30 * DAY_MS + 1)).toEqual(['overdue']);
  expect(states([request({ customer: null })], NOW + 31 * DAY_MS)).toEqual(['erased']);
  expect(states([request({ customer: null, handedOverAt: NOW })])).toEqual(['handed_over']);
  const many = Array.from({ length: MOST_SHOWN + 1 }, (_, id) => request({ id: `${id}`, receivedAt: NOW + id }));
  const shown = rows(many, NOW);
  expect(shown.requests.map(({ id }) => id).slice(0, 2)).toEqual([`${MOST_SHOWN}`, `${MOST_SHOWN - 1}`]);
  expect(shown).toMatchObject({ isCut: true, kept: null });
  expect(shown.requests[0]).toMatchObject({ dueAt: { text: expect.stringMatching(/^Dec 20, 2026/) } });
});

test('the page says of a shop that came back how much of it had been deleted by then', () => {
  const redaction = { revision: 4, askedAt: NOW, finishedAt: NOW, notBefore: NOW, settling: false, cursor: null };
  const kept = (outcome: 'installed_again' | 'deleted' | null, deleted: number) => {
    const known = { requests: [], erasures: [], redaction: { ...redaction, outcome, deleted } };
    return viewPrivacy(known, { timezone: 'UTC' }, () => 'Ada', NOW).kept;
  };
  expect(kept('installed_again', 0)).toMatchObject({ askedAt: { text: expect.any(String) }, deleted: null });
  expect(kept('installed_again', 1)).toMatchObject({ deleted: '1 record' });
  expect(kept('installed_again', 1312)).toMatchObject({ deleted: '1,312 records' });
  for (const outcome of ['deleted', null] as const) expect(kept(outcome, 5)).toBeNull();
});
