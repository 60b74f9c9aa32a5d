import { describe, expect, test } from 'vitest';
import { createEffectPerformer } from '../../../adapters/shopify/effects.ts';
import type { EffectAction } from '../../../core/effects.ts';
import type { CustomerId } from '../../../core/identity.ts';
import { effectOf } from './effect.ts';
import { gatewayOver, SHOP } from './gateway.ts';
import { answering, json, type Sent, shopOf } from './stub-fetch.ts';

const CREDIT: EffectAction = {
  kind: 'customer.credit',
  customer: 'gid://shopify/Customer/115310627314723954' as CustomerId,
  amount: { amountMinor: 1250, currency: 'USD' },
  expiresAt: Date.UTC(2027, 0, 2, 3, 4, 5),
  notify: false,
};

interface Page {
  readonly first: number;
  readonly after?: string | null;
}

function pageOf<Item>(items: readonly Item[]) {
  return ({ first, after }: Page) => {
    const start = Number(after ?? 0);
    const hasNextPage = start + first < items.length;
    return { nodes: items.slice(start, start + first), pageInfo: { hasNextPage, endCursor: String(start + first) } };
  };
}

const ATTEMPTED_AT = Date.UTC(2026, 11, 1, 12);

function credit(amount: string, expiresAt: string | null, currencyCode = 'USD', createdAt = '2026-12-01T12:00:30Z') {
  return { __typename: 'StoreCreditAccountCreditTransaction', amount: { amount, currencyCode }, createdAt, expiresAt };
}

const OURS = credit('12.5', '2027-01-02T03:04:05Z');

/** A customer with these credits by currency. */
function shopWith(credits: Record<string, readonly object[]>, more: readonly string[] = []) {
  const accounts = [...more, ...Object.keys(credits)].map((currencyCode) => ({
    id: `gid://shopify/StoreCreditAccount/${currencyCode}`,
    balance: { amount: '0.0', currencyCode },
  }));
  return shopOf({
    customer: () => ({ storeCreditAccounts: pageOf(accounts) }),
    storeCreditAccount: ({ id }: { id: string }) => ({
      transactions: pageOf(credits[id.split('/').at(-1) ?? ''] ?? []),
    }),
  });
}

function readBack(...answers: ((sent: Sent) => Response | Promise<Response>)[]) {
  const performer = createEffectPerformer(gatewayOver(answering(...answers).fetch).gateway);
  return performer.readBack(SHOP, { ...effectOf(CREDIT), attemptedAt: ATTEMPTED_AT });
}

