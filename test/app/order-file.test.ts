import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { type FileAnswer, type FileAsked, ROWS_OF_A_PIECE, sendOrderFile } from '../../app/order-file-sender.ts';
import { answerFile, fileRequest } from '../../app/past-file.server.ts';
import type { ReadFailure } from '../../core/ports.ts';
import { foldPastOrders } from '../../core/use-cases/fold-past-orders.ts';
import { importPast } from '../../core/use-cases/import-past.ts';
import { steerImport } from '../../core/use-cases/steer-import.ts';
import { buildOrder, buildShop, buildVersion, customerId, DAY_MS, NOW, orderId, usd } from '../core/builders.ts';
import { NO_EXPORT } from '../core/past-export.ts';
import { exportedOrder, exportFile } from '../retail/shopify-export.ts';

const SHOP = buildShop({ installedAt: NOW });
const NOBODY = 'nobody@example.com';

type Answering = (asked: FileAsked, answer: () => Promise<FileAnswer>) => Promise<FileAnswer | null>;

async function start() {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP.domain, SHOP, NOW);
  const time = { now: NOW + 1000 };
  /** Real time, and what each look-up takes of it. */
  const real = { elapsedMs: 0, lookUpMs: 0 };
  const asked: string[] = [];
  const failures: ReadFailure[] = [];
  const services = {
    ...stores,
    clock: { now: () => new Date(time.now) },
    backoff: async () => undefined,
    reader: {
      async customerWithEmail(_: unknown, email: string) {
        real.elapsedMs += real.lookUpMs;
        const failure = failures.shift();
        if (failure) return failure;
        asked.push(email);
        if (email === NOBODY) return { kind: 'missing' as const };
        return { kind: 'found' as const, customer: customerId(Number(/\d+/.exec(email)?.[0] ?? 7)) };
      },
    },
  };
  const work = { wake: async () => undefined, erase: NO_EXPORT.begin, replay: NO_EXPORT.begin };
  const waits: number[] = [];
  return {
    stores,
    time,
    real,
    asked,
    failures,
    waits,
    services,
    shop: async () => (await stores.shops.find(SHOP.domain)) ?? SHOP,
    record: () => stores.imports.latest(SHOP.domain),
    lifetime: async (customer: number) =>
      (await stores.ledger.customer(SHOP.domain, customerId(customer), 'latest'))?.profile.lifetime,
    steer: (steering: 'start' | 'pause' | 'cancel') =>
      steerImport({ ...services, work } as never, SHOP.domain, steering, time.now),
    send: (file: Blob, answering: Answering = (_, answer) => answer(), name = 'orders_export.csv') =>
      sendOrderFile(file, name, {
        ask: (body) =>
          answering(body, () =>
            answerFile(
              services,
              SHOP.domain,
              fileRequest.parse(JSON.parse(JSON.stringify(body))),
              () => real.elapsedMs,
            ),
          ),
        wait: async (ms) => void waits.push(ms),
        onReached: () => undefined,
        isStopped: () => false,
      }),
  };
}

/** Orders of 50 customers, 3 a piece. */
function ordersOf(count: number) {
  return Array.from({ length: count }, (_, index) =>
    exportedOrder({
      Name: `#${index + 1}`,
      Id: `${index + 1}`,
      Email: `c${(index % 50) + 1}@example.com`,
      Total: '3.00',
    }),
  );
}
const MANY = ROWS_OF_A_PIECE * 3 + 10;

test('a file’s orders count for the customers whose addresses they carry, and each is looked for once', async () => {
  const { send, record, lifetime, asked, stores } = await start();
  expect(await send(exportFile(ordersOf(MANY)))).toEqual({ kind: 'imported' });
  expect(await record()).toMatchObject({
    state: 'finished',
    counts: { read: MANY, unreadable: 0 },
    upload: { name: 'orders_export.csv' },
    total: MANY,
  });
  expect(await lifetime(1)).toEqual({ orders: 13, netMinor: 3_900 });
  expect(await lifetime(50)).toEqual({ orders: 12, netMinor: 3_600 });
  expect(asked).toHaveLength(50);
  expect((await stores.ledger.decisions(SHOP.domain, { limit: 9 })).decisions).toEqual([]);
  expect(JSON.stringify(await record())).not.toContain('@example.com');
});

