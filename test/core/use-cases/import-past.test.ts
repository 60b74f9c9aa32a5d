import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { CustomerCard, SeenCustomer } from '../../../core/customer-card.ts';
import type { CustomerId } from '../../../core/identity.ts';
import type { FinancialStatus } from '../../../core/order.ts';
import { forecast, shareRead } from '../../../core/past-import.ts';
import type { SeenOrder } from '../../../core/ports.ts';
import { newCustomerRecord } from '../../../core/profile.ts';
import type { SeenReturn } from '../../../core/return.ts';
import { vipCardRule } from '../../../core/templates.ts';
import { foldPastOrders } from '../../../core/use-cases/fold-past-orders.ts';
import { type ImportPorts, importPast } from '../../../core/use-cases/import-past.ts';
import { installShop } from '../../../core/use-cases/install-shop.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { type Steering, steerImport } from '../../../core/use-cases/steer-import.ts';
import {
  buildOrder,
  buildProduct,
  buildReturn,
  buildShop,
  buildVersion,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  productId,
  returnId,
  usd,
} from '../builders.ts';
import { createExportWorld } from '../past-export.ts';

const SHOP = buildShop({ installedAt: NOW });
const ALWAYS = () => true;
const NO_CHANGES = { orders: [], customers: [], decisions: [], resendAt: NOW, reconsidered: [] };
const NOBODY_KNOWN = {
  order: async () => ({ kind: 'missing' as const }),
  return: async () => ({ kind: 'missing' as const }),
  shipment: async () => ({ kind: 'missing' as const }),
  products: async () => ({ kind: 'found' as const, seen: [] }),
  hold: async () => ({ kind: 'missing' as const }),
  company: async () => ({ kind: 'missing' as const }),
  ordersOf: async () => ({ kind: 'page' as const, seen: [], cursor: null }),
  changedOrders: neverAsked,
  changedCustomers: neverAsked,
  goods: neverAsked,
  ordersNamed: neverAsked,
  customer: neverAsked,
  customerWithEmail: neverAsked,
};

async function neverAsked(): Promise<never> {
  throw new Error('an import asks for a file alone');
}

function past(number: number, over: Partial<SeenOrder['order']> = {}, updatedAt = NOW - number * DAY_MS): SeenOrder {
  const createdAt = NOW - number * DAY_MS;
  const order = buildOrder({ id: orderId(number), createdAt, total: usd(100), lines: [], ...over });
  return { order, version: buildVersion({ updatedAt, triggeredAt: NOW }) };
}

async function start(lines: (SeenOrder | string)[], installed = SHOP) {
  const stores = createMemoryStores();
  await installShop(stores, SHOP.domain, installed, NOW);
  const { world, exports } = createExportWorld(lines);
  const time = { now: NOW + 1000 };
  const woken: number[] = [];
  const ports = {
    ...stores,
    exports,
    reader: NOBODY_KNOWN,
    effects: { send: async () => undefined },
    work: {
      wake: async (_: unknown, at: number) => void woken.push(at),
      erase: neverAsked,
      lookAt: neverAsked,
      decide: neverAsked,
      redact: neverAsked,
      replay: neverAsked,
    },
    clock: { now: () => new Date(time.now) },
    backoff: async () => undefined,
    confirmInstallation: async () => 'confirmed' as const,
  };
  const shop = async () => (await stores.shops.find(SHOP.domain)) ?? SHOP;
  const run = async (hasTime = ALWAYS, over: Partial<ImportPorts> = {}) =>
    importPast({ ...ports, ...over }, await shop(), time.now, hasTime);
  return {
    world,
    time,
    woken,
    ports,
    run,
    shop,
    stores,
    record: () => stores.imports.latest(SHOP.domain),
    steer: (steering: Steering) => steerImport(ports, SHOP.domain, steering, time.now),
    customer: (number: number) => stores.ledger.customer(SHOP.domain, customerId(number), 'latest'),
    deliver: (seen: SeenOrder) => observe(ports, SHOP.domain, { type: 'order.seen', ...seen }, time.now),
    async finish() {
      for (let runs = 0; runs < 50; runs += 1) if ((await run()).kind === 'finished') return;
      throw new Error('the import does not end');
    },
  };
}

test('the past of every customer is known after it, without a call for any of them, and nothing is decided', async () => {
  const { finish, record, customer, stores, deliver } = await start([
    past(3),
    past(2),
    past(5, { customer: customerId(8), financialStatus: 'pending' }),
    past(9, { customer: null }),
  ]);
  await finish();
  expect(await record()).toMatchObject({ state: 'finished', total: 4, counts: { read: 4, unreadable: 0 } });
  expect((await customer(7))?.profile.lifetime).toEqual({ orders: 2, netMinor: 200 });
  expect((await customer(8))?.profile.lifetime).toEqual({ orders: 0, netMinor: 0 });
  const reach = Math.floor((NOW + 1000) / DAY_MS - 731) * DAY_MS;
  expect((await stores.shops.find(SHOP.domain))?.imported).toEqual({ since: reach, at: NOW + 1000 });
  expect((await stores.ledger.decisions(SHOP.domain, { limit: 9 })).decisions).toEqual([]);

  const isNew = { id: orderId(77), createdAt: NOW + 1000 };
  for (const id of [customerId(7), customerId(99)]) {
    const order = buildOrder({ ...isNew, customer: id, id: orderId(id.length + Number(id.at(-1))) });
    const observed = await deliver({ order, version: buildVersion({ updatedAt: NOW + 1000 }) });
    expect(observed).toMatchObject({ kind: 'decided', decision: { knownSince: reach } });
  }
});

