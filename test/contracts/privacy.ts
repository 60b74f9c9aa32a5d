import { randomBytes } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { expect, test } from 'vitest';
import type { Stores } from '../../adapters/stores.ts';
import type { DataRequest } from '../../core/data-request.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { ShopRedaction } from '../../core/shop-redaction.ts';
import { buildOrder, buildShop, companyId, customerId, DAY_MS, NOW, orderId, shopDomain } from '../core/builders.ts';
import { largeRules } from '../core/large-rules.ts';
import { buildReviewRecord, reviewIdOf } from '../core/reviews.ts';
import { buildSweep } from '../core/sweeps.ts';
import { buildCustomer, buildDecision, NOTHING, yearOfOrders } from './records.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('atelier-2');
const CUSTOMER = customerId(7);
const COMPANY = companyId(31);

const REQUEST: DataRequest = {
  id: '9999',
  revision: 1,
  customer: CUSTOMER,
  authors: ['hash'],
  receivedAt: NOW,
  handedOverAt: null,
};

const REDACTION: ShopRedaction = {
  revision: 1,
  askedAt: NOW,
  finishedAt: null,
  outcome: null,
  notBefore: NOW,
  settling: false,
  cursor: null,
  deleted: 0,
};

/** What customers ask to see, and the deleting of a whole shop. */
export function privacyContract(create: () => Promise<Stores>): void {
  async function start() {
    const stores = await create();
    for (const shop of [SHOP, OTHER]) await stores.shops.install(shop, buildShop(), NOW - DAY_MS);
    return stores;
  }

  test('a request is written once under its number, in its shop alone', async () => {
    const { requests } = await start();
    expect(await requests.save(SHOP, REQUEST)).toBe(true);
    expect(await requests.save(SHOP, REQUEST)).toBe(false);
    const done = { ...REQUEST, revision: 2, handedOverAt: NOW + 1 };
    expect(await requests.save(SHOP, { ...done, revision: 3 })).toBe(false);
    expect(await requests.save(SHOP, done)).toBe(true);
    expect(await requests.find(SHOP, '9999')).toEqual(done);
    expect(await requests.list(SHOP, 5)).toEqual([done]);
    expect(await requests.find(OTHER, '9999')).toBeNull();
    expect(await requests.list(OTHER, 5)).toEqual([]);
  });

  test('requests and erasures are listed all, however much room they take, and never more than asked for', async () => {
    const { requests, erasures } = await start();
    // One call of DynamoDB answers 1 MB at most.
    const big = () => randomBytes(100_000).toString('base64');
    const ids = Array.from({ length: 12 }, (_, index) => index);
    for (const id of ids) {
      await requests.save(SHOP, { ...REQUEST, id: `${id}`, authors: [big()] });
      const traces = { customer: customerId(100 + id), contacts: [big()], orders: [], settling: false };
      await erasures.begin(SHOP, { ...traces, parkedCursor: null }, NOW);
    }
    const listed = (await requests.list(SHOP, 100)).map(({ id }) => Number(id));
    expect(listed.toSorted((a, b) => a - b)).toEqual(ids);
    expect(await erasures.list(SHOP, 100)).toHaveLength(12);
    expect(await requests.list(SHOP, 11)).toHaveLength(11);
    expect(await erasures.list(SHOP, 3)).toHaveLength(3);
  });

  test('an author whose data was erased is known in that shop alone, by the hash of the address', async () => {
    const { erasures } = await start();
    const author = erasures.authorOf(SHOP, 'Ada@Example.com ');
    expect(author).toBe(erasures.authorOf(SHOP, 'ada@example.com'));
    expect(author).not.toContain('ada');
    expect(await erasures.isErasedAuthor(SHOP, author)).toBe(false);
    const traces = { customer: CUSTOMER, contacts: [], authors: [author], orders: [], settling: false };
    await erasures.begin(SHOP, { ...traces, parkedCursor: null }, NOW);
    expect(await erasures.isErasedAuthor(SHOP, author)).toBe(true);
    expect(await erasures.isErasedAuthor(OTHER, author)).toBe(false);
    expect(await erasures.list(SHOP, 5)).toHaveLength(1);
  });

  test('the deleting of a shop is written under its revision and due until it is over', async () => {
    const { redactions, schedule, shops } = await start();
    await shops.uninstall(SHOP, NOW - 1);
    expect(await redactions.find(SHOP)).toBeNull();
    expect(await redactions.save(SHOP, REDACTION)).toBe(true);
    expect(await redactions.save(SHOP, REDACTION)).toBe(false);
    const due = async (at: number) => (await schedule.due(at, 50)).filter(({ shop }) => shop === SHOP);
    expect(await due(NOW - 1)).toEqual([]);
    expect(await due(NOW)).toEqual([{ kind: 'redaction', shop: SHOP }]);
    const over: ShopRedaction = { ...REDACTION, revision: 2, outcome: 'deleted', finishedAt: NOW + 5 };
    expect(await redactions.save(SHOP, over)).toBe(true);
    expect(await due(NOW + DAY_MS)).toEqual([]);
    expect(await redactions.find(SHOP)).toEqual(over);
    expect(await redactions.find(OTHER)).toBeNull();
  });

  /** At least one record of every store. */
  async function fill({ ledger, ...stores }: Stores, shop: typeof SHOP) {
    for (let version = 0; version < 3; version += 1)
      await stores.policies.publish(shop, { rules: [] }, version, 'test', NOW);
    await stores.drafts.save(shop, { revision: 1, draft: { basedOn: 3, rules: largeRules(), author: '7', at: NOW } });
    const shopDomainText = String(shop);
    const session = { id: `offline_${shop}`, shop: shopDomainText, state: '', isOnline: false, accessToken: 'token' };
    await stores.sessions.storeSession(new Session(session));
    const connection = { shop, provider: 'judgeme', id: 'c', secret: 's', connectedAt: NOW } as const;
    await stores.reviewConnections.connect(connection);
    const snapshot = buildOrder({ company: COMPANY });
    const bought = { ...newOrderRecord(orderId(1001)), revision: 1, snapshot, companies: [COMPANY] };
    await ledger.commit(shop, {
      ...NOTHING,
      orders: [bought],
      customers: [buildCustomer({ revision: 1, orders: yearOfOrders(30) })],
      decisions: [buildDecision({ customer: CUSTOMER })],
      reviews: [buildReviewRecord()],
    });
    await stores.sweeps.save(shop, buildSweep({ revision: 1 }));
    await stores.companies.save(shop, { id: COMPANY, revision: 1, readAt: NOW, snapshot: null });
    await stores.topics.count(shop, new Map([['products/update', 1]]), NOW);
    await stores.requests.save(shop, REQUEST);
    const traces = { customer: customerId(9), contacts: [], authors: ['x'], orders: [], settling: false };
    await stores.erasures.begin(shop, { ...traces, parkedCursor: null }, NOW);
    const parked = { id: 'w', topic: 'orders/create', reason: 'no', source: 'unusable', at: NOW } as const;
    await stores.parking.park(shop, { ...parked, triggeredAt: NOW, replays: 0, body: 'e30=' });
  }

  /** Whatever can be read of a shop. */
  async function readAll({ ledger, ...stores }: Stores, shop: typeof SHOP) {
    return {
      shop: await stores.shops.find(shop),
      policy: await stores.policies.version(shop, 3),
      draft: await stores.drafts.find(shop),
      sessions: await stores.sessions.findSessionsByShop(shop),
      connection: await stores.reviewConnections.find(shop, 'judgeme'),
      order: await ledger.order(shop, orderId(1001), 'latest'),
      customer: await ledger.customer(shop, CUSTOMER, 'latest'),
      belongings: (await ledger.belongings(shop, CUSTOMER, 50)).belongings,
      decisions: (await ledger.decisions(shop, { limit: 50 })).decisions,
      review: await stores.reviews.find(shop, reviewIdOf(1)),
      reviews: (await stores.reviews.list(shop, 50)).reviews,
      sweeps: await stores.sweeps.list(shop, 5),
      companies: await stores.companies.list(shop, 5),
      boughtForCompany: await ledger.ordersFor(shop, COMPANY, { from: NOW - 400 * DAY_MS, to: NOW }, 10),
      topics: [...(await stores.topics.counted(shop, NOW))],
      requests: await stores.requests.list(shop, 5),
      erasures: await stores.erasures.list(shop, 5),
      isErased: await stores.erasures.isErased(shop, customerId(9)),
      isErasedAuthor: await stores.erasures.isErasedAuthor(shop, 'x'),
      parked: (await stores.parking.list(shop, 5)).parked,
      body: await stores.parking.find(shop, 'w'),
      due: (await stores.schedule.due(NOW + 400 * DAY_MS, 50)).filter((each) => each.shop === shop),
    };
  }

  async function deleteAll({ redactions }: Stores, shop: typeof SHOP) {
    const first = await redactions.deleteShop(shop);
    let share = await redactions.deleteRecords(shop, null);
    while (!share.isAll) share = await redactions.deleteRecords(shop, share.cursor);
    return first;
  }

  test('a shop that left is deleted whole, and no other is touched', async () => {
    const stores = await start();
    for (const shop of [SHOP, OTHER]) await fill(stores, shop);
    const others = await readAll(stores, OTHER);
    const before = await readAll(stores, SHOP);
    for (const [what, read] of Object.entries(before)) expect(read, what).not.toEqual(emptied(what));
    await stores.shops.uninstall(SHOP, NOW + 1);
    expect(await deleteAll(stores, SHOP)).toMatchObject({ left: 'nothing' });
    // As does a call whose answer was lost.
    expect(await deleteAll(stores, SHOP)).toMatchObject({ left: 'nothing' });
    for (const [what, read] of Object.entries(await readAll(stores, SHOP))) {
      // A version of a policy is remembered for an hour.
      if (what !== 'policy') expect(read, what).toEqual(emptied(what));
    }
    expect(await readAll(stores, OTHER)).toEqual(others);
  });

  const emptied = (what: string) =>
    ['shop', 'policy', 'draft', 'order', 'customer', 'review', 'body', 'connection'].includes(what)
      ? null
      : what.startsWith('is')
        ? false
        : [];

  test('nothing of a shop that has the app is deleted', async () => {
    const stores = await start();
    await fill(stores, SHOP);
    const before = await readAll(stores, SHOP);
    expect(await stores.redactions.deleteShop(SHOP)).toEqual({ deleted: 0, left: 'installed' });
    expect(await readAll(stores, SHOP)).toEqual(before);
  });

  test('a shop that comes back while it is being deleted begins when that is over, and is not known until then', async () => {
    const stores = await start();
    const { shops, redactions } = stores;
    await fill(stores, SHOP);
    const begun = { revision: 1, askedAt: NOW + 2, finishedAt: null, outcome: null, notBefore: NOW + 2 };
    await redactions.save(SHOP, { ...begun, settling: false, cursor: null, deleted: 0 });
    // While it has the app, its details are taken.
    expect(await shops.install(SHOP, { ...buildShop(), timezone: 'UTC' }, NOW)).toMatchObject({ timezone: 'UTC' });
    await shops.uninstall(SHOP, NOW + 1);
    expect(await shops.install(SHOP, buildShop(), NOW + 3)).toBe('being_deleted');
    expect(await shops.find(SHOP)).toMatchObject({ uninstalledAt: NOW + 1 });
    await deleteAll(stores, SHOP);
    expect(await shops.install(SHOP, buildShop(), NOW + 4)).toBe('being_deleted');
    expect(await shops.find(SHOP)).toBeNull();
    expect(await shops.install(OTHER, buildShop(), NOW + 4)).toMatchObject({ domain: OTHER });
    const over = { ...begun, revision: 2, finishedAt: NOW + 5, outcome: 'deleted', deleted: 9 } as const;
    await redactions.save(SHOP, { ...over, settling: true, cursor: null });
    expect(await shops.install(SHOP, buildShop(), NOW + 6)).toMatchObject({ installedAt: NOW + 6, policyVersion: 0 });
  });

  test('a shop that comes back after it was deleted begins anew', async () => {
    const stores = await start();
    await fill(stores, SHOP);
    await stores.shops.uninstall(SHOP, NOW + 1);
    await deleteAll(stores, SHOP);
    const back = await stores.shops.install(SHOP, buildShop(), NOW + 3 * DAY_MS);
    expect(back).toMatchObject({ installedAt: NOW + 3 * DAY_MS, policyVersion: 0, uninstalledAt: null });
    const published = await stores.policies.publish(SHOP, { rules: [] }, 0, 'test', NOW + 3 * DAY_MS);
    expect(published.kind).toBe('published');
  });
}
