import { Session } from '@shopify/shopify-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Services } from '../../adapters/compose.ts';
import { createDynamoStores } from '../../adapters/dynamo/stores.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { MAX_RECEIVE_COUNT } from '../../adapters/sqs/queues.ts';
import type { Stores } from '../../adapters/stores.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { createActHandler } from '../../functions/act/handler.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { createTickHandler } from '../../functions/tick/handler.ts';
import { buildShop, customerId, DAY_MS, NOW, orderId, shopDomain } from '../core/builders.ts';
import { scanAll, startTestDynamodb, type TestDynamodb } from '../dynamodb.ts';
import { orderBytes } from '../main-job/demo-shop.ts';
import { EMPTY_SHOP, sqsEvent, startServices } from './services.ts';

const OTHER = shopDomain('another');
const MINUTE_MS = 60_000;
const LEFT_AT = NOW + MINUTE_MS;
/** 48 hours after a shop uninstalls the app (“Privacy law compliance”). */
const REDACTED_AT = LEFT_AT + 2 * DAY_MS;
const REDACT = '{"shop_id":954889,"shop_domain":"atelier.myshopify.com"}';
const COMPANY = '{"admin_graphql_api_id":"gid://shopify/Company/31"}';
const FOR_COMPANY = orderBytes({ id: '9003', customer: '7', createdAt: NOW - 1_000 }).replace(
  '"customer":',
  '"company":{"id":31,"location_id":1},"customer":',
);
const SHOP_WITH_COMPANY: Services['reader'] = {
  ...EMPTY_SHOP,
  async company(_, company) {
    const snapshot = { createdAt: NOW - DAY_MS, people: [customerId(7)], mainContact: null };
    return { kind: 'found', seen: { company, snapshot, readAt: NOW } };
  },
};
const UNUSABLE = '{"id":1,"customer":{"id":7},"created":"now"}';

let dynamodb: TestDynamodb;
beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});
afterAll(() => dynamodb.stop());

async function startShop(stores: Stores, over: Partial<Services> = {}) {
  const time = { now: NOW };
  const clock = { now: () => new Date(time.now) };
  const started = await startServices({ ...stores, clock, reader: SHOP_WITH_COMPANY, ...over });
  const { services, shop, queued } = started;
  for (const each of [shop, OTHER]) await installShop(stores, each, buildShop(), NOW - 30 * DAY_MS);
  const decide = createDecideHandler(services);
  const tick = createTickHandler(services);
  let number = 0;
  const deliver = async (topic: string, body: string, to = shop) => {
    number += 1;
    const webhookId = `w-${number}`;
    const message = { shop: to, topic, webhookId, triggeredAt: time.now, replays: 0, body: Buffer.from(body) };
    const { batchItemFailures } = await decide(sqsEvent([eventMessageText(message)]));
    expect(batchItemFailures).toEqual([]);
  };
  const fill = async (to = shop) => {
    for (const id of ['9001', '9002'])
      await deliver('orders/create', orderBytes({ id, customer: '7', createdAt: NOW - 1_000 }), to);
    await deliver('orders/create', FOR_COMPANY, to);
    await deliver('companies/update', COMPANY, to);
    await deliver('orders/create', UNUSABLE, to);
    await deliver('products/update', '{"id":1}', to);
  };
  const settle = async (minutes = 6) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      time.now += MINUTE_MS;
      await tick();
      await decide(sqsEvent(queued.splice(0)));
    }
  };
  return { ...started, time, deliver, fill, settle };
}

type Life = Awaited<ReturnType<typeof startShop>>;

async function leave({ time, deliver }: Life) {
  time.now = LEFT_AT;
  await deliver('app/uninstalled', '{"id":1}');
  time.now = REDACTED_AT;
}

