import { expect, test } from 'vitest';
import { SHIPMENT_DUE_TOPIC } from '../../adapters/shopify/topics.ts';
import { CHORES_TOPIC, type EventMessage, eventMessageText, ORDER_DUE_TOPIC } from '../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../adapters/sqs/parse-event-message.ts';
import { MAX_RECEIVE_COUNT } from '../../adapters/sqs/queues.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { ShopReader } from '../../core/ports.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { replayParked } from '../../core/use-cases/replay-parked.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { buildOrder, buildShop, buildVersion, customerId, DAY_MS, NOW, orderId, shopDomain } from '../core/builders.ts';
import { NO_CHANGES } from '../core/decisions.ts';
import { orderBytes } from '../main-job/demo-shop.ts';
import { EMPTY_SHOP, sqsEvent, startServices } from './services.ts';

const ORDER = '820982911946154508';
const UNAVAILABLE = { kind: 'unavailable', problem: 'there is no valid access token for the shop' } as const;
const DOWN: ShopReader = {
  order: async () => UNAVAILABLE,
  return: async () => ({ kind: 'missing' }),
  shipment: async () => ({ kind: 'missing' }),
  products: async () => ({ kind: 'found', seen: [] }),
  hold: async () => ({ kind: 'missing' }),
  company: async () => ({ kind: 'missing' }),
  ordersOf: async () => UNAVAILABLE,
  changedOrders: async () => UNAVAILABLE,
  changedCustomers: async () => UNAVAILABLE,
  goods: async () => UNAVAILABLE,
  ordersNamed: async () => UNAVAILABLE,
  customer: async () => UNAVAILABLE,
  customerWithEmail: async () => UNAVAILABLE,
};

function message(over: Partial<EventMessage> = {}): EventMessage {
  const body = Buffer.from(orderBytes({ id: ORDER, customer: '7', createdAt: NOW }));
  return {
    shop: buildShop().domain,
    topic: 'orders/create',
    webhookId: 'w-1',
    triggeredAt: NOW - 1,
    replays: 0,
    body,
    ...over,
  };
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
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect(await decide(sqsEvent([eventMessageText(sent)], MAX_RECEIVE_COUNT - 1))).toEqual({ batchItemFailures: [] });
  expect(await services.parking.find(shop, 'w-1')).toEqual({
    id: 'w-1',
    topic: sent.topic,
    source: 'unread',
    reason: UNAVAILABLE.problem,
    at: NOW,
    triggeredAt: NOW - 1,
    replays: 0,
    body: (sent.body as Buffer).toString('base64'),
  });
  expect(counted).toMatchObject({ 'deliveries.parked': 1 });
  expect(counted['function.decide.failures']).toBeUndefined();
  expect(logged.at(-1)).toMatchObject({ level: 'warn', message: 'delivery parked' });
});

test('a shipment that was due and can’t be read is not tried again before it is due again', async () => {
  const reader: ShopReader = { ...DOWN, shipment: async () => UNAVAILABLE };
  const { services, shop, logged } = await startServices({ reader });
  const due = {
    topic: SHIPMENT_DUE_TOPIC,
    body: Buffer.from('{"admin_graphql_api_id":"gid://shopify/Fulfillment/1"}'),
  };
  const response = await createDecideHandler(services)(sqsEvent([eventMessageText(message(due))], 1));
  expect(response).toEqual({ batchItemFailures: [] });
  expect(logged.at(-1)).toMatchObject({ level: 'warn', message: 'shipment looked at later' });
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
});

test('a due shipment at which we fail each time is not set aside: nothing is lost, it is due again', async () => {
  const broken: ShopReader = {
    ...DOWN,
    async shipment() {
      throw new RangeError('another shape');
    },
  };
  const { services, shop } = await startServices({ reader: broken });
  const due = {
    topic: SHIPMENT_DUE_TOPIC,
    body: Buffer.from('{"admin_graphql_api_id":"gid://shopify/Fulfillment/1"}'),
  };
  const last = sqsEvent([eventMessageText(message(due))], MAX_RECEIVE_COUNT - 1);
  expect(await createDecideHandler(services)(last)).toEqual({ batchItemFailures: [] });
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
});