test('an order that may still be decided is left to its delivery', async () => {
  const { finish, stores, deliver } = await start([past(1), past(500, { createdAt: NOW + 500 })]);
  await finish();
  expect(await stores.ledger.order(SHOP.domain, orderId(500), 'latest')).toBeNull();
  const order = buildOrder({ id: orderId(500), createdAt: NOW + 500 });
  expect(await deliver({ order, version: buildVersion() })).toMatchObject({ kind: 'decided' });
});

test('what can’t be read is listed by its line, the first 200, and the rest is imported', async () => {
  const lines = Array.from({ length: 1500 }, (_, index) => (index % 3 === 0 ? 'id: expected an id' : past(index)));
  const { finish, record } = await start(lines);
  await finish();
  const imported = await record();
  expect(imported).toMatchObject({ state: 'finished', counts: { read: 1500, unreadable: 500 } });
  expect(imported?.unreadable).toHaveLength(200);
  expect(imported?.unreadable[1]).toEqual({ line: 4, reason: 'id: expected an id' });
});

test('while the shop collects it is looked at every five minutes, and a connection that breaks goes on from its place', async () => {
  const { world, run, record, finish, customer } = await start(
    Array.from({ length: 10 }, (_, index) => past(index + 1)),
  );
  world.looks = 1;
  expect(await run()).toEqual({ kind: 'later', afterMs: 300_000 });
  expect(await run()).toEqual({ kind: 'later', afterMs: 300_000 });
  expect(await record()).toMatchObject({ state: 'running', collected: 1, total: null });
  world.breaksAfter = 4;
  expect(await run()).toEqual({ kind: 'later', afterMs: 300_000 });
  expect(await record()).toMatchObject({ place: { lines: 4 }, counts: { read: 4 }, problem: 'the connection broke' });
  await finish();
  expect(await record()).toMatchObject({ counts: { read: 10 }, problem: null });
  expect((await customer(7))?.profile.lifetime.orders).toBe(10);
});

test('a shop that is busy, throttles or lost the file is asked again; one that refuses ends it with the reason', async () => {
  const { world, run, record, finish } = await start([past(1), past(2)]);
  world.answers.push({ kind: 'busy', problem: 'limit reached' }, { kind: 'unavailable', problem: 'slow', afterMs: 9 });
  expect(await run()).toEqual({ kind: 'later', afterMs: 300_000 });
  expect(await record()).toMatchObject({ file: null, problem: 'limit reached' });
  expect(await run()).toEqual({ kind: 'later', afterMs: 9 });
  await run();
  world.answers.push({ kind: 'gone' });
  await run();
  await finish();
  expect(new Set(world.marks).size).toBe(2);
  expect(await record()).toMatchObject({ state: 'finished', filesAsked: 2, counts: { read: 2 } });

  const refusing = await start([]);
  refusing.world.answers.push({ kind: 'denied', problem: 'no read_orders' });
  expect(await refusing.run()).toEqual({ kind: 'finished' });
  expect(await refusing.record()).toMatchObject({ state: 'failed', problem: 'no read_orders', endedAt: NOW + 1000 });
  expect((await refusing.shop()).imported).toBeNull();

  const failing = await start([]);
  await failing.run();
  for (let files = 0; files < 5; files += 1) {
    failing.world.answers.push({ kind: 'failed', problem: 'TIMEOUT', isWorthRetrying: true });
    await failing.run();
    if ((await failing.record())?.state === 'running') await failing.run();
  }
  expect(await failing.record()).toMatchObject({ state: 'failed', filesAsked: 5, problem: 'TIMEOUT' });
});

test('a paused import rests until it is resumed; a cancelled one tells the shop and never goes on', async () => {
  const { world, run, record, steer, finish, woken, shop } = await start([past(1)]);
  world.looks = 9;
  expect(await steer('start')).toBe('steered');
  expect(await steer('start')).toBe('unchanged');
  await run();
  expect(await steer('pause')).toBe('steered');
  expect(await run()).toEqual({ kind: 'finished' });
  expect(await record()).toMatchObject({ state: 'paused' });
  expect(await steer('resume')).toBe('steered');
  expect((await run()).kind).toBe('later');
  expect(await steer('cancel')).toBe('steered');
  await finish();
  expect(world.cancelled).toEqual([`file ${world.marks[0]}`]);
  expect(await record()).toMatchObject({ state: 'cancelled', endedAt: NOW + 1000 });
  expect(await steer('resume')).toBe('unchanged');
  expect(woken).toHaveLength(4);
  expect((await shop()).chores.importAt).toBe(NOW + 1000);
});

