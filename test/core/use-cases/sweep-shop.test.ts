import { describe, expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { CustomerId } from '../../../core/identity.ts';
import type { OrderSnapshot } from '../../../core/order.ts';
import type { Rule } from '../../../core/policy.ts';
import type { ReadFailure, SeenOrder, ShopReader, Span } from '../../../core/ports.ts';
import type { ReturnSnapshot } from '../../../core/return.ts';
import type { Shop } from '../../../core/shop.ts';
import type { OrderPart } from '../../../core/sweep.ts';
import { approveReturnRule } from '../../../core/templates.ts';
import { foldPastOrders } from '../../../core/use-cases/fold-past-orders.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import type { SweepPorts } from '../../../core/use-cases/sweep-checks.ts';
import { sweepShop } from '../../../core/use-cases/sweep-shop.ts';
import {
  buildOrder,
  buildReturn,
  buildShipment,
  buildShop,
  buildVersion,
  companyId,
  customerId,
  HOUR_MS,
  NOW,
  orderId,
  usd,
} from '../builders.ts';
import { BAG_RULE, NO_CHANGES, SCOPES } from '../decisions.ts';
import { buildReview, buildReviewRecord, reviewIdOf } from '../reviews.ts';
import { SHOP } from './stage.ts';

const MINUTE_MS = 60_000;
const PAGE = 2;
const ALWAYS = () => true;
const BUG = new RangeError('a bug at Ada’s order');
const INSTALLED = NOW - 100 * HOUR_MS;
const UNAVAILABLE: ReadFailure = { kind: 'unavailable', problem: 'HTTP 503' };

/** A shop with orders and customers, each changed when it says, that was swept until `NOW` − 24 h. */
async function start() {
  const stores = createMemoryStores();
  const effects = createMemoryEffectQueue();
  const details = buildShop({ scopes: SCOPES });
  await stores.shops.install(SHOP, details, INSTALLED);
  await stores.policies.publish(SHOP, { rules: [BAG_RULE] }, 0, '1', INSTALLED);
  const orders: SeenOrder[] = [];
  const parts: OrderPart[] = [];
  const customers: { id: CustomerId; changedAt: number }[] = [];
  const emails: [CustomerId, string][] = [];
  const spans: Span[] = [];
  const cursors: string[] = [];
  const failures: { orders?: ReadFailure | undefined; customers?: ReadFailure | undefined; emails?: ReadFailure } = {};
  function pageOf<Each>(
    all: readonly Each[],
    at: (each: Each) => number,
    span: Span,
    what: string,
    cursor: string | null,
  ) {
    spans.push({ from: span.from, until: span.until });
    cursors.push(`${what} ${cursor}`);
    const changed = all.filter((each) => at(each) >= span.from && at(each) < span.until).sort((a, b) => at(a) - at(b));
    const begin = Number(cursor ?? 0);
    const next = begin + PAGE < changed.length ? String(begin + PAGE) : null;
    return { page: changed.slice(begin, begin + PAGE), cursor: next };
  }
  const reader: ShopReader = {
    order: async () => ({ kind: 'missing' }),
    customer: async () => ({ kind: 'missing' }),
    products: async () => ({ kind: 'found', seen: [] }),
    customerWithEmail: async () => ({ kind: 'missing' }),
    return: async () => ({ kind: 'missing' }),
    shipment: async () => ({ kind: 'missing' }),
    hold: async () => ({ kind: 'missing' }),
    company: async () => ({ kind: 'missing' }),
    goods: async () => ({ kind: 'missing' }),
    ordersNamed: async () => ({ kind: 'found', orders: [] }),
    async ordersOf(_, customer) {
      const seen = orders.filter(({ order }) => order.customer === customer);
      return { kind: 'page', seen: seen.sort((a, b) => b.order.createdAt - a.order.createdAt), cursor: null };
    },
    async changedOrders(_, span, cursor) {
      if (failures.orders) return failures.orders;
      const { page, cursor: next } = pageOf(orders, ({ version }) => version.updatedAt, span, 'orders', cursor);
      const listed = parts.filter(({ order }) => page.some((seen) => seen.order.id === order.id));
      return { kind: 'page', seen: page, parts: listed, leftOut: [], cursor: next };
    },
    async changedCustomers(_, span, cursor, withEmails) {
      if (failures.customers) return failures.customers;
      if (withEmails && failures.emails) return failures.emails;
      const { page, cursor: next } = pageOf(customers, ({ changedAt }) => changedAt, span, 'customers', cursor);
      const addresses = new Map(withEmails ? emails : []);
      return { kind: 'page', customers: page.map(({ id }) => id), emails: addresses, cursor: next };
    },
  };
  const noted: unknown[] = [];
  const noteFailure = (error: unknown) => void noted.push(error);
  const ports = {
    ...stores,
    effects,
    reader,
    backoff: async () => undefined,
    noteFailure,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const shop = async (): Promise<Shop> => (await stores.shops.find(SHOP)) ?? details;
  return {
    stores,
    effects,
    ports,
    orders,
    parts,
    customers,
    emails,
    spans,
    cursors,
    failures,
    noted,
    shop,
    /** An order that stands in the shop since `agoMs`; no delivery told of it unless a test delivers it. */
    place(number: number, agoMs: number, over: Partial<OrderSnapshot> = {}): SeenOrder {
      const at = NOW - agoMs;
      const customer = customerId(7000 + number);
      const order = buildOrder({ id: orderId(number), name: `#${number}`, createdAt: at, customer, ...over });
      const seen = { order, version: buildVersion({ updatedAt: at, triggeredAt: at }) };
      orders.push(seen);
      return seen;
    },
    /** The shop's order from now on, changed `agoMs` before `NOW`. */
    change({ order, version }: SeenOrder, agoMs: number, over: Partial<OrderSnapshot>): SeenOrder {
      const at = NOW - agoMs;
      const changed = { order: { ...order, ...over }, version: { ...version, updatedAt: at, triggeredAt: at } };
      orders.splice(
        orders.findIndex((each) => each.order.id === order.id),
        1,
        changed,
      );
      return changed;
    },
    deliver: (seen: SeenOrder) => observe(ports, SHOP, { type: 'order.seen', ...seen }, seen.version.updatedAt),
    sweep: async (now = NOW, hasTime = ALWAYS, over: Partial<SweepPorts> = {}) =>
      sweepShop({ ...ports, ...over }, await shop(), now, hasTime),
    report: async () => {
      const sweep = await stores.sweeps.latest(SHOP);
      if (!sweep) throw new Error('nothing was swept');
      return sweep;
    },
    decisions: async () => (await stores.ledger.decisions(SHOP, { limit: 100 })).decisions,
  };
}

test('an order that no delivery told of is decided, marked as found late, and its effects are sent', async () => {
  const { place, sweep, report, decisions, effects } = await start();
  const { order, version } = place(1, 10 * HOUR_MS);
  expect(await sweep()).toEqual({ kind: 'finished' });
  const [decision] = await decisions();
  expect(decision).toMatchObject({
    event: { order: order.id, foundLate: true },
    outcomes: [{ outcome: 'granted' }],
    effects: [{ state: 'pending', since: NOW }, {}],
  });
  expect(effects.sent).toHaveLength(1);
  expect(await report()).toMatchObject({
    startedAt: NOW,
    finishedAt: NOW,
    place: null,
    checked: { orders: 1, customers: 0 },
    foundCount: 1,
    found: [
      {
        what: 'order_missed',
        order: { id: order.id, name: '#1' },
        customer: order.customer,
        changedAt: version.updatedAt,
        decision: decision?.id,
      },
    ],
    problem: null,
    leftOut: null,
  });
});

test('a review that found nobody is given to who has its address by now', async () => {
  const { ports, stores, shop, customers, emails } = await start();
  const author = stores.erasures.authorOf(SHOP, 'ada@example.com');
  const match = { kind: 'unmatched', reason: 'no_customer' } as const;
  await stores.ledger.commit(SHOP, {
    ...NO_CHANGES,
    reviews: [buildReviewRecord({ review: buildReview({ author }), match })],
  });
  customers.push({ id: customerId(7), changedAt: NOW - HOUR_MS });
  emails.push([customerId(7), 'ada@example.com']);
  expect(await sweepShop(ports, await shop(), NOW, ALWAYS)).toEqual({ kind: 'finished' });
  expect((await stores.reviews.find(SHOP, reviewIdOf(1)))?.match).toEqual({ kind: 'matched', customer: customerId(7) });
  expect(JSON.stringify(await stores.sweeps.list(SHOP, 9))).not.toContain('ada@');
});

test('where the addresses of customers are kept from us, who changed is looked at all the same', async () => {
  const { customers, failures, report, sweep } = await start();
  customers.push({ id: customerId(7), changedAt: NOW - HOUR_MS });
  failures.emails = { kind: 'denied', problem: 'Access denied for emailAddress field' };
  expect(await sweep()).toEqual({ kind: 'finished' });
  expect(await report()).toMatchObject({ checked: { customers: 1 }, leftOut: null });
});

test('for want of time a page is read anew until each review has its customer, and it ends', async () => {
  const { ports, stores, shop, customers, emails } = await start();
  const match = { kind: 'unmatched', reason: 'no_customer' } as const;
  for (const number of [1, 2, 3, 4, 5]) {
    const author = stores.erasures.authorOf(SHOP, `${number}@example.com`);
    const review = buildReview({ id: reviewIdOf(number), author });
    await stores.ledger.commit(SHOP, { ...NO_CHANGES, reviews: [buildReviewRecord({ review, match })] });
    customers.push({ id: customerId(number), changedAt: NOW - HOUR_MS + number });
    emails.push([customerId(number), `${number}@example.com`]);
  }
  const all = async () => (await stores.reviews.list(SHOP, 9)).reviews.filter((each) => each.match.kind === 'matched');
  let goes = 0;
  for (let swept = 'later'; swept === 'later' && goes < 20; goes += 1) {
    const matched = (await all()).length;
    // Time is up with the first review that found somebody.
    let isUp = false;
    const ledger: typeof stores.ledger = {
      ...stores.ledger,
      async commit(domain, changes) {
        isUp ||= (changes.reviews?.length ?? 0) > 0;
        return stores.ledger.commit(domain, changes);
      },
    };
    swept = (await sweepShop({ ...ports, ledger }, await shop(), NOW, () => !isUp)).kind;
    if (swept === 'later') expect((await all()).length).toBeGreaterThan(matched);
  }
  expect(await all()).toHaveLength(5);
  expect(goes).toBeLessThan(20);
});

test('the reviews that found nobody are read once for all pages of customers', async () => {
  const { ports, stores, shop, customers, emails } = await start();
  for (const number of [1, 2, 3, 4, 5]) customers.push({ id: customerId(number), changedAt: NOW - HOUR_MS + number });
  emails.push([customerId(1), 'ada@example.com']);
  let lists = 0;
  const reviews: typeof stores.reviews = {
    ...stores.reviews,
    async list(...of) {
      lists += 1;
      return stores.reviews.list(...of);
    },
  };
  expect(await sweepShop({ ...ports, reviews }, await shop(), NOW, ALWAYS)).toEqual({ kind: 'finished' });
  expect(lists).toBe(1);
});

test('a delivery says nothing of being found late', async () => {
  const { place, deliver, decisions } = await start();
  await deliver(place(1, HOUR_MS));
  const [decision] = await decisions();
  expect(decision?.event).not.toHaveProperty('foundLate');
});

test('an order that is older than 48 hours when it is found is history: folded, reported, without a perk', async () => {
  const { place, sweep, report, decisions, stores } = await start();
  const { order } = place(1, 49 * HOUR_MS);
  await sweep();
  expect(await decisions()).toEqual([]);
  expect(await report()).toMatchObject({ found: [{ what: 'order_missed', decision: null }] });
  expect(await stores.ledger.order(SHOP, order.id, 'latest')).toMatchObject({ placement: 'history', snapshot: order });
});

test('an order whose deliveries all came is read, and nothing is written', async () => {
  const { place, deliver, sweep, report, decisions, stores } = await start();
  const seen = place(1, 10 * HOUR_MS);
  await deliver(seen);
  const before = await Promise.all([decisions(), stores.ledger.order(SHOP, seen.order.id, 'latest')]);
  await sweep();
  expect(await Promise.all([decisions(), stores.ledger.order(SHOP, seen.order.id, 'latest')])).toEqual(before);
  expect(await report()).toMatchObject({ checked: { orders: 1 }, found: [], foundCount: 0 });
});

test('a change that no delivery told of is folded and reported, and decides nothing anew', async () => {
  const { place, deliver, change, sweep, report, decisions, stores } = await start();
  const seen = place(1, 10 * HOUR_MS);
  await deliver(seen);
  const { order } = change(seen, 5 * HOUR_MS, { total: usd(2_000) });
  await sweep();
  expect(await report()).toMatchObject({ found: [{ what: 'change_missed', order: { name: '#1' }, decision: null }] });
  expect(await stores.ledger.order(SHOP, order.id, 'latest')).toMatchObject({ snapshot: { total: usd(2_000) } });
  expect(await decisions()).toHaveLength(1);
});

test('an order that was stored without its company is no change that was missed; another company is one', async () => {
  const { place, deliver, change, sweep, report } = await start();
  const seen = place(1, 10 * HOUR_MS);
  const other = place(2, 10 * HOUR_MS, { company: companyId(31) });
  for (const each of [seen, other]) await deliver(each);
  change(seen, 5 * HOUR_MS, { company: companyId(31) });
  change(other, 5 * HOUR_MS, { company: companyId(32) });
  await sweep();
  expect(await report()).toMatchObject({ foundCount: 1, found: [{ what: 'change_missed', order: { name: '#2' } }] });
});

test('a change that was seen since the page was read stands over what the page says', async () => {
  const { place, deliver, change, sweep, report, stores, ports } = await start();
  const seen = place(1, 10 * HOUR_MS);
  await deliver(seen);
  const changedOrders: ShopReader['changedOrders'] = async (...call) => {
    const page = await ports.reader.changedOrders(...call);
    if (seen.order.total.amountMinor !== 2_000) await deliver(change(seen, 1, { total: usd(2_000) }));
    return page;
  };
  await sweep(NOW, ALWAYS, { reader: { ...ports.reader, changedOrders } });
  expect(await report()).toMatchObject({ foundCount: 0 });
  expect(await stores.ledger.order(SHOP, seen.order.id, 'latest')).toMatchObject({ snapshot: { total: usd(2_000) } });
});

test('an order known from its customer’s past alone, whose own delivery never came, is decided', async () => {
  const { place, deliver, sweep, report, decisions } = await start();
  const customer = customerId(7);
  const missed = place(1, 10 * HOUR_MS, { customer });
  // The next order of the customer is told of, and their past is read with it.
  await deliver(place(2, 9 * HOUR_MS, { customer }));
  expect(await decisions()).toHaveLength(1);
  await sweep();
  const decided = (await decisions()).find(({ event }) => event.order === missed.order.id);
  expect(decided).toMatchObject({ event: { foundLate: true }, outcomes: [{ outcome: 'granted' }] });
  expect(await report()).toMatchObject({ found: [{ what: 'order_missed', decision: decided?.id }], foundCount: 1 });
});

test('when the lost delivery comes after all, nothing is decided twice', async () => {
  const { place, deliver, sweep, decisions } = await start();
  const seen = place(1, 10 * HOUR_MS);
  await sweep();
  expect(await deliver(seen)).toEqual({ kind: 'known' });
  expect(await decisions()).toHaveLength(1);
});

test('a customer nobody told of is met, one who is known is not', async () => {
  const { customers, place, deliver, sweep, report, stores } = await start();
  const known = place(1, 10 * HOUR_MS).order.customer ?? customerId(1);
  await deliver({ order: buildOrder({ customer: known }), version: buildVersion({ updatedAt: NOW - 10 * HOUR_MS }) });
  customers.push({ id: known, changedAt: NOW - 9 * HOUR_MS }, { id: customerId(8), changedAt: NOW - 8 * HOUR_MS });
  await sweep();
  const { found, checked } = await report();
  expect(checked.customers).toBe(2);
  expect(found.filter(({ what }) => what === 'customer_missed')).toEqual([
    { what: 'customer_missed', order: null, customer: customerId(8), changedAt: null, decision: null },
  ]);
  expect(await stores.ledger.customer(SHOP, customerId(8), 'latest')).toMatchObject({ learnedAt: NOW });
});

test('the first sweep begins with the installation, the next a little before the last one’s end', async () => {
  const { sweep, spans, shop } = await start();
  await sweep();
  expect(spans[0]).toEqual({ from: (await shop()).installedAt, until: NOW - 15 * MINUTE_MS });
  spans.length = 0;
  await sweep(NOW + 24 * HOUR_MS);
  expect(spans[0]).toEqual({ from: NOW - 20 * MINUTE_MS, until: NOW + 24 * HOUR_MS - 15 * MINUTE_MS });
});

test('what changed in the last quarter of an hour is left to its deliveries, and to the next sweep', async () => {
  const { place, sweep, decisions } = await start();
  place(1, 15 * MINUTE_MS);
  await sweep();
  expect(await decisions()).toEqual([]);
  await sweep(NOW + 24 * HOUR_MS);
  expect(await decisions()).toHaveLength(1);
});

test('a shop that has just been installed is not swept, and no report is kept', async () => {
  const { sweep, stores, shop } = await start();
  expect(await sweep((await shop()).installedAt + MINUTE_MS)).toEqual({ kind: 'finished' });
  expect(await stores.sweeps.list(SHOP, 5)).toEqual([]);
});

test('after a reinstallation the sweep that was left unfinished is not gone on with', async () => {
  const { stores, sweep, spans, failures, report } = await start();
  failures.orders = UNAVAILABLE;
  await sweep();
  await stores.shops.uninstall(SHOP, NOW + 1);
  const back = NOW + 24 * HOUR_MS;
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), back);
  failures.orders = undefined;
  spans.length = 0;
  const later = back + HOUR_MS;
  await sweep(later);
  expect(spans[0]).toEqual({ from: back, until: later - 15 * MINUTE_MS });
  expect(await report()).toMatchObject({ startedAt: later, finishedAt: later });
});

