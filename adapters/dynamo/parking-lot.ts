import { paginateQuery, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ShopDomain } from '../../core/identity.ts';
import type { ParkingLot } from '../../core/ports.ts';
import { decodeCursor, encodeCursor } from '../decision-query.ts';
import type { Dynamo } from './client.ts';
import type { WriteItem } from './commit.ts';
import { unlessConflict } from './conflict.ts';
import {
  keyId,
  type ParkedItem,
  type PartItem,
  parkedDelivery,
  parkedSummary,
  parkItems,
  removeItems,
  type StoredDelivery,
  storedDelivery,
} from './parked-items.ts';
import { parkedPartition, parkedPartsPartition } from './table.ts';

/** Each try that fails means that somebody parked or removed the same delivery at that moment. */
const MAX_TRIES = 5;

export function createDynamoParkingLot({ client, table }: Dynamo): ParkingLot {
  async function partsOf(shop: ShopDomain, id: string): Promise<PartItem[]> {
    const parts: PartItem[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': parkedPartsPartition(shop, keyId(id)) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) parts.push(...(Items as PartItem[]));
    return parts;
  }

  /** False when something else is stored than the writes are made for. */
  async function written(items: WriteItem[]): Promise<boolean> {
    return unlessConflict(client.send(new TransactWriteCommand({ TransactItems: items })));
  }

  return {
    async park(shop, delivery) {
      // Nearly all are new: only where that is wrong is it worth a read.
      let stored: StoredDelivery | null = null;
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        if (stored && stored.replays >= delivery.replays) return;
        if (await written(parkItems(table, shop, delivery, stored))) return;
        stored = storedDelivery(await partsOf(shop, delivery.id));
      }
      throw new Error(`delivery ${delivery.id} could not be parked: others kept writing`);
    },
    async list(shop, limit, cursor) {
      const position = decodeCursor(cursor);
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: position === null ? 'pk = :pk' : 'pk = :pk AND sk < :position',
        ExpressionAttributeValues: {
          ':pk': parkedPartition(shop),
          ...(position !== null && { ':position': position }),
        },
        ScanIndexForward: false,
        Limit: limit + 1,
      });
      const { Items = [] } = await client.send(command);
      const page = (Items as ParkedItem[]).slice(0, limit);
      const last = page.at(-1);
      return { parked: page.map(parkedSummary), cursor: Items.length > limit && last ? encodeCursor(last.sk) : null };
    },
    async find(shop, id) {
      return parkedDelivery(await partsOf(shop, id));
    },
    async remove(shop, { id, replays }) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const stored = storedDelivery(await partsOf(shop, id));
        if (!stored || stored.replays !== replays) return;
        if (await written(removeItems(table, shop, id, stored))) return;
      }
      throw new Error(`delivery ${id} could not be removed: others kept writing`);
    },
  };
}
