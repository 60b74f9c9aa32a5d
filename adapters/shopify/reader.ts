import { PLACEMENT_WINDOW_MS } from '../../core/fold.ts';
import {
  type CompanyId,
  type CustomerId,
  type FulfillmentOrderId,
  gidNumber,
  type Instant,
  type OrderId,
  type ProductId,
  parseGid,
  type ReturnId,
  type ShipmentId,
  type ShopDomain,
} from '../../core/identity.ts';
import type { ReadFailure, SeenOrder, ShopReader, Span } from '../../core/ports.ts';
import { mayRead } from '../../core/shop.ts';
import { isIn, partsFrom } from '../../core/sweep.ts';
import type { AdminGateway } from './admin.ts';
import { readWholeCard } from './card-node.ts';
import { readCompanyNode } from './company-node.ts';
import { COMPANY } from './documents/companies.ts';
import { CHANGED_CUSTOMERS, CUSTOMER_CARD, CUSTOMER_WITH_EMAIL } from './documents/customers.ts';
import { CHANGED_ORDERS, ORDER, ORDER_LINES, ORDERS_NAMED, ORDERS_OF_CUSTOMER } from './documents/orders.ts';
import { PRODUCTS } from './documents/products.ts';
import { RETURN } from './documents/returns.ts';
import { HOLD, SHIPMENT } from './documents/shipments.ts';
import type { LinePageFragment, OrderFieldsFragment } from './generated/admin.generated.d.ts';
import { readHoldNode } from './hold-node.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { nextCursor } from './next-cursor.ts';
import { type LineNode, readOrderNode, readRefundedOrder } from './order-node.ts';
import { readOrderParts } from './order-parts.ts';
import { readProductNode } from './product-node.ts';
import { readFailure } from './read-failure.ts';
import { readGoods } from './read-goods.ts';
import { readReturnNode } from './return-node.ts';
import { readShipmentNode } from './shipment-node.ts';

type FoundOrder = Awaited<ReturnType<ShopReader['order']>>;

/** Most customers have few orders: the first page is small, see the document's cost. */
export const FIRST_PAGE = 20;
export const NEXT_PAGE = 49;
const UNREADABLE = 'the order’s amount is finer than its currency';

/**
 * Reads orders and customers through the Admin API.
 *
 * @param now domain time: it orders what is read among webhooks by their X-Shopify-Triggered-At.
 */