test('whose customer the shop does not know counts for nobody, and is listed with what can’t be read', async () => {
  const { send, record, stores, lifetime } = await start();
  const orders = [
    exportedOrder({ Email: NOBODY, Id: '1' }),
    exportedOrder({ Email: '', Id: '2' }),
    exportedOrder({ Total: 'much', Id: '3' }),
    exportedOrder({ Id: '4' }),
  ];
  await send(exportFile(orders));
  expect(await record()).toMatchObject({
    counts: { read: 4, unreadable: 1 },
    unreadable: [{ line: 4, reason: 'Total: expected an amount' }],
    guests: {
      count: 2,
      lines: [
        { line: 2, reason: 'no customer of your shop has the order’s e-mail address' },
        { line: 3, reason: 'the order has no e-mail address' },
      ],
    },
  });
  expect((await stores.ledger.order(SHOP.domain, orderId(1), 'latest'))?.snapshot?.customer).toBeNull();
  expect(await lifetime(7)).toEqual({ orders: 1, netMinor: 10_000 });
});

test('answers that are lost, also the last one, count nothing twice', async () => {
  for (const lost of [0, 1, 2, 3, 4]) {
    const { send, record, lifetime } = await start();
    let asks = -1;
    const end = await send(exportFile(ordersOf(MANY)), async (_, answer) => {
      asks += 1;
      const answered = await answer();
      return asks === lost ? null : answered;
    });
    expect(end).toEqual({ kind: 'imported' });
    expect(await record()).toMatchObject({ state: 'finished', counts: { read: MANY, unreadable: 0 } });
    expect(await lifetime(1)).toEqual({ orders: 13, netMinor: 3_900 });
  }
});

test('a page that was closed on the way goes on when the same file is chosen again, and another file is refused', async () => {
  const { send, record, lifetime } = await start();
  const file = exportFile(ordersOf(MANY));
  const sentRows: number[] = [];
  let asks = 0;
  const closing: Answering = async (_, answer) => {
    asks += 1;
    return asks > 2 ? null : answer();
  };
  expect(await send(file, closing)).toEqual({ kind: 'failed', problem: null });
  expect(await record()).toMatchObject({ state: 'running', counts: { read: ROWS_OF_A_PIECE } });
  expect(await send(exportFile(ordersOf(3)))).toEqual({ kind: 'busy' });
  const counting: Answering = async (asked, answer) => {
    if (asked.ask === 'import') sentRows.push(asked.rows.length);
    return answer();
  };
  expect(await send(file, counting)).toEqual({ kind: 'imported' });
  expect(sentRows).toEqual([ROWS_OF_A_PIECE, ROWS_OF_A_PIECE, 10]);
  expect(await record()).toMatchObject({ state: 'finished', counts: { read: MANY, unreadable: 0 } });
  expect(await lifetime(1)).toEqual({ orders: 13, netMinor: 3_900 });
});

test('paused and cancelled it stops at the next piece; choosing the file again resumes the paused one alone', async () => {
  for (const steering of ['pause', 'cancel'] as const) {
    const { send, steer, record, time } = await start();
    let asks = 0;
    const file = exportFile(ordersOf(MANY));
    const end = await send(file, async (_, answer) => {
      asks += 1;
      if (asks === 3) expect(await steer(steering)).toBe('steered');
      return answer();
    });
    expect(end).toEqual({ kind: 'stopped' });
    expect(await record()).toMatchObject({ counts: { read: ROWS_OF_A_PIECE } });
    time.now += 1000;
    expect(await send(file)).toEqual({ kind: 'imported' });
    const { startedAt, counts } = (await record()) ?? {};
    expect({ startedAt, counts }).toEqual({
      startedAt: steering === 'pause' ? NOW + 1000 : NOW + 2000,
      counts: { read: MANY, unreadable: 0 },
    });
  }
});

