import { expect, test } from 'vitest';
import { type EventMessage, eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { MAX_RECEIVE_COUNT } from '../../adapters/sqs/queues.ts';
import type { ShopReader } from '../../core/ports.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { buildOrder, buildShop, buildVersion, NOW, orderId } from '../core/builders.ts';
import { orderBytes } from '../main-job/demo-shop.ts';
import { sqsEvent, startServices } from './services.ts';

const ORDER = '820982911946154508';
const UNAVAILABLE = { kind: 'unavailable', problem: 'there is no valid access token for the shop' } as const;
const DOWN: ShopReader = { order: async () => UNAVAILABLE, ordersOf: async () => UNAVAILABLE };

function message(over: Partial<EventMessage> = {}): EventMessage {
  const body = Buffer.from(orderBytes({ id: ORDER, customer: '7', createdAt: NOW }));
  return { shop: buildShop().domain, topic: 'orders/create', webhookId: 'w-1', triggeredAt: NOW, body, ...over };
}

const touched = message({ topic: 'orders/edited', body: Buffer.from(`{"order_edit":{"order_id":${ORDER}}}`) });

test.each([
  ['an order whose customer’s past can’t be read', message()],
  ['an edited order that can’t be read', touched],
])('%s comes again, and is parked whole instead of being dead-lettered', async (_, sent) => {
  const { services, shop, counted, logged } = await startServices({ reader: DOWN });
  const decide = createDecideHandler(services);
  for (const receiveCount of [1, 2, MAX_RECEIVE_COUNT - 2]) {
    const response = await decide(sqsEvent([eventMessageText(sent)], receiveCount));
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: '0' }]);
  }
  expect(await services.parking.list(shop, 5)).toEqual([]);
  expect(await decide(sqsEvent([eventMessageText(sent)], MAX_RECEIVE_COUNT - 1))).toEqual({ batchItemFailures: [] });
  expect(await services.parking.find(shop, 'w-1')).toEqual({
    id: 'w-1',
    topic: sent.topic,
    reason: UNAVAILABLE.problem,
    at: NOW,
    body: (sent.body as Buffer).toString('base64'),
  });
  expect(counted).toMatchObject({ 'deliveries.parked': 1 });
  expect(counted['function.decide.failures']).toBeUndefined();
  expect(logged.at(-1)).toMatchObject({ level: 'warn', message: 'delivery parked' });
});

test('what a batch has no time for, since a shop hangs, comes again as it is and is parked in the end', async () => {
  let elapsedMs = 0;
  let asked = 0;
  const hanging: ShopReader = {
    ...DOWN,
    async ordersOf() {
      asked += 1;
      elapsedMs += 20_000;
      return UNAVAILABLE;
    },
  };
  const { services, shop } = await startServices({ reader: hanging });
  const decide = createDecideHandler(services, () => elapsedMs);
  const sent = ['1', '2', '3'].map((customer) => {
    const body = Buffer.from(orderBytes({ id: `${ORDER}${customer}`, customer, createdAt: NOW }));
    return eventMessageText(message({ webhookId: `w-${customer}`, body }));
  });
  expect((await decide(sqsEvent(sent, 1, ['a', 'b', 'c']))).batchItemFailures).toHaveLength(3);
  expect(asked).toBe(2);
  elapsedMs = 0;
  expect(await decide(sqsEvent(sent, MAX_RECEIVE_COUNT - 1, ['a', 'b', 'c']))).toEqual({ batchItemFailures: [] });
  expect(asked).toBe(4);
  expect(await services.parking.list(shop, 5)).toHaveLength(3);
});

test('a message that fails by a bug is logged without its payload, counted, and holds back only its group', async () => {
  const bug = Object.assign(new RangeError('a bug'), { response: { customer: 'Ada' } });
  const { services, shop, logged, counted } = await startServices();
  const order = services.ledger.order;
  const ledger: typeof services.ledger = {
    ...services.ledger,
    order: async (...call) => {
      if (call[1] === orderId(ORDER)) throw bug;
      return order(...call);
    },
  };
  const decide = createDecideHandler({ ...services, ledger });
  const other = message({
    webhookId: 'w-2',
    body: Buffer.from(orderBytes({ id: '5', customer: null, createdAt: NOW })),
  });
  const bodies = [message(), message({ webhookId: 'w-3' }), other].map(eventMessageText);
  const response = await decide(sqsEvent(bodies, 1, ['a', 'a', 'b']));
  expect(response.batchItemFailures).toEqual([{ itemIdentifier: '0' }, { itemIdentifier: '1' }]);
  expect(counted['function.decide.failures']).toBe(1);
  const errors = logged.filter(({ level }) => level === 'error');
  expect(errors).toEqual([
    {
      level: 'error',
      message: 'decide failed',
      about: { messageId: '0', shop, error: { name: 'RangeError', message: 'a bug', stack: expect.any(String) } },
    },
  ]);
  expect(JSON.stringify(errors)).not.toContain('Ada');
});

test('what is no message of ours is logged with its id and fails', async () => {
  const { services, logged, counted } = await startServices();
  const response = await createDecideHandler(services)(sqsEvent(['{}']));
  expect(response.batchItemFailures).toHaveLength(1);
  expect(logged).toMatchObject([{ level: 'error', about: { messageId: '0' } }]);
  expect(counted['function.decide.failures']).toBe(1);
});

test('an order whose body was too large is read from the shop and decided', async () => {
  const order = buildOrder({ id: orderId(ORDER) });
  const seen = { order, version: buildVersion() };
  const reader: ShopReader = { ...DOWN, order: async () => ({ kind: 'found', seen }), ordersOf: noOrders };
  const { services, shop } = await startServices({ reader });
  const large = message({ body: { bytes: 5_000_000, order: orderId(ORDER) } });
  expect((await createDecideHandler(services)(sqsEvent([eventMessageText(large)]))).batchItemFailures).toEqual([]);
  expect((await services.ledger.decisions(shop, { limit: 5, order: order.id })).decisions).toHaveLength(1);
});

test.each([
  ['customers/update', 'body: too large'],
  ['products/update', undefined],
])('of another body that was too large (%s) what is parked is the reason: %s', async (topic, reason) => {
  const { services, shop } = await startServices();
  const large = message({ topic, body: { bytes: 5_000_000, order: null } });
  expect((await createDecideHandler(services)(sqsEvent([eventMessageText(large)]))).batchItemFailures).toEqual([]);
  expect((await services.parking.list(shop, 5)).map((parked) => parked.reason)).toEqual(reason ? [reason] : []);
});

const noOrders: ShopReader['ordersOf'] = async () => ({ kind: 'page', seen: [], cursor: null });
