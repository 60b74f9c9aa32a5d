import { createHash } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import {
  type CustomerId,
  type DecisionId,
  gidNumber,
  type Instant,
  type OrderId,
  parseShopDomain,
  type ShopDomain,
} from '../../core/identity.ts';

/** The key of one item. Every partition begins with the shop; docs/decisions/001 lists them all. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Sparse, keys only: decisions of one customer by time. Its partition key is the attribute `customer`. */
export const CUSTOMER_INDEX = 'customer';
/** Sparse, keys only, the one index not led by the shop: decisions with pending effects by the time they are due. */
export const DUE_INDEX = 'due';

const DUE_SHARDS = 16;
export const DUE_PARTITIONS: readonly string[] = Array.from({ length: DUE_SHARDS }, (_, shard) => duePartition(shard));

/** The one definition of the table, for the local platform, the tests and the cloud. */
export function tableDefinition(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'customer', 'dueShard', 'dueAt'].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: [
      {
        IndexName: CUSTOMER_INDEX,
        KeySchema: keySchema('customer', 'sk'),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      { IndexName: DUE_INDEX, KeySchema: keySchema('dueShard', 'dueAt'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  };
}

function keySchema(partition: string, sort: string): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}

export function shopKey(shop: ShopDomain): Key {
  return { pk: shop, sk: 'shop' };
}

export function policyKey(shop: ShopDomain, version: number): Key {
  return { pk: shop, sk: `policy#${String(version).padStart(6, '0')}` };
}

export const SESSION_PREFIX = 'session#';

export function sessionKey(shop: ShopDomain, id: string): Key {
  return { pk: shop, sk: `${SESSION_PREFIX}${id}` };
}

export function orderKey(shop: ShopDomain, id: OrderId): Key {
  return { pk: `${shop}#order#${gidNumber(id)}`, sk: 'order' };
}

/** One customer's items: the head and one item for each quarter with orders. */
export function customerPartition(shop: ShopDomain, id: CustomerId): string {
  return `${shop}#customer#${gidNumber(id)}`;
}

const DECISIONS = '#decisions#';

/** `month` is `YYYY-MM`, UTC. */
export function decisionPartition(shop: ShopDomain, month: string): string {
  return `${shop}${DECISIONS}${month}`;
}

export function decisionKey(shop: ShopDomain, id: DecisionId): Key {
  return { pk: decisionPartition(shop, id.slice(0, 7)), sk: id };
}

/** The inverse of `decisionKey`. */
export function parseDecisionKey({ pk, sk }: Key): { readonly shop: ShopDomain; readonly decision: DecisionId } {
  const shop = parseShopDomain(pk.slice(0, pk.indexOf(DECISIONS)));
  if (!shop) throw new Error(`not the key of a decision: ${pk}`);
  return { shop, decision: sk as DecisionId };
}

/** A hash spreads the decisions of one moment over partitions, each good for 1,000 writes a second. */
export function dueAttributes(key: Key, at: Instant): { readonly dueShard: string; readonly dueAt: string } {
  const hash = createHash('sha256').update(`${key.pk}\n${key.sk}`).digest();
  return { dueShard: duePartition(hash.readUInt8(0) % DUE_SHARDS), dueAt: sortableTime(at) };
}

function duePartition(shard: number): string {
  return `due#${String(shard).padStart(2, '0')}`;
}

export function parkedPartition(shop: ShopDomain): string {
  return `${shop}#parked`;
}

/** The parts of one parked delivery's body. */
export function parkedPartsPartition(shop: ShopDomain, id: string): string {
  return `${shop}#parked#${id}`;
}

/** Counts of one UTC day. */
export function countsKey(shop: ShopDomain, at: Instant): Key {
  return { pk: `${shop}#counts`, sk: sortableTime(at).slice(0, 10) };
}

/** ISO 8601 in UTC: sorts as text. */
export function sortableTime(at: Instant): string {
  return new Date(at).toISOString();
}
