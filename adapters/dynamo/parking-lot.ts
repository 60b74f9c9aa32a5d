import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { paginateQuery, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ShopDomain } from '../../core/identity.ts';
import type { ParkedDelivery, ParkingLot } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { conditionFailed } from './conflict.ts';
import { conditional, isNew } from './expressions.ts';
import { type Key, parkedPartition, parkedPartsPartition, sortableTime } from './table.ts';

/** What the list shows. */
interface ParkedItem extends Key, Omit<ParkedDelivery, 'body'> {}

/** A part of the body; the first one describes the delivery too. */
interface PartItem extends Key, Partial<Omit<ParkedDelivery, 'body'>> {
  readonly bytes: Uint8Array;
}

/** An item holds 400 KB. */
const PART_BYTES = 350_000;
const LONGEST_KEY_ID_BYTES = 200;

export function createDynamoParkingLot({ client, table }: Dynamo): ParkingLot {
  return {
    async park(shop, { body, ...delivery }) {
      const items: (ParkedItem | PartItem)[] = [
        { pk: parkedPartition(shop), sk: `${sortableTime(delivery.at)}~${keyId(delivery.id)}`, ...delivery },
        // No time in their key: they are what makes a delivery that comes again known.
        ...partItems(shop, delivery, Buffer.from(body, 'base64')),
      ];
      const TransactItems = items.map((item) => ({
        Put: { TableName: table, Item: { ...item }, ...conditional([isNew]) },
      }));
      try {
        await client.send(new TransactWriteCommand({ TransactItems }));
      } catch (error) {
        if (!conditionFailed(error)) throw error;
      }
    },
    async list(shop, limit) {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': parkedPartition(shop) },
        ScanIndexForward: false,
        Limit: limit,
      });
      const { Items = [] } = await client.send(command);
      return (Items as ParkedItem[]).map(describe);
    },
    async find(shop, id) {
      const parts: PartItem[] = [];
      for await (const { Items = [] } of paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': parkedPartsPartition(shop, keyId(id)) },
        },
      )) {
        parts.push(...(Items as PartItem[]));
      }
      const [first] = parts;
      if (!first) return null;
      const bytes = inflateRawSync(Buffer.concat(parts.map((part) => part.bytes)));
      return { ...describe(first as PartItem & ParkedItem), body: bytes.toString('base64') };
    },
  };
}

/** Keys hold 1 KB, and an id is whatever a delivery's header says. */
function keyId(id: string): string {
  return Buffer.byteLength(id) <= LONGEST_KEY_ID_BYTES ? id : createHash('sha256').update(id).digest('hex');
}

function partItems(shop: ShopDomain, delivery: Omit<ParkedDelivery, 'body'>, body: Buffer): PartItem[] {
  const bytes = deflateRawSync(body);
  return Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, part) => ({
    pk: parkedPartsPartition(shop, keyId(delivery.id)),
    sk: `part#${part}`,
    ...(part === 0 && delivery),
    bytes: bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES),
  }));
}

function describe({ id, topic, reason, at }: Omit<ParkedDelivery, 'body'>) {
  return { id, topic, reason, at };
}
