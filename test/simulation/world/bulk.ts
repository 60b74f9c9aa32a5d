import { customerFields } from './customer-fields.ts';
import { execute, type Fields } from './graphql.ts';
import type { Internet } from './http.ts';
import { decimal, type ShopOrder, wholeSecond } from './order.ts';
import { matching, type Page } from './pages.ts';
import type { Ground } from './process.ts';
import { productFields } from './product.ts';
import { returnFields, type ShopReturn } from './return.ts';
import type { SimulatedShop } from './shop.ts';
import { orderFields } from './shop-fields.ts';

/** What a shop puts together for the app in its own time. */
export interface BulkOperation {
  readonly id: string;
  readonly query: string;
  readonly createdAt: number;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED' | 'EXPIRED';
  /** One JSON object each; none before it is completed. */
  lines: readonly string[];
}

const LONGEST_MS = 20 * 60_000;
/** Files are kept for seven days. */
const KEPT_MS = 7 * 86_400_000;
/** Fewer than the platform’s five, so that one is refused now and then. */
const MOST_AT_ONCE = 2;
const PATIENCE_MS = 4_000;
export const FILES_HOST = 'files.example';
const PARENT = '"__parentId"';

/** Null where too many are under way. */
export function beginBulk(internet: Internet, shop: SimulatedShop, query: string): BulkOperation | null {
  const { agenda, chance, deliveries, faults } = internet;
  if (shop.bulk.filter(({ status }) => status === 'RUNNING').length >= MOST_AT_ONCE) return null;
  const number = `${shop.number}${String(shop.bulk.length + 1).padStart(2, '0')}`;
  const id = `gid://shopify/BulkOperation/${number}`;
  const name = `bulk ${shop.domain} ${number}`;
  const operation: BulkOperation = { id, query, createdAt: agenda.now(), status: 'RUNNING', lines: [] };
  shop.bulk.push(operation);
  const asBegun = linesOf(shop, query);
  const begunAs = new Map(asBegun.map((line) => [idOf(line), line]));
  const end = () => {
    if (operation.status !== 'RUNNING') return;
    const isFailed = faults.strikes('admin.http_500', name);
    operation.status = isFailed ? 'FAILED' : 'COMPLETED';
    const atEnd = linesOf(shop, query);
    // Each line is as it was at some moment meanwhile, together with what belongs to it.
    operation.lines = atEnd.some((line) => line.includes(PARENT))
      ? ([asBegun, atEnd][Math.floor(chance.of(`${name} lines`) * 2)] ?? atEnd)
      : atEnd.map((line, index) =>
          chance.of(`${name} line ${index}`) < 0.5 ? (begunAs.get(idOf(line)) ?? line) : line,
        );
    const body = JSON.stringify({ admin_graphql_api_id: id, status: operation.status.toLowerCase() });
    if (shop.installed) deliveries.tell({ shop: shop.domain, topic: 'bulk_operations/finish', body, subject: id });
  };
  agenda.at(agenda.now() + Math.ceil(LONGEST_MS * chance.of(name) ** 3), end);
  agenda.at(agenda.now() + KEPT_MS, () => {
    if (operation.status === 'COMPLETED') operation.status = 'EXPIRED';
  });
  return operation;
}

/** In the order in which they were placed, which stays. */
function linesOf(shop: SimulatedShop, query: string): string[] {
  const edges = (nodes: readonly Fields[]) => ({ edges: nodes.map((node) => ({ node })) });
  const products = [
    ...new Set([...shop.orders.values()].flatMap(({ lines }) => lines.flatMap(({ product }) => product ?? []))),
  ];
  const ordered = (id: string) => [...shop.orders.values()].filter(({ customer }) => customer === id).length;
  const returnsOf = (order: ShopOrder) =>
    [...shop.returns.values()]
      .filter((each) => each.order === order.id)
      .map((each) => ({ ...returnFields(each, order), returnLineItems: edges([returnedItem(each, order)]) }));
  const data = execute(
    query,
    {},
    {
      orders: (page: Page) =>
        edges(
          matching([...shop.orders.values()], { ...page, query: page.query?.replace(HAS_RETURN, '') ?? '' }).map(
            (order) => ({ ...orderFields(shop, order), returns: edges(returnsOf(order)) }),
          ),
        ),
      products: () => edges(products.map((id) => productFields(shop, id)).filter((product) => product !== null)),
      customers: () =>
        edges(
          [...shop.customers.values()].map((customer) => ({
            ...customerFields(customer),
            numberOfOrders: String(ordered(customer.id)),
          })),
        ),
    },
  );
  return Object.values(data).flatMap((found) => linesBelow(found as Connection, {}));
}

