import { formatDecimal } from './decimal.ts';
import { type Document, integer, records, splitTags, text } from './document.ts';
import { compareGids, gidOf } from './gid.ts';
import { currentDocument } from './store/current.ts';
import type { Entity } from './store/entity.ts';
import { netPaid } from './store/net-paid.ts';
import { returnStatus, returnsOfOrder } from './store/returns.ts';
import type { Shop } from './store/shop.ts';
import { customerOf, type Store } from './store/store.ts';
import { nameOf } from './views/address.ts';
import { variantsOf } from './views/product.ts';
import { parseTime } from './zoned-time.ts';

/** What a page to shop needs; plain JSON with gids, amounts as decimals in shop currency. */
const YEAR_MS = 365 * 86_400_000;

export function catalogue(store: Store, shop: Shop) {
  const products = [...store.entities(shop.domain, 'Product')].sort((left, right) => compareGids(left.id, right.id));
  const shelf = products.map((product) => {
    const document = currentDocument(product);
    const names = records(document.options).map(({ name }) => text(name) ?? '');
    const optionOf = (variant: Document, name: string) => text(variant[`option${names.indexOf(name) + 1}`]);
    return {
      id: product.id,
      title: text(document.title) ?? '',
      vendor: text(document.vendor) ?? '',
      type: text(document.product_type) ?? '',
      tags: splitTags(document.tags),
      variants: variantsOf(document).map((variant) => ({
        id: gidOf('ProductVariant', variant),
        title: text(variant.title) ?? '',
        price: text(variant.price) ?? '0.00',
        sku: text(variant.sku),
        size: optionOf(variant, 'Size'),
        colour: optionOf(variant, 'Color'),
      })),
    };
  });
  return { currency: shop.currency, products: shelf };
}

/** The customers, the best first; `spent` is what they paid in the last 365 days. */
export function customers(store: Store, shop: Shop, now: Date) {
  const sinceMs = now.getTime() - YEAR_MS;
  const people = store.entities(shop.domain, 'Customer').map((customer) => {
    const orders = store.ordersOfCustomer(shop.domain, customer.id).map(currentDocument);
    const recent = orders.filter((order) => (parseTime(order.created_at) ?? 0) >= sinceMs);
    const spent = recent.reduce((sum, order) => sum + netPaid(order), 0n);
    const document = currentDocument(customer);
    return { id: customer.id, name: nameOf(document), email: text(document.email), orders: orders.length, spent };
  });
  return people
    .sort((left, right) =>
      left.spent === right.spent ? compareGids(left.id, right.id) : left.spent > right.spent ? -1 : 1,
    )
    .map(({ spent, ...person }) => ({ ...person, spent: formatDecimal(spent) }));
}

export function orders(store: Store, shop: Shop, limit: number) {
  return [...store.entities(shop.domain, 'Order')]
    .sort((left, right) => (parseTime(right.document.created_at) ?? 0) - (parseTime(left.document.created_at) ?? 0))
    .slice(0, limit)
    .map((order) => orderSummary(store, shop, order));
}

export function orderSummary(store: Store, shop: Shop, order: Entity) {
  const document = currentDocument(order);
  const customerId = customerOf(order);
  const customer = customerId === null ? undefined : store.entity(shop.domain, customerId);
  return {
    id: order.id,
    name: text(document.name) ?? '',
    tags: splitTags(document.tags),
    note: text(document.note),
    noteAttributes: records(document.note_attributes).map(({ name, value }) => ({
      name: text(name) ?? '',
      value: String(value ?? ''),
    })),
    createdAt: text(document.created_at),
    updatedAt: text(document.updated_at),
    cancelledAt: text(document.cancelled_at),
    financialStatus: text(document.financial_status),
    fulfillmentStatus: text(document.fulfillment_status),
    total: text(document.total_price),
    currentTotal: text(document.current_total_price),
    currency: shop.currency,
    returnStatus: returnStatus(returnsOfOrder(store, shop.domain, order.id)),
    customer: customer === undefined ? null : { id: customer.id, name: nameOf(currentDocument(customer)) },
    lines: records(document.line_items).map(lineSummary),
  };
}

function lineSummary(line: Document) {
  return {
    title: text(line.title) ?? '',
    variantTitle: text(line.variant_title),
    quantity: integer(line.quantity) ?? 0,
    currentQuantity: integer(line.current_quantity) ?? integer(line.quantity) ?? 0,
    price: text(line.price) ?? '0.00',
  };
}