test('whoever dies while an import is steered, it goes on as was wanted', async () => {
  for (const steering of ['start', 'cancel'] as const) {
    const { steer, finish, ports, shop, record, world } = await start([past(1)]);
    if (steering === 'cancel') {
      world.looks = 9;
      await steer('start');
      await importPast(ports, await shop(), NOW + 1000, ALWAYS);
    } else await finish();
    const { importAt: _, ...idle } = (await shop()).chores;
    expect(await ports.shops.setChores(SHOP.domain, (await shop()).chores, idle)).toBe(true);
    const save: typeof ports.imports.save = async (...call) => {
      await ports.imports.save(...call);
      throw new Crash();
    };
    const now = NOW + 5000;
    const mortalPorts = { ...ports, imports: { ...ports.imports, save } };
    await expect(steerImport(mortalPorts, SHOP.domain, steering, now)).rejects.toThrow(Crash);
    expect((await record())?.state).toBe(steering === 'start' ? 'running' : 'cancelled');
    expect((await shop()).chores.importAt).toBeLessThanOrEqual(now + 60_000);
  }
});

test('of one change a list without lines never takes the place of what has them, whichever comes first', async () => {
  const listed = [1, 2].map((number) => {
    const { order, version } = past(number);
    return { order, version: { ...version, triggeredAt: NOW + 500 } };
  });
  const { run, finish, deliver, stores } = await start(listed);
  const lined = (number: number) => past(number, { lines: buildOrder().lines });
  expect(lined(1).order.lines).not.toEqual([]);
  await deliver(lined(1));
  await run();
  await finish();
  await deliver(lined(2));
  for (const number of [1, 2]) {
    const record = await stores.ledger.order(SHOP.domain, orderId(number), 'latest');
    expect(record?.snapshot?.lines).toEqual(lined(number).order.lines);
  }
});

test('a later import, which reaches less far back, takes nothing of what is known', async () => {
  const { time, steer, finish, shop } = await start([past(1)]);
  await finish();
  const since = (await shop()).imported?.since;
  time.now += 800 * DAY_MS;
  await steer('start');
  await finish();
  expect((await shop()).imported).toEqual({ since, at: time.now });
});

test('a cancel while the shop is being asked for the file ends what was begun', async () => {
  const { world, steer, ports, run, finish, record } = await start([past(1)]);
  await steer('start');
  const begin: typeof ports.exports.begin = async (...call) => {
    const begun = await ports.exports.begin(...call);
    await steer('cancel');
    return begun;
  };
  await run(ALWAYS, { exports: { ...ports.exports, begin } });
  await finish();
  expect(world.cancelled).toEqual([`file ${world.marks[0]}`]);
  expect((await record())?.state).toBe('cancelled');
});

test('when a write fails nothing is written any more by the time that is told', async () => {
  const { ports, shop } = await start([]);
  const orders = Array.from({ length: 100 }, (_, index) => past(index + 1, { customer: customerId(index + 1) }));
  const calls = { begun: 0, ended: 0 };
  const commit: typeof ports.ledger.commit = async (...call) => {
    calls.begun += 1;
    if (calls.begun === 1) throw new Crash();
    const committed = await ports.ledger.commit(...call);
    await new Promise((resolve) => setImmediate(resolve));
    calls.ended += 1;
    return committed;
  };
  const failing = { ...ports, ledger: { ...ports.ledger, commit } };
  await expect(foldPastOrders(failing, await shop(), orders, NOW)).rejects.toThrow(Crash);
  expect(calls.begun - 1).toBe(calls.ended);
  expect(calls.begun).toBeLessThanOrEqual(16);
});

/** Two orders of each of six customers, who are written together. */
const OF_SIX = Array.from({ length: 12 }, (_, index) =>
  past(index + 1, { customer: customerId(1 + (index % 6)), total: usd(100) }),
);

test('somebody who writes one of several customers meanwhile costs another try, and nothing is counted twice or lost', async () => {
  const { ports, shop, deliver, customer } = await start([]);
  const extra = past(99, { customer: customerId(3), total: usd(7) });
  let conflicts = 0;
  const commit: typeof ports.ledger.commit = async (domain, changes) => {
    if (changes.customers.length > 1 && conflicts === 0) await deliver(extra);
    const committed = await ports.ledger.commit(domain, changes);
    if (committed === 'conflict') conflicts += 1;
    return committed;
  };
  expect(await foldPastOrders({ ...ports, ledger: { ...ports.ledger, commit } }, await shop(), OF_SIX, NOW)).toBe(true);
  expect(conflicts).toBe(1);
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const lifetime = { orders: number === 3 ? 3 : 2, netMinor: number === 3 ? 207 : 200 };
    expect((await customer(number))?.profile.lifetime).toEqual(lifetime);
  }
});

test('among several customers who was merged or erased is still nobody else’s business', async () => {
  const { ports, shop, customer, stores } = await start([]);
  const traces = { customer: customerId(2), contacts: [], orders: [], settling: false, parkedCursor: null };
  await stores.erasures.begin(SHOP.domain, traces, NOW);
  const merged = { ...newCustomerRecord(customerId(4)), revision: 1, gone: { at: NOW, mergedInto: customerId(5) } };
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, customers: [merged] });
  expect(await foldPastOrders(ports, await shop(), OF_SIX, NOW)).toBe(true);
  expect(await customer(2)).toBeNull();
  const lifetimes = await Promise.all(
    [1, 3, 4, 5, 6].map(async (number) => (await customer(number))?.profile.lifetime.orders),
  );
  expect(lifetimes).toEqual([2, 2, 0, 4, 2]);
});