test('48 hours after a shop left, everything of it is gone but the proof, and late deliveries bring nothing back', async () => {
  const dynamo = await dynamodb.createTable();
  const life = await startShop(createDynamoStores(dynamo, { now: () => new Date(life.time.now) }, 'secret'));
  const { services, shop, deliver, fill, settle } = life;
  for (const each of [shop, OTHER]) await fill(each);
  const ofShop = async (domain: string) =>
    (await scanAll(dynamo)).filter(({ pk }) => pk === domain || String(pk).startsWith(`${domain}#`));
  expect((await ofShop(shop)).length).toBeGreaterThan(8);
  const keysOf = async (domain: string) => (await ofShop(domain)).map(({ pk, sk }) => `${pk} ${sk}`);
  const others = await keysOf(OTHER);
  for (const domain of [shop, OTHER])
    expect(await keysOf(domain)).toEqual(
      expect.arrayContaining([`${domain}#companies 31`, expect.stringContaining(`${domain}#company#31 `)]),
    );
  const [decision] = (await services.ledger.decisions(shop, { limit: 1 })).decisions;
  await leave(life);
  await deliver('shop/redact', REDACT);
  await settle();
  // What was still on its way.
  await fill();
  await deliver('customers/redact', '{"customer":{"id":7,"email":"ada@example.com"},"orders_to_redact":[9001]}');
  await deliver('customers/data_request', '{"customer":{"id":7},"data_request":{"id":9999}}');
  await createActHandler(services)(sqsEvent([JSON.stringify({ shop, decision: decision?.id })]));
  await settle();
  expect(await ofShop(shop)).toMatchObject([{ pk: shop, sk: 'redaction' }]);
  expect(await services.redactions.find(shop)).toMatchObject({
    outcome: 'deleted',
    askedAt: REDACTED_AT,
    cursor: null,
  });
  expect((await services.redactions.find(shop))?.deleted).toBeGreaterThan(8);
  // Others are looked after meanwhile.
  expect(await keysOf(OTHER)).toEqual(expect.arrayContaining(others));
  // Said once more, it is known.
  await deliver('shop/redact', REDACT);
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted', askedAt: REDACTED_AT });
});

test('a shop that installed the app again keeps everything, and the record says why', async () => {
  const life = await startShop(createMemoryStores());
  const { services, shop, deliver, fill, settle, time } = life;
  await fill();
  await leave(life);
  await installShop(services, shop, buildShop(), LEFT_AT + DAY_MS);
  await deliver('shop/redact', REDACT);
  await settle();
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'installed_again', deleted: 0 });
  expect(await services.ledger.order(shop, orderId(9001), 'latest')).not.toBeNull();
  // It leaves again, this time for good.
  await deliver('app/uninstalled', '{"id":1}');
  time.now += 2 * DAY_MS;
  await deliver('shop/redact', REDACT);
  await settle();
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
  expect(await services.ledger.order(shop, orderId(9001), 'latest')).toBeNull();
});

test('where the news that the app was uninstalled got lost, the shop itself is asked', async () => {
  const answers = ['unreachable', 'revoked'] as const;
  let asked = 0;
  const confirmInstallation = async () => answers[Math.min(asked++, 1)] ?? 'revoked';
  const life = await startShop(createMemoryStores(), { confirmInstallation });
  const { services, shop, fill, settle } = life;
  await fill();
  const message = {
    shop,
    topic: 'shop/redact',
    webhookId: 'r',
    triggeredAt: NOW,
    replays: 0,
    body: Buffer.from(REDACT),
  };
  const decide = createDecideHandler(services);
  const first = await decide(sqsEvent([eventMessageText(message)]));
  expect(first.batchItemFailures).toHaveLength(1);
  expect(await services.redactions.find(shop)).toBeNull();
  await decide(sqsEvent([eventMessageText(message)], 2));
  await settle();
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
  expect(await services.ledger.order(shop, orderId(9001), 'latest')).toBeNull();
});

test('a deleting that dies anywhere, or runs out of time, goes on where it is due', async () => {
  const stores = createMemoryStores();
  const { redactions } = stores;
  let calls = 0;
  const dying: Stores['redactions'] = {
    ...redactions,
    async deleteRecords(...call) {
      calls += 1;
      if (calls % 2 === 1) throw new Error('the process died');
      const share = await redactions.deleteRecords(...call);
      return calls === 2 ? { ...share, cursor: 'more', isAll: false } : share;
    },
  };
  const life = await startShop({ ...stores, redactions: dying });
  const { services, shop, deliver, fill, settle } = life;
  await fill();
  await leave(life);
  await deliver('shop/redact', REDACT);
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: null });
  await settle(20);
  expect(calls).toBeGreaterThan(2);
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
  expect(await services.ledger.customer(shop, customerId(7), 'latest')).toBeNull();
});