test('orders are read page by page, then customers, and all are counted', async () => {
  const { place, customers, sweep, cursors, report } = await start();
  for (let number = 1; number <= 5; number += 1) {
    place(number, number * HOUR_MS);
    customers.push({ id: customerId(9000 + number), changedAt: NOW - number * HOUR_MS });
  }
  await sweep();
  expect(cursors).toEqual(['orders null', 'orders 2', 'orders 4', 'customers null', 'customers 2', 'customers 4']);
  expect(await report()).toMatchObject({ checked: { orders: 5, customers: 5 }, foundCount: 10 });
});

test('a sweep without time stops between pages and goes on at its place', async () => {
  const { place, sweep, cursors, report, decisions } = await start();
  for (let number = 1; number <= 5; number += 1) place(number, number * HOUR_MS);
  let left = 4;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  expect(await sweep(NOW, hasTime)).toEqual({ kind: 'later', afterMs: 0 });
  expect((await report()).finishedAt).toBeNull();
  expect(await sweep(NOW + MINUTE_MS)).toEqual({ kind: 'finished' });
  expect(cursors.filter((cursor) => cursor === 'orders null')).toHaveLength(1);
  expect(await decisions()).toHaveLength(5);
  expect(await report()).toMatchObject({ foundCount: 5, checked: { orders: 5 }, startedAt: NOW });
});