test('a shop that can’t be asked is waited for, and one that refuses ends the import with the reason', async () => {
  const { send, failures, waits, record, time } = await start();
  failures.push({ kind: 'unavailable', problem: 'throttled', afterMs: 700 });
  expect(await send(exportFile(ordersOf(3)))).toEqual({ kind: 'imported' });
  expect(waits).toEqual([700]);
  time.now += 1000;
  failures.push({ kind: 'denied', problem: 'the shop did not grant read_customers' });
  const denied = { kind: 'failed', problem: 'the shop did not grant read_customers' };
  expect(await send(exportFile(ordersOf(3)), undefined, 'other.csv')).toEqual(denied);
  expect(await record()).toMatchObject({ state: 'failed', problem: denied.problem });
});

test('customers that are found slowly are found over several tries, each of them once', async () => {
  const { send, real, asked, record, waits, lifetime } = await start();
  real.lookUpMs = 1_000;
  const file = exportFile(ordersOf(50));
  const tries: number[] = [];
  const end = await send(file, async (body, answer) => {
    const beganMs = real.elapsedMs;
    const answered = await answer();
    if (body.ask === 'import') tries.push(real.elapsedMs - beganMs);
    return answered;
  });
  expect(end).toEqual({ kind: 'imported' });
  expect(tries).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
  expect(waits).toEqual([0, 0, 0, 0]);
  expect(asked).toHaveLength(50);
  expect(await record()).toMatchObject({ state: 'finished', counts: { read: 50, unreadable: 0 } });
  expect(await lifetime(50)).toEqual({ orders: 1, netMinor: 300 });
});

test('who was found before the shop could not be asked any more is not looked for again', async () => {
  const { send, asked, services } = await start();
  const found = services.reader.customerWithEmail;
  let isFirst = true;
  services.reader.customerWithEmail = async (shop, email) => {
    if (asked.length === 20 && isFirst) {
      isFirst = false;
      return { kind: 'unavailable', problem: 'throttled', afterMs: 700 };
    }
    return found(shop, email);
  };
  expect(await send(exportFile(ordersOf(50)))).toEqual({ kind: 'imported' });
  expect(isFirst).toBe(false);
  expect(new Set(asked).size).toBe(50);
  expect(asked).toHaveLength(50);
});

test('where somebody writes the same meanwhile, the page waits a moment', async () => {
  const { send, services, stores, waits, record } = await start();
  let saves = 0;
  services.imports = {
    ...stores.imports,
    save: async (...call) => {
      saves += 1;
      return saves === 2 ? false : stores.imports.save(...call);
    },
  };
  expect(await send(exportFile(ordersOf(3)))).toEqual({ kind: 'imported' });
  expect(waits).toEqual([300]);
  expect(await record()).toMatchObject({ state: 'finished', counts: { read: 3 } });
});

test('a wrong file begins nothing', async () => {
  const { send, record } = await start();
  expect((await send(new Blob(['Handle,Title\n']))).kind).toBe('wrong_file');
  expect(await record()).toBeNull();
});

test('what Shopify told of an order stays, whenever the file comes; what came after the installation is not in it', async () => {
  const { send, stores, lifetime, services } = await start();
  const told = buildOrder({
    id: orderId(1),
    customer: customerId(1),
    createdAt: NOW - 9 * DAY_MS,
    total: usd(77),
    lines: [],
  });
  const seen = { order: told, version: buildVersion({ updatedAt: NOW - 8 * DAY_MS, triggeredAt: NOW - 8 * DAY_MS }) };
  await foldPastOrders(services, SHOP, [seen], NOW);
  const time = new Date(NOW + 500).toISOString().slice(0, 19).replace('T', ' ');
  await send(
    exportFile([...ordersOf(1), exportedOrder({ Id: '2', 'Created at': `${time} +0000`, Email: 'c1@example.com' })]),
  );
  expect(await lifetime(1)).toEqual({ orders: 1, netMinor: 77 });
  expect(await stores.ledger.order(SHOP.domain, orderId(2), 'latest')).toBeNull();
});

