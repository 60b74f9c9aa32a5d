import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type CompanyOrder, companyOrderOf } from '../../core/company.ts';
import type { CompanyId, Instant, ShopDomain } from '../../core/identity.ts';
import type { OrderRecord } from '../../core/order.ts';
import type { Dynamo } from './client.ts';
import type { WriteItem } from './commit.ts';
import { companyDays, companyOrderKey, companyOrdersPartition, type Key, orderOfCompanyKey } from './table.ts';

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
  const { snapshot, companies = [] } = record;
  if (!snapshot) return [];
  const counted = companyOrderOf(record);
  return companies.map((company): WriteItem => {
    const key = companyOrderKey(shop, company, record.id, snapshot.createdAt);
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
  days: Parameters<typeof companyDays>[0],
  limit: number,
): Promise<CompanyOrder[]> {
  const [first, last] = companyDays(days);
  const pages = paginateQuery(
    { client, pageSize: limit },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': companyOrdersPartition(shop, company), ':first': first, ':last': last },
      ScanIndexForward: false,
    },
  );
  const orders: CompanyOrder[] = [];
  for await (const { Items = [] } of pages) {
    orders.push(...(Items as CompanyOrderItem[]).map(orderOf));
    if (orders.length >= limit) break;
  }
  return orders.slice(0, limit);
}

function orderOf(item: CompanyOrderItem): CompanyOrder {
  const order = orderOfCompanyKey(item);
  if (!order) throw new Error('an order that counts for a company has no number');
  return { order, placedAt: item.placedAt, net: { amountMinor: item.netMinor, currency: item.currency } };
}