test('who is erased while their shop is only just installing is not met again, and of a shop that was deleted nothing is kept', async () => {
  const { services } = await startServices();
  const decide = createDecideHandler(services);
  const customer = customerId(7);
  const redact = (shop: ShopDomain) => {
    const body = { shop_domain: shop, customer: { id: 7, email: 'a@example.com' }, orders_to_redact: [] };
    const sent = { shop, topic: 'customers/redact', webhookId: `r-${shop}`, body: Buffer.from(JSON.stringify(body)) };
    return decide(sqsEvent([eventMessageText(message(sent))], 1));
  };
  const [installing, deleted] = [shopDomain('installing'), shopDomain('deleted')];
  const begun = { revision: 1, askedAt: NOW, notBefore: NOW, settling: false, cursor: null, deleted: 0 };
  await services.redactions.save(deleted, { ...begun, finishedAt: NOW, outcome: 'deleted' });
  expect(await redact(installing)).toEqual({ batchItemFailures: [] });
  expect(await redact(deleted)).toEqual({ batchItemFailures: [] });
  expect(await services.erasures.isErased(deleted, customer)).toBe(false);
  await installShop(services, installing, buildShop(), NOW - DAY_MS);
  const body = Buffer.from(orderBytes({ id: ORDER, customer: '7', createdAt: NOW }));
  expect(await decide(sqsEvent([eventMessageText(message({ shop: installing, body }))], 1))).toEqual({
    batchItemFailures: [],
  });
  expect(await services.ledger.customer(installing, customer, 'latest')).toBeNull();
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
  expect((await services.parking.list(shop, 5)).parked).toHaveLength(3);
});

test('a dead shop is called five times and no more, and the order of another shop behind ten of its is decided', async () => {
  const dead = shopDomain('dead');
  let elapsedMs = 0;
  const asked: string[] = [];
  const oneDead: ShopReader = {
    ...EMPTY_SHOP,
    async ordersOf(shop, ...of) {
      asked.push(shop);
      if (shop !== dead) return EMPTY_SHOP.ordersOf(shop, ...of);
      elapsedMs += 4_000;
      return { kind: 'unavailable', problem: 'the shop did not answer', shopWide: 'down' };
    },
  };
  const { services, shop } = await startServices({ reader: oneDead });
  await installShop(services, dead, buildShop(), NOW - DAY_MS);
  const firstSight = (customer: number): string => {
    const body = Buffer.from(orderBytes({ id: `5${customer}`, customer: String(customer), createdAt: NOW }));
    return eventMessageText(message({ shop: dead, webhookId: `dead-${customer}`, body }));
  };
  const ten = Array.from({ length: 10 }, (_, index) => firstSight(index + 1));
  const batch = sqsEvent([...ten, eventMessageText(message())], 1, [...'abcdefghijk']);
  const decide = createDecideHandler(services, () => elapsedMs);
  expect((await decide(batch)).batchItemFailures).toHaveLength(10);
  expect(asked).toEqual([...Array(5).fill(dead), shop]);
  expect(elapsedMs).toBe(20_000);
  expect((await services.ledger.decisions(shop, { limit: 5, order: orderId(ORDER) })).decisions).toHaveLength(1);
  // As they come again.
  expect((await decide(sqsEvent(ten, 2, [...'abcdefghij']))).batchItemFailures).toHaveLength(10);
  expect(asked).toHaveLength(6);
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
  const reader: ShopReader = { ...EMPTY_SHOP, order: async () => ({ kind: 'found', seen }) };
  const { services, shop } = await startServices({ reader });
  const large = message({ body: { bytes: 5_000_000, order: orderId(ORDER) } });
  expect((await createDecideHandler(services)(sqsEvent([eventMessageText(large)]))).batchItemFailures).toEqual([]);
  expect((await services.ledger.decisions(shop, { limit: 5, order: order.id })).decisions).toHaveLength(1);
});

test.each([
  ['customers/update', 'body: too large'],
  ['carts/update', undefined],
])('of another body that was too large (%s) what is parked is the reason: %s', async (topic, reason) => {
  const { services, shop } = await startServices();
  const large = message({ topic, body: { bytes: 5_000_000, order: null } });
  expect((await createDecideHandler(services)(sqsEvent([eventMessageText(large)]))).batchItemFailures).toEqual([]);
  const { parked } = await services.parking.list(shop, 5);
  expect(parked.map((each) => each.reason)).toEqual(reason ? [reason] : []);
  const kept = reason ? { source: 'unusable', body: { bytes: 5_000_000, order: null } } : null;
  expect(kept && (await services.parking.find(shop, 'w-1'))).toEqual(kept && expect.objectContaining(kept));
});

