import { GraphQLError } from 'graphql';
import { formatDecimal, parseDecimal } from '../../decimal.ts';
import { record, records, text } from '../../document.ts';
import { type Gid, gidType, toGid } from '../../gid.ts';
import { type Entity, newEntity } from '../../store/entity.ts';
import { accountsOf, balanceOf, creditView, currencyOf } from '../../views/store-credit.ts';
import type { View } from '../../views/view.ts';
import { formatUtc, parseTime } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGid, resourceNotFound } from '../ids.ts';
import { visibleEntity } from './visible-entity.ts';

/** Shopify's help names 15,000 US dollars for one customer; what other currencies may hold is not said. */
const LIMITS: Readonly<Record<string, bigint>> = { USD: 15_000_0000n };
/** Codes that Shopify answers with and takes from nobody. */
const RESULT_ONLY = new Set(['XXX', 'USDC']);

/**
 * Credits the account with this id, or the owner's account in the currency, which is made when there is none. Field
 * paths, messages, codes and their order are those of recorded answers of Shopify.
 */
export const storeCreditAccountCredit: Resolver = (args, context) => {
  const input = record(args.creditInput) ?? {};
  const money = record(input.creditAmount) ?? {};
  const currency = text(money.currencyCode) ?? '';
  if (RESULT_ONLY.has(currency)) throw resultOnly(currency);
  const target = targetOf(requireGid(args.id), currency, context);
  if ('code' in target) return refusal(target);
  const now = context.reading.now;
  const expiresAt = input.expiresAt == null ? null : requireTime(input.expiresAt);
  if (expiresAt !== null && expiresAt <= now.getTime()) return refusal(expired);
  const amount = parseDecimal(money.amount) ?? 0n;
  if (amount <= 0n) return refusal(notPositive);
  if (target.account && currencyOf(target.account) !== currency) return refusal(mismatching);
  const limit = LIMITS[currency];
  const balance = target.account ? balanceOf(target.account, now) : 0n;
  if (limit !== undefined && balance + amount > limit) return refusal(overLimit);
  const account = target.account ?? newAccount(target.owner, currency, context);
  const credit = {
    id: toGid('StoreCreditAccountCreditTransaction', context.newId('StoreCreditAccountTransaction')),
    amount: formatDecimal(amount),
    created_at: formatUtc(now),
    expires_at: expiresAt === null ? null : formatUtc(new Date(expiresAt)),
    notify: input.notify === true,
  };
  const credits = [...records(account.document.credits), credit];
  const changed: Entity = { ...account, document: { ...account.document, credits } };
  context.save(changed, []);
  const storeCreditAccountTransaction = () => creditView(credit.id, changed, context.reading);
  return { __typename: 'StoreCreditAccountCreditPayload', storeCreditAccountTransaction, userErrors: [] };
};

type Target = { owner: Gid; account: Entity | undefined };
type Objection = { field: readonly string[]; message: string; code: string };

function targetOf(id: Gid, currency: string, context: Context): Target | Objection {
  switch (gidType(id)) {
    case 'StoreCreditAccount': {
      const account = visibleEntity(id, context);
      return account === undefined ? noAccount : { owner: account.document.owner as Gid, account };
    }
    case 'Customer': {
      if (visibleEntity(id, context) === undefined) return noOwner;
      const accounts = accountsOf(id, context.reading);
      return { owner: id, account: accounts.find((account) => currencyOf(account) === currency) };
    }
    case 'CompanyLocation':
      return noOwner;
    default:
      throw resourceNotFound(id);
  }
}

function newAccount(owner: Gid, currency: string, context: Context): Entity {
  const id = toGid('StoreCreditAccount', context.newId('StoreCreditAccount'));
  return newEntity('StoreCreditAccount', id, { owner, currency, credits: [] });
}

const noOwner: Objection = { field: ['id'], message: 'Owner does not exist', code: 'OWNER_NOT_FOUND' };
const noAccount: Objection = {
  field: ['id'],
  message: 'Store credit account does not exist',
  code: 'ACCOUNT_NOT_FOUND',
};
const expired: Objection = {
  field: ['creditInput', 'expiresAt'],
  message: 'The expiry date must be in the future',
  code: 'EXPIRES_AT_IN_PAST',
};
const notPositive: Objection = {
  field: ['creditInput', 'creditAmount', 'amount'],
  message: 'A positive amount must be used to credit a store credit account',
  code: 'NEGATIVE_OR_ZERO_AMOUNT',
};
const mismatching: Objection = {
  field: ['creditInput', 'creditAmount', 'currencyCode'],
  message: 'The currency provided does not match the currency of the store credit account',
  code: 'MISMATCHING_CURRENCY',
};
const overLimit: Objection = {
  field: ['creditInput', 'creditAmount', 'amount'],
  message: "The operation would cause the account's credit limit to be exceeded",
  code: 'CREDIT_LIMIT_EXCEEDED',
};

function refusal(objection: Objection): View {
  const userErrors = [{ __typename: 'StoreCreditAccountCreditUserError', ...objection }];
  return { __typename: 'StoreCreditAccountCreditPayload', storeCreditAccountTransaction: null, userErrors };
}

function requireTime(value: unknown): number {
  const milliseconds = parseTime(value);
  if (milliseconds !== null) return milliseconds;
  throw new GraphQLError(`Invalid DateTime '${String(value)}'`, { extensions: { code: 'INVALID_VARIABLE' } });
}

function resultOnly(code: string): GraphQLError {
  const message = `CurrencyCode "${code}" is invalid. It can only be used as a result and not as an input value.`;
  return new GraphQLError(message, { extensions: { code: 'CURRENCY_CODE_INVALID' } });
}
