import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { ChangeId, CustomerCard, CustomerChange } from '../../../core/customer-card.ts';
import type { Observation } from '../../../core/observation.ts';
import type { ReadFailure, ShopReader } from '../../../core/ports.ts';
import { vipCardRule } from '../../../core/templates.ts';
import { eraseCustomer } from '../../../core/use-cases/erase-customer.ts';
import { observe } from '../../../core/use-cases/observe.ts';
import { buildOrder, buildShop, buildVersion, customerId, DAY_MS, NOW, orderId } from '../builders.ts';
import { SCOPES } from '../decisions.ts';
import { SHOP } from './stage.ts';

const ADA = customerId(7);

type Answer = Awaited<ReturnType<ShopReader['customer']>>;

interface World {
  now: number;
  tags: string[];
  /** In place of what the shop shows. */
  answer: Exclude<Answer, { kind: 'found' }> | null;
  asked: number;
}

async function start(rules = [vipCardRule('USD')]) {
  const stores = createMemoryStores();
  await stores.shops.install(SHOP, buildShop({ scopes: SCOPES }), NOW - 10 * DAY_MS);
  await stores.policies.publish(SHOP, { rules }, 0, '1', NOW - 10 * DAY_MS);
  const world: World = { now: NOW, tags: ['VIP'], answer: null, asked: 0 };
  const reader = {
    ordersOf: async () => ({ kind: 'page', seen: [], cursor: null }),
    async customer(): Promise<Answer> {
      world.asked += 1;
      const card: CustomerCard = { readAt: world.now, tags: [...world.tags], email: null, sms: null };
      // Others may be asked meanwhile.
      await Promise.resolve();
      return world.answer ?? { kind: 'found', card };
    },
  } as unknown as ShopReader;
  const confirmInstallation = async () => 'confirmed' as const;
  const ports = {
    ...stores,
    effects: createMemoryEffectQueue(),
    reader,
    backoff: async () => undefined,
    confirmInstallation,
  };
  const see = (observation: Observation) => observe(ports, SHOP, observation, world.now);
  return {
    world,
    stores,
    see,
    touch: (change: Omit<CustomerChange, 'customer'> | null = null, customer = ADA) =>
      see({ type: 'customer.touched', customer, change }),
    order: (number = 1001) =>
      see({ type: 'order.seen', order: buildOrder({ id: orderId(number) }), version: buildVersion() }),
    card: async (customer = ADA) => (await stores.ledger.customer(SHOP, customer, 'latest'))?.card,
  };
}

const added = (tag: string, at = NOW): Omit<CustomerChange, 'customer'> => ({
  id: `${new Date(at).toISOString()}~tags_added~${tag}` as ChangeId,
  at,
  what: { kind: 'tags_added', tags: [tag] },
});

test('in whatever order, however often and however many at once they come, the tags are the shop’s own in the end', async () => {
  const steps = fc.array(
    fc.record({ tag: fc.constantFrom('a', 'b', 'c'), has: fc.boolean(), afterMs: fc.nat({ max: 3 }) }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (life, draw) => {
      const { world, stores, touch, card } = await start();
      // What can’t be written now comes again.
      const deliver = async (change: (typeof told)[number] | undefined) => {
        while ((await touch(change)).kind === 'try_again');
      };
      const next = () => draw.next().value as number;
      const under: Promise<unknown>[] = [];
      const told: Omit<CustomerChange, 'customer'>[] = [];
      for (const { tag, has, afterMs } of life) {
        world.now += 1 + afterMs;
        world.tags = [...world.tags.filter((each) => each !== tag), ...(has ? [tag] : [])];
        told.push(added(tag, world.now));
        // The newest or any older one, now and not at once.
        under.push(deliver(told[next() % told.length]));
        if (next() % 2 === 0) await Promise.all(under);
      }
      world.now += 1;
      under.push(...told.map(deliver));
      await Promise.all(under);
      expect((await card())?.tags).toEqual(world.tags);
      const { belongings } = await stores.ledger.belongings(SHOP, ADA, 100);
      const ids = new Set(told.map(({ id }) => id));
      expect(new Set(belongings.flatMap((each) => (each.kind === 'change' ? each.id : [])))).toEqual(ids);
      expect(belongings).toHaveLength(ids.size);
    }),
    { numRuns: 100 },
  );
});

