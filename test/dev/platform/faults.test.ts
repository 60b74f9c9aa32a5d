import { expect, it } from 'vitest';
import { type Call, createFaults, type Fault } from '../../../dev/platform/faults.ts';

const ORDER_CALL: Call = { target: 'admin_api', shop: 'a.myshopify.com' };
const WRITE: Call = { target: 'dynamodb', operation: 'TransactWriteItems', from: 'worker' };
const FAULT: Fault = { target: 'admin_api', kind: 'http_500', rate: 1, seed: 1, count: null, shop: null };

function faultsOf(...faults: Partial<Fault>[]) {
  const told: string[][] = [];
  const created = createFaults((targets) => told.push([...targets]));
  for (const fault of faults) created.add({ ...FAULT, ...fault });
  return { ...created, told };
}

const strikesOf = (faults: Partial<Fault>[], call: Call, calls: number) => {
  const { strike } = faultsOf(...faults);
  return Array.from({ length: calls }, () => strike(call)?.kind ?? null);
};

it('strikes nothing while there is none', () => {
  expect(faultsOf().strike(ORDER_CALL)).toBeNull();
});

it('strikes the part of the calls that was asked for, the same ones for the same seed', () => {
  const struck = strikesOf([{ rate: 0.2, seed: 7 }], ORDER_CALL, 1_000);
  expect(struck.filter(Boolean).length).toBeGreaterThan(150);
  expect(struck.filter(Boolean).length).toBeLessThan(250);
  expect(strikesOf([{ rate: 0.2, seed: 7 }], ORDER_CALL, 1_000)).toEqual(struck);
  expect(strikesOf([{ rate: 0.2, seed: 8 }], ORDER_CALL, 1_000)).not.toEqual(struck);
});

it('strikes as often as was asked for and is then told to be over', () => {
  const faults = faultsOf({ count: 2 });
  expect([1, 2, 3].map(() => faults.strike(ORDER_CALL)?.kind)).toEqual(['http_500', 'http_500', undefined]);
  expect(faults.active()).toEqual([{ ...FAULT, count: 2, struck: 2 }]);
  expect(faults.told).toEqual([['admin_api'], []]);
});

it('lets the first of several strike, and the same target and kind only once', () => {
  const faults = faultsOf({ kind: 'throttled', rate: 0 }, { kind: 'http_500' }, { kind: 'throttled', rate: 1 });
  expect(faults.active().map(({ kind, rate }) => [kind, rate])).toEqual([
    ['throttled', 1],
    ['http_500', 1],
  ]);
  expect(faults.strike(ORDER_CALL)?.kind).toBe('throttled');
});

it('strikes the same calls whatever else is active', () => {
  const alone = strikesOf([{ rate: 0.3 }], ORDER_CALL, 200);
  const besides = strikesOf([{ rate: 0.3 }, { kind: 'throttled', rate: 0.5, seed: 3 }], ORDER_CALL, 200);
  expect(besides.map((kind) => (kind === 'http_500' ? kind : null))).toEqual(alone);
});

it('leaves other shops alone where it is for one', () => {
  const faults = faultsOf({ shop: 'b.myshopify.com' });
  expect(faults.strike(ORDER_CALL)).toBeNull();
  expect(faults.strike({ ...ORDER_CALL, shop: 'b.myshopify.com' })?.kind).toBe('http_500');
});

it('lets conflict only what a transaction may be at', () => {
  const faults = faultsOf({ target: 'dynamodb', kind: 'transaction_conflict' });
  expect(faults.strike({ ...WRITE, operation: 'Query' })).toBeNull();
  expect(faults.strike(WRITE)).toEqual({ kind: 'transaction_conflict', applies: false });
});

it('crashes the worker only in calls of its own, before and after they are handled', () => {
  const faults = faultsOf({ target: 'dynamodb', kind: 'crash_worker' });
  expect(faults.strike({ ...WRITE, from: 'app' })).toBeNull();
  const applied = new Set(Array.from({ length: 50 }, () => faults.strike(WRITE)?.applies));
  expect(applied).toEqual(new Set([true, false]));
});

it('says whether a call is handled although its answer is lost', () => {
  expect(faultsOf({ kind: 'timeout_before' }).strike(ORDER_CALL)?.applies).toBe(false);
  expect(faultsOf({ kind: 'timeout_after_apply' }).strike(ORDER_CALL)?.applies).toBe(true);
});

it('clears all', () => {
  const faults = faultsOf({}, { target: 'sqs' });
  faults.clear();
  expect(faults.active()).toEqual([]);
  expect(faults.strike(ORDER_CALL)).toBeNull();
  expect(faults.told.at(-1)).toEqual([]);
});
