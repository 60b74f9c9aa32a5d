/**
 * JSON without the loss of big integers: Shopify's ids exceed 2^53, so an integer that a JS number cannot hold is read
 * as a bigint and written back digit for digit.
 */
type ReviverContext = { source?: string };
type LosslessJson = {
  parse(text: string, reviver: (key: string, value: unknown, context: ReviverContext) => unknown): unknown;
  rawJSON(text: string): unknown;
};
// TypeScript's libraries don't know these two ECMAScript additions yet.
const json = JSON as unknown as LosslessJson;

/** Parses JSON; integers beyond 2^53 become bigint. Throws SyntaxError. */
export function parseLossless(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? BigInt(source)
      : value,
  );
}

/** The counterpart of `parseLossless`: a bigint is written as a JSON number with all its digits. */
export function stringifyLossless(value: unknown, space?: number): string {
  return JSON.stringify(
    value,
    (_key, member: unknown) => (typeof member === 'bigint' ? json.rawJSON(member.toString()) : member),
    space,
  );
}