test('who pauses it in the middle of a portion stops it at the end of that portion', async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => past(1 + (index % 300), { id: orderId(index + 1) }));
  const { ports, run, record, steer } = await start(lines);
  await run();
  let commits = 0;
  const ledger: typeof ports.ledger = {
    ...ports.ledger,
    async commit(...call) {
      commits += 1;
      if (commits === 50) await steer('pause');
      return ports.ledger.commit(...call);
    },
  };
  await run(ALWAYS, { ledger });
  expect(await record()).toMatchObject({ state: 'paused', place: { lines: 1000 } });
});

test('rate and remaining time are told from what was read without a break', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => past(1 + (index % 300), { id: orderId(index + 1) }));
  const { run, record, time } = await start(lines);
  await run();
  let portions = 0;
  await run(() => {
    time.now += 2000;
    portions += 1;
    return portions <= 3;
  });
  const imported = await record();
  expect(imported?.counts.read).toBe(1500);
  expect(imported && forecast(imported)).toEqual({ perSecond: 250, leftMs: 14_000 });
});

interface Step {
  readonly what: 'run' | 'deliver';
  readonly which: number;
  /** So many calls go well before the process dies; null: it does not. */
  readonly diesAfter: number | null;
  readonly losesAnswer: boolean;
}

const STATUSES: readonly FinancialStatus[] = ['paid', 'pending', 'partially_refunded'];

/** An order of the past in one to three states, each newer than the one before. */
const anyStates = fc.record({
  age: fc.integer({ min: 1, max: 700 }),
  states: fc.array(
    fc.record({
      customer: fc.constantFrom(1, 2, 3, null),
      total: fc.integer({ min: 0, max: 900 }),
      status: fc.constantFrom(...STATUSES),
      isCancelled: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  imported: fc.nat(2),
});

const anyStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('run' as const, 'deliver' as const),
  which: fc.nat(200),
  diesAfter: fc.option(fc.nat(40)),
  losesAnswer: fc.boolean(),
});

class Crash extends Error {}

/** Every method of the port, until the process dies: of the call at which it does, the effect or only the answer is lost. */
function mortal<Port extends object>(port: Port, step: Step, left: { calls: number }): Port {
  const entries = Object.entries(port).map(([name, method]) => [
    name,
    async (...call: unknown[]) => {
      if (step.diesAfter === null) return method(...call);
      left.calls -= 1;
      if (left.calls < 0) throw new Crash();
      const answer = await method(...call);
      if (left.calls === 0 && step.losesAnswer) throw new Crash();
      return answer;
    },
  ]);
  return Object.fromEntries(entries) as Port;
}

test('profiles equal those that deliveries alone make, whatever dies, comes twice, late or meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStates, { minLength: 1, maxLength: 40 }),
      fc.array(anyStep, { maxLength: 30 }),
      async (orders, steps) => {
        const statesOf = orders.map(({ age, states }, index) =>
          states.map(({ customer, total, status, isCancelled }, version) => {
            const updatedAt = NOW - age * DAY_MS + version * 5000;
            const over = {
              id: orderId(index + 1),
              customer: customer === null ? null : customerId(customer),
              total: usd(total),
              financialStatus: status,
              cancelledAt: isCancelled ? updatedAt : null,
            };
            return past(age, over, updatedAt);
          }),
        );
        const lines = statesOf.flatMap((states, index) => states[(orders[index]?.imported ?? 0) % states.length] ?? []);
        const world = await start(lines);
        const live = async (index: number) => {
          const states = statesOf[index % statesOf.length] ?? [];
          const seen = states[index % states.length];
          if (seen) await world.deliver({ ...seen, version: { ...seen.version, triggeredAt: NOW + 1 } });
        };
        for (const step of steps) {
          if (step.what === 'deliver') {
            await live(step.which);
            continue;
          }
          const left = { calls: (step.diesAfter ?? 0) + 1 };
          const { ledger, imports, shops, exports } = world.ports;
          const over = {
            ledger: mortal(ledger, step, left),
            imports: mortal(imports, step, left),
            shops: mortal(shops, step, left),
            exports: mortal(exports, step, left),
          };
          await world.run(ALWAYS, over).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
        }
        await world.finish();
        for (const seen of statesOf.flat()) await world.deliver(seen);

        const reference = await start([]);
        for (const seen of statesOf.flat()) await reference.deliver(seen);
        for (const number of [1, 2, 3]) {
          expect(await folded(world.customer(number))).toEqual(await folded(reference.customer(number)));
        }
        expect(await world.record()).toMatchObject({ counts: { read: lines.length, unreadable: 0 } });
      },
    ),
  );
});

/** What was folded, without since when it is known. */
async function folded(customer: Promise<{ profile: { knownSince: number | null; customer: CustomerId } } | null>) {
  const { knownSince: _, ...profile } = (await customer)?.profile ?? { knownSince: null };
  return profile;
}

