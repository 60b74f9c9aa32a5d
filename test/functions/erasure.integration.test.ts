import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Services } from '../../adapters/compose.ts';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { eventMessageText } from '../../adapters/sqs/event-queue.ts';
import type { Stores } from '../../adapters/stores.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { createActHandler } from '../../functions/act/handler.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { createTickHandler } from '../../functions/tick/handler.ts';
import { reviewBody } from '../adapters/reviews/payloads.ts';
import {
  buildOrder,
  buildReturn,
  buildShipment,
  buildShop,
  buildVersion,
  companyId,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  returnId,
  shipmentId,
} from '../core/builders.ts';
import { CONNECTION } from '../core/reviews.ts';
import { buildSweep } from '../core/sweeps.ts';
import { startTestDynamodb, type TestDynamodb, tableText } from '../dynamodb.ts';
import { orderBytes, refundBytes } from '../main-job/demo-shop.ts';
import { EMPTY_SHOP, sqsEvent, startServices } from './services.ts';

/** A customer who is erased, beside one who stays. */
const ADA = { id: '706405506930370084', email: 'ada.lovelace@example.com', phone: '+441632960021' };
const REGULAR = '706405506930370099';
const TRACES = [ADA.id, 'ada.lovelace', '441632960021', 'Lovelace', 'Harley Street'];
const MINUTE_MS = 60_000;

let dynamodb: TestDynamodb;
beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
afterAll(() => dynamodb.stop());

/** An order as the platform sends it, with all that it says of its customer. */
function orderOf(id: string, customer: string, over: { total?: string; updatedAt?: number } = {}): string {
  const body = JSON.parse(orderBytes({ id: '1', customer: '2', createdAt: NOW - 1_000, ...over }));
  const person = { email: ADA.email, phone: ADA.phone, last_name: 'Lovelace', address1: '21 Harley Street' };
  const told = customer === ADA.id ? { email: ADA.email, customer: { ...body.customer, ...person } } : {};
  // Ids are written into the text: a number of JavaScript would not hold them.
  return JSON.stringify({ ...body, ...told })
    .replace('"id":1,', `"id":${id},`)
    .replace('Order/1"', `Order/${id}"`)
    .replace('"id":2', `"id":${customer}`)
    .replace('Customer/2"', `Customer/${customer}"`);
}

const REDACT = `{"shop_id":954889,"shop_domain":"atelier.myshopify.com","customer":{"id":${ADA.id},"email":"${ADA.email}","phone":"${ADA.phone}"},"orders_to_redact":[9001]}`;

const DATA_REQUEST = `{"customer":{"id":${ADA.id},"email":"${ADA.email}"},"orders_requested":[],"data_request":{"id":9999}}`;

const RETURN = '{"admin_graphql_api_id":"gid://shopify/Return/501"}';

const COMPANY = '{"admin_graphql_api_id":"gid://shopify/Company/31"}';

const SHIPMENT = '{"admin_graphql_api_id":"gid://shopify/Fulfillment/701"}';

const reviewBy = (id: number, email: string) =>
  reviewBody('judgeme', (text) => text.replace('482734981', String(id)).replace('Rita@Example.com', email));

/** The customer’s return changes each time it is read, and so do the shipment and their company; the shop finds them by their address once. */
function readerOfReturns(): Services['reader'] {
  let items = 0;
  let searches = 0;
  return {
    ...EMPTY_SHOP,
    async customerWithEmail() {
      searches += 1;
      return searches === 1 ? { kind: 'found', customer: customerId(ADA.id) } : { kind: 'missing' };
    },
    async company(_, company) {
      items += 1;
      const people = [ADA.id, REGULAR].map(customerId);
      const snapshot = { createdAt: NOW, people, mainContact: customerId(ADA.id) };
      return { kind: 'found', seen: { company, snapshot, readAt: NOW + items } };
    },
    async return(_, id) {
      items += 1;
      const seen = buildReturn({ id, order: orderId('9001'), customer: customerId(ADA.id), status: 'open', items });
      return { kind: 'found', seen: { return: seen, readAt: NOW + items } };
    },
    async shipment(_, id) {
      items += 1;
      const of = { order: orderId('9001'), customer: customerId(ADA.id) };
      const seen = buildShipment({ id, ...of, promisedAt: NOW + items });
      return { kind: 'found', seen: { shipment: seen, readAt: NOW + items } };
    },
  };
}

