import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CustomerWrite,
  customerWrite,
  packDays,
  readCustomer,
  type StoredCustomer,
  unpackDays,
} from '../../../adapters/dynamo/customer-items.ts';
import type { CustomerRecord } from '../../../core/profile.ts';
import { anyCustomer, buildCustomer } from '../../contracts/records.ts';
import { customerId, DAY_MS, NOW, shopDomain } from '../../core/builders.ts';

const SHOP = shopDomain('atelier');
const CUSTOMER = customerId(7);

/** The items of one partition, as writes leave them. */
class Partition {
  readonly items = new Map<string, CustomerWrite['head'] | CustomerWrite['puts'][number]>();

  carryOut({ head, puts, deletes }: CustomerWrite): void {
    for (const item of [head, ...puts]) this.items.set(item.sk, item);
    for (const { sk } of deletes) this.items.delete(sk);
  }

  read(): StoredCustomer {
    const found = readCustomer(CUSTOMER, [...this.items.values()]);
    if (found === null || found === 'torn') throw new Error(`the partition is ${found}`);
    return found;
  }
}

test('day totals survive packing', () => {
  fc.assert(
    fc.property(anyCustomer(), ({ profile }) => {
      expect(unpackDays(packDays(profile.days))).toEqual(profile.days);
    }),
  );
});

test('any sequence of records reads as its last one, whether the writer remembered, read or forgot', () => {
  const memory = fc.constantFrom('remembered', 'read', 'forgotten');
  fc.assert(
    fc.property(fc.array(fc.tuple(anyCustomer(fc.constant('7')), memory), { minLength: 1, maxLength: 6 }), (steps) => {
      const partition = new Partition();
      let stored: StoredCustomer['quarters'] = new Map();
      for (const [index, [any, how]] of steps.entries()) {
        const record: CustomerRecord = { ...any, revision: index + 1 };
        if (index > 0 && how === 'read') stored = partition.read().quarters;
        if (how === 'forgotten') stored = new Map();
        const write = customerWrite(SHOP, record, stored);
        partition.carryOut(write);
        stored = write.quarters;
        expect(partition.read().record).toEqual(record);
      }
    }),
  );
});

test('one more order writes the head and one quarter', () => {
  const past = Array.from({ length: 400 }, (_, index) => [NOW - (399 - index) * DAY_MS, 1_000] as const);
  const before = customerWrite(SHOP, buildCustomer({ revision: 1, orders: past }), new Map());
  const record = buildCustomer({ revision: 2, orders: [...past, [NOW, 500], [NOW + 1, 700]] });
  const { puts, deletes } = customerWrite(SHOP, record, before.quarters);
  expect(puts.map(({ sk }) => sk)).toEqual(['quarter#2026-Q4']);
  expect(deletes).toEqual([]);
});

test('a head without its quarters is torn, quarters without a head are nobody', () => {
  const { head, puts } = customerWrite(SHOP, buildCustomer({ revision: 1, orders: [[NOW, 5]] }), new Map());
  expect(readCustomer(CUSTOMER, [head])).toBe('torn');
  expect(readCustomer(CUSTOMER, puts)).toBeNull();
});
