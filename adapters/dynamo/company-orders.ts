import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type CompanyOrder, companyOrderOf } from '../../core/company.ts';
import { type CompanyId, gid, type Instant, type OrderId, type ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import type { Dynamo } from './client.ts';
import type { WriteItem } from './commit.ts';
import { companyOrderKey, companyOrdersPartition, type Key } from './table.ts';

interface CompanyOrderItem extends Key {
  readonly placedAt: Instant;
  readonly netMinor: number;
  readonly currency: string;
}

/**
 * One small item for each order that counts for a company. It is written with its order, whose revision is the
 * condition, so it says what the newest state of the order counts, whatever came in whatever order.
 */
export function companyOrderItems(table: string, shop: ShopDomain, record: OrderRecord): WriteItem[] {
  const counted = companyOrderOf(record);
  return (record.companies ?? []).map((company): WriteItem => {
    const key = companyOrderKey(shop, company, record.id);
    if (counted?.company !== company) return { Delete: { TableName: table, Key: { ...key } } };
    const { placedAt, net } = counted;
    const item: CompanyOrderItem = { ...key, placedAt, netMinor: net.amountMinor, currency: net.currency };
    return { Put: { TableName: table, Item: { ...item } } };
  });
}

export async function readCompanyOrders(
  { client, table }: Dynamo,
  shop: ShopDomain,
  company: CompanyId,
): Promise<CompanyOrder[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': companyOrdersPartition(shop, company) },
    },
  );
  const orders: CompanyOrder[] = [];
  for await (const { Items = [] } of pages) orders.push(...(Items as CompanyOrderItem[]).map(orderOf));
  return orders;
}

function orderOf({ sk, placedAt, netMinor, currency }: CompanyOrderItem): CompanyOrder {
  const order: OrderId | null = gid('Order', sk);
  if (!order) throw new Error('an order that counts for a company has no number');
  return { order, placedAt, net: { amountMinor: netMinor, currency } };
}