test('an order that can’t be folded just now lets the page be read again, and what was found before it stays in the report', async () => {
  const { place, sweep, report, ports, decisions } = await start();
  place(1, 10 * HOUR_MS);
  place(2, 9 * HOUR_MS);
  const ordersOf: ShopReader['ordersOf'] = async (...call) =>
    call[1] === customerId(7002) ? UNAVAILABLE : ports.reader.ordersOf(...call);
  const swept = await sweep(NOW, ALWAYS, { reader: { ...ports.reader, ordersOf } });
  expect(swept).toEqual({ kind: 'later', afterMs: 5 * MINUTE_MS });
  expect(await report()).toMatchObject({ foundCount: 1, problem: 'HTTP 503', finishedAt: null });
  expect(await sweep(NOW + 5 * MINUTE_MS)).toEqual({ kind: 'finished' });
  expect(await decisions()).toHaveLength(2);
  const { found, foundCount } = await report();
  expect(found.map(({ order }) => order?.name)).toEqual(['#1', '#2']);
  expect(foundCount).toBe(2);
});

test('a shop that can’t be read is swept from the same page five minutes later, and then nothing is said of it any more', async () => {
  const { place, sweep, failures, report, cursors } = await start();
  for (let number = 1; number <= 3; number += 1) place(number, number * HOUR_MS);
  failures.customers = UNAVAILABLE;
  expect(await sweep()).toEqual({ kind: 'later', afterMs: 5 * MINUTE_MS });
  expect(await report()).toMatchObject({ problem: 'HTTP 503', finishedAt: null, place: { what: 'customers' } });
  failures.customers = undefined;
  expect(await sweep(NOW + 5 * MINUTE_MS)).toEqual({ kind: 'finished' });
  expect(cursors).toEqual(['orders null', 'orders 2', 'customers null']);
  expect(await report()).toMatchObject({ problem: null, finishedAt: NOW + 5 * MINUTE_MS, foundCount: 3 });
});

