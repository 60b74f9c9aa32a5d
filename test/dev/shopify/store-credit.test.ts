import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEffectPerformer } from '../../../adapters/shopify/effects.ts';
import type { CustomerId, ShopDomain } from '../../../core/identity.ts';
import { effectOf } from '../../adapters/shopify/effect.ts';
import { gatewayTo } from './admin-gateway.ts';
import { ALL_SCOPES, rawOrder, SHOP, type StandIn, standIn } from './stand-in.ts';

const CUSTOMER = 'gid://shopify/Customer/115310627314723954';
const CREDIT = `mutation credit($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
  storeCreditAccountCredit(id: $id, creditInput: $creditInput) {
    storeCreditAccountTransaction {
      id event origin { __typename } expiresAt amount { amount currencyCode } balanceAfterTransaction { amount }
      account { id balance { amount } owner { ... on Customer { id } } }
    }
    userErrors { field message code }
  }
}`;
const ACCOUNTS = `query accounts($id: ID!, $query: String, $transactions: String, $first: Int!, $after: String) {
  customer(id: $id) {
    storeCreditAccounts(first: 10, query: $query) {
      nodes {
        id
        balance { amount currencyCode }
        transactions(first: $first, after: $after, query: $transactions, sortKey: CREATED_AT, reverse: true) {
          nodes {
            __typename
            amount { amount }
            balanceAfterTransaction { amount }
            ... on StoreCreditAccountCreditTransaction { expiresAt remainingAmount { amount } }
            ... on StoreCreditAccountExpirationTransaction { creditTransaction { amount { amount } } }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
}`;
const SCOPES = [...ALL_SCOPES, 'write_store_credit_account_transactions', 'read_store_credit_accounts'];

