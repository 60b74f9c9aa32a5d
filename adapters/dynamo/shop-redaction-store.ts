import { setTimeout as sleep } from 'node:timers/promises';
import { ProvisionedThroughputExceededException, ThrottlingException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ShopDomain } from '../../core/identity.ts';
import type { ShopRedactionStore } from '../../core/ports.ts';
import type { ShopRedaction } from '../../core/shop-redaction.ts';
import type { Dynamo } from './client.ts';
import type { WriteItem } from './commit.ts';
import { unlessConflict } from './conflict.ts';
import { type Condition, conditional, conditionalUpdate, follows, isNew } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import type { ShopItem } from './shop-item.ts';
import { dueAttributes, type Key, POLICY_PREFIX, redactionKey, shopKey } from './table.ts';

interface RedactionItem extends Key {
  /** Beside the record for the condition of the next write. */
  readonly revision: number;
  readonly redaction: Uint8Array;
  /** Key of the index by due time; absent when it is over. */
  readonly dueShard?: string;
  readonly dueAt?: string;
}

/** What one call takes at most (“BatchWriteItem”). */
const BATCH = 25;
const BATCHES_AT_ONCE = 4;
/** What a throttled call left is written again after a while: in one share at most for 6 s together. */
const MAX_PAUSES = 6;
const FIRST_PAUSE_MS = 100;
/** Below the 100 that a transaction takes. They are small: an item of the shop's own is some KB. */
const OWN_AT_ONCE = 50;

const hasLeft: Condition = { expression: 'attribute_exists(#uninstalledAt)' };
/** A delete whose answer was lost is sent again by the library: that it is gone already is no refusal. */
const isGoneOrHasLeft: Condition = { expression: 'attribute_not_exists(#pk) OR attribute_exists(#uninstalledAt)' };

/**
 * A guest's order stands in no index: only the table itself knows everything of a shop, so it is looked through whole,
 * 1 MB a call. A kind of record that is added later is found without a word here.
 */
export function createDynamoShopRedactionStore(
  { client, table }: Dynamo,
  pause: (ms: number) => Promise<unknown> = sleep,
): ShopRedactionStore {
  /** Of the items of the shop's own partition, the latest policy first. */
  async function ownKeys(shop: ShopDomain): Promise<Key[]> {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :shop',
        ExpressionAttributeValues: { ':shop': shop },
        ProjectionExpression: 'pk, sk',
        ScanIndexForward: false,
        ConsistentRead: true,
      },
    );
    const keys: Key[] = [];
    for await (const { Items = [] } of pages) keys.push(...(Items as Key[]));
    return keys.filter(({ sk }) => sk !== redactionKey(shop).sk);
  }

  /** Where the process dies, or the shop comes back, its record names a policy that is there. */
  function without(shop: ShopDomain, isKnown: boolean, policies: number): WriteItem {
    const item = { TableName: table, Key: { ...shopKey(shop) } };
    if (!isKnown) return { ConditionCheck: { ...item, ...conditional([isNew]) } };
    const update = { expression: 'SET #policyVersion = :policies', values: { ':policies': policies } };
    return { Update: { ...item, ...conditionalUpdate(update, [hasLeft]) } };
  }

  /** A refusal does not say why: it may be that somebody else writes the same records. */
  async function whyRefused(shop: ShopDomain): Promise<'installed' | 'some'> {
    const command = new GetCommand({ TableName: table, Key: { ...shopKey(shop) }, ConsistentRead: true });
    const { Item } = await client.send(command);
    return Item && (Item as ShopItem).uninstalledAt === undefined ? 'installed' : 'some';
  }

  /** What was not deleted. */
  async function deleteBatch(keys: readonly Key[]): Promise<Key[]> {
    const requests = keys.map((key) => ({ DeleteRequest: { Key: { ...key } } }));
    try {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      return (UnprocessedItems?.[table] ?? []).flatMap(({ DeleteRequest }) => (DeleteRequest?.Key as Key) ?? []);
    } catch (error) {
      // Not one of them was.
      if (error instanceof ProvisionedThroughputExceededException || error instanceof ThrottlingException)
        return [...keys];
      throw error;
    }
  }

  /** What is left where the table stays throttled. */
  async function deleteKeys(keys: readonly Key[]): Promise<Key[]> {
    let left = [...keys];
    for (let pauses = 0; left.length > 0; ) {
      const sent = left.slice(0, BATCH * BATCHES_AT_ONCE);
      const batches = Array.from({ length: Math.ceil(sent.length / BATCH) }, (_, index) =>
        deleteBatch(sent.slice(index * BATCH, (index + 1) * BATCH)),
      );
      const refused = (await Promise.all(batches)).flat();
      left = [...refused, ...left.slice(sent.length)];
      if (refused.length === 0) continue;
      if (pauses === MAX_PAUSES) break;
      await pause(FIRST_PAUSE_MS * 2 ** pauses);
      pauses += 1;
    }
    return left;
  }

  return {
    async find(shop) {
      const Key = { ...redactionKey(shop) };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? unpack<ShopRedaction>((Item as RedactionItem).redaction) : null;
    },
    async save(shop, redaction) {
      const key = redactionKey(shop);
      const due = redaction.outcome === null && dueAttributes(key, redaction.notBefore);
      const item: RedactionItem = { ...key, revision: redaction.revision, redaction: pack(redaction), ...due };
      const write = { TableName: table, Item: { ...item }, ...conditional([follows(redaction.revision)]) };
      return unlessConflict(client.send(new PutCommand(write)));
    },
    async deleteShop(shop) {
      const all = await ownKeys(shop);
      const keys = all.filter(({ sk }) => sk !== shopKey(shop).sk);
      const isKnown = keys.length < all.length;
      for (let start = 0; start < keys.length; start += OWN_AT_ONCE) {
        const share = keys.slice(start, start + OWN_AT_ONCE);
        const policies = keys.slice(start + OWN_AT_ONCE).filter(({ sk }) => sk.startsWith(POLICY_PREFIX)).length;
        const deletes = share.map((key) => ({ Delete: { TableName: table, Key: { ...key } } }));
        const TransactItems = [without(shop, isKnown, policies), ...deletes];
        if (!(await unlessConflict(client.send(new TransactWriteCommand({ TransactItems })))))
          return { deleted: start, left: await whyRefused(shop) };
      }
      const last = { TableName: table, Key: { ...shopKey(shop) }, ...conditional([isGoneOrHasLeft]) };
      if (isKnown && !(await unlessConflict(client.send(new DeleteCommand(last)))))
        return { deleted: keys.length, left: await whyRefused(shop) };
      return { deleted: all.length, left: 'nothing' };
    },
    async deleteRecords(shop, cursor) {
      const command = new ScanCommand({
        TableName: table,
        FilterExpression: 'begins_with(pk, :prefix)',
        ExpressionAttributeValues: { ':prefix': `${shop}#` },
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        ...(cursor !== null && { ExclusiveStartKey: JSON.parse(cursor) as Record<string, string> }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(command);
      const keys = Items as Key[];
      const left = await deleteKeys(keys);
      const deleted = keys.length - left.length;
      if (left.length === 0) {
        const isAll = LastEvaluatedKey === undefined;
        return { deleted, cursor: isAll ? null : JSON.stringify(LastEvaluatedKey), isAll };
      }
      // What was deleted behind it is no longer found there.
      const reached = keys.findIndex((key) => left.some(({ pk, sk }) => pk === key.pk && sk === key.sk));
      return { deleted, cursor: reached > 0 ? JSON.stringify(keys[reached - 1]) : cursor, isAll: false };
    },
  };
}