describe('a return that no delivery told of', () => {
  async function withReturn(requestedAgoMs: number, over: Partial<ReturnSnapshot> = {}) {
    const stage = await start();
    const any: Rule['when'] = [{ fact: 'return.value', operator: 'at_least', value: usd(0) }];
    const rules = [{ ...approveReturnRule('USD'), when: any }];
    await stage.stores.policies.publish(SHOP, { rules }, 1, '2', INSTALLED);
    const seen = stage.place(1, 10 * HOUR_MS);
    await stage.deliver(seen);
    const requestedAt = NOW - requestedAgoMs;
    const { id: order, name: orderName, customer } = seen.order;
    const returned = buildReturn({ order, orderName, customer, requestedAt, ...over });
    stage.change(seen, 2 * HOUR_MS, {});
    stage.parts.push(listed(returned));
    const reader: ShopReader = {
      ...stage.ports.reader,
      return: async () => ({ kind: 'found', seen: { return: returned, readAt: NOW } }),
    };
    return { ...stage, returned, reader };
  }

  function listed({ id, name, status, order, orderName, customer, requestedAt }: ReturnSnapshot): OrderPart {
    const of = {
      order: { id: order, name: orderName },
      customer,
      createdAt: requestedAt,
      changedAt: NOW - 2 * HOUR_MS,
    };
    return { kind: 'return', id, name, status, ...of };
  }

  const about = ({ id, name, order, orderName, customer }: ReturnSnapshot) => ({
    part: { kind: 'return', id, name },
    order: { id: order, name: orderName },
    customer,
  });

  test('is decided, marked as found late and reported; the next sweep finds nothing more', async () => {
    const { sweep, report, decisions, returned, reader } = await withReturn(5 * HOUR_MS);
    expect(await sweep(NOW, ALWAYS, { reader })).toEqual({ kind: 'finished' });
    const [decision] = await decisions();
    expect(decision).toMatchObject({
      event: { type: 'return.requested', return: returned.id, foundLate: true },
    });
    expect(await report()).toMatchObject({
      checked: { orders: 1 },
      foundCount: 1,
      found: [{ what: 'return_missed', ...about(returned), decision: decision?.id }],
    });
    await sweep(NOW + 24 * HOUR_MS, ALWAYS, { reader });
    expect(await report()).toMatchObject({ foundCount: 0 });
    expect(await decisions()).toHaveLength(1);
  });

  test('and was answered meanwhile is kept and reported, and no rule is asked', async () => {
    const { sweep, report, decisions, returned, reader, stores } = await withReturn(5 * HOUR_MS, {
      status: 'declined',
    });
    await sweep(NOW, ALWAYS, { reader });
    expect(await decisions()).toEqual([]);
    expect(await report()).toMatchObject({ found: [{ what: 'return_missed', decision: null }] });
    const known = await stores.ledger.return(SHOP, returned.order, returned.id, 'latest');
    expect(known).toMatchObject({ snapshot: { status: 'declined' }, foundLateAt: NOW });
  });

  test.each([
    ['was asked for before the installation', 101 * HOUR_MS],
    ['was asked for a moment ago, so that its delivery may be on its way', 10 * MINUTE_MS],
  ])('but %s is no news', async (_, agoMs) => {
    const { sweep, report, reader } = await withReturn(agoMs);
    await sweep(NOW, ALWAYS, { reader });
    expect(await report()).toMatchObject({ foundCount: 0, finishedAt: NOW });
  });

  test('is known, and a change of it is found', async () => {
    const { sweep, report, decisions, returned, reader, parts, place, change, orders } = await withReturn(5 * HOUR_MS);
    await sweep(NOW, ALWAYS, { reader });
    const [seen] = orders;
    if (!seen) throw new Error('there is no order');
    parts.splice(0, 1, { ...listed(returned), status: 'closed', changedAt: NOW + 12 * HOUR_MS } as OrderPart);
    change(seen, -12 * HOUR_MS, {});
    place(2, 40 * HOUR_MS);
    const closed: ReturnSnapshot = { ...returned, status: 'closed' };
    const later: ShopReader = {
      ...reader,
      return: async () => ({ kind: 'found', seen: { return: closed, readAt: NOW + 24 * HOUR_MS } }),
    };
    await sweep(NOW + 24 * HOUR_MS, ALWAYS, { reader: later });
    expect(await report()).toMatchObject({ found: [{ what: 'return_change_missed', ...about(returned) }] });
    expect(await decisions()).toHaveLength(1);
  });

  test('can’t be read: the sweep tries again, and leaves that return alone out in the end', async () => {
    const { sweep, report, returned, reader } = await withReturn(5 * HOUR_MS);
    const broken: ShopReader = {
      ...reader,
      async return() {
        throw BUG;
      },
    };
    for (let tries = 0; tries < 12; tries += 1) await sweep(NOW + tries * 5 * MINUTE_MS, ALWAYS, { reader: broken });
    expect(await report()).toMatchObject({ uncheckedCount: 1, unchecked: [about(returned)], foundCount: 0 });
    expect((await report()).finishedAt).not.toBeNull();
  });

  test('found by a worker that died before it could say so is reported by the next', async () => {
    const { sweep, report, returned, reader, ports, decisions } = await withReturn(5 * HOUR_MS);
    let saves = 0;
    const save: typeof ports.sweeps.save = async (...call) => {
      saves += 1;
      if (saves === 3) throw new Error('the process dies');
      return ports.sweeps.save(...call);
    };
    await expect(sweep(NOW, ALWAYS, { reader, sweeps: { ...ports.sweeps, save } })).rejects.toThrow('dies');
    const [decision] = await decisions();
    expect(decision).toBeDefined();
    await sweep(NOW + MINUTE_MS, ALWAYS, { reader });
    expect(await report()).toMatchObject({
      foundCount: 1,
      found: [{ what: 'return_missed', ...about(returned), decision: decision?.id }],
    });
  });
});

