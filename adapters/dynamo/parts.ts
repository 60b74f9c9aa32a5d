/** An item holds 400 KB, with its names (“Quotas”): what is larger is kept in several, written in one transaction. */
const PART_BYTES = 380_000;
/** Of the largest policy, should nothing in it compress. */
export const MAX_PARTS = 3;

/** The first stands in the record's own item. */
export function inParts(packed: Uint8Array): readonly [first: Uint8Array, ...others: Uint8Array[]] {
  const others: Uint8Array[] = [];
  for (let start = PART_BYTES; start < packed.length; start += PART_BYTES)
    others.push(packed.subarray(start, start + PART_BYTES));
  if (others.length >= MAX_PARTS) throw new Error(`${packed.length} bytes are more than ${MAX_PARTS} items hold`);
  return [packed.subarray(0, PART_BYTES), ...others];
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
