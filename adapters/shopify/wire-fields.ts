import * as z from 'zod';
import { gid, type Instant, parseGid } from '../../core/identity.ts';
import { type Money, parseMoney } from '../../core/money.ts';
import { parseInstant } from './instant.ts';

/**
 * The kinds of field that Shopify's REST-shaped payloads are made of. Messages say what is expected and never what
 * was found: they reach logs and screens.
 */

export const instantField = z.string({ error: 'expected a time' }).transform((text, context): Instant => {
  const instant = parseInstant(text);
  if (instant !== null) return instant;
  context.addIssue({ code: 'custom', message: 'expected an ISO 8601 time with a zone' });
  return z.NEVER;
});

/** An id as payloads write it: a number of any length, sometimes text. */
export const idField = z
  .union([z.number(), z.bigint(), z.string()], { error: 'expected an id' })
  .transform((id) => (typeof id === 'number' && !Number.isSafeInteger(id) ? '' : id.toString()));

/** The two ways in which a payload names the object that it describes. */
export const identityFields = { admin_graphql_api_id: z.string().nullish(), id: idField.nullish() };

type Identity = { readonly admin_graphql_api_id?: string | null | undefined; readonly id?: string | null | undefined };
type Kind = Parameters<typeof gid>[0];

/** The gid when there is one, else made of the number; null when neither is usable. */
export function identify<K extends Kind>(kind: K, { admin_graphql_api_id, id }: Identity): ReturnType<typeof gid<K>> {
  return parseGid(kind, admin_graphql_api_id ?? '') ?? gid(kind, id ?? '');
}

/** As `identify`, with an issue where there is no id. */
export function requireId<K extends Kind>(kind: K, identity: Identity, path: string, context: z.RefinementCtx) {
  const id = identify(kind, identity);
  if (id !== null) return id;
  context.addIssue({ code: 'custom', path: [path], message: `expected the id of one ${kind.toLowerCase()}` });
  return z.NEVER;
}

export const decimalField = z
  .union([z.string(), z.number(), z.bigint()], { error: 'expected a decimal' })
  .transform((amount) => amount.toString());

const moneyField = z
  .object(
    { amount: decimalField, currency_code: z.string({ error: 'expected a currency' }) },
    { error: 'expected an amount with a currency' },
  )
  .transform(({ amount, currency_code }, context) => requireMoney(amount, currency_code, [], context));

/** `…_set`: the same money in the shop's currency and in the one the customer saw. */
export const moneySetField = z.object(
  { shop_money: moneyField, presentment_money: moneyField.nullish() },
  { error: 'expected shop money and presentment money' },
);

export type MoneySet = z.output<typeof moneySetField>;

export function requireMoney(amount: string, currency: string, path: string[], context: z.RefinementCtx): Money {
  const money = parseMoney(amount, currency);
  if (money !== null) return money;
  context.addIssue({ code: 'custom', path, message: 'expected an exact amount in a currency' });
  return z.NEVER;
}

/** A list that may be absent or null. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item, { error: 'expected a list' })
    .nullish()
    .transform((items) => items ?? []);
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

/** What is wrong first, as path and expectation: `line_items.0.quantity: expected a whole number`. */
export function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'expected another shape';
  const path = issue.path.map(String).join('.');
  // The words of zod itself also say what was found.
  const isOurs = issue.message.startsWith('expected ');
  const expected = issue.code === 'invalid_type' ? KINDS[issue.expected] : undefined;
  return `${path === '' ? 'body' : path}: ${isOurs ? issue.message : `expected ${expected ?? 'another shape'}`}`;
}