test('while one import is under way the other has to wait, and a file’s is nothing for the shop’s chores', async () => {
  const { send, steer, record, services, shop, time } = await start();
  expect(await steer('start')).toBe('steered');
  expect(await send(exportFile(ordersOf(3)))).toEqual({ kind: 'busy' });
  await steer('cancel');
  const chores = (await shop()).chores;
  const { importAt: _, ...idle } = chores;
  await services.shops.setChores(SHOP.domain, chores, idle);
  time.now += 1000;
  let asks = 0;
  await send(exportFile(ordersOf(MANY)), async (__, answer) => {
    asks += 1;
    return asks > 2 ? null : answer();
  });
  expect(await steer('start')).toBe('unchanged');
  const ports = { ...services, exports: NO_EXPORT };
  expect(await importPast(ports, await shop(), NOW + 5000, () => true)).toEqual({ kind: 'finished' });
  expect(await record()).toMatchObject({ state: 'running', counts: { read: ROWS_OF_A_PIECE } });
});

const DAY_OF = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** An order of the past as it stands by now. */
const anyOrder = fc.record({
  age: fc.integer({ min: 1, max: 700 }),
  customer: fc.constantFrom(1, 2, 3),
  totalMinor: fc.integer({ min: 0, max: 90_000 }),
  refundedPercent: fc.constantFrom(0, 0, 25, 100),
  status: fc.constantFrom('paid' as const, 'paid' as const, 'pending' as const, 'voided' as const),
  isCancelled: fc.boolean(),
  isDelivered: fc.boolean(),
});

test('property: customers are the same whether their orders come by a file, from Shopify, or some by both in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOrder, { minLength: 1, maxLength: 12 }), fc.boolean(), async (orders, isFileFirst) => {
      const both = await start();
      const delivered = await start();
      const told = orders.map((order, index) => {
        const createdAt = NOW - order.age * DAY_MS;
        const refunded = Math.floor((order.totalMinor * order.refundedPercent) / 100);
        const snapshot = buildOrder({
          id: orderId(index + 1),
          customer: customerId(order.customer),
          createdAt,
          cancelledAt: order.isCancelled ? createdAt + 5000 : null,
          financialStatus: order.status,
          total: usd(order.totalMinor - refunded),
          lines: [],
        });
        const row = exportedOrder({
          Id: `${index + 1}`,
          Email: `c${order.customer}@example.com`,
          'Created at': `${DAY_OF(createdAt)} +0000`,
          'Paid at': '',
          'Cancelled at': order.isCancelled ? `${DAY_OF(createdAt + 5000)} +0000` : '',
          'Financial Status': order.status,
          Total: (order.totalMinor / 100).toFixed(2),
          'Refunded Amount': (refunded / 100).toFixed(2),
        });
        const version = buildVersion({ updatedAt: createdAt + 9000, triggeredAt: createdAt + 9000 });
        return { seen: { order: snapshot, version }, row, isDelivered: order.isDelivered };
      });
      const some = told.filter(({ isDelivered }) => isDelivered).map(({ seen }) => seen);
      if (!isFileFirst) await foldPastOrders(both.services, SHOP, some, NOW);
      expect(await both.send(exportFile(told.map(({ row }) => row)))).toEqual({ kind: 'imported' });
      if (isFileFirst) await foldPastOrders(both.services, SHOP, some, NOW);
      const all = told.map(({ seen }) => seen).toReversed();
      await foldPastOrders(delivered.services, SHOP, all, NOW);
      for (const number of [1, 2, 3]) {
        const [one, other] = await Promise.all(
          [both, delivered].map(({ stores }) => stores.ledger.customer(SHOP.domain, customerId(number), 'latest')),
        );
        expect(one?.profile).toEqual(other?.profile);
      }
    }),
    { numRuns: 60 },
  );
});
