/**
 * A REST-shaped resource as Shopify's webhooks carry it. What is delivered can be anything, so every read goes through
 * one of the functions below, which answer null (or empty) for what isn't of the expected type.
 */
export type Document = { readonly [field: string]: unknown };

export function record(value: unknown): Document | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Document) : null;
}

/** The objects of a list; anything else in it is left out. */
export function records(value: unknown): Document[] {
  return Array.isArray(value)
    ? value.flatMap((item): Document[] => [record(item)].filter((found) => found !== null))
    : [];
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function integer(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

export function flag(value: unknown): boolean {
  return value === true;
}

/** An id as its decimal digits, whether it came as number, bigint or text; null for anything else. */
export function idDigits(value: unknown): string | null {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return value.toString();
  return typeof value === 'string' && /^\d+$/.test(value) ? value : null;
}

/** Shopify's comma-separated tags as a list. */
export function splitTags(value: unknown): string[] {
  const tags = Array.isArray(value) ? texts(value) : (text(value) ?? '').split(',');
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}
