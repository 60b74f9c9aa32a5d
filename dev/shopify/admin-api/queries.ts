import { GraphQLError } from 'graphql';
import { bulkOperationsView, bulkOperationView } from '../bulk/bulk-view.ts';
import { integer, text } from '../document.ts';
import { compareGids, type Gid, gidType, toGid } from '../gid.ts';
import { matchesCustomer } from '../search/customer-search.ts';
import { matchesOrder } from '../search/order-search.ts';
import { matchesProduct } from '../search/product-search.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { nameOf } from '../views/address.ts';
import { companyView } from '../views/company.ts';
import { APP_ID } from '../views/metafield.ts';
import { type OrdersArguments, ordersConnection, paddedDigits } from '../views/orders-connection.ts';
import { returnableFulfillmentViews } from '../views/return.ts';
import { appInstallationView, shopView } from '../views/shop.ts';
import { connectionOf, type PageArguments, paginate, type Reading, type View } from '../views/view.ts';
import { viewById } from '../views/view-of.ts';
import { isVisible, visibleOrder } from '../views/visible-order.ts';
import { parseTime } from '../zoned-time.ts';
import type { Context, Resolver } from './context.ts';
import { requireGid, requireGidOf } from './ids.ts';

/** The root queries that are emulated. */
export const queries: Readonly<Record<string, Resolver>> = {
  shop: (_args, { reading }) => shopView(reading),
  currentAppInstallation: (_args, { reading, apiKey }) => appInstallationView(reading, apiKey),
  appInstallation: ({ id }, { reading, apiKey }) =>
    id == null || requireGid(id) === toGid('AppInstallation', reading.shop.id)
      ? appInstallationView(reading, apiKey)
      : null,
  app: ({ id }, { reading, apiKey }) =>
    id == null || requireGid(id) === toGid('App', APP_ID) ? appInstallationView(reading, apiKey).app : null,
  node: ({ id }, context) => nodeById(requireGid(id), context),
  nodes: ({ ids }, context) => (ids as unknown[]).map((id) => nodeById(requireGid(id), context)),
  order: byId('Order'),
  company: ({ id }, { reading }) => companyView(requireGidOf('Company', id), reading),
  customer: byId('Customer'),
  product: byId('Product'),
  productVariant: byId('ProductVariant'),
  refund: byId('Refund'),
  fulfillment: byId('Fulfillment'),
  return: byId('Return'),
  fulfillmentOrder: byId('FulfillmentOrder'),
  returnableFulfillment: byId('ReturnableFulfillment'),
  returnableFulfillments: (args, { reading }) => {
    const order = visibleOrder(requireGidOf('Order', args.orderId), reading);
    const views = order === undefined ? [] : returnableFulfillmentViews(order, reading);
    return connectionOf('ReturnableFulfillment', views, args as PageArguments);
  },
  storeCreditAccount: byId('StoreCreditAccount'),
  bulkOperation: ({ id }, { reading, bulk }) => {
    const operation = bulk.find(reading.shop.domain, requireGidOf('BulkOperation', id));
    return operation === undefined ? null : bulkOperationView(operation);
  },
  bulkOperations: (args, { reading, bulk }) => {
    if (text(args.query) !== null || args.reverse === true) throw notEmulated('a search of bulk operations');
    return bulkOperationsView(bulk.of(reading.shop.domain), args);
  },
  orders: (args, { reading }) => ordersConnection(ordersOf(reading), args as OrdersArguments, reading),
  ordersCount: ({ query, limit }, { reading }) => {
    const matches = matchesOrder(text(query) ?? '', reading);
    return countView(ordersOf(reading).filter((order) => isVisible(order, reading) && matches(order)).length, limit);
  },
  customers: (args, { reading }) => {
    const matches = matchesCustomer(text(args.query) ?? '', reading.now);
    const customers = reading.store.entities(reading.shop.domain, 'Customer').filter(matches);
    return listing('Customer', customers, args, reading, customerSortValue);
  },
  customerByIdentifier: ({ identifier }, { reading }) => {
    const { id, emailAddress, phoneNumber } = (identifier ?? {}) as Record<string, unknown>;
    const wanted = { id: text(id), email: text(emailAddress)?.toLowerCase() ?? null, phone: text(phoneNumber) };
    const customer = reading.store.entities(reading.shop.domain, 'Customer').find((each) => {
      const document = currentDocument(each);
      const email = text(document.email)?.toLowerCase() ?? null;
      return (
        (wanted.id !== null && each.id === wanted.id) ||
        (wanted.email !== null && email === wanted.email) ||
        (wanted.phone !== null && text(document.phone) === wanted.phone)
      );
    });
    return customer === undefined ? null : reading.viewOf(customer);
  },
  customersCount: ({ query, limit }, { reading }) => {
    const customers = reading.store.entities(reading.shop.domain, 'Customer');
    return countView(customers.filter(matchesCustomer(text(query) ?? '', reading.now)).length, limit);
  },
  products: (args, { reading }) => {
    const matches = matchesProduct(text(args.query) ?? '', reading.now);
    const products = reading.store.entities(reading.shop.domain, 'Product').filter(matches);
    return listing('Product', products, args, reading, productSortValue);
  },
  productsCount: ({ query, limit }, { reading }) => {
    const products = reading.store.entities(reading.shop.domain, 'Product');
    return countView(products.filter(matchesProduct(text(query) ?? '', reading.now)).length, limit);
  },
};