async function returnedBy({ ledger }: Services, shop: ShopDomain) {
  const known = await ledger.return(shop, orderId('9001'), returnId(501), 'latest');
  return known?.snapshot.customer;
}

async function shippedTo({ ledger }: Services, shop: ShopDomain) {
  const known = await ledger.shipment(shop, orderId('9001'), shipmentId(701), 'latest');
  return known?.snapshot.customer;
}

async function peopleOf({ companies }: Services, shop: ShopDomain) {
  return (await companies.find(shop, companyId(31)))?.snapshot;
}

async function startShop(stores: Stores, over: Partial<Services> = {}) {
  let now = NOW;
  const started = await startServices({ ...stores, clock: { now: () => new Date(now) }, ...over });
  const { services, shop, queued } = started;
  await installShop(stores, shop, buildShop(), NOW - 30 * DAY_MS);
  const decide = createDecideHandler(services);
  const tick = createTickHandler(services);
  let number = 0;
  const deliver = async (topic: string, body: string) => {
    number += 1;
    const message = { shop, topic, webhookId: `w-${number}`, triggeredAt: NOW, replays: 0, body: Buffer.from(body) };
    const { batchItemFailures } = await decide(sqsEvent([eventMessageText(message)]));
    expect(batchItemFailures).toEqual([]);
  };
  return {
    ...started,
    deliver,
    act: async () => {
      const act = createActHandler(services);
      for (const { id } of (await services.ledger.decisions(shop, { limit: 100 })).decisions)
        await act(sqsEvent([JSON.stringify({ shop, decision: id })]));
    },
    /** Tick each minute, and what it sends for, until nothing more is to be erased. */
    settle: async () => {
      for (let minutes = 0; minutes < 10; minutes += 1) {
        now += MINUTE_MS;
        await tick();
        await decide(sqsEvent(queued.splice(0)));
      }
      const left = (await services.erasures.list(shop, 10)).filter(({ finishedAt }) => finishedAt === null);
      expect(left).toEqual([]);
      return now;
    },
  };
}