test('a deleting that met another write before it was written down is asked for again', async () => {
  const stores = createMemoryStores();
  const { redactions } = stores;
  let calls = 0;
  const refused: Stores['redactions'] = {
    ...redactions,
    async save(...call) {
      calls += 1;
      return calls > 1 && redactions.save(...call);
    },
  };
  const life = await startShop({ ...stores, redactions: refused });
  await leave(life);
  const { services, shop, settle } = life;
  const decide = createDecideHandler(services);
  const asked = { shop, topic: 'shop/redact', webhookId: 'w', triggeredAt: NOW, replays: 0, body: Buffer.from(REDACT) };
  expect((await decide(sqsEvent([eventMessageText(asked)]))).batchItemFailures).toHaveLength(1);
  expect((await decide(sqsEvent([eventMessageText(asked)]))).batchItemFailures).toEqual([]);
  await settle();
  expect(await redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
});

test('a deletion that could not be asked for in all its tries is tried on: nobody is left to replay it', async () => {
  const stores = createMemoryStores();
  let isDown = true;
  const over: Partial<Services> = { confirmInstallation: async () => (isDown ? 'unreachable' : 'revoked') };
  const { services, shop, queued, settle } = await startShop(stores, over);
  const decide = createDecideHandler(services);
  const asked = { shop, topic: 'shop/redact', webhookId: 'w', triggeredAt: NOW, replays: 0, body: Buffer.from(REDACT) };
  await decide(sqsEvent([eventMessageText(asked)], MAX_RECEIVE_COUNT));
  expect((await services.parking.list(shop, 5)).parked).toEqual([]);
  expect(queued).toHaveLength(1);
  isDown = false;
  await settle();
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
});

test('where somebody else writes the records of the shop meanwhile, its deleting stays due', async () => {
  const stores = createMemoryStores();
  const { redactions } = stores;
  let calls = 0;
  const refused: Stores['redactions'] = {
    ...redactions,
    async deleteShop(shop) {
      calls += 1;
      return calls === 1 ? { deleted: 2, left: 'some' } : redactions.deleteShop(shop);
    },
  };
  const life = await startShop({ ...stores, redactions: refused });
  const { services, shop, deliver, fill, settle } = life;
  await fill();
  await leave(life);
  await deliver('shop/redact', REDACT);
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: null, finishedAt: null, deleted: 2 });
  await settle();
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
  expect(await services.ledger.order(shop, orderId(9001), 'latest')).toBeNull();
});

test('a shop that comes back while it is being deleted waits, also when the deleting dies, and begins anew', async () => {
  const stores = createMemoryStores();
  const { redactions } = stores;
  const answers: unknown[] = [];
  const comeBack = async () => {
    answers.push(await installShop(stores, shop, buildShop(), life.time.now));
  };
  let shares = 0;
  const slow: Stores['redactions'] = {
    ...redactions,
    async deleteShop(which) {
      await comeBack();
      return redactions.deleteShop(which);
    },
    async deleteRecords(which, cursor) {
      shares += 1;
      await comeBack();
      if (shares === 1) throw new Error('the process died');
      if (shares < 4) return { deleted: 1, cursor: 'more', isAll: false };
      return redactions.deleteRecords(which, cursor);
    },
  };
  const life = await startShop({ ...stores, redactions: slow });
  const { services, shop, deliver, fill, settle } = life;
  await fill();
  await leave(life);
  await deliver('shop/redact', REDACT);
  await settle(3);
  // Nothing of the past goes before it is sure that nobody writes any more.
  expect(shares).toBe(1);
  expect(await services.ledger.customer(shop, customerId(7), 'latest')).not.toBeNull();
  await settle(4);
  expect(shares).toBe(4);
  expect(new Set(answers)).toEqual(new Set(['being_deleted']));
  expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted' });
  expect(await services.ledger.customer(shop, customerId(7), 'latest')).toBeNull();
  expect(await installShop(stores, shop, buildShop(), life.time.now)).toMatchObject({ policyVersion: 1 });
  await settle();
  expect(shares).toBe(4);
});

test('a deleting that an earlier version began is ended, from wherever it stood', async () => {
  for (const state of [
    { settling: false, cursor: 'somewhere' },
    { settling: true, cursor: null },
  ]) {
    const life = await startShop(createMemoryStores());
    const { services, shop, fill, settle } = life;
    await fill();
    await leave(life);
    const begun = { revision: 1, askedAt: REDACTED_AT, finishedAt: null, outcome: null, notBefore: REDACTED_AT };
    await services.redactions.save(shop, { ...begun, ...state, deleted: 4 });
    await settle();
    expect(await services.redactions.find(shop)).toMatchObject({ outcome: 'deleted', cursor: null });
    expect(await services.ledger.customer(shop, customerId(7), 'latest')).toBeNull();
  }
});

test('a session of a shop that was never recorded, as it was being deleted, goes when it leaves', async () => {
  const life = await startShop(createMemoryStores());
  const { services, shop, deliver, settle, time } = life;
  await leave(life);
  await deliver('shop/redact', REDACT);
  await settle();
  const session = new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false });
  await services.sessions.storeSession(session);
  time.now += MINUTE_MS;
  await deliver('app/uninstalled', '{"id":1}');
  expect(await services.sessions.findSessionsByShop(shop)).toEqual([]);
});