test('a shipment that no delivery told of is looked after from then on, and reported', async () => {
  const { place, deliver, change, sweep, report, parts, ports, stores } = await start();
  const seen = place(1, 10 * HOUR_MS);
  await deliver(seen);
  let listed = change(seen, 2 * HOUR_MS, {});
  const touch = (at: number) => {
    listed = change(listed, NOW - at, {});
  };
  const { id: order, name, customer } = seen.order;
  const sent = buildShipment({ order, orderName: name, customer, sentAt: NOW - 3 * HOUR_MS, lastScan: null });
  const of = { order: { id: order, name }, customer, createdAt: sent.sentAt };
  parts.push({ kind: 'shipment', id: sent.id, name: sent.name, ...of, changedAt: sent.sentAt });
  const shipment = async () => ({ kind: 'found', seen: { shipment: sent, readAt: NOW } }) as const;
  await sweep(NOW, ALWAYS, { reader: { ...ports.reader, shipment } });
  expect(await report()).toMatchObject({
    found: [{ what: 'shipment_missed', part: { kind: 'shipment', id: sent.id, name: sent.name }, decision: null }],
  });
  const known = await stores.ledger.shipment(SHOP, order, sent.id, 'latest');
  expect(known?.lookAt).not.toBeNull();

  // Its tracking number came later, and the news of it was lost.
  const changedAt = NOW + 6 * HOUR_MS;
  parts.splice(0, 1, { kind: 'shipment', id: sent.id, name: sent.name, ...of, changedAt });
  touch(changedAt);
  const promised = { ...sent, promisedAt: NOW + 9 * HOUR_MS };
  const later = async () => ({ kind: 'found', seen: { shipment: promised, readAt: NOW + 24 * HOUR_MS } }) as const;
  await sweep(NOW + 24 * HOUR_MS, ALWAYS, { reader: { ...ports.reader, shipment: later } });
  expect(await report()).toMatchObject({ found: [{ what: 'shipment_change_missed' }] });
  expect(await stores.ledger.shipment(SHOP, order, sent.id, 'latest')).toMatchObject({
    snapshot: { promisedAt: NOW + 9 * HOUR_MS },
    foundLateAt: NOW + 24 * HOUR_MS,
  });
});

test('a scope that was taken away without a word hides the returns, and not the orders', async () => {
  const { place, sweep, report, ports } = await start();
  place(1, 10 * HOUR_MS);
  const asked: (readonly string[])[] = [];
  const changedOrders: ShopReader['changedOrders'] = async (...call) => {
    asked.push(call[3]);
    if (call[3].length > 0) return { kind: 'denied', problem: 'read_returns is not granted' };
    const page = await ports.reader.changedOrders(...call);
    return page.kind === 'page' ? { ...page, leftOut: ['returns', 'shipments'] } : page;
  };
  await sweep(NOW, ALWAYS, { reader: { ...ports.reader, changedOrders } });
  expect(asked).toEqual([SCOPES, []]);
  const leftOut = 'the shop does not let Concierge read returns and shipments';
  expect(await report()).toMatchObject({ foundCount: 1, leftOut });
});

test('a shop that asks to wait, for a page or for one order’s customer, is swept on as soon as it says', async () => {
  const { place, sweep, failures, ports } = await start();
  const THROTTLED: ReadFailure = { ...UNAVAILABLE, shopWide: 'throttled', afterMs: 2_000 };
  place(1, 10 * HOUR_MS);
  const ordersOf = async () => THROTTLED;
  const swept = await sweep(NOW, ALWAYS, { reader: { ...ports.reader, ordersOf } });
  expect(swept).toEqual({ kind: 'later', afterMs: 2_000 });
  failures.orders = THROTTLED;
  expect(await sweep()).toEqual({ kind: 'later', afterMs: 2_000 });
});

test('what the shop does not let us read is left out, and the report says so to the end', async () => {
  const { customers, sweep, failures, report } = await start();
  customers.push({ id: customerId(8), changedAt: NOW - HOUR_MS });
  failures.orders = { kind: 'denied', problem: 'read_orders is not granted' };
  failures.customers = UNAVAILABLE;
  expect(await sweep()).toMatchObject({ kind: 'later' });
  failures.customers = undefined;
  expect(await sweep(NOW + 5 * MINUTE_MS)).toEqual({ kind: 'finished' });
  expect(await report()).toMatchObject({
    problem: null,
    leftOut: 'read_orders is not granted',
    checked: { orders: 0, customers: 1 },
    foundCount: 1,
  });
});

test('of two sweeps at the same time each order is decided once, and one report stands', async () => {
  const { place, sweep, stores, decisions, ports } = await start();
  place(1, 10 * HOUR_MS);
  let other: Promise<unknown> | undefined;
  const changedOrders: ShopReader['changedOrders'] = async (...call) => {
    other ??= sweep();
    await other;
    return ports.reader.changedOrders(...call);
  };
  const swept = await sweep(NOW, ALWAYS, { reader: { ...ports.reader, changedOrders } });
  expect(await other).toEqual({ kind: 'finished' });
  expect(swept).toMatchObject({ kind: 'later' });
  expect(await decisions()).toHaveLength(1);
  expect(await stores.sweeps.list(SHOP, 5)).toMatchObject([{ foundCount: 1, finishedAt: NOW }]);
});