describe('after the orders, the products', () => {
  const READS_PRODUCTS = { ...SHOP, scopes: [...SHOP.scopes, 'read_products'] };
  const shelf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      product: buildProduct({ id: productId(index + 1), title: `Shirt ${index}` }),
      version: buildVersion({ triggeredAt: NOW }),
    }));
  async function begin(products: ReturnType<typeof shelf>) {
    const past = await start([], READS_PRODUCTS);
    past.world.products = products;
    const known = async (number: number) => {
      const [record] = await past.stores.products.find(SHOP.domain, [productId(number)], 'latest');
      return record ?? null;
    };
    return { ...past, known };
  }

  /** The orders are asked for and read, then the products are asked for. */
  async function untilProductsAreAsked(run: () => Promise<{ kind: string }>) {
    for (let step = 0; step < 3; step += 1) expect(await run()).toMatchObject({ kind: 'later' });
  }

  test('are read in portions and counted, and what is known newer stays', async () => {
    const { world, finish, record, known, ports, shop } = await begin(shelf(600));
    const renamed = {
      product: buildProduct({ id: productId(5), title: 'newer' }),
      version: buildVersion({ updatedAt: NOW + 1 }),
    };
    await observe(ports, SHOP.domain, { type: 'product.seen', ...renamed }, NOW);
    await observe(ports, SHOP.domain, { type: 'product.deleted', product: productId(6) }, NOW);
    world.products = [...world.products.slice(0, 9), 'title: expected text', ...world.products.slice(9)];
    await finish();
    expect(await record()).toMatchObject({
      state: 'finished',
      products: { total: 601, counts: { read: 601, unreadable: 1 }, place: { lines: 601 } },
      unreadable: [{ line: 10, reason: 'product: title: expected text' }],
    });
    expect((await known(5))?.snapshot?.title).toBe('newer');
    expect(await known(6)).toMatchObject({ isDeleted: true, snapshot: { title: 'Shirt 5' } });
    expect((await known(600))?.snapshot?.title).toBe('Shirt 599');
    expect((await shop()).imported).not.toBeNull();
  });

  test('go on from their place after a break, a pause and a crash, each counted once', async () => {
    const { world, run, finish, record, steer, known } = await begin(shelf(600));
    await untilProductsAreAsked(run);
    world.breaksAfter = 100;
    await run();
    expect(await record()).toMatchObject({ products: { counts: { read: 100 }, place: { lines: 100 } } });
    const time = [true, false];
    await run(() => time.shift() ?? false);
    expect(await record()).toMatchObject({ products: { counts: { read: 350 } } });
    await steer('pause');
    expect(await run()).toEqual({ kind: 'finished' });
    await steer('resume');
    await finish();
    expect(await record()).toMatchObject({ state: 'finished', products: { counts: { read: 600 } } });
    expect(await known(600)).toMatchObject({ revision: 1 });
  });

  test.each([
    ['may not be read', { kind: 'denied', problem: 'read_products is missing' }],
    ['can’t be collected', { kind: 'failed', problem: 'ACCESS_DENIED', isWorthRetrying: false }],
  ] as const)('that %s keep no import from its end', async (_, answer) => {
    const { world, run, finish, record } = await begin(shelf(1));
    await untilProductsAreAsked(run);
    world.answers.push(answer);
    await finish();
    expect(await record()).toMatchObject({ state: 'finished', problem: null });
  });

  test('whose file is gone are asked for anew', async () => {
    const { world, run, finish, record } = await begin(shelf(3));
    await untilProductsAreAsked(run);
    world.answers.push({ kind: 'gone' });
    await finish();
    expect(await record()).toMatchObject({ state: 'finished', products: { filesAsked: 2, counts: { read: 3 } } });
  });

  test('that are still being collected when a person cancels are not collected on', async () => {
    const { world, run, steer } = await begin(shelf(3));
    await untilProductsAreAsked(run);
    await steer('cancel');
    await run();
    expect(world.cancelled).toEqual([expect.stringMatching(/^products /)]);
  });
});