test('an order whose time is up is decided; where that fails it stays due, and nothing is parked', async () => {
  const order = orderId(ORDER);
  const { services, shop } = await startServices();
  const { ledger } = services;
  const record = { ...newOrderRecord(order), revision: 1, snapshot: buildOrder({ id: order, customer: null }) };
  const waiting = { since: NOW - 600_000, until: NOW };
  await ledger.commit(shop, { ...NO_CHANGES, orders: [{ ...record, placement: 'waiting', waiting }] });
  const due = eventMessageText(message({ topic: ORDER_DUE_TOPIC, body: Buffer.from(order) }));
  const dying = createDecideHandler({
    ...services,
    ledger: { ...ledger, commit: async () => Promise.reject(new Error('a bug')) },
  });
  expect(await dying(sqsEvent([due], MAX_RECEIVE_COUNT - 1))).toEqual({ batchItemFailures: [] });
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect(await services.schedule.due(NOW, 5)).toContainEqual({ kind: 'order', shop, order });
  expect(await createDecideHandler(services)(sqsEvent([due]))).toEqual({ batchItemFailures: [] });
  expect((await ledger.decisions(shop, { limit: 5, order })).decisions).toHaveLength(1);
  expect(await services.schedule.due(NOW, 5)).not.toContainEqual({ kind: 'order', shop, order });
  expect((await services.topics.counted(shop, NOW)).has(ORDER_DUE_TOPIC)).toBe(false);
});

test('a delivery that fails by a bug on its last try is parked with the reason in words, without the error’s', async () => {
  const { services, shop, counted } = await startServices();
  const ledger: typeof services.ledger = {
    ...services.ledger,
    order: async () => {
      throw new RangeError('a bug at Ada’s order');
    },
  };
  const decide = createDecideHandler({ ...services, ledger });
  const body = eventMessageText(message());
  expect((await decide(sqsEvent([body], MAX_RECEIVE_COUNT - 2))).batchItemFailures).toHaveLength(1);
  expect(await decide(sqsEvent([body], MAX_RECEIVE_COUNT - 1))).toEqual({ batchItemFailures: [] });
  expect((await services.parking.list(shop, 5)).parked).toMatchObject([
    {
      id: 'w-1',
      source: 'dead_letter',
      reason: 'not handled in 9 tries; the last one failed: RangeError',
      triggeredAt: NOW - 1,
    },
  ]);
  expect(counted['function.decide.failures']).toBe(2);
});

test('what can’t even be parked on its last try comes once more', async () => {
  const { services } = await startServices();
  const failing = async () => {
    throw new Error('the store is unreachable');
  };
  const stores = { ledger: { ...services.ledger, order: failing }, parking: { ...services.parking, park: failing } };
  const decide = createDecideHandler({ ...services, ...stores });
  const response = await decide(sqsEvent([eventMessageText(message())], MAX_RECEIVE_COUNT - 1));
  expect(response.batchItemFailures).toHaveLength(1);
});

test('a parked delivery is replayed as it was, comes back when it fails again, and is decided when it does not', async () => {
  const { services, shop, queued } = await startServices({ reader: DOWN });
  const lastTry = (body: string | undefined) => sqsEvent([body ?? ''], MAX_RECEIVE_COUNT - 1);
  const sent = message();
  await createDecideHandler(services)(lastTry(eventMessageText(sent)));
  expect(await replayParked(services, shop, 'w-1')).toBe('replayed');
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect(queued.map(parseEventMessage)).toEqual([{ ...sent, replays: 1 }]);
  await createDecideHandler(services)(lastTry(queued[0]));
  expect((await services.parking.list(shop, 5)).parked).toMatchObject([
    { id: 'w-1', replays: 1, triggeredAt: NOW - 1 },
  ]);
  await replayParked(services, shop, 'w-1');
  expect(parseEventMessage(queued[1] ?? '').replays).toBe(2);
  await createDecideHandler({ ...services, reader: EMPTY_SHOP })(sqsEvent([queued[1] ?? '']));
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect((await services.ledger.decisions(shop, { limit: 5, order: orderId(ORDER) })).decisions).toHaveLength(1);
});

test('a delivery without its body is replayed without it', async () => {
  const { services, shop, queued } = await startServices({ reader: DOWN });
  const large = message({ body: { bytes: 5_000_000, order: orderId(ORDER) } });
  await createDecideHandler(services)(sqsEvent([eventMessageText(large)], MAX_RECEIVE_COUNT - 1));
  await replayParked(services, shop, 'w-1');
  expect(queued.map(parseEventMessage)).toEqual([{ ...large, replays: 1 }]);
});

const TONIGHT = { now: () => new Date(NOW + DAY_MS) };