test('after a redaction nothing in the table, the queues or the log names the customer, and the sums of others stay', async () => {
  const dynamo = await dynamodb.createTable();
  const stores = createDynamoStores(dynamo, { now: () => new Date(NOW) }, 'secret');
  const life = await startShop(stores, { reader: readerOfReturns() });
  const { services, shop, deliver, logged, queued } = life;
  await deliver('customers/create', `{"id":${ADA.id},"email":"${ADA.email}","last_name":"Lovelace"}`);
  for (const id of ['9001', '9002', '9003']) await deliver('orders/create', orderOf(id, ADA.id));
  await deliver('orders/create', orderOf('9100', REGULAR));
  await deliver('returns/update', RETURN);
  await deliver('fulfillments/create', SHIPMENT);
  await deliver('companies/create', COMPANY);
  expect(await peopleOf(services, shop)).toMatchObject({ mainContact: customerId(ADA.id) });
  expect(await returnedBy(services, shop)).toBe(customerId(ADA.id));
  expect(await shippedTo(services, shop)).toBe(customerId(ADA.id));
  await life.act();
  const broken = orderOf('9004', ADA.id).replace('"created_at"', '"created"');
  await deliver('orders/create', broken);
  const late = { order: { id: orderId('9002'), name: '#9002' }, customer: customerId(ADA.id) };
  const found = [{ what: 'change_missed', ...late, changedAt: NOW, decision: null } as const];
  const unchecked = [{ ...late, problem: 'failed' }];
  await services.sweeps.save(shop, buildSweep({ found, unchecked, stuck: { at: customerId(ADA.id), tries: 1 } }));
  await services.reviewConnections.connect({ ...CONNECTION, shop });
  const author = services.erasures.authorOf(shop, ADA.email);
  for (const id of [1, 2]) await deliver('reviews/judgeme', reviewBy(id, ADA.email));
  await deliver('reviews/judgeme', reviewBy(3, 'rita@example.com'));
  const matched = (await services.reviews.list(shop, 5)).reviews.filter(({ match }) => match.kind === 'matched');
  expect(matched).toHaveLength(1);
  for (const _ of [1, 2]) await deliver('customers/data_request', DATA_REQUEST);
  expect(await services.requests.list(shop, 5)).toMatchObject([
    { id: '9999', customer: customerId(ADA.id), authors: [author], receivedAt: NOW, handedOverAt: null },
  ]);
  const regular = await services.ledger.customer(shop, customerId(REGULAR), 'latest');
  const before = await services.ledger.decisions(shop, { limit: 50 });
  const seeded = await tableText(dynamo);
  for (const trace of [...TRACES, author]) expect(seeded, trace).toContain(trace);

  // The app has left the shop: the request comes all the same.
  await services.shops.uninstall(shop, NOW);
  await deliver('customers/redact', REDACT);
  await life.settle();
  // What was under way tells of the customer again, and can be read or not.
  await services.shops.install(shop, buildShop(), NOW + 20 * MINUTE_MS);
  await deliver('customers/update', `{"id":${ADA.id},"email":"${ADA.email}"}`);
  await deliver('orders/updated', orderOf('9001', ADA.id, { updatedAt: NOW + 5_000, total: '90.00' }));
  await deliver('returns/update', RETURN);
  await deliver('fulfillments/update', SHIPMENT);
  await deliver('companies/update', COMPANY);
  await deliver('orders/create', broken);
  await deliver('reviews/judgeme', reviewBy(4, ADA.email.toUpperCase()));
  await deliver('customers/data_request', DATA_REQUEST.replace('9999', '10000'));
  await life.settle();

  expect(await returnedBy(services, shop)).toBeNull();
  expect(await shippedTo(services, shop)).toBeNull();
  expect(await peopleOf(services, shop)).toMatchObject({ people: [customerId(REGULAR)], mainContact: null });
  const left = [await tableText(dynamo), JSON.stringify(logged), queued.join('\n')].join('\n');
  for (const trace of [...TRACES, author]) expect(left, trace).not.toContain(trace);
  expect((await services.reviews.list(shop, 5)).reviews.map(({ review }) => review.author === null)).toEqual([
    ...[true, false, true, true],
  ]);
  expect((await services.requests.list(shop, 5)).map(({ id, customer, authors }) => [id, customer, authors])).toEqual(
    expect.arrayContaining([
      ['9999', null, []],
      ['10000', null, []],
    ]),
  );
  expect(await services.ledger.customer(shop, customerId(ADA.id), 'latest')).toBeNull();
  expect(await services.ledger.customer(shop, customerId(REGULAR), 'latest')).toEqual(regular);
  const after = await services.ledger.decisions(shop, { limit: 50 });
  const sums = ({ decisions }: typeof after) =>
    decisions.map(({ id, outcomes, facts }) => ({ id, outcomes, total: facts['order.total'] }));
  expect(sums(after)).toEqual(sums(before));
});

test('what waits for an erased customer is never done, and the record says why', async () => {
  const stores = createMemoryStores();
  const life = await startShop(stores);
  const { services, shop, deliver } = life;
  await services.policies.publish(
    shop,
    { rules: (await services.policies.version(shop, 1))?.rules.map((rule) => ({ ...rule, when: [] })) ?? [] },
    1,
    'test',
    NOW - DAY_MS,
  );
  await deliver('orders/create', orderOf('9001', ADA.id));
  const [decision] = (await services.ledger.decisions(shop, { limit: 5 })).decisions;
  expect(decision?.effects.map(({ state }) => state)).toEqual(['pending', 'pending']);
  await deliver('customers/redact', REDACT);
  await life.act();
  const [erased] = (await services.ledger.decisions(shop, { limit: 5 })).decisions;
  expect(erased?.event.customer).toBeNull();
  expect(erased?.effects.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['abandoned', 0],
    ['abandoned', 0],
  ]);
  expect(erased?.effects[0]?.history.at(-1)).toMatchObject({
    what: 'abandoned',
    answer: 'the customer’s data was erased',
  });
});