describe('after the products, the returns', () => {
  const READS_RETURNS = { ...SHOP, scopes: [...SHOP.scopes, 'write_returns'] };
  const ASKED_AT = NOW - 9 * DAY_MS;
  const returned = (number: number, over: Partial<SeenReturn['return']> = {}, readAt = NOW + 500): SeenReturn => ({
    return: buildReturn({ id: returnId(number), order: orderId(number), requestedAt: ASKED_AT, ...over }),
    readAt,
  });
  async function begin(returns: (SeenReturn | string | null)[], lines: SeenOrder[] = []) {
    const world = await start(lines, READS_RETURNS);
    world.world.returns = returns;
    const known = (number: number) =>
      world.stores.ledger.return(SHOP.domain, orderId(number), returnId(number), 'latest');
    return { ...world, known };
  }

  test('stand with their customers, whether their order is known or not, and no rule is asked about them', async () => {
    const { finish, record, known, stores } = await begin([returned(1, { status: 'closed' }), returned(2)], [past(1)]);
    await finish();
    expect(await record()).toMatchObject({
      state: 'finished',
      returns: { total: 2, counts: { read: 2, unreadable: 0 } },
    });
    expect(await known(1)).toMatchObject({ request: 'past', decision: null, snapshot: { status: 'closed' } });
    expect(await known(2)).toMatchObject({
      request: 'past',
      snapshot: { status: 'requested', customer: customerId(7) },
    });
    expect((await stores.ledger.decisions(SHOP.domain, { limit: 9 })).decisions).toEqual([]);
    const { belongings } = await stores.ledger.belongings(SHOP.domain, customerId(7), 9);
    const ofReturns = belongings.flatMap((each) => (each.kind === 'return' ? [each] : []));
    expect(ofReturns).toEqual(
      expect.arrayContaining(
        [1, 2].map((number) => ({ kind: 'return', id: returnId(number), order: orderId(number), at: ASKED_AT })),
      ),
    );
  });

  test('that may still be decided are left to their delivery, and what was read later stays', async () => {
    const { finish, known, ports } = await begin([returned(1), returned(2, { requestedAt: NOW + 400 })]);
    const answered = returned(1, { status: 'open' }, NOW + 900);
    const reader = { ...NOBODY_KNOWN, return: async () => ({ kind: 'found' as const, seen: answered }) };
    await observe({ ...ports, reader }, SHOP.domain, { type: 'return.touched', return: returnId(1) }, NOW + 900);
    await finish();
    expect(await known(1)).toMatchObject({ revision: 1, snapshot: { status: 'open' } });
    expect(await known(2)).toBeNull();
    const asks = {
      ...NOBODY_KNOWN,
      return: async () => ({ kind: 'found' as const, seen: returned(2, { requestedAt: NOW + 400 }) }),
    };
    await observe({ ...ports, reader: asks }, SHOP.domain, { type: 'return.touched', return: returnId(2) }, NOW + 900);
    expect(await known(2)).toMatchObject({ request: 'decided' });
  });

  test('of who was erased are nobody’s, and of who was merged whose they are now', async () => {
    const { finish, known, stores } = await begin([returned(1), returned(2, { customer: customerId(4) })]);
    const traces = { customer: customerId(7), contacts: [], orders: [], settling: false, parkedCursor: null };
    await stores.erasures.begin(SHOP.domain, traces, NOW);
    const merged = { ...newCustomerRecord(customerId(4)), revision: 1, gone: { at: NOW, mergedInto: customerId(5) } };
    await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, customers: [merged] });
    await finish();
    expect((await known(1))?.snapshot.customer).toBeNull();
    expect((await known(2))?.snapshot.customer).toBe(customerId(5));
  });

  test('go on from their place after a crash, and a second import changes nothing', async () => {
    const all = Array.from({ length: 600 }, (_, index) => (index === 9 ? 'id: expected an id' : returned(index + 1)));
    const { world, finish, record, run, known, ports, steer, time } = await begin(all);
    for (let step = 0; step < 3; step += 1) await run();
    world.breaksAfter = 100;
    await run();
    expect(await record()).toMatchObject({ returns: { total: null, place: { lines: 100 }, counts: { read: 100 } } });
    let commits = 0;
    const commit: typeof ports.ledger.commit = async (...call) => {
      commits += 1;
      if (commits === 300) throw new Crash();
      return ports.ledger.commit(...call);
    };
    await expect(run(ALWAYS, { ledger: { ...ports.ledger, commit } })).rejects.toThrow(Crash);
    expect(await record()).toMatchObject({ returns: { counts: { read: 350 } } });
    await finish();
    expect(await record()).toMatchObject({
      state: 'finished',
      returns: { total: 600, counts: { read: 600, unreadable: 1 } },
      unreadable: [{ line: 10, reason: 'return: id: expected an id' }],
    });
    time.now += 1000;
    await steer('start');
    await finish();
    for (const number of [1, 300, 600]) expect(await known(number)).toMatchObject({ revision: 1 });
  });

  test('also where many orders in a row have none: the place moves on, and the time that there is is asked for', async () => {
    const all = [...Array.from({ length: 1000 }, () => null), returned(1), ...Array.from({ length: 100 }, () => null)];
    const { finish, record, run, known, time } = await begin(all);
    for (let step = 0; step < 3; step += 1) await run();
    let asked = 0;
    await run(() => {
      time.now += 2000;
      asked += 1;
      return asked <= 3;
    });
    const place = { lines: 750 };
    expect(await record()).toMatchObject({ returns: { total: null, lineCount: 1101, place, counts: { read: 0 } } });
    await finish();
    expect(await known(1)).toMatchObject({ revision: 1 });
    expect(await record()).toMatchObject({ returns: { total: 1, place: { lines: 1101 }, counts: { read: 1 } } });
  });

  test('tell their rate and what remains by how much of their file was read', async () => {
    const all = Array.from({ length: 2000 }, (_, index) => (index % 2 === 0 ? null : returned(index)));
    const { record, run, time } = await begin(all);
    for (let step = 0; step < 3; step += 1) await run();
    let portions = 0;
    await run(() => {
      time.now += 1000;
      portions += 1;
      return portions <= 3;
    });
    const imported = await record();
    if (!imported) throw new Error('there is an import');
    expect(imported.returns?.counts.read).toBe(375);
    expect(shareRead(imported)).toBe(0.375);
    expect(forecast(imported)).toEqual({ perSecond: 125, leftMs: 5000 });
  });

  test('that the shop refuses keep no import from its end, which says so', async () => {
    const { world, finish, record, run } = await begin([returned(1)]);
    for (let step = 0; step < 3; step += 1) await run();
    world.answers.push({ kind: 'failed', problem: 'ACCESS_DENIED', isWorthRetrying: false });
    await finish();
    expect(await record()).toMatchObject({ state: 'finished', problem: null, returns: { leftOut: 'ACCESS_DENIED' } });
  });
});