test('wherever a sweep dies, the next go reports all that was found, each once', async () => {
  // Before a write of the report and after it; the last runs through.
  for (let dyingAt = 1; ; dyingAt += 1) {
    const { place, customers, sweep, ports, decisions, stores } = await start();
    for (let number = 1; number <= 3; number += 1) place(number, number * HOUR_MS);
    place(4, 60 * HOUR_MS);
    customers.push({ id: customerId(8), changedAt: NOW - HOUR_MS });
    let moment = 0;
    const die = () => {
      moment += 1;
      if (moment === dyingAt) throw new Error('the process ended');
    };
    const save: typeof ports.sweeps.save = async (...call) => {
      die();
      const saved = await ports.sweeps.save(...call);
      die();
      return saved;
    };
    const ended = await sweep(NOW, ALWAYS, { sweeps: { ...ports.sweeps, save } }).catch(() => 'dead');
    await sweep(NOW + MINUTE_MS);
    expect(await decisions()).toHaveLength(3);
    // Who died after the last word begins a sweep of their own.
    const reports = await stores.sweeps.list(SHOP, 5);
    const names = reports.flatMap(({ found }) => found.map(({ order }) => order?.name ?? 'customer'));
    expect(names.toSorted()).toEqual(['#1', '#2', '#3', '#4', 'customer']);
    expect(reports.at(-1)).toMatchObject({ foundCount: 5, checked: { orders: 4, customers: 1 }, finding: [] });
    if (ended !== 'dead') break;
    expect(dyingAt).toBeLessThan(50);
  }
});

test('what was decided before the page failed is reported, though the order has left the page', async () => {
  const { place, change, sweep, decisions, report } = await start();
  const seen = place(1, 10 * HOUR_MS);
  const send = async () => Promise.reject(new Error('the queue can’t be reached'));
  expect(await sweep(NOW, ALWAYS, { effects: { send } })).toMatchObject({ kind: 'later' });
  const [decision] = await decisions();
  // Our own tag is a change, too.
  change(seen, 0, {});
  await sweep(NOW + 5 * MINUTE_MS);
  expect(await report()).toMatchObject({ foundCount: 1, found: [{ what: 'order_missed', decision: decision?.id }] });
});

test('a write whose answer was lost is a find', async () => {
  const { place, sweep, ports, report, decisions } = await start();
  place(1, 10 * HOUR_MS);
  place(2, 60 * HOUR_MS);
  const commit: typeof ports.ledger.commit = async (...call) => {
    await ports.ledger.commit(...call);
    return 'conflict';
  };
  await sweep(NOW, ALWAYS, { ledger: { ...ports.ledger, commit } });
  expect(await decisions()).toHaveLength(1);
  expect((await report()).found.map(({ order }) => order?.name)).toEqual(['#2', '#1']);
});

test('what a delivery told of before it was folded is not found late', async () => {
  const { place, customers, sweep, ports, deliver, report } = await start();
  const seen = place(1, 10 * HOUR_MS);
  customers.push({ id: customerId(8), changedAt: NOW - HOUR_MS });
  const save: typeof ports.sweeps.save = async (domain, sweep) => {
    await ports.sweeps.save(domain, sweep);
    if (sweep.finding.length > 0) throw new Error('the process ended');
    return true;
  };
  const over = { sweeps: { ...ports.sweeps, save } };
  await expect(sweep(NOW, ALWAYS, over)).rejects.toThrow('process ended');
  await deliver({ ...seen, version: { ...seen.version, bodyHash: 'delivered' } });
  await expect(sweep(NOW + MINUTE_MS, ALWAYS, over)).rejects.toThrow('process ended');
  await observe(ports, SHOP, { type: 'customer.seen', customer: customerId(8) }, NOW + 2 * MINUTE_MS);
  await sweep(NOW + 3 * MINUTE_MS);
  expect(await report()).toMatchObject({ found: [], finding: [], checked: { orders: 1, customers: 1 } });
});

test('a find whose teller died is reported, though a delivery told of a later change meanwhile', async () => {
  const { place, change, deliver, sweep, ports, report } = await start();
  const seen = place(1, 60 * HOUR_MS);
  await deliver(seen);
  change(seen, 10 * HOUR_MS, { total: usd(2_000) });
  const commit: typeof ports.ledger.commit = async (...call) => {
    await ports.ledger.commit(...call);
    throw new Error('the process ended');
  };
  await sweep(NOW, ALWAYS, { ledger: { ...ports.ledger, commit } });
  await deliver(change(seen, 0, { total: usd(3_000) }));
  await sweep(NOW + 5 * MINUTE_MS);
  expect(await report()).toMatchObject({ found: [{ what: 'change_missed', order: { name: '#1' } }], finding: [] });
});

test('a customer who is met after an import is reported, though whoever met them died', async () => {
  const { customers, sweep, ports, report } = await start();
  await ports.shops.setImported(SHOP, INSTALLED, { since: 0, at: NOW - HOUR_MS });
  customers.push({ id: customerId(8), changedAt: NOW - HOUR_MS });
  const commit: typeof ports.ledger.commit = async (...call) => {
    await ports.ledger.commit(...call);
    throw new Error('the process ended');
  };
  await sweep(NOW, ALWAYS, { ledger: { ...ports.ledger, commit } });
  await sweep(NOW + 5 * MINUTE_MS);
  expect(await report()).toMatchObject({ found: [{ what: 'customer_missed' }], foundCount: 1 });
});

test('an order of the past that is known from a list without lines has missed no change', async () => {
  const { place, sweep, ports, report, shop } = await start();
  const { order, version } = place(1, 20 * HOUR_MS, { createdAt: INSTALLED - HOUR_MS });
  const listed = { order: { ...order, lines: [] }, version };
  await foldPastOrders(ports, await shop(), [listed], NOW);
  await sweep();
  expect(await report()).toMatchObject({ foundCount: 0, checked: { orders: 1 } });
});

test('a find that can’t be looked up is tried again, and left out when that fails each time', async () => {
  const { place, sweep, ports, report } = await start();
  place(1, 10 * HOUR_MS);
  const send = async () => Promise.reject(BUG);
  await sweep(NOW, ALWAYS, { effects: { send } });
  const ledger = { ...ports.ledger, decision: async () => Promise.reject(BUG) };
  for (let go = 1; go < 11; go += 1) {
    expect(await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, { ledger })).toMatchObject({ kind: 'later' });
  }
  expect(await sweep(NOW + HOUR_MS, ALWAYS, { ledger })).toEqual({ kind: 'finished' });
  expect(await report()).toMatchObject({ foundCount: 0, finding: [], unchecked: [{ order: { name: '#1' } }] });
});

