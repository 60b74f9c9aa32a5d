import { createHash } from 'node:crypto';
import type { Document } from '../document.ts';
import type { Gid } from '../gid.ts';

export type EntityType =
  | 'Order'
  | 'Customer'
  | 'Company'
  | 'Product'
  | 'Return'
  | 'Refund'
  | 'Fulfillment'
  | 'FulfillmentEvent'
  | 'OrderRiskAssessment'
  | 'ShopifyPaymentsDispute'
  | 'StoreCreditAccount';

/** Which snapshot of a resource this is: what was delivered counts only if it is newer than this. */
export type Version = { updatedAtMs: number | null; triggeredAtMs: number; bodyHash: string };

export type Metafield = {
  id: Gid;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
};

/** What mutations wrote; no delivered snapshot ever touches it. */
type Written = {
  tagsAdded: readonly string[];
  tagsRemoved: readonly string[];
  /** Fields written as a whole (`note`, `note_attributes`, `tags` of orderUpdate, …), in REST shape. */
  fields: Document;
  updatedAt: string | null;
};

/** A resource of a shop. Immutable: a change stores a new entity, which is what lets views of it be cached. */
export type Entity = {
  readonly type: EntityType;
  readonly id: Gid;
  /** The newest snapshot, REST-shaped. */
  readonly document: Document;
  readonly version: Version | null;
  readonly written: Written;
  /** Refunds and fulfilments of an order that were delivered on their own. */
  readonly refunds: readonly Document[];
  readonly fulfillments: readonly Document[];
  readonly metafields: readonly Metafield[];
  /** A product known only from the lines of orders, until it is delivered itself. */
  readonly isStub: boolean;
};

const NOTHING_WRITTEN: Written = { tagsAdded: [], tagsRemoved: [], fields: {}, updatedAt: null };

export function newEntity(type: EntityType, id: Gid, document: Document, version: Version | null = null): Entity {
  return {
    type,
    id,
    document,
    version,
    written: NOTHING_WRITTEN,
    refunds: [],
    fulfillments: [],
    metafields: [],
    isStub: false,
  };
}

export function versionOf(updatedAtMs: number | null, triggeredAtMs: number, body: Uint8Array): Version {
  return { updatedAtMs, triggeredAtMs, bodyHash: createHash('sha256').update(body).digest('hex') };
}

/** Newest by updated_at, then by the time of the trigger (updated_at has whole seconds), then by the body's hash. */
export function isNewer(candidate: Version, last: Version | null): boolean {
  if (last === null) return true;
  if (candidate.updatedAtMs !== null && last.updatedAtMs !== null && candidate.updatedAtMs !== last.updatedAtMs) {
    return candidate.updatedAtMs > last.updatedAtMs;
  }
  if (candidate.triggeredAtMs !== last.triggeredAtMs) return candidate.triggeredAtMs > last.triggeredAtMs;
  return candidate.bodyHash > last.bodyHash;
}
