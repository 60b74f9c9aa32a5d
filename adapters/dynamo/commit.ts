import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ShopDomain } from '../../core/identity.ts';
import type { Changes } from '../../core/ports.ts';
import { changeItem } from './change-item.ts';
import { companyOrderItems } from './company-orders.ts';
import type { CustomerWrite } from './customer-items.ts';
import { decisionItem, packAfterthoughts } from './decision-item.ts';
import { type Condition, conditional, conditionalUpdate, exists, follows, isNew } from './expressions.ts';
import { orderItem } from './order-item.ts';
import { returnItem } from './return-item.ts';
import { reviewItems } from './review-items.ts';
import { shipmentItem } from './shipment-item.ts';
import { decisionKey } from './table.ts';

/** What DynamoDB takes in one transaction (“Quotas in Amazon DynamoDB”). */
export const MAX_ITEMS = 100;

export type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The items that are written together or not at all: every record under its revision, decisions only once. */
export function commitItems(
  table: string,
  shop: ShopDomain,
  changes: Changes,
  customers: readonly CustomerWrite[],
): WriteItem[] {
  const items = [
    ...changes.orders.map((order) => put(table, orderItem(shop, order), [follows(order.revision)])),
    ...changes.orders.flatMap((order) => companyOrderItems(table, shop, order)),
    ...(changes.returns ?? []).map((each) => put(table, returnItem(shop, each), [follows(each.revision)])),
    ...(changes.shipments ?? []).map((each) => put(table, shipmentItem(shop, each), [follows(each.revision)])),
    ...customers.flatMap((customer) => customerItems(table, customer)),
    ...changes.decisions.map((decision) => put(table, decisionItem(shop, decision, changes.resendAt), [isNew])),
    ...(changes.changesOfCustomers ?? []).map(
      (change): WriteItem => ({ Put: { TableName: table, Item: { ...changeItem(shop, change) } } }),
    ),
    ...(changes.reviews ?? []).flatMap((review) => reviewItems(table, shop, review)),
    ...changes.reconsidered.map(({ id, afterthoughts }): WriteItem => {
      const packed = packAfterthoughts(afterthoughts);
      const update = {
        expression: 'SET #afterthoughts = :afterthoughts, #noted = :noted',
        values: { ':afterthoughts': packed.afterthoughts, ':noted': packed.noted },
      };
      const conditions = conditionalUpdate(update, [exists, hasNoFurtherAfterthoughts]);
      return { Update: { TableName: table, Key: decisionKey(shop, id), ...conditions } };
    }),
  ];
  if (items.length > MAX_ITEMS) {
    throw new Error(`a commit of ${items.length} items: one transaction takes ${MAX_ITEMS}`);
  }
  return items;
}

/** Afterthoughts are only ever added; writing the same ones again is no conflict. */
const hasNoFurtherAfterthoughts: Condition = {
  expression: 'attribute_not_exists(#noted) OR #noted < :noted OR #afterthoughts = :afterthoughts',
};

/** The head's revision stands for the quarters too: nobody writes them without it. */
function customerItems(table: string, { head, puts, deletes }: CustomerWrite): WriteItem[] {
  return [
    put(table, head, [follows(head.revision)]),
    ...puts.map((quarter): WriteItem => ({ Put: { TableName: table, Item: { ...quarter } } })),
    ...deletes.map((key): WriteItem => ({ Delete: { TableName: table, Key: { ...key } } })),
  ];
}

function put(table: string, item: object, conditions: readonly Condition[]): WriteItem {
  return { Put: { TableName: table, Item: { ...item }, ...conditional(conditions) } };
}