test('200 finds are kept, and all are counted', async () => {
  const { place, sweep, report } = await start();
  for (let number = 1; number <= 205; number += 1) place(number, number * MINUTE_MS + HOUR_MS);
  await sweep();
  const { found, foundCount } = await report();
  expect(found).toHaveLength(200);
  expect(foundCount).toBe(205);
});

test('an order at which a check throws is tried for an hour, then left out with its reason, and all others are found', async () => {
  const { place, sweep, report, decisions, stores, ports, noted } = await start();
  for (let number = 1; number <= 5; number += 1) place(number, (11 - number) * HOUR_MS);
  const order: typeof stores.ledger.order = async (...call) => {
    if (call[1] === orderId(1)) throw BUG;
    return stores.ledger.order(...call);
  };
  const over = { ledger: { ...ports.ledger, order } };
  for (let go = 0; go < 11; go += 1) {
    expect(await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, over)).toEqual({ kind: 'later', afterMs: 5 * MINUTE_MS });
    expect(await report()).toMatchObject({ problem: 'failed unexpectedly: RangeError', foundCount: 1, unchecked: [] });
  }
  expect(await sweep(NOW + 55 * MINUTE_MS, ALWAYS, over)).toEqual({ kind: 'finished' });
  expect(await decisions()).toHaveLength(4);
  expect(await report()).toMatchObject({
    problem: null,
    stuck: null,
    foundCount: 4,
    checked: { orders: 4 },
    unchecked: [
      { order: { id: orderId(1), name: '#1' }, customer: customerId(7001), problem: 'failed unexpectedly: RangeError' },
    ],
  });
  expect(noted).toEqual(Array(12).fill(BUG));
});

test('what is left out names nobody who was erased, and is not left out before that is known', async () => {
  const { place, customers, sweep, report, stores, ports } = await start();
  const erased = customerId(7001);
  const traces = { contacts: [], orders: [], settling: false, parkedCursor: null };
  await stores.erasures.begin(SHOP, { customer: erased, ...traces }, NOW - 20 * HOUR_MS);
  place(1, 10 * HOUR_MS);
  customers.push({ id: erased, changedAt: NOW - 10 * HOUR_MS });
  const broken = async () => Promise.reject(BUG);
  const ledger = { ...ports.ledger, order: broken };
  for (let go = 0; go < 13; go += 1) {
    await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, { ledger, erasures: { ...ports.erasures, isErased: broken } });
  }
  expect(await report()).toMatchObject({ finishedAt: null, unchecked: [] });
  await sweep(NOW + 65 * MINUTE_MS, ALWAYS, { ledger });
  const { unchecked, finishedAt } = await report();
  expect(finishedAt).not.toBeNull();
  expect(unchecked).toMatchObject([{ order: { id: orderId(1) }, customer: null }]);
});

test('while a page stands still at somebody who was erased, the report does not name them either', async () => {
  const { customers, sweep, report, stores, ports } = await start();
  const erased = customerId(7001);
  const traces = { contacts: [], orders: [], settling: false, parkedCursor: null };
  await stores.erasures.begin(SHOP, { customer: erased, ...traces }, NOW - 20 * HOUR_MS);
  customers.push({ id: erased, changedAt: NOW - 10 * HOUR_MS });
  const broken = async () => Promise.reject(BUG);
  const ledger = { ...ports.ledger, customer: broken };
  for (const erasures of [ports.erasures, { ...ports.erasures, isErased: broken }]) {
    await sweep(NOW, ALWAYS, { ledger, erasures });
    const standing = await report();
    expect(standing.stuck?.tries).toBeGreaterThan(0);
    expect(JSON.stringify(standing)).not.toContain(erased);
  }
  await sweep(NOW + 5 * MINUTE_MS);
  expect(await report()).toMatchObject({ stuck: null, unchecked: [], foundCount: 0 });
});

test('an order whose customer’s record can’t be read is left out like any other', async () => {
  const { place, sweep, report, ports } = await start();
  place(1, 10 * HOUR_MS);
  place(2, 9 * HOUR_MS);
  const ledger: typeof ports.ledger = {
    ...ports.ledger,
    customer: async (...call) => {
      if (call[1] === customerId(7001)) throw BUG;
      return ports.ledger.customer(...call);
    },
  };
  for (let go = 0; go < 12; go += 1) await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, { ledger });
  expect(await report()).toMatchObject({ problem: null, foundCount: 1, unchecked: [{ order: { id: orderId(1) } }] });
});

test('a whole page of bad orders holds the sweep up no longer than one', async () => {
  const { place, sweep, report, decisions, stores, ports } = await start();
  for (let number = 1; number <= 3; number += 1) place(number, (11 - number) * HOUR_MS);
  const order: typeof stores.ledger.order = async (...call) => {
    if (call[1] !== orderId(3)) throw BUG;
    return stores.ledger.order(...call);
  };
  const over = { ledger: { ...ports.ledger, order } };
  for (let go = 0; go < 11; go += 1) await sweep(NOW + go, ALWAYS, over);
  expect(await sweep(NOW + 11, ALWAYS, over)).toEqual({ kind: 'finished' });
  expect((await report()).unchecked.map((left) => left.order?.name)).toEqual(['#1', '#2']);
  expect(await decisions()).toHaveLength(1);
});

