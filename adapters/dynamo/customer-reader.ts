import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId, ShopDomain } from '../../core/identity.ts';
import type { Reading } from '../../core/ports.ts';
import type { CustomerRecord } from '../../core/profile.ts';
import { BoundedMap } from './bounded-map.ts';
import type { Dynamo } from './client.ts';
import {
  type CustomerWrite,
  customerWrite,
  type HeadItem,
  type QuarterItem,
  readCustomer,
  type StoredQuarters,
} from './customer-items.ts';
import { customerPartition } from './table.ts';

/** Reads customers and knows, when one is written next, which of their quarters are stored already. */
export interface Customers {
  read(shop: ShopDomain, id: CustomerId, reading: Reading): Promise<CustomerRecord | null>;
  /** Deletes the record with all its parts. */
  forget(shop: ShopDomain, id: CustomerId): Promise<void>;
  plan(shop: ShopDomain, record: CustomerRecord): CustomerWrite;
  /** After a plan was carried out: the next one starts from it. */
  written(shop: ShopDomain, record: CustomerRecord, write: CustomerWrite): void;
}

const REMEMBERED = 200;
/** A transaction writes head and quarters within milliseconds. */
const MAX_READS = 6;

export function createCustomers({ client, table }: Dynamo): Customers {
  /** By revision, whose content never changes: forgetting one costs write units and is never wrong. */
  const remembered = new BoundedMap<string, StoredQuarters>(REMEMBERED);

  async function query(pk: string, reading: Reading) {
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: reading === 'latest',
    });
    const { Items = [] } = await client.send(command);
    return Items as (HeadItem | QuarterItem)[];
  }

  return {
    async read(shop, id, reading) {
      const pk = customerPartition(shop, id);
      let found = readCustomer(id, await query(pk, reading));
      for (let reads = 1; found === 'torn'; reads += 1) {
        if (reads === MAX_READS) throw new Error(`the parts of ${pk} don’t belong together`);
        found = readCustomer(id, await query(pk, 'latest'));
      }
      if (found === null) return null;
      remembered.set(memoryKey(pk, found.record.revision), found.quarters);
      return found.record;
    },
    async forget(shop, id) {
      const pk = customerPartition(shop, id);
      // The head first: nobody writes a quarter without it.
      const items = await query(pk, 'latest');
      for (const { sk } of items.toSorted((a) => ('head' in a ? -1 : 1)))
        await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
    },
    plan(shop, record) {
      const pk = customerPartition(shop, record.profile.customer);
      return customerWrite(shop, record, remembered.get(memoryKey(pk, record.revision - 1)) ?? new Map());
    },
    written(shop, record, write) {
      remembered.set(memoryKey(customerPartition(shop, record.profile.customer), record.revision), write.quarters);
    },
  };
}

function memoryKey(pk: string, revision: number): string {
  return `${pk}@${revision}`;
}