test('whenever the redaction comes among the deliveries, the same is left', async () => {
  const deliveries: (readonly [string, string])[] = [
    ['customers/create', `{"id":${ADA.id},"email":"${ADA.email}"}`],
    ['orders/create', orderOf('9001', ADA.id)],
    ['orders/updated', orderOf('9001', ADA.id, { updatedAt: NOW + 5_000, total: '90.00' })],
    ['orders/create', orderOf('9002', ADA.id)],
    ['refunds/create', refundBytes('77', '9002', '20.00')],
    ['orders/create', orderOf('9100', REGULAR)],
    ['customers/redact', REDACT],
  ];
  const reader = {
    ...EMPTY_SHOP,
    ordersOf: async () => ({ kind: 'page', cursor: null, seen: [] }) as const,
  };
  const endOf = async (order: readonly (readonly [string, string])[]) => {
    const life = await startShop(createMemoryStores(), { reader });
    for (const [topic, body] of order) await life.deliver(topic, body);
    await life.settle();
    const { ledger } = life.services;
    const orders = await Promise.all(
      ['9001', '9002', '9100'].map((id) => ledger.order(life.shop, orderId(id), 'latest')),
    );
    const profiles = await Promise.all(
      [ADA.id, REGULAR].map((id) => ledger.customer(life.shop, customerId(id), 'latest')),
    );
    return {
      orders: orders.map(
        (order) => order && { ...order, revision: 0, decision: null, refunds: order.refunds.map(({ id }) => id) },
      ),
      profiles: profiles.map((record) => record?.profile ?? null),
    };
  };
  const expected = await endOf(deliveries);
  expect(expected.profiles[0]).toBeNull();
  expect(expected.orders.map((order) => order?.snapshot?.customer)).toEqual([null, null, customerId(REGULAR)]);
  const anyOrder = fc.shuffledSubarray(deliveries, { minLength: deliveries.length });
  await fc.assert(
    fc.asyncProperty(anyOrder, async (order) => {
      expect(await endOf(order)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('an erasure that dies anywhere, or runs out of time, goes on where it is due', async () => {
  const life = await startShop(createMemoryStores());
  const { services, shop, deliver } = life;
  for (let index = 0; index < 30; index += 1) await deliver('orders/create', orderOf(`80${index + 10}`, ADA.id));
  const dying = { ...services.ledger };
  let calls = 0;
  dying.eraseDecision = async (...call) => {
    calls += 1;
    if (calls % 7 === 0) throw new Error('the process died');
    return services.ledger.eraseDecision(...call);
  };
  const decide = createDecideHandler({ ...services, ledger: dying });
  const message = {
    shop,
    topic: 'customers/redact',
    webhookId: 'r',
    triggeredAt: NOW,
    replays: 0,
    body: Buffer.from(REDACT),
  };
  await decide(sqsEvent([eventMessageText(message)]));
  expect((await services.erasures.list(shop, 5))[0]?.finishedAt).toBeNull();
  await life.settle();
  expect((await services.ledger.belongings(shop, customerId(ADA.id), 50)).belongings).toEqual([]);
  for (let index = 0; index < 30; index += 1) {
    const order = await services.ledger.order(shop, orderId(`80${index + 10}`), 'latest');
    expect(order?.snapshot?.customer).toBeNull();
    expect(order?.contribution).toBeNull();
  }
});

test('one who was erased under another name is looked for by their address when that is told', async () => {
  const life = await startShop(createMemoryStores());
  const { services, shop, deliver } = life;
  await deliver('customers/redact', `{"customer":{"id":${ADA.id}},"orders_to_redact":[]}`);
  await life.settle();
  await services.reviewConnections.connect({ ...CONNECTION, shop });
  await deliver('reviews/judgeme', reviewBy(1, ADA.email));
  await deliver('customers/create', `{"id":"none","email":"${ADA.email}"}`);
  expect((await services.parking.list(shop, 5)).parked).toHaveLength(1);
  await deliver('customers/redact', REDACT);
  await life.settle();
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect((await services.reviews.list(shop, 5)).reviews.map(({ review }) => review.author)).toEqual([null]);
});

test('an order that is found late says nothing of an erased customer in the report', async () => {
  const seen = { order: buildOrder({ id: orderId('9005'), customer: customerId(ADA.id) }), version: buildVersion() };
  const reader = {
    ...EMPTY_SHOP,
    changedOrders: async () => ({ kind: 'page', seen: [seen], parts: [], leftOut: [], cursor: null }) as const,
  };
  const life = await startShop(createMemoryStores(), { reader });
  const { services, shop, deliver } = life;
  await deliver('customers/redact', REDACT);
  await services.shops.setChores(shop, (await services.shops.find(shop))?.chores as never, {
    sweepAt: NOW,
    move: null,
    replayAt: null,
    notBefore: 0,
  });
  await life.settle();
  const [sweep] = await services.sweeps.list(shop, 5);
  expect(sweep?.found).toMatchObject([{ what: 'order_missed', customer: null }]);
});
