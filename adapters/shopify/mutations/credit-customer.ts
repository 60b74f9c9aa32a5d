import type { EffectOf } from '../../../core/effects.ts';
import type { CustomerId } from '../../../core/identity.ts';
import { parseMoney } from '../../../core/money.ts';
import { STORE_CREDIT_ACCOUNTS, STORE_CREDITS } from '../documents/store-credit.ts';
import { formatInstant, parseInstant } from '../instant.ts';
import { moneyInput } from '../money-input.ts';
import { type Found, mutation, type Read } from '../mutation.ts';
import { nextCursor } from '../next-cursor.ts';

const CREDIT_CUSTOMER = `#graphql
  mutation CreditCustomer($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
    storeCreditAccountCredit(id: $id, creditInput: $creditInput) {
      userErrors {
        field
        message
        code
      }
    }
  }
` as const;

/**
 * Exactly once by read-back: Shopify takes no key for it, and twice credited is twice paid. Each credit ends at a
 * second of its own, by which it is found again among the customer's credits, also when it was spent or has ended.
 * The answer's fields are the objections alone: a field that the shop does not let us read would turn what was done
 * into a denial.
 */
export const creditCustomer = mutation('customer.credit', {
  document: CREDIT_CUSTOMER,
  scopes: ['write_store_credit_account_transactions', 'read_store_credit_accounts', 'read_customers'],
  exactlyOnce: 'read_back',
  variables: ({ action: { customer, amount, expiresAt, notify } }) => ({
    id: required(customer),
    creditInput: { creditAmount: moneyInput(amount), expiresAt: formatInstant(expiresAt), notify },
  }),
  find: (read, effect) => findInAccounts(read, effect, null),
});

/** Nothing is asked for once the customer's data was erased. */
function required(customer: CustomerId | null): CustomerId {
  if (customer === null) throw new Error('a credit for a customer whose data was erased');
  return customer;
}

type Credit = EffectOf<'customer.credit'>;

async function findInAccounts(read: Read, credit: Credit, after: string | null): Promise<Found> {
  const { customer, amount } = credit.action;
  const result = await read(STORE_CREDIT_ACCOUNTS, { customer: required(customer), after });
  if (result.kind !== 'data') return result;
  // A customer who is gone took the credits along.
  if (!result.data.customer) return { kind: 'absent' };
  const { nodes, pageInfo } = result.data.customer.storeCreditAccounts;
  for (const { id, balance } of nodes) {
    // An account for each currency: there is no other to look into.
    if (balance.currencyCode === amount.currency) return findInAccount(read, credit, id, null);
  }
  const next = nextCursor(pageInfo);
  return next === null ? { kind: 'absent' } : findInAccounts(read, credit, next);
}

async function findInAccount(read: Read, credit: Credit, account: string, after: string | null): Promise<Found> {
  const result = await read(STORE_CREDITS, { account, after });
  if (result.kind !== 'data') return result;
  if (!result.data.storeCreditAccount) return { kind: 'absent' };
  const { nodes, pageInfo } = result.data.storeCreditAccount.transactions;
  const all = nodes.flatMap((given) => ('amount' in given ? [given] : []));
  const credits = all.filter((given) => isSameMoney(credit, given));
  if (credits.some((given) => endsWith(credit, given))) return { kind: 'there' };
  // Newest first: what is older than the attempt can't be it.
  const isOlder = all.some((given) => !isSince(credit, given));
  const next = isOlder ? null : nextCursor(pageInfo);
  const further: Found = next === null ? { kind: 'absent' } : await findInAccount(read, credit, account, next);
  return further.kind === 'absent' && credits.some((given) => mayBe(credit, given)) ? ALIKE : further;
}

interface Given {
  readonly amount: { readonly amount: string; readonly currencyCode: string };
  readonly createdAt: string;
  readonly expiresAt?: string | null;
}

function isSameMoney({ action: { amount } }: Credit, given: Given): boolean {
  const money = parseMoney(given.amount.amount, given.amount.currencyCode);
  return money?.amountMinor === amount.amountMinor && money.currency === amount.currency;
}

function endsWith({ action }: Credit, given: Given): boolean {
  const ends = parseInstant(given.expiresAt ?? '');
  return ends !== null && formatInstant(ends) === formatInstant(action.expiresAt);
}

const ALIKE: Found = {
  kind: 'cannot_tell',
  problem: 'the customer got a credit of this amount meanwhile, which ends on a rounded time near this one’s',
};
const MINUTE_MS = 60_000;
/** Of clocks. */
const TOLERANCE_MS = 5 * MINUTE_MS;
const NEAR_MS = 36 * 60 * MINUTE_MS;

/** Should the shop round the end of a credit, ours would not be found by its second: it must not be given again then. */
function mayBe(credit: Credit, given: Given): boolean {
  const ends = parseInstant(given.expiresAt ?? '');
  if (ends === null || !isSince(credit, given)) return false;
  const isRounded = ends % MINUTE_MS < 1000 || ends % MINUTE_MS >= MINUTE_MS - 1000;
  return isRounded && Math.abs(ends - credit.action.expiresAt) < NEAR_MS;
}

/** Given since the attempt began, as far as clocks agree. */
function isSince({ attemptedAt }: Credit, { createdAt }: Given): boolean {
  const given = parseInstant(createdAt);
  return given === null || given >= (attemptedAt ?? 0) - TOLERANCE_MS;
}