describe('at the end, the customers', () => {
  const READS_CUSTOMERS = { ...SHOP, scopes: [...SHOP.scopes, 'read_customers'] };
  const READ_AT = NOW + 500;
  const card = (tags: string[], readAt = READ_AT): CustomerCard => ({
    readAt,
    tags,
    email: { state: 'subscribed', at: NOW - DAY_MS },
    sms: null,
  });
  const listed = (number: number, over: Partial<SeenCustomer> = {}): SeenCustomer => ({
    customer: customerId(number),
    card: card(['vip']),
    hasOrdered: true,
    ...over,
  });
  async function begin(customers: (SeenCustomer | string)[], lines: SeenOrder[] = []) {
    const world = await start(lines, READS_CUSTOMERS);
    world.world.customers = customers;
    return world;
  }

  test('have a card, so that no decision asks the shop for it; who never ordered stays unknown', async () => {
    const orders = [past(1), past(2)];
    const { finish, record, customer, stores, deliver, shop } = await begin(
      [listed(7), listed(8), listed(9, { hasOrdered: false })],
      orders,
    );
    await finish();
    expect(await record()).toMatchObject({ state: 'finished', customers: { total: 3, counts: { read: 3 } } });
    expect(await customer(7)).toMatchObject({
      card: card(['vip']),
      profile: { lifetime: { orders: 2, netMinor: 200 } },
    });
    expect(await customer(8)).toMatchObject({ card: card(['vip']), profile: { lifetime: { orders: 0 } } });
    expect(await customer(9)).toBeNull();

    // Nobody can be asked about a customer here.
    const { policyVersion } = await shop();
    await stores.policies.publish(SHOP.domain, { rules: [vipCardRule('USD')] }, policyVersion, 'staff', NOW);
    const order = buildOrder({ id: orderId(77), createdAt: NOW + 1000, customer: customerId(7) });
    const observed = await deliver({ order, version: buildVersion({ updatedAt: NOW + 1000 }) });
    expect(observed).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'granted' }] } });
  });

  test('an older file takes the place of no newer reading, a newer one does, and orders that come meanwhile count', async () => {
    const newer = card(['told'], READ_AT + 1);
    const { finish, customer, stores, deliver, ports, world, steer, time } = await begin([listed(7), listed(8)]);
    const told = { ...newCustomerRecord(customerId(7)), revision: 1, card: newer };
    await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, customers: [told] });
    let isMet = false;
    const commit: typeof ports.ledger.commit = async (...call) => {
      if (!isMet && call[1].customers.some(({ profile }) => profile.customer === customerId(8))) {
        isMet = true;
        await deliver(past(5, { customer: customerId(8) }));
      }
      return stores.ledger.commit(...call);
    };
    Object.assign(ports, { ledger: { ...stores.ledger, commit } });
    await finish();
    expect(isMet).toBe(true);
    expect((await customer(7))?.card).toEqual(newer);
    expect(await customer(8)).toMatchObject({ card: card(['vip']), profile: { lifetime: { orders: 1 } } });
    world.customers = [listed(7, { card: card(['later'], READ_AT + 9) })];
    time.now += 1000;
    await steer('start');
    await finish();
    expect((await customer(7))?.card?.tags).toEqual(['later']);
  });

  test('who was erased, merged or deleted stays so', async () => {
    const { finish, customer, stores } = await begin([listed(2), listed(4), listed(6)]);
    const traces = { customer: customerId(2), contacts: [], orders: [], settling: false, parkedCursor: null };
    await stores.erasures.begin(SHOP.domain, traces, NOW);
    const gone = (number: number, mergedInto: CustomerId | null) => ({
      ...{ ...newCustomerRecord(customerId(number)), revision: 1 },
      gone: { at: NOW, mergedInto },
    });
    await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, customers: [gone(4, customerId(5)), gone(6, null)] });
    await finish();
    expect(await customer(2)).toBeNull();
    for (const number of [4, 6]) expect(await customer(number)).toMatchObject({ revision: 1 });
    expect((await customer(4))?.card ?? (await customer(6))?.card).toBeUndefined();
  });

  test('of whom two were made one while the file was put together, the card is what the shop keeps since', async () => {
    const { finish, customer, ports, time } = await begin([listed(7), listed(8)]);
    time.now = READ_AT + 400;
    const since = card(['vip', 'wholesale'], time.now);
    const reader = { ...NOBODY_KNOWN, customer: async () => ({ kind: 'found' as const, card: since }) };
    const merged = { type: 'customers.merged', kept: customerId(7), gone: customerId(8), toldAt: time.now } as const;
    expect(await observe({ ...ports, reader }, SHOP.domain, merged, time.now)).toEqual({ kind: 'folded' });
    await finish();
    expect((await customer(7))?.card).toEqual(since);
    expect((await customer(8))?.card).toBeUndefined();
  });

  test('go on from their place after a crash, a pause and a file that is gone', async () => {
    const all = Array.from({ length: 600 }, (_, index) => listed(index + 1));
    const { world, finish, record, run, steer, customer } = await begin([
      ...all.slice(0, 300),
      'id: expected an id',
      ...all.slice(300),
    ]);
    for (let step = 0; step < 3; step += 1) await run();
    const time = [true, true, false];
    await run(() => time.shift() ?? false);
    expect(await record()).toMatchObject({ customers: { counts: { read: 500 }, place: { lines: 500 } } });
    await steer('pause');
    expect(await run()).toEqual({ kind: 'finished' });
    await steer('resume');
    world.answers.push({ kind: 'gone' });
    await run();
    expect(await record()).toMatchObject({ customers: { filesAsked: 1, counts: { read: 0 } }, unreadable: [] });
    await finish();
    expect(await record()).toMatchObject({
      state: 'finished',
      customers: { filesAsked: 2, total: 601, counts: { read: 601, unreadable: 1 } },
      unreadable: [{ line: 301, reason: 'customer: id: expected an id' }],
    });
    expect(await customer(600)).toMatchObject({ revision: 1, card: card(['vip']) });
  });
});