function byId(type: string): Resolver {
  return ({ id }, { reading }) => viewById(requireGidOf(type, id), reading);
}

function nodeById(id: Gid, { reading, apiKey }: Context): View | null {
  if (gidType(id) === 'AppInstallation') return appInstallationView(reading, apiKey);
  return viewById(id, reading);
}

function ordersOf({ store, shop }: Reading): Entity[] {
  return store.entities(shop.domain, 'Order');
}

function countView(count: number, limit: unknown): View {
  const most = integer(limit);
  const isCut = most !== null && count > most;
  return { __typename: 'Count', count: isCut ? most : count, precision: isCut ? 'AT_LEAST' : 'EXACT' };
}

function listing(
  type: 'Customer' | 'Product',
  items: Entity[],
  args: Record<string, unknown>,
  reading: Reading,
  sortValue: (entity: Entity, sortKey: string) => string | number,
): View {
  const sortKey = text(args.sortKey) ?? 'ID';
  const sorted = [...items].sort((left, right) => compareGids(left.id, right.id));
  const sortBy = (entity: Entity) => sortValue(entity, sortKey);
  return paginate(type, { items: sorted, idOf: ({ id }) => id, sortBy, toNode: reading.viewOf }, args as PageArguments);
}

function customerSortValue(customer: Entity, sortKey: string): string | number {
  const document = currentDocument(customer);
  switch (sortKey) {
    case 'ID':
    case 'RELEVANCE':
      return paddedDigits(customer);
    case 'CREATED_AT':
    case 'UPDATED_AT':
      return parseTime(document[sortKey.toLowerCase()]) ?? 0;
    case 'NAME':
      return nameOf(document);
    default:
      throw notEmulated(`CustomerSortKeys.${sortKey}`);
  }
}

function productSortValue(product: Entity, sortKey: string): string | number {
  const document = currentDocument(product);
  switch (sortKey) {
    case 'ID':
    case 'RELEVANCE':
      return paddedDigits(product);
    case 'CREATED_AT':
    case 'UPDATED_AT':
    case 'PUBLISHED_AT':
      return parseTime(document[sortKey.toLowerCase()]) ?? 0;
    case 'TITLE':
    case 'VENDOR':
    case 'PRODUCT_TYPE':
      return text(document[sortKey.toLowerCase()]) ?? '';
    default:
      throw notEmulated(`ProductSortKeys.${sortKey}`);
  }
}

export function notEmulated(what: string): GraphQLError {
  return new GraphQLError(`not emulated: ${what}`, { extensions: { code: 'NOT_EMULATED' } });
}