test('after 200 were left out, one that the shop does not tell of is still tried for an hour, and all are counted', async () => {
  const { place, sweep, report, ports, stores } = await start();
  for (let number = 1; number <= 205; number += 1) place(number, (500 - number) * MINUTE_MS);
  const order: typeof stores.ledger.order = async (...call) => {
    if (Number(call[1].split('/').at(-1)) <= 202) throw BUG;
    return stores.ledger.order(...call);
  };
  let failure: ReadFailure = UNAVAILABLE;
  const ordersOf: ShopReader['ordersOf'] = async (...call) =>
    call[1] === customerId(7205) ? ports.reader.ordersOf(...call) : failure;
  const over = { ledger: { ...ports.ledger, order }, reader: { ...ports.reader, ordersOf } };
  const isAt = async (cursor: string) => (await report()).place?.cursor === cursor;
  // A hundred pages of bad orders, of which each is tried twelve times.
  for (let go = 0; go === 0 || !(await isAt('202')); go += 1) {
    expect(go).toBeLessThan(100 * 12);
    await sweep(NOW, ALWAYS, over);
  }
  failure = { ...UNAVAILABLE, shopWide: 'throttled', afterMs: 2_000 };
  for (let go = 0; go < 20; go += 1) expect(await sweep(NOW, ALWAYS, over)).toEqual({ kind: 'later', afterMs: 2_000 });
  expect(await report()).toMatchObject({ uncheckedCount: 202, checked: { orders: 0 } });
  failure = UNAVAILABLE;
  let goes = 1;
  while (goes < 50 && (await sweep(NOW, ALWAYS, over)).kind === 'later') goes += 1;
  // The first of the two had been tried once.
  expect(goes).toBe(11 + 11);
  const { unchecked, ...counted } = await report();
  expect(unchecked).toHaveLength(200);
  expect(counted).toMatchObject({ uncheckedCount: 204, foundCount: 1, checked: { orders: 1 }, finishedAt: NOW });
});

test('what was left out is not tried again with its page', async () => {
  const { place, sweep, report, stores, ports } = await start();
  for (let number = 1; number <= 2; number += 1) place(number, (11 - number) * HOUR_MS);
  const order: typeof stores.ledger.order = async (...call) => {
    if (call[1] === orderId(1)) throw BUG;
    return stores.ledger.order(...call);
  };
  const ledger = { ...ports.ledger, order };
  const reader = { ...ports.reader, ordersOf: async () => UNAVAILABLE };
  for (let go = 0; go < 12; go += 1)
    expect(await sweep(NOW + go, ALWAYS, { ledger, reader })).toMatchObject({ kind: 'later' });
  expect(await sweep(NOW + 12, ALWAYS, { ledger })).toEqual({ kind: 'finished' });
  expect((await report()).unchecked).toHaveLength(1);
});

test('an order that can’t be folded for an hour is left out, so that it stops the sweep no longer', async () => {
  const { place, customers, sweep, report, ports } = await start();
  place(1, 10 * HOUR_MS);
  customers.push({ id: customerId(8), changedAt: NOW - HOUR_MS });
  const ordersOf: ShopReader['ordersOf'] = async (...call) =>
    call[1] === customerId(7001) ? UNAVAILABLE : ports.reader.ordersOf(...call);
  const over = { reader: { ...ports.reader, ordersOf } };
  for (let go = 1; go < 12; go += 1) {
    expect(await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, over)).toMatchObject({ kind: 'later' });
  }
  expect(await sweep(NOW + HOUR_MS, ALWAYS, over)).toEqual({ kind: 'finished' });
  expect(await report()).toMatchObject({
    unchecked: [{ order: { name: '#1' }, problem: 'HTTP 503' }],
    found: [{ what: 'customer_missed' }],
  });
});

test('a page at which the reader throws is the report’s problem, and is read again', async () => {
  const { place, sweep, report, ports, noted } = await start();
  place(1, 10 * HOUR_MS);
  const changedOrders = async () => Promise.reject(BUG);
  const swept = await sweep(NOW, ALWAYS, { reader: { ...ports.reader, changedOrders } });
  expect(swept).toEqual({ kind: 'later', afterMs: 5 * MINUTE_MS });
  expect(await report()).toMatchObject({ problem: 'failed unexpectedly: RangeError', place: { what: 'orders' } });
  expect(noted).toEqual([BUG]);
  expect(await sweep(NOW + 5 * MINUTE_MS)).toEqual({ kind: 'finished' });
});

/** A shop that refuses every page but the first, as if the cursor had grown old. */
function refusingCursors(reader: ShopReader, refusal: ReadFailure): ShopReader {
  return {
    ...reader,
    changedOrders: async (...call) => (call[2] === null ? reader.changedOrders(...call) : refusal),
  };
}

test('a place that the shop refuses ten times is begun anew, and nothing is reported twice', async () => {
  const { place, sweep, report, ports, cursors, decisions } = await start();
  for (let number = 1; number <= 4; number += 1) place(number, (11 - number) * HOUR_MS);
  const over = { reader: refusingCursors(ports.reader, UNAVAILABLE) };
  for (let go = 0; go < 10; go += 1) await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, over);
  expect(await report()).toMatchObject({ place: { what: 'orders', cursor: null }, foundCount: 2, problem: 'HTTP 503' });
  expect(await sweep(NOW + HOUR_MS)).toEqual({ kind: 'finished' });
  expect(cursors.slice(0, 3)).toEqual(['orders null', 'orders null', 'orders 2']);
  expect(await decisions()).toHaveLength(4);
  expect(await report()).toMatchObject({ foundCount: 4, checked: { orders: 4 } });
});

test('a shop that is down refuses no cursor: the sweep keeps its place', async () => {
  const { place, sweep, report, ports } = await start();
  for (let number = 1; number <= 4; number += 1) place(number, (11 - number) * HOUR_MS);
  const over = { reader: refusingCursors(ports.reader, { ...UNAVAILABLE, shopWide: 'down' }) };
  for (let go = 0; go < 20; go += 1) await sweep(NOW + go * 5 * MINUTE_MS, ALWAYS, over);
  expect(await report()).toMatchObject({ place: { what: 'orders', cursor: '2' } });
});

test('a page that is looked at again after more than 200 finds counts nothing twice', async () => {
  const { place, sweep, report, ports } = await start();
  for (let number = 1; number <= 203; number += 1) place(number, (300 - number) * MINUTE_MS);
  place(204, 20 * MINUTE_MS);
  const ordersOf: ShopReader['ordersOf'] = async (...call) =>
    call[1] === customerId(7204) ? UNAVAILABLE : ports.reader.ordersOf(...call);
  await sweep(NOW, ALWAYS, { reader: { ...ports.reader, ordersOf } });
  expect(await report()).toMatchObject({ foundCount: 203 });
  await sweep(NOW + 5 * MINUTE_MS);
  expect(await report()).toMatchObject({ foundCount: 204, checked: { orders: 204 } });
});

test('a sweep that was kept from its end for hours is followed by the next at once', async () => {
  const { place, sweep, failures, spans, decisions } = await start();
  failures.orders = UNAVAILABLE;
  await sweep();
  place(1, -HOUR_MS);
  failures.orders = undefined;
  const later = NOW + 20 * HOUR_MS;
  expect(await sweep(later)).toEqual({ kind: 'finished' });
  expect(spans.at(-1)?.until).toBe(later - 15 * MINUTE_MS);
  expect(await decisions()).toHaveLength(1);
});