/** A return and a customer of one number: what the file says of both, and what a delivery has read of both. */
const anyReadings = fc.array(fc.record({ isToldLater: fc.boolean(), hasOrdered: fc.boolean() }), {
  minLength: 1,
  maxLength: 30,
});

test('of each return and each customer the newest reading is kept, whatever dies, comes twice, late or meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(anyReadings, fc.array(anyStep, { maxLength: 20 }), async (all, steps) => {
      const scopes = [...SHOP.scopes, 'read_returns', 'read_customers'];
      const world = await start([past(1)], { ...SHOP, scopes });
      const readings = all.map(({ isToldLater: isLater, hasOrdered }, index) => {
        // Whom a list passes over is known by deliveries alone: theirs is the newest reading.
        const isToldLater = isLater || !hasOrdered;
        const [id, customer] = [returnId(index + 1), customerId(index + 100)];
        const reading = (status: 'closed' | 'declined', readAt: number) => ({
          returned: { return: buildReturn({ id, customer, status, requestedAt: NOW - DAY_MS }), readAt },
          card: { readAt, tags: [status], email: null, sms: null } satisfies CustomerCard,
        });
        const told = reading('declined', NOW + (isToldLater ? 900 : 100));
        return { id, customer, hasOrdered, isToldLater, file: reading('closed', NOW + 500), told, wasTold: false };
      });
      world.world.returns = readings.map(({ file }) => file.returned);
      world.world.customers = readings.map(({ customer, hasOrdered, file }) => ({
        customer,
        card: file.card,
        hasOrdered,
      }));
      const tell = async (which: number) => {
        const reading = readings[which % readings.length];
        if (!reading) return;
        const { id, customer, told } = reading;
        const reader = {
          ...NOBODY_KNOWN,
          return: async () => ({ kind: 'found' as const, seen: told.returned }),
          customer: async () => ({ kind: 'found' as const, card: told.card }),
        };
        await observe({ ...world.ports, reader }, SHOP.domain, { type: 'return.touched', return: id }, NOW + 900);
        const touched = { type: 'customer.touched' as const, customer, change: null };
        await observe({ ...world.ports, reader }, SHOP.domain, touched, NOW + 900);
        reading.wasTold = true;
      };
      for (const step of steps) {
        if (step.what === 'deliver') {
          await tell(step.which);
          continue;
        }
        const left = { calls: (step.diesAfter ?? 0) + 1 };
        const { ledger, imports } = world.ports;
        const over = { ledger: mortal(ledger, step, left), imports: mortal(imports, step, left) };
        await world.run(ALWAYS, over).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
      }
      await world.finish();
      for (const { id, customer, hasOrdered, isToldLater, file, told, wasTold } of readings) {
        const newest = wasTold && isToldLater ? told : file;
        const known = await world.ports.ledger.return(SHOP.domain, orderId(1001), id, 'latest');
        expect(known).toMatchObject({ snapshot: newest.returned.return, request: 'past', decision: null });
        const card = hasOrdered || wasTold ? newest.card : undefined;
        const record = await world.ports.ledger.customer(SHOP.domain, customer, 'latest');
        expect(record?.card).toEqual(card);
      }
      const read = { counts: { read: readings.length, unreadable: 0 } };
      expect(await world.record()).toMatchObject({ returns: read, customers: read });
    }),
  );
});

test('all that the shop lets us read is read, one after the other', async () => {
  const scopes = [...SHOP.scopes, 'read_products', 'read_returns', 'read_customers'];
  const { finish, record } = await start([past(1)], { ...SHOP, scopes });
  await finish();
  const read = { filesAsked: 1, total: 0 };
  expect(await record()).toMatchObject({ state: 'finished', products: read, returns: read, customers: read });
  const { finish: end, record: latest } = await start([past(1)]);
  await end();
  expect(Object.keys((await latest()) ?? {})).not.toEqual(expect.arrayContaining(['products']));
});