interface Transaction {
  readonly __typename: string;
  readonly amount: { readonly amount: string };
  readonly expiresAt?: string | null;
}
interface Account {
  readonly id: string;
  readonly balance: { readonly amount: string; readonly currencyCode: string };
  readonly transactions: { nodes: Transaction[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}
type Payload = { storeCreditAccountTransaction: { account: { id: string } } | null; userErrors: unknown[] };

let stand: StandIn;
beforeEach(async () => {
  stand = await standIn();
  await stand.install({ scopes: SCOPES });
  await stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/create`, rawOrder());
});
afterEach(() => stand.close());

async function credit(amount: string, more: { id?: string; currencyCode?: string; expiresAt?: string } = {}) {
  const { id = CUSTOMER, currencyCode = 'USD', ...ending } = more;
  const creditInput = { creditAmount: { amount, currencyCode }, ...ending };
  const { data, errors } = await stand.store(CREDIT, { id, creditInput });
  expect(errors).toEqual([]);
  return data.storeCreditAccountCredit as Payload;
}

async function accounts(variables: object = {}): Promise<Account[]> {
  const { data, errors } = await stand.store(ACCOUNTS, { id: CUSTOMER, first: 10, ...variables });
  expect(errors).toEqual([]);
  return (data.customer as { storeCreditAccounts: { nodes: Account[] } }).storeCreditAccounts.nodes;
}

describe('a store credit', () => {
  it('makes the customer’s account in its currency, and adds to it', async () => {
    expect(await credit('18.00', { expiresAt: '2026-12-22T10:00:07Z' })).toEqual({
      storeCreditAccountTransaction: {
        id: expect.stringMatching(/^gid:\/\/shopify\/StoreCreditAccountCreditTransaction\/\d+$/),
        event: 'ADJUSTMENT',
        origin: null,
        expiresAt: '2026-12-22T10:00:07Z',
        amount: { amount: '18.0', currencyCode: 'USD' },
        balanceAfterTransaction: { amount: '18.0' },
        account: {
          id: expect.stringMatching(/^gid:\/\/shopify\/StoreCreditAccount\/\d+$/),
          balance: { amount: '18.0' },
          owner: { id: CUSTOMER },
        },
      },
      userErrors: [],
    });
    await credit('1.25');
    await credit('2.00', { currencyCode: 'CHF' });
    expect((await accounts()).map(({ balance }) => balance)).toEqual([
      { amount: '19.25', currencyCode: 'USD' },
      { amount: '2.0', currencyCode: 'CHF' },
    ]);
    expect(await accounts({ query: 'currency_code:CHF' })).toHaveLength(1);
  });

  it('is added to an account by the account’s id', async () => {
    const id = (await credit('1.00')).storeCreditAccountTransaction?.account.id ?? '';
    await credit('2.00', { id });
    const { data } = await stand.store('query ($id: ID!) { storeCreditAccount(id: $id) { balance { amount } } }', {
      id,
    });
    expect(data).toEqual({ storeCreditAccount: { balance: { amount: '3.0' } } });
  });

  it('is still there after the platform was closed and opened', async () => {
    await credit('18.00');
    await stand.reopen();
    expect((await accounts())[0]?.balance.amount).toBe('18.0');
    await credit('1.00');
    expect(new Set((await accounts())[0]?.transactions.nodes.map(({ amount }) => amount.amount))).toEqual(
      new Set(['1.0', '18.0']),
    );
  });

  it('ends at its time, which the history tells', async () => {
    await credit('18.00', { expiresAt: '2026-11-22T11:00:00Z' });
    await credit('1.00');
    stand.clock.nowMs += 3_600_000;
    const [account] = await accounts();
    expect(account?.balance.amount).toBe('1.0');
    expect(account?.transactions.nodes).toEqual([
      {
        __typename: 'StoreCreditAccountExpirationTransaction',
        amount: { amount: '-18.0' },
        balanceAfterTransaction: { amount: '1.0' },
        creditTransaction: { amount: { amount: '18.0' } },
      },
      expect.objectContaining({ amount: { amount: '1.0' }, expiresAt: null }),
      expect.objectContaining({ amount: { amount: '18.0' }, expiresAt: '2026-11-22T11:00:00Z' }),
    ]);
    expect((await accounts({ transactions: 'type:credit' }))[0]?.transactions.nodes).toHaveLength(2);
    const ending = await accounts({ transactions: "type:credit AND expires_at:<='2026-11-22T11:00:00Z'" });
    expect(ending[0]?.transactions.nodes.map(({ amount }) => amount.amount)).toEqual(['18.0']);
  });

  it('is paged, newest first', async () => {
    for (const amount of ['1.00', '2.00', '3.00']) {
      await credit(amount);
      stand.clock.nowMs += 1000;
    }
    const [first] = await accounts({ first: 2 });
    expect(first?.transactions.nodes.map(({ amount }) => amount.amount)).toEqual(['3.0', '2.0']);
    const [second] = await accounts({ first: 2, after: first?.transactions.pageInfo.endCursor });
    expect(second?.transactions.nodes.map(({ amount }) => amount.amount)).toEqual(['1.0']);
    expect(second?.transactions.pageInfo.hasNextPage).toBe(false);
  });

  it.each([
    ['OWNER_NOT_FOUND', ['id'], '0.00', { id: 'gid://shopify/Customer/1' }],
    ['OWNER_NOT_FOUND', ['id'], '1.00', { id: 'gid://shopify/CompanyLocation/1' }],
    ['ACCOUNT_NOT_FOUND', ['id'], '0.00', { id: 'gid://shopify/StoreCreditAccount/1' }],
    ['EXPIRES_AT_IN_PAST', ['creditInput', 'expiresAt'], '-5.00', { expiresAt: '2026-11-22T10:00:00Z' }],
    ['NEGATIVE_OR_ZERO_AMOUNT', ['creditInput', 'creditAmount', 'amount'], '0.00', {}],
    ['CREDIT_LIMIT_EXCEEDED', ['creditInput', 'creditAmount', 'amount'], '15000.01', {}],
  ])('is refused with %s at %j', async (code, field, amount, more) => {
    const { storeCreditAccountTransaction, userErrors } = await credit(amount, more);
    expect(storeCreditAccountTransaction).toBeNull();
    expect(userErrors).toEqual([{ field, message: expect.stringMatching(/\S/), code }]);
    expect(await accounts()).toEqual([]);
  });

  it('is refused in another currency than the account’s', async () => {
    const id = (await credit('1.00')).storeCreditAccountTransaction?.account.id ?? '';
    const { userErrors } = await credit('1.00', { id, currencyCode: 'EUR' });
    expect(userErrors).toMatchObject([
      { code: 'MISMATCHING_CURRENCY', message: expect.stringContaining('does not match') },
    ]);
  });

  it('is an error of the request in a currency that nobody pays in', async () => {
    const creditInput = { creditAmount: { amount: '1.00', currencyCode: 'XXX' } };
    const { errors } = await stand.store(CREDIT, { id: CUSTOMER, creditInput });
    expect(errors[0]?.extensions).toEqual({ code: 'CURRENCY_CODE_INVALID' });
  });
});

describe('the scopes of store credit', () => {
  const input = { id: CUSTOMER, creditInput: { creditAmount: { amount: '1.00', currencyCode: 'USD' } } };
  const only =
    'mutation ($id: ID!, $creditInput: StoreCreditAccountCreditInput!) { storeCreditAccountCredit(id: $id, creditInput: $creditInput) { userErrors { code } } }';

  it('are each needed for their part', async () => {
    await stand.install({ scopes: ALL_SCOPES });
    const token = await stand.token();
    const written = await stand.app(token, only, input);
    expect(written.errors[0]).toMatchObject({
      message: expect.stringContaining('Access denied for storeCreditAccountCredit field'),
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`write_store_credit_account_transactions` access scope.' },
    });
    const read = await stand.app(token, ACCOUNTS, { id: CUSTOMER, first: 1 });
    expect(read.errors[0]?.message).toContain('`read_store_credit_accounts` access scope.');
    await stand.install({ scopes: [...ALL_SCOPES, 'read_store_credit_accounts'] });
    await credit('1.00');
    const history = await stand.app(await stand.token(), ACCOUNTS, { id: CUSTOMER, first: 1 });
    expect(history.errors[0]?.message).toContain('`read_store_credit_account_transactions` access scope.');
  });

  it('suffice as the app asks for them: it credits, and finds its credit again', async () => {
    const performer = createEffectPerformer(await gatewayTo(stand));
    const shop = SHOP as ShopDomain;
    const given = effectOf({
      kind: 'customer.credit',
      customer: CUSTOMER as CustomerId,
      amount: { amountMinor: 1250, currency: 'USD' },
      expiresAt: Date.UTC(2027, 0, 2, 3, 4, 5),
      notify: false,
    });
    const absent = { asked: ['StoreCreditAccounts'], answer: { kind: 'absent' } };
    expect(await performer.readBack(shop, given)).toEqual(absent);
    expect(await performer.perform(shop, given)).toEqual({ asked: ['CreditCustomer'], answer: { kind: 'done' } });
    expect((await performer.readBack(shop, given)).answer).toEqual({ kind: 'there' });
    // Also when it has ended.
    stand.clock.nowMs = Date.UTC(2028, 0, 1);
    expect((await performer.readBack(shop, given)).answer).toEqual({ kind: 'there' });
    const gone = { ...given, action: { ...given.action, customer: 'gid://shopify/Customer/1' as CustomerId } };
    expect(await performer.perform(shop, gone as typeof given)).toEqual({
      asked: ['CreditCustomer'],
      answer: { kind: 'refused', problem: 'Owner does not exist (OWNER_NOT_FOUND)' },
    });
    const late = await performer.perform(shop, given);
    expect(late.answer).toEqual({
      kind: 'refused',
      problem: 'The expiry date must be in the future (EXPIRES_AT_IN_PAST)',
    });
  });
});
