import { parseDecimal } from '../decimal.ts';
import { type Document, records, text } from '../document.ts';
import { type Gid, gidDigits, toGid } from '../gid.ts';
import { matchesAccount, matchesTransaction } from '../search/store-credit-search.ts';
import type { Entity } from '../store/entity.ts';
import { parseTime } from '../zoned-time.ts';
import { connectionOf, dateTime, moneyV2, type PageArguments, paginate, type Reading, type View } from './view.ts';

/** A customer's accounts, one for each currency. */
export function accountsOf(owner: Gid, { store, shop }: Reading): Entity[] {
  return store.entities(shop.domain, 'StoreCreditAccount').filter(({ document }) => document.owner === owner);
}

export function accountsConnection(
  owner: Gid,
  args: PageArguments & { query?: string | null },
  reading: Reading,
): View {
  const matching = accountsOf(owner, reading).filter(matchesAccount(args.query ?? ''));
  return connectionOf(
    'StoreCreditAccount',
    matching.map((account) => storeCreditAccountView(account, reading)),
    args,
  );
}

type TransactionsArguments = PageArguments & { query?: string | null; sortKey?: string | null };

export function storeCreditAccountView(account: Entity, reading: Reading): View {
  const currency = currencyOf(account);
  const entries = entriesOf(account, reading.now);
  return {
    __typename: 'StoreCreditAccount',
    id: account.id,
    balance: moneyV2(entries.at(-1)?.balance ?? 0n, currency),
    owner: () => {
      const owner = reading.store.entity(reading.shop.domain, account.document.owner as Gid);
      return owner === undefined ? null : reading.viewOf(owner);
    },
    transactions: (args: TransactionsArguments) => {
      const listed = {
        items: entries.filter(matchesTransaction(args.query ?? '', reading.now)),
        idOf: ({ id }: Entry) => id,
        sortBy: ({ createdAtMs, expiresAtMs }: Entry) =>
          args.sortKey === 'EXPIRES_AT' ? (expiresAtMs ?? Number.MAX_SAFE_INTEGER) : createdAtMs,
        toNode: (entry: Entry) => transactionView(entry, account, reading),
      };
      return paginate('StoreCreditAccountTransaction', listed, args);
    },
  };
}

/** The credit that a mutation made, by its id. */
export function creditView(id: string, account: Entity, reading: Reading): View | null {
  const entry = entriesOf(account, reading.now).find((candidate) => candidate.id === id);
  return entry === undefined ? null : transactionView(entry, account, reading);
}

/** One line of an account's history. */
export type Entry = {
  id: string;
  type: 'credit' | 'expiration';
  /** Ten-thousandths; an expiration takes away. */
  amount: bigint;
  balance: bigint;
  createdAtMs: number;
  expiresAtMs: number | null;
  credit: Document;
};

/** The history in its order: credits, and the expirations that came due since. Nothing spends credit here. */
function entriesOf(account: Entity, now: Date): Entry[] {
  const entries = records(account.document.credits).flatMap((credit): Omit<Entry, 'balance'>[] => {
    const expiresAtMs = parseTime(credit.expires_at);
    const id = text(credit.id) ?? '';
    const amount = parseDecimal(credit.amount) ?? 0n;
    const given = {
      type: 'credit' as const,
      id,
      amount,
      createdAtMs: parseTime(credit.created_at) ?? 0,
      expiresAtMs,
      credit,
    };
    if (expiresAtMs === null || expiresAtMs > now.getTime()) return [given];
    const expirationId = toGid('StoreCreditAccountExpirationTransaction', gidDigits(id as Gid));
    const expired = { type: 'expiration' as const, id: expirationId, amount: -amount, createdAtMs: expiresAtMs };
    return [given, { ...expired, expiresAtMs: null, credit }];
  });
  let balance = 0n;
  return entries
    .sort((left, right) => left.createdAtMs - right.createdAtMs)
    .map((entry) => {
      balance += entry.amount;
      return { ...entry, balance };
    });
}

function transactionView(entry: Entry, account: Entity, reading: Reading): View {
  const currency = currencyOf(account);
  const common = {
    account: () => storeCreditAccountView(account, reading),
    amount: moneyV2(entry.amount, currency),
    balanceAfterTransaction: moneyV2(entry.balance, currency),
    createdAt: dateTime(new Date(entry.createdAtMs).toISOString()),
    event: 'ADJUSTMENT',
    origin: null,
  };
  if (entry.type === 'expiration') {
    const creditTransaction = () => creditView(text(entry.credit.id) ?? '', account, reading);
    return { __typename: 'StoreCreditAccountExpirationTransaction', ...common, creditTransaction };
  }
  return {
    __typename: 'StoreCreditAccountCreditTransaction',
    id: entry.id,
    ...common,
    expiresAt: dateTime(entry.credit.expires_at),
    remainingAmount: moneyV2(entry.amount, currency),
  };
}

export function currencyOf(account: Entity): string {
  return text(account.document.currency) ?? '';
}

/** What is in an account now, ten-thousandths. */
export function balanceOf(account: Entity, now: Date): bigint {
  return entriesOf(account, now).at(-1)?.balance ?? 0n;
}