/** A shop with one order that no delivery told of, found when its changes are read. */
function withMissedOrder(read: string[]): ShopReader {
  const order = buildOrder({ id: orderId('5') });
  return {
    ...EMPTY_SHOP,
    async changedOrders(shop) {
      read.push(shop);
      return { kind: 'page', seen: [{ order, version: buildVersion() }], parts: [], leftOut: [], cursor: null };
    },
  };
}

test('a chores message has the shop swept, after the deliveries of its batch', async () => {
  const read: string[] = [];
  const { services, shop, queued, counted } = await startServices({ reader: withMissedOrder(read), clock: TONIGHT });
  const decisions: number[] = [];
  const commit: typeof services.ledger.commit = async (...call) => {
    decisions.push(read.length);
    return services.ledger.commit(...call);
  };
  await services.work.wake(shop, NOW + DAY_MS);
  const decide = createDecideHandler({ ...services, ledger: { ...services.ledger, commit } });
  const bodies = [queued[0] ?? '', eventMessageText(message())];
  expect(await decide(sqsEvent(bodies, 1, ['chores', 'order']))).toEqual({ batchItemFailures: [] });
  expect(decisions).toEqual([0, 1]);
  expect(await services.sweeps.latest(shop)).toMatchObject({ finishedAt: NOW + DAY_MS, foundCount: 1 });
  expect(await services.ledger.order(shop, orderId('5'), 'latest')).not.toBeNull();
  expect(counted).toMatchObject({ 'chores.swept': 1 });
  expect((await services.topics.counted(shop, NOW + DAY_MS)).has(CHORES_TOPIC)).toBe(false);
  await decide(sqsEvent([queued[0] ?? '']));
  expect(read).toHaveLength(1);
});

test('chores that fail, or for which no time is left, hold back no delivery and stay due', async () => {
  let elapsedMs = 0;
  const reader: ShopReader = {
    ...EMPTY_SHOP,
    async changedOrders() {
      throw new RangeError('a bug');
    },
    async ordersOf() {
      elapsedMs = 50_000;
      return { kind: 'page', seen: [], cursor: null };
    },
  };
  const { services, shop, queued, logged } = await startServices({ reader, clock: TONIGHT });
  await services.work.wake(shop, NOW + DAY_MS);
  const bodies = [queued[0] ?? '', eventMessageText(message())];
  const decide = createDecideHandler(services, () => elapsedMs);
  expect(await decide(sqsEvent(bodies, 1, ['chores', 'order']))).toEqual({ batchItemFailures: [] });
  expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await decide(sqsEvent([queued[0] ?? '']))).toEqual({ batchItemFailures: [] });
  expect(logged.filter(({ level }) => level === 'error')).toMatchObject([
    { message: 'decide failed', about: { shop } },
  ]);
  expect(await services.schedule.due(NOW + DAY_MS + 3_600_000, 5)).toContainEqual({ kind: 'chores', shop });
});

test.each(['shop/update', 'app/scopes_update'])(
  '%s takes the shop’s details anew, whatever it says; comes again while the shop can’t be asked',
  async (topic) => {
    const asked: string[] = [];
    const answers = ['unreachable', 'confirmed', 'confirmed', 'revoked'] as const;
    const { services, shop } = await startServices({
      confirmInstallation: async (text) => {
        asked.push(text);
        return answers[asked.length - 1] ?? 'confirmed';
      },
    });
    const decide = createDecideHandler(services);
    const outdated = eventMessageText(
      message({ topic, triggeredAt: NOW - 9, body: Buffer.from('{"currency":"XXX"}') }),
    );
    expect((await decide(sqsEvent([outdated]))).batchItemFailures).toHaveLength(1);
    for (const receiveCount of [2, 1, 1]) {
      expect(await decide(sqsEvent([outdated], receiveCount))).toEqual({ batchItemFailures: [] });
    }
    expect(asked).toEqual([shop, shop, shop, shop]);
    expect(await services.shops.find(shop)).toMatchObject({ currency: 'USD' });
    expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  },
);

test('a shop that is down is not asked for its details: the delivery comes again', async () => {
  const { services, shop } = await startServices({
    confirmInstallation: async () => {
      throw new Error('asked');
    },
  });
  await services.shops.setBreaker(shop, null, { openUntil: NOW + 5_000, trips: 1, problem: 'answers 503', since: NOW });
  const update = eventMessageText(message({ topic: 'shop/update', body: Buffer.from('{}') }));
  expect((await createDecideHandler(services)(sqsEvent([update]))).batchItemFailures).toHaveLength(1);
});