export function createShopReader(gateway: AdminGateway, now: () => Instant): ShopReader {
  async function order(shop: ShopDomain, id: OrderId): Promise<FoundOrder> {
    const readAt = now();
    const result = await gateway.request(shop, ORDER, { id });
    if (result.kind !== 'data') return readFailure(result);
    const found = result.data.order;
    if (!found) return { kind: 'missing' };
    const { lineItems, ...fields } = found;
    const lines = await allLines(gateway, shop, id, lineItems);
    if (lines.kind !== 'lines') return lines;
    const seen = readOrderNode(fields, lines.lines, readAt);
    return seen ? { kind: 'found', seen } : { kind: 'unavailable', problem: UNREADABLE };
  }

  async function returned(shop: ShopDomain, id: ReturnId) {
    const readAt = now();
    const result = await gateway.request(shop, RETURN, { id });
    if (result.kind !== 'data') return readFailure(result);
    const found = result.data.return;
    if (!found) return { kind: 'missing' as const };
    return { kind: 'found' as const, seen: { ...readReturnNode(found), readAt } };
  }

  async function shipment(shop: ShopDomain, id: ShipmentId) {
    const readAt = now();
    const result = await gateway.request(shop, SHIPMENT, { id });
    if (result.kind !== 'data') return readFailure(result);
    const found = result.data.fulfillment;
    if (!found) return { kind: 'missing' as const };
    return { kind: 'found' as const, seen: { shipment: readShipmentNode(found), readAt } };
  }

  async function products(shop: ShopDomain, ids: readonly ProductId[]) {
    const readAt = now();
    const result = await gateway.request(shop, PRODUCTS, { ids: [...ids] });
    if (result.kind !== 'data') return readFailure(result);
    const seen = result.data.nodes.flatMap((node) => (node && 'options' in node ? readProductNode(node, readAt) : []));
    return { kind: 'found' as const, seen };
  }

  async function company(shop: ShopDomain, id: CompanyId) {
    const readAt = now();
    const result = await gateway.request(shop, COMPANY, { id });
    if (result.kind !== 'data') return readFailure(result);
    const found = result.data.company;
    if (!found) return { kind: 'missing' as const };
    return { kind: 'found' as const, seen: { company: id, snapshot: readCompanyNode(found), readAt } };
  }

  async function hold(shop: ShopDomain, id: FulfillmentOrderId) {
    const readAt = now();
    const result = await gateway.request(shop, HOLD, { id });
    if (result.kind !== 'data') return readFailure(result);
    const found = result.data.fulfillmentOrder;
    if (!found) return { kind: 'missing' as const };
    return { kind: 'found' as const, seen: readHoldNode(found, readAt) };
  }

  async function ordersOf(shop: ShopDomain, customer: CustomerId, since: Instant, cursor: string | null) {
    const readAt = now();
    const { afterRecent, afterPast } = parseCursor(cursor);
    const variables = {
      ...queriesFor(customer, since, readAt),
      afterRecent,
      afterPast,
      withRecent: afterPast === null,
      pastFirst: afterPast === null ? FIRST_PAGE : NEXT_PAGE,
    };
    const result = await gateway.request(shop, ORDERS_OF_CUSTOMER, variables);
    if (result.kind !== 'data') return readFailure(result);
    const { recent, past } = result.data;
    const whole = await wholeOrders(shop, recent?.nodes ?? [], readAt, readRefundedOrder);
    if (whole.kind !== 'orders') return whole;
    if (recent?.pageInfo.hasNextPage) {
      return { kind: 'page' as const, seen: whole.seen, cursor: `recent:${recent.pageInfo.endCursor}` };
    }
    const seen = [...whole.seen, ...past.nodes.flatMap((fields) => readRefundedOrder(fields, [], readAt) ?? [])];
    const next = nextCursor(past.pageInfo);
    return { kind: 'page' as const, seen, cursor: next === null ? null : `past:${next}` };
  }

  async function changedOrders(shop: ShopDomain, span: Span, cursor: string | null, scopes: readonly string[]) {
    const readAt = now();
    const withReturns = mayRead('returns', scopes);
    const withShipments = mayRead('shipments', scopes);
    const changed = changedIn(span);
    const result = await gateway.request(shop, CHANGED_ORDERS, {
      // A return that is asked for may change nothing of its order.
      query: withReturns ? `(${changed}) OR return_status:return_requested` : changed,
      after: cursor,
      withReturns,
      withShipments,
      fulfillments: `updated_at:>='${formatInstant(partsFrom(span))}'`,
    });
    if (result.kind !== 'data') return readFailure(result);
    const { nodes, pageInfo } = result.data.orders;
    const orders = nodes.filter(({ updatedAt }) => isIn(span, parseInstant(updatedAt) ?? 0));
    const whole = await wholeOrders(
      shop,
      orders.map(({ returns, fulfillments, ...order }) => order),
      readAt,
    );
    if (whole.kind !== 'orders') return whole;
    const leftOut = [...(withReturns ? [] : ['returns' as const]), ...(withShipments ? [] : ['shipments' as const])];
    const page = { seen: whole.seen, parts: nodes.flatMap(readOrderParts), leftOut, cursor: nextCursor(pageInfo) };
    return { kind: 'page' as const, ...page };
  }

  async function changedCustomers(shop: ShopDomain, span: Span, cursor: string | null, withEmails: boolean) {
    const asked = { query: changedIn(span), after: cursor, withEmails };
    const result = await gateway.request(shop, CHANGED_CUSTOMERS, asked);
    if (result.kind !== 'data') return readFailure(result);
    const { nodes, pageInfo } = result.data.customers;
    const emails = new Map<CustomerId, string>();
    const customers = nodes.flatMap(({ id, updatedAt, defaultEmailAddress }) => {
      const changedAt = parseInstant(updatedAt);
      const customer = changedAt !== null && isIn(span, changedAt) ? parseGid('Customer', id) : null;
      if (customer && defaultEmailAddress) emails.set(customer, defaultEmailAddress.emailAddress);
      return customer ?? [];
    });
    return { kind: 'page' as const, customers, emails, cursor: nextCursor(pageInfo) };
  }

  async function ordersNamed(shop: ShopDomain, name: string) {
    const bare = name.trim().replace(/^#/, '');
    if (bare === '') return { kind: 'found' as const, orders: [] };
    const result = await gateway.request(shop, ORDERS_NAMED, { query: `name:${quoted(bare)}` });
    if (result.kind !== 'data') return readFailure(result);
    return {
      kind: 'found' as const,
      orders: result.data.orders.nodes.flatMap(({ id }) => parseGid('Order', id) ?? []),
    };
  }

  async function customer(shop: ShopDomain, id: CustomerId) {
    const readAt = now();
    const whole = await gateway.request(shop, CUSTOMER_CARD, { id, withAddress: true });
    // Where customers live takes a permission of its own (“Protected customer data”): without it the rest is read all the same.
    const isRefused = whole.kind === 'denied';
    const result = isRefused ? await gateway.request(shop, CUSTOMER_CARD, { id, withAddress: false }) : whole;
    if (result.kind !== 'data') return readFailure(result);
    const found = result.data.customer;
    return found ? { kind: 'found' as const, card: readWholeCard(found, readAt) } : { kind: 'missing' as const };
  }

  async function customerWithEmail(shop: ShopDomain, email: string) {
    const result = await gateway.request(shop, CUSTOMER_WITH_EMAIL, { email });
    if (result.kind !== 'data') return readFailure(result);
    const customer = parseGid('Customer', result.data.customerByIdentifier?.id ?? '');
    return customer === null ? { kind: 'missing' as const } : { kind: 'found' as const, customer };
  }

  /** All of a page with all their lines. One order of unknown worth is left out rather than hide all the others. */
  async function wholeOrders(
    shop: ShopDomain,
    nodes: readonly OrderNode[],
    readAt: Instant,
    readNode: typeof readOrderNode = readOrderNode,
  ): Promise<WholeOrders> {
    const seen: SeenOrder[] = [];
    for (const { lineItems, ...fields } of nodes) {
      const first = readNode(fields, lineItems.nodes, readAt);
      if (!first) continue;
      if (!lineItems.pageInfo.hasNextPage) {
        seen.push(first);
        continue;
      }
      const long = await order(shop, first.order.id);
      if (long.kind === 'found') seen.push(long.seen);
      else if (long.kind !== 'missing') return long;
    }
    return { kind: 'orders', seen };
  }

  return {
    order,
    return: returned,
    shipment,
    products,
    goods: (shop, id, asked) => readGoods(gateway, shop, id, asked),
    company,
    hold,
    ordersOf,
    changedOrders,
    changedCustomers,
    ordersNamed,
    customer,
    customerWithEmail,
  };
}

type OrderNode = OrderFieldsFragment & { readonly lineItems: LinePageFragment };
type WholeOrders = { readonly kind: 'orders'; readonly seen: readonly SeenOrder[] } | ReadFailure;

/**
 * At least what changed in the span: Shopify describes the filter of customers as “matching a whole day”, so the exact
 * times are compared where they are read.
 */
function changedIn({ from, until }: Span): string {
  return `updated_at:>='${formatInstant(from)}' AND updated_at:<='${formatInstant(until)}'`;
}

/** One value of the search syntax, whatever is in it. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Recent pages come before past ones; the past starts over for each recent page, and counts with the last. */
function parseCursor(cursor: string | null): { afterRecent: string | null; afterPast: string | null } {
  if (cursor?.startsWith('past:')) return { afterRecent: null, afterPast: cursor.slice('past:'.length) };
  return { afterRecent: cursor?.slice('recent:'.length) ?? null, afterPast: null };
}

function queriesFor(customer: CustomerId, since: Instant, readAt: Instant): { recent: string; past: string } {
  const owner = `customer_id:${gidNumber(customer)}`;
  const [from, split] = [since, readAt - PLACEMENT_WINDOW_MS].map((at) => new Date(at).toISOString());
  return {
    recent: `${owner} AND created_at:>='${split}'`,
    past: `${owner} AND created_at:>='${from}' AND created_at:<'${split}'`,
  };
}

type AllLines =
  | { readonly kind: 'lines'; readonly lines: readonly LineNode[] }
  | { readonly kind: 'missing' }
  | ReadFailure;

async function allLines(
  gateway: AdminGateway,
  shop: ShopDomain,
  id: OrderId,
  first: LinePageFragment,
): Promise<AllLines> {
  const lines = [...first.nodes];
  let page = first.pageInfo;
  while (page.hasNextPage && page.endCursor) {
    const result = await gateway.request(shop, ORDER_LINES, { id, after: page.endCursor });
    if (result.kind !== 'data') return readFailure(result);
    if (!result.data.order) return { kind: 'missing' };
    lines.push(...result.data.order.lineItems.nodes);
    page = result.data.order.lineItems.pageInfo;
  }
  return { kind: 'lines', lines };
}