test('a reading that began earlier never replaces one that began later', async () => {
  const { world, touch, card } = await start();
  world.now = NOW + 10;
  await touch();
  world.now = NOW + 5;
  world.tags = [];
  await touch();
  expect(await card()).toMatchObject({ readAt: NOW + 10, tags: ['VIP'] });
});

test('a rule that asks for a tag has the shop asked once; afterwards deliveries tell', async () => {
  const { world, order, touch, card } = await start();
  expect(await order(1001)).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'granted' }] } });
  expect(world.asked).toBe(1);
  expect(await card()).toMatchObject({ tags: ['VIP'] });
  world.tags = [];
  expect(await order(1002)).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'granted' }] } });
  expect(world.asked).toBe(1);
  world.now += 1;
  await touch();
  expect(await order(1003)).toMatchObject({ kind: 'decided', decision: { outcomes: [{ outcome: 'no_match' }] } });
});

test('where no rule asks for tags, no order asks the shop for them', async () => {
  const { world, order } = await start([]);
  await order();
  expect(world.asked).toBe(0);
});

test('an order waits for a shop that can’t be read just now, and is decided without tags where it lets us read none', async () => {
  const { world, order } = await start();
  world.answer = { kind: 'unavailable', problem: 'throttled', afterMs: 1_000 };
  expect(await order()).toEqual({ kind: 'try_again', problem: 'throttled', afterMs: 1_000 });
  world.answer = { kind: 'denied', problem: 'access denied' } satisfies ReadFailure;
  expect(await order()).toMatchObject({
    kind: 'decided',
    decision: {
      facts: { 'customer.tags': { type: 'unknown', reason: 'not_told' } },
      outcomes: [{ outcome: 'no_match' }],
    },
  });
});

test('what the shop told is kept where the tags themselves can’t be read, and a customer that it does not have is nobody', async () => {
  const { world, touch, stores } = await start();
  world.answer = { kind: 'denied', problem: 'access denied' };
  expect(await touch(added('VIP'))).toEqual({ kind: 'folded' });
  const change = { ...added('VIP'), customer: ADA };
  expect(await stores.ledger.changeOfCustomer(SHOP, ADA, change.id)).toEqual(change);
  world.answer = { kind: 'missing' };
  const nobody = customerId(8);
  expect(await touch(added('VIP'), nobody)).toEqual({ kind: 'ignored', reason: 'customer_missing' });
  expect(await stores.ledger.customer(SHOP, nobody, 'latest')).toBeNull();
});

test('after a merge the tags of the one who was kept are read anew', async () => {
  const { world, touch, see, card } = await start();
  await touch();
  const gone = customerId(8);
  await touch(null, gone);
  world.now += 1;
  world.tags = ['VIP', 'wholesale'];
  expect(await see({ type: 'customers.merged', kept: ADA, gone, toldAt: world.now })).toEqual({ kind: 'folded' });
  expect((await card())?.tags).toEqual(['VIP', 'wholesale']);
  expect(await card(gone)).toBeUndefined();
  // A late word about the other name is about the same person.
  world.now += 1;
  world.tags = ['wholesale'];
  await touch(added('wholesale'), gone);
  expect((await card())?.tags).toEqual(['wholesale']);
  expect(await card(gone)).toBeUndefined();
});

test('nothing of an erased customer’s tags is left, and nothing late brings them back', async () => {
  const { touch, see, stores } = await start();
  await touch(added('VIP'));
  const redacted = await see({ type: 'customer.redacted', customer: ADA, contacts: [], orders: [] });
  if (redacted.kind !== 'to_erase') throw new Error(redacted.kind);
  const ports = { ...stores, backoff: async () => undefined };
  await eraseCustomer(ports, SHOP, redacted.erasure, NOW, () => true);
  expect(await stores.ledger.changeOfCustomer(SHOP, ADA, added('VIP').id)).toBeNull();
  expect(await touch(added('VIP'))).toEqual({ kind: 'ignored', reason: 'erased' });
  expect(await stores.ledger.belongings(SHOP, ADA, 5)).toEqual({ belongings: [], cursor: null });
});
