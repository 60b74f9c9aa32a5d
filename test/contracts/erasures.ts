import { expect, test } from 'vitest';
import type { Stores } from '../../adapters/stores.ts';
import { withoutCustomer } from '../../core/decide.ts';
import type { Traces } from '../../core/erasure.ts';
import { buildShop, customerId, DAY_MS, NOW, orderId, shopDomain } from '../core/builders.ts';
import { buildCustomer, buildDecision, NOTHING, withAfterthought, yearOfOrders } from './records.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('atelier-2');
const CUSTOMER = customerId(7);

const traces: Traces = {
  customer: CUSTOMER,
  contacts: ['ada@example.com'],
  orders: [orderId(1)],
  settling: false,
  parkedCursor: null,
};

/** What the stores keep of those whose data was erased, and what they refuse about them. */
export function erasuresContract(create: () => Promise<Stores>): void {
  async function start() {
    const stores = await create();
    for (const shop of [SHOP, OTHER]) await stores.shops.install(shop, buildShop(), NOW - DAY_MS);
    return stores;
  }

  test('who was erased is known in the shop that erased them and in no other', async () => {
    const { erasures } = await start();
    expect(await erasures.isErased(SHOP, CUSTOMER)).toBe(false);
    const begun = await erasures.begin(SHOP, traces, NOW);
    expect(begun).toMatchObject({ revision: 1, receivedAt: NOW, finishedAt: null, notBefore: NOW, traces });
    expect(await erasures.isErased(SHOP, CUSTOMER)).toBe(true);
    expect(await erasures.isErased(SHOP, customerId(8))).toBe(false);
    expect(await erasures.isErased(OTHER, CUSTOMER)).toBe(false);
    expect(await erasures.find(OTHER, begun.id)).toBeNull();
    expect(await erasures.list(OTHER, 5)).toEqual([]);
    expect(await erasures.list(SHOP, 5)).toEqual([begun]);
  });

  test('one that was begun stays as it is, and is written under its revision', async () => {
    const { erasures } = await start();
    const begun = await erasures.begin(SHOP, traces, NOW);
    const done = { ...begun, revision: 2, finishedAt: NOW + 1, traces: null };
    expect(await erasures.save(SHOP, { ...done, revision: 3 })).toBe(false);
    expect(await erasures.save(SHOP, done)).toBe(true);
    expect(await erasures.save(SHOP, done)).toBe(false);
    const nothingNamed = { ...traces, contacts: [], orders: [] };
    expect(await erasures.begin(SHOP, nothingNamed, NOW + 2)).toEqual(done);
    expect(await erasures.find(SHOP, begun.id)).toEqual(done);
  });

  test('one that is under way goes on where it was when the same is asked again', async () => {
    const { erasures } = await start();
    const begun = await erasures.begin(SHOP, traces, NOW);
    const settling = { ...begun, revision: 2, notBefore: NOW + 9, traces: { ...traces, settling: true } };
    expect(await erasures.save(SHOP, settling)).toBe(true);
    for (const orders of [traces.orders, []])
      expect(await erasures.begin(SHOP, { ...traces, orders }, NOW + 2)).toEqual(settling);
    expect(await erasures.find(SHOP, begun.id)).toEqual(settling);
  });

  test('what is told later of the same customer is looked for too, from the beginning', async () => {
    const { erasures, schedule } = await start();
    const nothing = { customer: CUSTOMER, contacts: [], orders: [], settling: false, parkedCursor: null };
    const begun = await erasures.begin(SHOP, nothing, NOW);
    const far = { ...traces, settling: true, parkedCursor: 'parked', reviewsCursor: 'reviews' };
    await erasures.save(SHOP, { ...begun, revision: 2, notBefore: NOW + DAY_MS, traces: far });
    const more = { ...nothing, contacts: ['+44'], authors: ['hash'], orders: [orderId(1), orderId(2)] };
    const both = { contacts: ['ada@example.com', '+44'], authors: ['hash'], orders: [orderId(1), orderId(2)] };
    const again = await erasures.begin(SHOP, more, NOW + 2);
    expect(again).toEqual({ ...begun, revision: 3, notBefore: NOW + 2, traces: { ...nothing, ...both } });
    expect(await erasures.find(SHOP, begun.id)).toEqual(again);
    // Also once it is done: what it was done by is forgotten.
    const erased = { orders: 3, decisions: 2, parked: 1 };
    await erasures.save(SHOP, { ...again, revision: 4, finishedAt: NOW + 5, traces: null, erased });
    expect(await erasures.begin(SHOP, { ...nothing, contacts: ['ada@example.com'] }, NOW + 9)).toEqual({
      ...begun,
      ...{ revision: 5, notBefore: NOW + 9, finishedAt: null, erased },
      traces: { ...nothing, contacts: ['ada@example.com'], authors: [] },
    });
    expect((await schedule.due(NOW + 9, 50)).filter(({ kind }) => kind === 'erasure')).toHaveLength(1);
  });

  test('it is due until it is done, installed or not', async () => {
    const { erasures, schedule, shops } = await start();
    await shops.uninstall(SHOP, NOW - 1);
    const begun = await erasures.begin(SHOP, traces, NOW);
    const due = async (at: number) => (await schedule.due(at, 50)).filter(({ kind }) => kind === 'erasure');
    expect(await due(NOW - 1)).toEqual([]);
    expect(await due(NOW)).toEqual([{ kind: 'erasure', shop: SHOP, erasure: begun.id }]);
    await erasures.save(SHOP, { ...begun, revision: 2, notBefore: NOW + 5 });
    expect(await due(NOW)).toEqual([]);
    expect(await due(NOW + 5)).toHaveLength(1);
    await erasures.save(SHOP, { ...begun, revision: 3, finishedAt: NOW + 9, traces: null });
    expect(await due(NOW + DAY_MS)).toEqual([]);
  });

  test('a record that is forgotten is gone, and begins no more once its customer is erased', async () => {
    const { erasures, ledger } = await start();
    const known = buildCustomer({ revision: 1, orders: yearOfOrders(30) });
    const others = buildCustomer({ customer: customerId(8), revision: 1, orders: yearOfOrders(3) });
    for (const shop of [SHOP, OTHER]) await ledger.commit(shop, { ...NOTHING, customers: [known, others] });
    await ledger.forgetCustomer(SHOP, CUSTOMER);
    expect(await ledger.customer(SHOP, CUSTOMER, 'latest')).toBeNull();
    expect(await ledger.customer(SHOP, customerId(8), 'latest')).toEqual(others);
    expect(await ledger.customer(OTHER, CUSTOMER, 'latest')).toEqual(known);
    expect(await ledger.commit(SHOP, { ...NOTHING, customers: [{ ...known, revision: 2 }] })).toBe('conflict');
    expect(await ledger.commit(SHOP, { ...NOTHING, customers: [known] })).toBe('committed');
    await ledger.forgetCustomer(SHOP, CUSTOMER);
    await erasures.begin(SHOP, traces, NOW);
    expect(await ledger.commit(SHOP, { ...NOTHING, customers: [known] })).toBe('conflict');
    expect(await ledger.customer(SHOP, CUSTOMER, 'latest')).toBeNull();
    expect(await ledger.commit(SHOP, { ...NOTHING, customers: [{ ...others, revision: 2 }] })).toBe('committed');
  });

  test('a decision without its customer keeps its afterthoughts, belongs to nobody and waits for nothing', async () => {
    const { ledger, schedule } = await start();
    const decision = buildDecision({ customer: CUSTOMER });
    await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
    const noted = withAfterthought(decision);
    await ledger.commit(SHOP, { ...NOTHING, reconsidered: [noted] });
    const without = { ...withoutCustomer(decision, NOW), revision: 2 };
    expect(await ledger.eraseDecision(SHOP, { ...without, revision: 3 })).toBe('conflict');
    expect(await ledger.eraseDecision(OTHER, without)).toBe('conflict');
    expect(await ledger.eraseDecision(SHOP, without)).toBe('recorded');
    const read = await ledger.decision(SHOP, decision.id);
    expect(read).toEqual({ ...without, afterthoughts: noted.afterthoughts });
    expect((await ledger.belongings(SHOP, CUSTOMER, 5)).belongings).toEqual([]);
    expect((await ledger.decisions(SHOP, { customer: CUSTOMER, limit: 5 })).decisions).toEqual([]);
    expect((await schedule.due(NOW + DAY_MS, 50)).filter(({ kind }) => kind === 'decision')).toEqual([]);
  });
}
