import { DeleteCommand, GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChangeId } from '../../core/customer-card.ts';
import type { Decision } from '../../core/decide.ts';
import type {
  CustomerId,
  DecisionId,
  Instant,
  OrderId,
  ReturnId,
  ShipmentId,
  ShopDomain,
} from '../../core/identity.ts';
import type { Changes, LaterEntry, Ledger, Reading } from '../../core/ports.ts';
import { pageOfBelongings } from './belongings.ts';
import { type ChangeItem, changeRecord } from './change-item.ts';
import type { Dynamo } from './client.ts';
import { commitItems, MAX_ITEMS, type WriteItem } from './commit.ts';
import { readCompanyOrders } from './company-orders.ts';
import { unlessConflict } from './conflict.ts';
import { createCustomers } from './customer-reader.ts';
import { type DecisionItem, decisionItem, decisionRecord, openAttributes, packEffects } from './decision-item.ts';
import { pageOfDecisions } from './decision-pages.ts';
import { type CustomerHash, erasureKey } from './erasure-store.ts';
import { conditional, conditionalUpdate, exists, follows, isNew, type Update } from './expressions.ts';
import { laterItems, messageItems } from './later-entries.ts';
import { countOpenDecisions } from './open-count.ts';
import { type OrderItem, orderRecord } from './order-item.ts';
import { readOrders } from './order-reader.ts';
import { type ReturnItem, returnRecord } from './return-item.ts';
import { type ShipmentItem, shipmentRecord } from './shipment-item.ts';
import {
  changeKey,
  decisionKey,
  dueAttributes,
  happeningKey,
  type Key,
  messageKey,
  orderKey,
  returnKey,
  shipmentKey,
} from './table.ts';

