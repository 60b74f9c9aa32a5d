import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readCompany } from '../../app/company-details.server.ts';
import { type CompanyId, gid } from '../../core/identity.ts';
import type { CompanyReader } from '../../core/ports.ts';
import { newCustomerRecord, type Profile, replaceContribution, seeOrder } from '../../core/profile.ts';
import { buildShop, customerId, DAY_MS, NOW } from '../core/builders.ts';
import { NO_CHANGES } from '../core/decisions.ts';

const SHOP = buildShop();
const ACME = gid('Company', '31') as CompanyId;
const PEOPLE = [7, 8, 9].map(customerId);

type Answer = Awaited<ReturnType<CompanyReader['company']>>;

async function read(answer: Answer) {
  const stores = createMemoryStores();
  const known = (number: number, orders: [placedAt: number, netMinor: number][], knownSince: number) => {
    const empty: Profile = { ...newCustomerRecord(customerId(number)).profile, knownSince };
    const profile = orders.reduce(
      (folded, [placedAt, netMinor]) =>
        replaceContribution(seeOrder(folded, placedAt, placedAt), null, {
          customer: customerId(number),
          placedAt,
          netMinor,
        }),
      empty,
    );
    return { ...newCustomerRecord(customerId(number)), revision: 1, profile };
  };
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    customers: [
      known(
        7,
        [
          [NOW - 500 * DAY_MS, 1_000],
          [NOW - DAY_MS, 20_000],
        ],
        NOW - 600 * DAY_MS,
      ),
      known(8, [[NOW - 2 * DAY_MS, 5_000]], NOW - 60 * DAY_MS),
      // Of another company.
      known(10, [[NOW - DAY_MS, 99_000]], NOW - 60 * DAY_MS),
    ],
  });
  const names = async () => (person: string) => `Person ${person.split('/').at(-1)}`;
  return readCompany({ ledger: stores.ledger, companies: { company: async () => answer } }, SHOP, ACME, NOW, names);
}

const found = (people = PEOPLE, hasMore = false): Answer => ({
  kind: 'found',
  company: { id: ACME, name: 'Acme', people, hasMore },
});

test('a company is the sum of its people, each order once, and says who is not known yet', async () => {
  expect(await read(found())).toEqual({
    name: 'Acme',
    year: { spend: '250.00 USD', orders: 2 },
    lifetime: { spend: '260.00 USD', orders: 3 },
    knownSince: null,
    people: [
      { name: 'Person 7', url: '/app/customers/7', year: { spend: '200.00 USD', orders: 1 } },
      { name: 'Person 8', url: '/app/customers/8', year: { spend: '50.00 USD', orders: 1 } },
      { name: 'Person 9', url: '/app/customers/9', year: null },
    ],
    hasMore: false,
  });
});

test('it is known since the last of its people is', async () => {
  const knownSince = async (people: typeof PEOPLE) => {
    const company = await read(found(people));
    return typeof company === 'string' ? company : company.knownSince?.iso;
  };
  expect(await knownSince(PEOPLE.slice(0, 2))).toBe(new Date(NOW - 60 * DAY_MS).toISOString());
  expect(await knownSince(PEOPLE.slice(0, 1))).toBe(new Date(NOW - 600 * DAY_MS).toISOString());
  expect(await knownSince([])).toBeUndefined();
});

test('a company that the shop does not have is missing, one that can’t be read now is not', async () => {
  expect(await read({ kind: 'missing' })).toBe('missing');
  expect(await read({ kind: 'unavailable', problem: 'throttled' })).toBe('unreadable');
  expect(await read({ kind: 'denied', problem: 'no access to B2B' })).toBe('unreadable');
});
