// TypeScript's library doesn't know this ECMAScript addition yet.
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** The counterpart of the adapters' `parseLossless`: a bigint is written as a JSON number with all its digits. */
export function stringifyLossless(value: unknown, space?: number): string {
  return JSON.stringify(
    value,
    (_key, member: unknown) => (typeof member === 'bigint' ? rawJSON(member.toString()) : member),
    space,
  );
}