/** @param clock Lists of decisions begin with its month. @param hash Of those whose data was erased. */
export function createDynamoLedger(dynamo: Dynamo, clock: { now(): Date }, hash: CustomerHash): Ledger {
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

  async function returned(shop: ShopDomain, order: OrderId, id: ReturnId, reading: Reading) {
    const item = await get<ReturnItem>(returnKey(shop, order, id), reading);
    return item ? returnRecord(item) : null;
  }

  async function shipment(shop: ShopDomain, order: OrderId, id: ShipmentId, reading: Reading) {
    const item = await get<ShipmentItem>(shipmentKey(shop, order, id), reading);
    return item ? shipmentRecord(item) : null;
  }

  async function decision(shop: ShopDomain, id: DecisionId, reading: Reading = 'latest') {
    const item = await get<DecisionItem>(decisionKey(shop, id), reading);
    return item ? decisionRecord(item) : null;
  }

  async function changeOfCustomer(shop: ShopDomain, customer: CustomerId, id: ChangeId) {
    const item = await get<ChangeItem>(changeKey(shop, customer, id), 'cheap');
    return item ? changeRecord(item) : null;
  }

  async function forgetChange(shop: ShopDomain, customer: CustomerId, id: ChangeId) {
    await client.send(new DeleteCommand({ TableName: table, Key: { ...changeKey(shop, customer, id) } }));
  }

  async function forgetEntry(shop: ShopDomain, entry: LaterEntry) {
    const key = entry.kind === 'message' ? messageKey(shop, entry.decision, entry.effect) : happeningKey(shop, entry);
    await client.send(new DeleteCommand({ TableName: table, Key: { ...key } }));
  }

  async function commit(shop: ShopDomain, changes: Changes) {
    const plans = changes.customers.map((record) => ({ record, write: customers.plan(shop, record) }));
    const writes = plans.map(({ write }) => write);
    const items = [...commitItems(table, shop, changes, writes), ...newcomers(shop, changes)];
    if (items.length === 0) return 'committed';
    const later = laterItems(table, shop, changes);
    const fits = items.length + later.length <= MAX_ITEMS;
    // Before the records: should these not be written then, the delivery comes again and writes them once more.
    if (!fits) for (const each of later) await writeTogether([each]);
    const written = await unlessConflict(writeTogether(fits ? [...items, ...later] : items));
    if (!written) return 'conflict';
    for (const { record, write } of plans) customers.written(shop, record, write);
    return 'committed';
  }

  /** No record begins of a customer whose data was erased, however late the news of them is. */
  function newcomers(shop: ShopDomain, { customers: records }: Changes): WriteItem[] {
    return records
      .filter(({ revision }) => revision === 1)
      .map(({ profile }) => {
        const Key = { ...erasureKey(shop, hash(shop, profile.customer)) };
        return { ConditionCheck: { TableName: table, Key, ...conditional([isNew]) } };
      });
  }

  /** One item needs no transaction, which costs twice as much. */
  function writeTogether(items: readonly WriteItem[]): Promise<unknown> {
    const [{ Put, Update, Delete } = {}, ...others] = items;
    if (others.length === 0 && Put) return client.send(new PutCommand(Put));
    if (others.length === 0 && Update) return client.send(new UpdateCommand(Update));
    if (others.length === 0 && Delete) return client.send(new DeleteCommand(Delete));
    return client.send(new TransactWriteCommand({ TransactItems: [...items] }));
  }

  async function recordEffects(shop: ShopDomain, decision: Decision, resendAt: Instant | null) {
    const { id, revision, effects } = decision;
    const key = decisionKey(shop, id);
    const attributes = {
      revision,
      effects: packEffects(effects),
      ...NO_INDEX,
      ...(resendAt !== null && dueAttributes(key, resendAt)),
      ...openAttributes(shop, effects),
    };
    const update = conditionalUpdate(replacing(attributes), [exists, follows(revision)]);
    const record = { Update: { TableName: table, Key: { ...key }, ...update } };
    const written = await unlessConflict(writeTogether([record, ...messageItems(table, shop, decision)]));
    return written ? 'recorded' : 'conflict';
  }

  async function eraseDecision(shop: ShopDomain, decision: Decision) {
    const { body, effects, revision, ...indexes } = decisionItem(shop, decision, decision.decidedAt);
    const { dueShard, dueAt, open, openStates } = indexes;
    const attributes = { body, effects, revision, ...NO_CUSTOMER, dueShard, dueAt, open, openStates };
    const update = conditionalUpdate(replacing(attributes), [exists, follows(revision)]);
    const record = { Update: { TableName: table, Key: { ...decisionKey(shop, decision.id) }, ...update } };
    const written = await unlessConflict(writeTogether([record, ...messageItems(table, shop, decision)]));
    return written ? 'recorded' : 'conflict';
  }

  return {
    order,
    orders: (shop, ids, reading) => readOrders(dynamo, shop, ids, reading),
    return: returned,
    shipment,
    changeOfCustomer,
    forgetChange,
    forgetEntry,
    forgetCustomer: customers.forget,
    eraseDecision,
    customer: customers.read,
    decision,
    commit,
    recordEffects,
    decisions: (shop, query) => pageOfDecisions(dynamo, decision, clock.now().getTime(), shop, query),
    belongings: (shop, customer, limit, cursor) => pageOfBelongings(dynamo, shop, customer, limit, cursor),
    ordersFor: (shop, company, days, limit) => readCompanyOrders(dynamo, shop, company, days, limit),
    countOpen: (shop, most) => countOpenDecisions(dynamo, shop, most),
  };
}

const NO_CUSTOMER = { customer: undefined, customerAt: undefined };

/** Where no effect is waiting or open. */
const NO_INDEX = { dueShard: undefined, dueAt: undefined, open: undefined, openStates: undefined };

/** Sets the attributes that have a value and removes the others. */
function replacing(attributes: Readonly<Record<string, unknown>>): Update {
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const removed = Object.keys(attributes).filter((name) => attributes[name] === undefined);
  const removal = removed.length === 0 ? '' : ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}`;
  return {
    expression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}${removal}`,
    values: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
  };
}
