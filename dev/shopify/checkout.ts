import * as z from 'zod';
import { type Document, records, text } from './document.ts';
import { type Gid, gidDigits, gidOf, isGid, restId, toGid } from './gid.ts';
import { type OrderLine, orderDocument } from './order-document.ts';
import { currentDocument } from './store/current.ts';
import { type Entity, newEntity, versionOf } from './store/entity.ts';
import type { Shop } from './store/shop.ts';
import type { Store } from './store/store.ts';
import { formatZoned, parseTime } from './zoned-time.ts';

const gid = z.string().refine(isGid, 'is not a gid://shopify/… id');

const email = z.email().optional();
const quantity = z.int().min(1).max(100);

/** Body of `POST /dev/stores/{shop}/orders`: who buys, and what is in the cart. */
export const checkoutRequest = z.strictObject({
  buyer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('known'), id: gid }),
    z.strictObject({ kind: z.literal('new'), name: z.string().trim().min(1), email }),
    z.strictObject({ kind: z.literal('guest'), email }),
  ]),
  lines: z.array(z.strictObject({ variant: gid, quantity })).min(1),
});
export type CheckoutRequest = z.output<typeof checkoutRequest>;
type Buyer = CheckoutRequest['buyer'];

export type CheckoutOutcome = { ok: true; order: Entity; newCustomer: Entity | null } | { ok: false; problem: string };

const FIRST_ORDER_NUMBER = 1001;
const FIRST_ORDER_ID = 6_200_000_000_001;
const FIRST_LINE_ID = 15_200_000_000_001;
const FIRST_CUSTOMER_ID = 7_400_000_000_001;

/** Places a paid order now, as Shopify's checkout would; the caller emits its webhooks. */
export function placeOrder(store: Store, shop: Shop, request: CheckoutRequest, now: Date): CheckoutOutcome {
  const { buyer } = request;
  const known = buyer.kind === 'known' ? store.entity(shop.domain, buyer.id as Gid) : undefined;
  if (buyer.kind === 'known' && known?.type !== 'Customer')
    return { ok: false, problem: `buyer: the shop has no ${buyer.id}` };
  const lines: OrderLine[] = [];
  for (const { variant: variantId, quantity } of request.lines) {
    const product = store.productOfVariant(shop.domain, variantId as Gid);
    const variant = records(product?.document.variants).find(
      (candidate) => gidOf('ProductVariant', candidate) === variantId,
    );
    if (product === undefined || variant === undefined)
      return { ok: false, problem: `lines: the shop has no ${variantId}` };
    const lineId = String(store.nextNumber('id:LineItem', FIRST_LINE_ID));
    lines.push({ product: product.document, variant, quantity, lineId });
  }
  const createdAt = formatZoned(now, shop.timezone);
  const newCustomer = buyer.kind === 'new' ? newCustomerOf(store, shop, buyer, createdAt) : null;
  const customer = newCustomer ?? known ?? null;
  const person = customer === null ? null : currentDocument(customer);
  const document = orderDocument({
    orderId: String(store.nextNumber('id:Order', FIRST_ORDER_ID)),
    number: store.nextNumber(`order-number:${shop.domain}`, FIRST_ORDER_NUMBER),
    currency: shop.currency,
    createdAt,
    customer: person,
    email: text(person?.email) ?? (buyer.kind === 'guest' ? (buyer.email ?? null) : null),
    lines,
    financialStatus: 'paid',
  });
  return { ok: true, order: storeOrder(store, shop, document, now), newCustomer };
}

/** Someone who checks out with a new account. */
function newCustomerOf(store: Store, shop: Shop, buyer: Extract<Buyer, { kind: 'new' }>, createdAt: string): Entity {
  const id = toGid('Customer', String(store.nextNumber('id:Customer', FIRST_CUSTOMER_ID)));
  const [firstName = '', ...rest] = buyer.name.split(' ');
  const address = buyer.email ?? `${buyer.name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}.${gidDigits(id)}@example.com`;
  const customer = newEntity('Customer', id, {
    id: restId(id),
    admin_graphql_api_id: id,
    email: address,
    first_name: firstName,
    last_name: rest.join(' '),
    state: 'disabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    tax_exemptions: [],
    phone: null,
    currency: shop.currency,
    tags: '',
    created_at: createdAt,
    updated_at: createdAt,
  });
  store.putEntity(shop.domain, customer);
  return customer;
}

/** Stores an order that was made here; it counts as delivered in the state it was made. */
export function storeOrder(store: Store, shop: Shop, document: Document, now: Date): Entity {
  const id = gidOf('Order', document);
  if (id === null) throw new Error('an order made here has an id');
  const version = versionOf(parseTime(document.updated_at), now.getTime(), Buffer.from(gidDigits(id)));
  const order = newEntity('Order', id, document, version);
  store.putEntity(shop.domain, order);
  return order;
}
