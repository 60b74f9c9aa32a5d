import { createHash } from 'node:crypto';

/**
 * JSON for Shopify's payloads: their ids exceed 2^53, so an integer that a JS number can't hold is read as a bigint
 * instead of being rounded.
 */

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

// TypeScript's library doesn't know the reviver's third argument yet.
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Every integer below 2^53 has at most 16 digits; shorter runs of digits need no second look. */
const LONG_NUMBER = /\d{16}/;
const INTEGER = /^-?\d+$/;

/** Parses JSON; integers beyond 2^53 become bigint. Throws SyntaxError, or RangeError when nested too deeply. */
export function parseLossless(text: string): unknown {
  // A reviver makes parsing several times slower, and most payloads hold no long number.
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  return parse(text, (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && INTEGER.test(source)
      ? BigInt(source)
      : value,
  );
}

/** The same text for equal values: keys sorted, no white space, integers in full. For hashing, not for parsing. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

const HASH_LENGTH = 16;

/** The same for the same content, however it was formatted; its 64 bits are plenty to break a tie. */
export function bodyHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, HASH_LENGTH);
}