describe('a store credit whose answer was lost', () => {
  test('is there when amount, currency and the second of its end are the same', async () => {
    const others = [credit('3.0', '2027-01-02T03:04:05Z'), credit('12.5', null)];
    expect(await readBack(shopWith({ USD: [...others, OURS] }))).toEqual({
      asked: ['StoreCreditAccounts', 'StoreCredits'],
      answer: { kind: 'there' },
    });
    const written = {
      ...OURS,
      amount: { amount: '12.50', currencyCode: 'USD' },
      expiresAt: '2027-01-01T22:04:05-05:00',
    };
    expect((await readBack(shopWith({ USD: [written] }))).answer).toEqual({ kind: 'there' });
  });

  test.each([
    ['amount', credit('12.51', '2027-01-02T03:04:05Z')],
    ['second', credit('12.5', '2027-01-02T03:04:06Z')],
    ['end', credit('12.5', null)],
  ])('is absent when only the %s of another is found', async (_what, other) => {
    expect((await readBack(shopWith({ USD: [other] }))).answer).toEqual({ kind: 'absent' });
  });

  test.each(['2027-01-02T03:04:00Z', '2027-01-02T00:00:00Z', '2027-01-02T23:59:59Z', '2027-01-03T05:00:00Z'])(
    'is for a person to say when one like it was given meanwhile that ends at %s',
    async (ends) => {
      expect((await readBack(shopWith({ USD: [credit('12.5', ends)] }))).answer).toEqual({
        kind: 'cannot_tell',
        problem: 'the customer got a credit of this amount meanwhile, which ends on a rounded time near this one’s',
      });
      expect((await readBack(shopWith({ USD: [credit('12.5', ends), OURS] }))).answer).toEqual({ kind: 'there' });
    },
  );

  test.each([
    ['was given before the attempt', credit('12.5', '2027-01-02T00:00:00Z', 'USD', '2026-12-01T11:50:00Z')],
    ['ends on quite another day', credit('12.5', '2027-02-02T00:00:00Z')],
    ['is of another amount', credit('12.0', '2027-01-02T00:00:00Z')],
  ])('is absent when one with a rounded end %s', async (_what, other) => {
    expect((await readBack(shopWith({ USD: [other] }))).answer).toEqual({ kind: 'absent' });
  });

  test('is absent without an account in its currency, or without the customer', async () => {
    const other = credit('12.5', '2027-01-02T03:04:05Z', 'EUR');
    expect(await readBack(shopWith({ EUR: [other] }))).toEqual({
      asked: ['StoreCreditAccounts'],
      answer: { kind: 'absent' },
    });
    expect((await readBack(shopOf({ customer: () => null }))).answer).toEqual({ kind: 'absent' });
  });

  test('is found on a later page of credits, and in an account on a later page', async () => {
    const others = Array.from({ length: 230 }, (_, index) => credit(`${index + 20}.0`, '2027-01-02T03:04:05Z'));
    const found = await readBack(shopWith({ USD: [...others, OURS] }));
    expect(found).toEqual({
      asked: ['StoreCreditAccounts', 'StoreCredits', 'StoreCredits', 'StoreCredits'],
      answer: { kind: 'there' },
    });
    const more = Array.from({ length: 60 }, () => 'EUR');
    const later = await readBack(shopWith({ USD: [OURS] }, more));
    expect(later).toEqual({
      asked: ['StoreCreditAccounts', 'StoreCreditAccounts', 'StoreCredits'],
      answer: { kind: 'there' },
    });
  });

  test('stays unknown when the shop can’t be read, with what that says of the shop', async () => {
    const cases = [
      [json({}, 500), { shopWide: 'down' }],
      [json({}, 423), { shopWide: 'closed' }],
      [json({}, 401), { shopWide: 'closed' }],
      [json({}, 429, { 'retry-after': '30' }), { shopWide: 'throttled', afterMs: 30_000 }],
      [json({ errors: [{ message: 'Internal error' }] }), { problem: 'Internal error' }],
    ] as const;
    for (const [answer, expected] of cases) {
      expect((await readBack(answer)).answer).toMatchObject({ kind: 'again', maybeDone: true, ...expected });
    }
    const account = { id: 'gid://shopify/StoreCreditAccount/1', balance: { currencyCode: 'USD' } };
    const accounts = { nodes: [account], pageInfo: { hasNextPage: false, endCursor: null } };
    const halfWay = [json({ data: { customer: { storeCreditAccounts: accounts } } }), json({}, 500)];
    expect((await readBack(...halfWay)).answer).toMatchObject({ kind: 'again', shopWide: 'down' });
  });

  test('stays unknown, for an hour each time, while the scope to read it is missing', async () => {
    const extensions = { code: 'ACCESS_DENIED', requiredAccess: '`read_store_credit_accounts` access scope.' };
    const { answer } = await readBack(json({ errors: [{ message: 'Access denied', extensions }] }));
    expect(answer).toEqual({
      kind: 'again',
      problem: 'the shop did not grant what this needs: `read_store_credit_accounts` access scope.',
      afterMs: 3_600_000,
      maybeDone: true,
    });
  });
});

test('what is exactly once in another way is not read back', async () => {
  const performer = createEffectPerformer(gatewayOver(answering().fetch).gateway);
  await expect(performer.readBack(SHOP, effectOf({ kind: 'order.tag', tag: 'x' }))).rejects.toThrow('read-back');
});
