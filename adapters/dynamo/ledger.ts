import { GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision } from '../../core/decide.ts';
import type { DecisionId, Instant, OrderId, ShopDomain } from '../../core/identity.ts';
import type { Changes, Ledger, Reading } from '../../core/ports.ts';
import type { Dynamo } from './client.ts';
import { commitItems, type WriteItem } from './commit.ts';
import { isConflict } from './conflict.ts';
import { createCustomers } from './customer-reader.ts';
import { type DecisionItem, decisionRecord, packEffects } from './decision-item.ts';
import { pageOfDecisions } from './decision-pages.ts';
import { dueDecisions } from './due.ts';
import { conditionalUpdate, exists, follows } from './expressions.ts';
import { type OrderItem, orderRecord } from './order-item.ts';
import { decisionKey, dueAttributes, type Key, orderKey } from './table.ts';

/** @param clock Lists of decisions begin with its month. */
export function createDynamoLedger(dynamo: Dynamo, clock: { now(): Date }): Ledger {
  const { client, table } = dynamo;
  const customers = createCustomers(dynamo);

  async function get<Item>(key: Key, reading: Reading): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: reading === 'latest' });
    const { Item } = await client.send(command);
    return Item as Item | undefined;
  }

  async function order(shop: ShopDomain, id: OrderId, reading: Reading) {
    const item = await get<OrderItem>(orderKey(shop, id), reading);
    return item ? orderRecord(item) : null;
  }

  async function decision(shop: ShopDomain, id: DecisionId, reading: Reading = 'latest') {
    const item = await get<DecisionItem>(decisionKey(shop, id), reading);
    return item ? decisionRecord(item) : null;
  }

  async function commit(shop: ShopDomain, changes: Changes) {
    const plans = changes.customers.map((record) => ({ record, write: customers.plan(shop, record) }));
    const writes = plans.map(({ write }) => write);
    const items = commitItems(table, shop, changes, writes);
    if (items.length === 0) return 'committed';
    const written = await unlessConflict(writeTogether(items));
    if (!written) return 'conflict';
    for (const { record, write } of plans) customers.written(shop, record, write);
    return 'committed';
  }

  /** One item needs no transaction, which costs twice as much. */
  function writeTogether(items: readonly WriteItem[]): Promise<unknown> {
    const [{ Put, Update } = {}, ...others] = items;
    if (others.length === 0 && Put) return client.send(new PutCommand(Put));
    if (others.length === 0 && Update) return client.send(new UpdateCommand(Update));
    return client.send(new TransactWriteCommand({ TransactItems: [...items] }));
  }

  async function recordEffects(shop: ShopDomain, { id, revision, effects }: Decision, resendAt: Instant | null) {
    const key = decisionKey(shop, id);
    const update = conditionalUpdate(effectsUpdate(key, revision, packEffects(effects), resendAt), [
      exists,
      follows(revision),
    ]);
    const written = await unlessConflict(
      client.send(new UpdateCommand({ TableName: table, Key: { ...key }, ...update })),
    );
    return written ? 'recorded' : 'conflict';
  }

  return {
    order,
    customer: customers.read,
    decision,
    commit,
    recordEffects,
    decisions: (shop, query) => pageOfDecisions(dynamo, { order, decision }, clock.now().getTime(), shop, query),
    due: (now, limit) => dueDecisions(dynamo, now, limit),
  };
}

function effectsUpdate(key: Key, revision: number, effects: Uint8Array, resendAt: Instant | null) {
  const values = { ':revision': revision, ':effects': effects };
  if (resendAt === null) {
    return { expression: 'SET #revision = :revision, #effects = :effects REMOVE #dueShard, #dueAt', values };
  }
  const { dueShard, dueAt } = dueAttributes(key, resendAt);
  return {
    expression: 'SET #revision = :revision, #effects = :effects, #dueShard = :dueShard, #dueAt = :dueAt',
    values: { ...values, ':dueShard': dueShard, ':dueAt': dueAt },
  };
}

/** False when it did not happen because of somebody else's write. */
async function unlessConflict(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}
