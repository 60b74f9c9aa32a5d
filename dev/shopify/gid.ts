import { type Document, idDigits, text } from './document.ts';

/** A global id of Shopify's Admin API, such as `gid://shopify/Order/820982911946154508`. */
export type Gid = `gid://shopify/${string}/${string}`;

export function toGid(type: string, digits: string): Gid {
  return `gid://shopify/${type}/${digits}`;
}

export function isGid(value: string): value is Gid {
  return /^gid:\/\/shopify\/\w+\/[^/?]+/.test(value);
}

export function gidType(gid: Gid): string {
  return gid.split('/')[3] ?? '';
}

/** The part behind the type: the id that REST payloads and `legacyResourceId` carry. */
export function gidDigits(gid: Gid): string {
  return (gid.split('/')[4] ?? '').split('?')[0] ?? '';
}

/** The number that stands for an id in a REST payload, exact beyond 2^53. */
export function restId(gid: Gid): number | bigint {
  const digits = BigInt(gidDigits(gid));
  return digits <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(digits) : digits;
}

/** The gid of a REST resource: its `admin_graphql_api_id` where there is one, else made of its `id`. */
export function gidOf(type: string, document: Document): Gid | null {
  const given = text(document.admin_graphql_api_id);
  if (given !== null && isGid(given) && gidType(given) === type) return given;
  const digits = idDigits(document.id);
  return digits === null ? null : toGid(type, digits);
}

/** Order of ids as Shopify sorts them: by number. */
export function compareGids(left: Gid, right: Gid): number {
  const a = gidDigits(left);
  const b = gidDigits(right);
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}
