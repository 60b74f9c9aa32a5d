import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { ParkedDelivery, ParkedSummary } from '../../core/ports.ts';
import type { WriteItem } from './commit.ts';
import { type Condition, conditional, isNew } from './expressions.ts';
import { type Key, parkedPartition, parkedPartsPartition, sortableTime } from './table.ts';

/** What the list shows. */
export interface ParkedItem extends Key, StoredSummary {}

/** A part of the body; the first one describes the delivery too. */
export interface PartItem extends Key, Partial<StoredSummary> {
  readonly bytes?: Uint8Array;
  /** Instead of the bytes of a body that was too big to keep. */
  readonly standsFor?: Exclude<ParkedDelivery['body'], string>;
}

/** Deliveries that were parked before there were replays lack what came with them. */
type StoredSummary = Omit<ParkedSummary, Later> & Partial<Pick<ParkedSummary, Later>>;
type Later = 'source' | 'triggeredAt' | 'replays';

/** What has to be known of the items that are stored to replace or remove them. */
export interface StoredDelivery {
  readonly at: Instant;
  readonly replays: number;
  readonly parts: number;
}

/** An item holds 400 KB. */
const PART_BYTES = 350_000;
const LONGEST_KEY_ID_BYTES = 200;
const FIRST_PART = partName(0);

/** Parks the delivery in the place of what is stored. The first part stands for all: nobody writes one without it. */
export function parkItems(
  table: string,
  shop: ShopDomain,
  { body, ...summary }: ParkedDelivery,
  stored: StoredDelivery | null,
): WriteItem[] {
  const listed: ParkedItem = { ...listKey(shop, summary), ...summary };
  const items: (ParkedItem | PartItem)[] = [listed, ...partItems(shop, summary, body)];
  const place = stored ? isParked(stored.replays) : isNew;
  const left = stored ? storedKeys(shop, summary.id, stored) : [];
  return [
    ...items.map((item): WriteItem => {
      const conditions = item.sk === FIRST_PART ? conditional([place]) : {};
      return { Put: { TableName: table, Item: { ...item }, ...conditions } };
    }),
    ...left
      .filter(({ sk }) => !items.some((item) => item.sk === sk))
      .map((key): WriteItem => ({ Delete: { TableName: table, Key: { ...key } } })),
  ];
}

export function removeItems(table: string, shop: ShopDomain, id: string, stored: StoredDelivery): WriteItem[] {
  return storedKeys(shop, id, stored).map((key): WriteItem => {
    const conditions = key.sk === FIRST_PART ? conditional([isParked(stored.replays)]) : {};
    return { Delete: { TableName: table, Key: { ...key }, ...conditions } };
  });
}

function isParked(replays: number): Condition {
  const values = { ':replaysBefore': replays };
  if (replays > 0) return { expression: '#replays = :replaysBefore', values };
  return {
    expression: '#replays = :replaysBefore OR (attribute_exists(#pk) AND attribute_not_exists(#replays))',
    values,
  };
}

/** Null when nothing is parked. */
export function storedDelivery(parts: readonly PartItem[]): StoredDelivery | null {
  const [first] = parts;
  return first ? { at: first.at ?? 0, replays: first.replays ?? 0, parts: parts.length } : null;
}

/** Null when nothing is parked. */
export function parkedDelivery(parts: readonly PartItem[]): ParkedDelivery | null {
  const [first] = parts;
  if (!first) return null;
  const summary = parkedSummary(first as ParkedItem);
  if (first.standsFor) return { ...summary, body: first.standsFor };
  const bytes = inflateRawSync(Buffer.concat(parts.map((part) => part.bytes ?? new Uint8Array())));
  return { ...summary, body: bytes.toString('base64') };
}

export function parkedSummary(item: StoredSummary): ParkedSummary {
  const { id, topic, reason, source = 'unusable', at, triggeredAt = at, replays = 0 } = item;
  return { id, topic, reason, source, at, triggeredAt, replays };
}

function partItems(shop: ShopDomain, summary: ParkedSummary, body: ParkedDelivery['body']): PartItem[] {
  const pk = parkedPartsPartition(shop, keyId(summary.id));
  if (typeof body !== 'string') return [{ pk, sk: FIRST_PART, ...summary, standsFor: body }];
  const bytes = deflateRawSync(Buffer.from(body, 'base64'));
  return Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, part) => ({
    pk,
    sk: partName(part),
    ...(part === 0 && summary),
    bytes: bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES),
  }));
}

function storedKeys(shop: ShopDomain, id: string, { at, parts }: StoredDelivery): Key[] {
  const pk = parkedPartsPartition(shop, keyId(id));
  return [listKey(shop, { id, at }), ...Array.from({ length: parts }, (_, part) => ({ pk, sk: partName(part) }))];
}

function listKey(shop: ShopDomain, { id, at }: Pick<ParkedSummary, 'id' | 'at'>): Key {
  return { pk: parkedPartition(shop), sk: `${sortableTime(at)}~${keyId(id)}` };
}

function partName(part: number): string {
  return `part#${part}`;
}

/** Keys hold 1 KB, and an id is whatever a delivery's header says. */
export function keyId(id: string): string {
  return Buffer.byteLength(id) <= LONGEST_KEY_ID_BYTES ? id : createHash('sha256').update(id).digest('hex');
}
