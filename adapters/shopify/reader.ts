import { PLACEMENT_WINDOW_MS } from '../../core/fold.ts';
import { type CustomerId, gidNumber, type Instant, type OrderId, type ShopDomain } from '../../core/identity.ts';
import type { ReadFailure, SeenOrder, ShopReader } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import { ORDER, ORDER_LINES, ORDERS_OF_CUSTOMER } from './documents.ts';
import type { LinePageFragment } from './generated/admin.generated.d.ts';
import { type LineNode, readOrderNode } from './order-node.ts';
import { readFailure } from './read-failure.ts';

type FoundOrder = Awaited<ReturnType<ShopReader['order']>>;

/** Most customers have few orders: the first page is small, see the document's cost. */
const FIRST_PAGE = 20;
const NEXT_PAGE = 100;
const UNREADABLE = 'the order’s amount is finer than its currency';

/**
 * Reads orders through the Admin API.
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
    const seen: SeenOrder[] = [];
    for (const { lineItems, ...fields } of recent?.nodes ?? []) {
      const first = readOrderNode(fields, lineItems.nodes, readAt);
      // One order of unknown worth is left out rather than hide all the others.
      if (!first) continue;
      if (!lineItems.pageInfo.hasNextPage) {
        seen.push(first);
        continue;
      }
      const long = await order(shop, fields.id as OrderId);
      if (long.kind === 'found') seen.push(long.seen);
      else if (long.kind !== 'missing') return long;
    }
    if (recent?.pageInfo.hasNextPage) {
      return { kind: 'page' as const, seen, cursor: `recent:${recent.pageInfo.endCursor}` };
    }
    seen.push(...past.nodes.flatMap((fields) => readOrderNode(fields, [], readAt) ?? []));
    return {
      kind: 'page' as const,
      seen,
      cursor: past.pageInfo.hasNextPage ? `past:${past.pageInfo.endCursor}` : null,
    };
  }

  return { order, ordersOf };
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
