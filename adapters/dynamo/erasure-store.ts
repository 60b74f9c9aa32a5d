import { createHmac } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Erasure, newErasure, withTraces } from '../../core/erasure.ts';
import type { CustomerId, ShopDomain } from '../../core/identity.ts';
import type { ErasureStore } from '../../core/ports.ts';
import { hashEmail } from '../keyed-hash.ts';
import type { Dynamo } from './client.ts';
import { unlessConflict } from './conflict.ts';
import { conditional, follows } from './expressions.ts';
import { readPartition } from './key-pages.ts';
import { pack, unpack } from './packed.ts';
import { dueAttributes, erasedAuthorsPartition, erasedPartition, type Key } from './table.ts';

/** Without the secret nobody can tell of a customer whether they were here: ids are few enough to try them all. */
export type CustomerHash = (shop: ShopDomain, customer: CustomerId) => string;

export function customerHash(secret: string): CustomerHash {
  return (shop, customer) => createHmac('sha256', secret).update(`erased ${shop} ${customer}`).digest('hex');
}

/** Not the hash that stood in the records: nothing leads back to them. */
function authorKey(secret: string, shop: ShopDomain, author: string): Key {
  const sk = createHmac('sha256', secret).update(`erased author ${shop} ${author}`).digest('hex');
  return { pk: erasedAuthorsPartition(shop), sk };
}

export function erasureKey(shop: ShopDomain, id: string): Key {
  return { pk: erasedPartition(shop), sk: id };
}

interface ErasureItem extends Key {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly erasure: Uint8Array;
  /** Key of the index by due time; absent when it is done. */
  readonly dueShard?: string;
  readonly dueAt?: string;
}

/** Who erases the customer at this moment may be faster only so often. */
const MAX_TRIES = 5;

export function createDynamoErasureStore({ client, table }: Dynamo, secret: string): ErasureStore {
  const hash = customerHash(secret);

  async function get(shop: ShopDomain, id: string): Promise<ErasureItem | undefined> {
    const command = new GetCommand({ TableName: table, Key: { ...erasureKey(shop, id) }, ConsistentRead: true });
    return (await client.send(command)).Item as ErasureItem | undefined;
  }

  async function find(shop: ShopDomain, id: string): Promise<Erasure | null> {
    const item = await get(shop, id);
    return item ? unpack<Erasure>(item.erasure) : null;
  }

  async function save(shop: ShopDomain, erasure: Erasure): Promise<boolean> {
    const Item = { ...erasureItem(shop, erasure) };
    return unlessConflict(
      client.send(new PutCommand({ TableName: table, Item, ...conditional([follows(erasure.revision)]) })),
    );
  }

  return {
    find,
    save,
    isErased: async (shop, customer) => (await get(shop, hash(shop, customer))) !== undefined,
    authorOf: (shop, email) => hashEmail(secret, shop, email),
    async isErasedAuthor(shop, author) {
      const Key = { ...authorKey(secret, shop, author) };
      return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item !== undefined;
    },
    async begin(shop, traces, at) {
      for (const author of traces.authors ?? [])
        await client.send(new PutCommand({ TableName: table, Item: { ...authorKey(secret, shop, author) } }));
      const id = hash(shop, traces.customer);
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const known = await find(shop, id);
        const erasure = known ? withTraces(known, traces, at) : newErasure(id, traces, at);
        if (erasure === known || (await save(shop, erasure))) return erasure;
      }
      throw new Error('an erasure could not be begun: others kept writing it');
    },
    async list(shop, limit) {
      const items = await readPartition<ErasureItem>({ client, table }, erasedPartition(shop), limit);
      return items.map(({ erasure }) => unpack<Erasure>(erasure));
    },
  };
}

function erasureItem(shop: ShopDomain, erasure: Erasure): ErasureItem {
  const key = erasureKey(shop, erasure.id);
  const due = erasure.finishedAt === null && dueAttributes(key, erasure.notBefore);
  return { ...key, revision: erasure.revision, erasure: pack(erasure), ...due };
}