/** Every order is listed here, whether it has one or not. */
const HAS_RETURN = ' AND -return_status:no_return';

interface Connection {
  readonly edges: readonly { readonly node: Fields }[];
}

function idOf(line: string): unknown {
  return (JSON.parse(line) as Fields).id;
}

/** Each object right above what belongs to it. */
function linesBelow({ edges }: Connection, parent: { readonly __parentId?: unknown }): string[] {
  return edges.flatMap(({ node }) => {
    const isBelow = (value: unknown): value is Connection =>
      typeof value === 'object' && value !== null && 'edges' in value;
    const own = Object.entries(node).filter(([, value]) => !isBelow(value));
    const below = Object.values(node).filter(isBelow);
    const line = JSON.stringify({ ...Object.fromEntries(own), ...parent });
    return [line, ...below.flatMap((connection) => linesBelow(connection, { __parentId: node.id }))];
  });
}

function returnedItem({ id, items, valueMinor }: ShopReturn, { currency }: ShopOrder): Fields {
  return {
    __typename: 'ReturnLineItem',
    id: id.replace('/Return/', '/ReturnLineItem/'),
    quantity: items,
    withCodeDiscountedTotalPriceSet: { shopMoney: { amount: decimal(valueMinor), currencyCode: currency } },
  };
}

export function bulkFields(shop: SimulatedShop, { id, query, createdAt, status, lines }: BulkOperation): Fields {
  const isThere = status === 'COMPLETED' && lines.length > 0;
  return {
    id,
    query,
    status,
    errorCode: status === 'FAILED' ? 'TIMEOUT' : null,
    createdAt: wholeSecond(createdAt),
    rootObjectCount: String(lines.filter((line) => !line.includes(PARENT)).length),
    objectCount: String(lines.length),
    url: isThere ? `https://${FILES_HOST}/${shop.domain}/${id.split('/').at(-1)}` : null,
  };
}

/** The server of the files, with all that happens on the way; it does not always take ranges. */
export async function answerFile(
  { agenda, chance, faults }: Ground,
  { bulk }: SimulatedShop,
  number: string,
  range: string,
  at: string,
): Promise<Response> {
  if (faults.strikes('admin.timeout_before', at)) {
    await new Promise<void>((resolve) => agenda.at(agenda.now() + PATIENCE_MS, resolve));
    throw new TypeError('fetch failed');
  }
  const operation = bulk.find(({ id }) => id.endsWith(`/${number}`));
  if (operation?.status !== 'COMPLETED') return fileResponse(404);
  if (faults.strikes('admin.http_500', at)) return fileResponse(503);
  const bytes = Buffer.from(operation.lines.map((line) => `${line}\n`).join(''));
  const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
  const takesRanges = chance.of(`ranges ${at}`) < 0.8;
  if (takesRanges && from >= bytes.length) return fileResponse(416);
  const sent = takesRanges ? bytes.subarray(from) : bytes;
  const breaks = faults.strikes('admin.http_500_after', at);
  return fileResponse(
    takesRanges ? 206 : 200,
    sent,
    breaks ? Math.floor(sent.length * chance.of(`breaks ${at}`)) : null,
  );
}

const CHUNK_BYTES = 700;

/** What the reader of files reads of a response. `breaksAt`: after so many bytes the connection is lost. */
function fileResponse(status: number, bytes: Uint8Array | null = null, breaksAt: number | null = null): Response {
  async function* chunks() {
    const whole = bytes?.subarray(0, breaksAt ?? bytes.length) ?? new Uint8Array();
    for (let start = 0; start < whole.length; start += CHUNK_BYTES) yield whole.subarray(start, start + CHUNK_BYTES);
    if (breaksAt !== null) throw new TypeError('terminated');
  }
  const body = bytes && { [Symbol.asyncIterator]: chunks, cancel: async () => undefined };
  return { ok: status < 300, status, body } as unknown as Response;
}
