import { createHash } from 'node:crypto';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { ChangeId } from '../../core/customer-card.ts';
import { HAPPENINGS, type Happening } from '../../core/happening.ts';
import {
  type CompanyId,
  type CustomerId,
  type DecisionId,
  type EffectId,
  gid,
  gidNumber,
  type Instant,
  type OrderId,
  type ProductId,
  parseShopDomain,
  type ReturnId,
  type ReviewId,
  type ShipmentId,
  type ShopDomain,
} from '../../core/identity.ts';
import type { Belonging, Due } from '../../core/ports.ts';
import { parseReviewId, type ReviewProvider, type ReviewRecord } from '../../core/review.ts';

/** The key of one item. Every partition begins with the shop; docs/decisions/001 lists them all. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Sparse, keys only: everything that belongs to one customer, by time. Its partition key is the attribute `customer`, its
 * sort key `customerAt`.
 */
export const CUSTOMER_INDEX = 'belongings';
/**
 * Sparse, keys only, the one index not led by the shop: decisions with waiting effects, shipments to be looked after,
 * customers to be erased, and installed shops with their chores, by the time they are due.
 */
export const DUE_INDEX = 'due';
/** Sparse, keys and `openStates`: decisions with open effects by time. Its partition key is the attribute `open`. */
export const OPEN_INDEX = 'open';

const DUE_SHARDS = 16;
export const DUE_PARTITIONS: readonly string[] = Array.from({ length: DUE_SHARDS }, (_, shard) => duePartition(shard));

/** The one definition of the table, for the local platform, the tests and the cloud. */
export function tableDefinition(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'customer', 'customerAt', 'dueShard', 'dueAt', 'open'].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: keySchema('pk', 'sk'),
    GlobalSecondaryIndexes: [
      {
        IndexName: CUSTOMER_INDEX,
        KeySchema: keySchema('customer', 'customerAt'),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      { IndexName: DUE_INDEX, KeySchema: keySchema('dueShard', 'dueAt'), Projection: { ProjectionType: 'KEYS_ONLY' } },
      {
        IndexName: OPEN_INDEX,
        KeySchema: keySchema('open', 'sk'),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['openStates'] },
      },
    ],
  };
}

function keySchema(partition: string, sort: string): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}

const SHOP = 'shop';

export function shopKey(shop: ShopDomain): Key {
  return { pk: shop, sk: SHOP };
}

export const POLICY_PREFIX = 'policy#';

export function policyKey(shop: ShopDomain, version: number): Key {
  return { pk: shop, sk: `${POLICY_PREFIX}${String(version).padStart(6, '0')}` };
}

/** What a large version does not hold in its own item, from part 1 on. */
export function policyPartKey(shop: ShopDomain, version: number, part: number): Key {
  return { pk: `${shop}#policy#${version}`, sk: String(part) };
}

/** The draft of the rules is part 0; what a large one does not hold follows it. */
export function draftKey(shop: ShopDomain, part: number): Key {
  return { pk: `${shop}#draft`, sk: String(part) };
}

const REDACTION = 'redaction';

/** The deleting of all else that is kept of the shop. */
export function redactionKey(shop: ShopDomain): Key {
  return { pk: shop, sk: REDACTION };
}

export const SESSION_PREFIX = 'session#';

export function sessionKey(shop: ShopDomain, id: string): Key {
  return { pk: shop, sk: `${SESSION_PREFIX}${id}` };
}

export function orderKey(shop: ShopDomain, id: OrderId): Key {
  return { pk: `${shop}#order#${gidNumber(id)}`, sk: 'order' };
}

export function productKey(shop: ShopDomain, id: ProductId): Key {
  return { pk: `${shop}#product#${gidNumber(id)}`, sk: 'product' };
}

/** Every company of the shop, with its people. */
export function companiesPartition(shop: ShopDomain): string {
  return `${shop}#companies`;
}

export function companyKey(shop: ShopDomain, id: CompanyId): Key {
  return { pk: companiesPartition(shop), sk: gidNumber(id) };
}

/** What each order counts for one company. */
export function companyOrdersPartition(shop: ShopDomain, id: CompanyId): string {
  return `${shop}#company#${gidNumber(id)}`;
}

/** Led by the day on which it was placed, which the platform never changes: so a year of them is one range. */
export function companyOrderKey(shop: ShopDomain, company: CompanyId, order: OrderId, placedAt: Instant): Key {
  return { pk: companyOrdersPartition(shop, company), sk: `${companyDay(placedAt)}~${gidNumber(order)}` };
}

/** All that were placed on the UTC days from the one to the other. */
export function companyDays({ from, to }: { readonly from: Instant; readonly to: Instant }): readonly [string, string] {
  return [companyDay(from), `${companyDay(to)}~~`];
}

/** The order of such an item. */
export function orderOfCompanyKey({ sk }: Key): OrderId | null {
  return gid('Order', sk.split('~')[1] ?? '');
}

function companyDay(at: Instant): string {
  return sortableTime(at).slice(0, 10);
}

const RETURN_PREFIX = 'return#';

/** A return stands beside its order: one query finds all that was decided about both. */
export function returnKey(shop: ShopDomain, order: OrderId, id: ReturnId): Key {
  return { pk: orderKey(shop, order).pk, sk: `${RETURN_PREFIX}${gidNumber(id)}` };
}

const SHIPMENT_PREFIX = 'shipment#';

/** So does a shipment. */
export function shipmentKey(shop: ShopDomain, order: OrderId, id: ShipmentId): Key {
  return { pk: orderKey(shop, order).pk, sk: `${SHIPMENT_PREFIX}${gidNumber(id)}` };
}

/** One customer's items: the head and one item for each quarter with orders. */
export function customerPartition(shop: ShopDomain, id: CustomerId): string {
  return `${shop}#customer#${gidNumber(id)}`;
}

/** What the shop told of one customer, at one time each; beside the customer's own partition, which is read as a whole. */
export function changeKey(shop: ShopDomain, customer: CustomerId, id: ChangeId): Key {
  return { pk: `${shop}#changes#${gidNumber(customer)}`, sk: id };
}

/** Where a record stands among everything that belongs to its customer; absent where it belongs to none. */
export interface OfCustomer {
  readonly customer: string;
  /** `<ISO time>~<kind or what happened>~<number>`: sorts by time. A decision's and a change's is its id. */
  readonly customerAt: string;
}

export function orderOfCustomer(
  shop: ShopDomain,
  customer: CustomerId,
  order: OrderId,
  createdAt: Instant,
): OfCustomer {
  const customerAt = `${sortableTime(createdAt)}~order~${gidNumber(order)}`;
  return { customer: customerPartition(shop, customer), customerAt };
}

export function returnOfCustomer(
  shop: ShopDomain,
  customer: CustomerId,
  id: ReturnId,
  requestedAt: Instant,
): OfCustomer {
  const customerAt = `${sortableTime(requestedAt)}~return~${gidNumber(id)}`;
  return { customer: customerPartition(shop, customer), customerAt };
}

export function shipmentOfCustomer(
  shop: ShopDomain,
  customer: CustomerId,
  id: ShipmentId,
  sentAt: Instant,
): OfCustomer {
  const customerAt = `${sortableTime(sentAt)}~shipment~${gidNumber(id)}`;
  return { customer: customerPartition(shop, customer), customerAt };
}

export function decisionOfCustomer(shop: ShopDomain, customer: CustomerId, decision: DecisionId): OfCustomer {
  return { customer: customerPartition(shop, customer), customerAt: decision };
}

export function reviewOfCustomer(
  shop: ShopDomain,
  customer: CustomerId,
  review: ReviewId,
  postedAt: Instant,
): OfCustomer {
  return { customer: customerPartition(shop, customer), customerAt: `${sortableTime(postedAt)}~review~${review}` };
}

export function changeOfCustomer(shop: ShopDomain, customer: CustomerId, id: ChangeId): OfCustomer {
  return { customer: customerPartition(shop, customer), customerAt: id };
}

/** A customer who was merged belongs to the one who was kept. */
export function mergedOfCustomer(shop: ShopDomain, kept: CustomerId, gone: CustomerId, at: Instant): OfCustomer {
  const customerAt = `${sortableTime(at)}~customer~${gidNumber(gone)}`;
  return { customer: customerPartition(shop, kept), customerAt };
}

/** Beside the order's own partition, in which each item is a record. */
export function happeningKey(shop: ShopDomain, { order, what, number }: Omit<Happening, 'at'>): Key {
  return { pk: `${shop}#happened#${gidNumber(order)}`, sk: `${what}#${number}` };
}

export function messageKey(shop: ShopDomain, decision: DecisionId, effect: EffectId): Key {
  return { pk: `${shop}#sent#${decision}`, sk: effect };
}

/** After whatever began at the same moment: the platform’s times are whole seconds. */
export function laterOfCustomer(shop: ShopDomain, customer: CustomerId, at: Instant, name: string): OfCustomer {
  return { customer: customerPartition(shop, customer), customerAt: `${sortableTime(at)}~then~${name}` };
}

/** What an entry of the index by customer stands for. */
export function parseBelonging({ pk, sk, customerAt }: Key & Pick<OfCustomer, 'customerAt'>): Belonging {
  const at = Date.parse(customerAt.slice(0, customerAt.indexOf('~')));
  const [, kind, number = ''] = pk.split('#');
  if (kind === 'decisions') return { kind: 'decision', id: sk as DecisionId, at };
  if (kind === 'changes') return { kind: 'change', id: sk as ChangeId, at };
  if (kind === 'customer') {
    const customer = gid('Customer', number);
    if (customer) return { kind, id: customer, at };
  }
  if (kind === 'sent') return { kind: 'message', decision: number as DecisionId, effect: sk as EffectId, at };
  if (kind === 'happened') return parseHappening(number, sk, at);
  const order = kind === 'order' ? gid('Order', number) : null;
  if (order) {
    const returned = sk.startsWith(RETURN_PREFIX) ? gid('Return', sk.slice(RETURN_PREFIX.length)) : null;
    if (returned) return { kind: 'return', id: returned, order, at };
    const shipment = parseShipment(sk);
    return shipment ? { kind: 'shipment', id: shipment, order, at } : { kind: 'order', id: order, at };
  }
  const review = kind === 'review' ? parseReviewId(number) : null;
  if (review) return { kind: 'review', id: review, at };
  throw new Error(`nothing that belongs to a customer: ${pk}`);
}

function parseHappening(orderNumber: string, sk: string, at: Instant): Belonging {
  const [name, number = ''] = sk.split('#');
  const what = HAPPENINGS.find((each) => each === name);
  const order = gid('Order', orderNumber);
  if (!what || !order) throw new Error(`nothing that happens: ${sk}`);
  return { kind: 'happening', what, order, number, at };
}

function parseShipment(sk: string): ShipmentId | null {
  return sk.startsWith(SHIPMENT_PREFIX) ? gid('Fulfillment', sk.slice(SHIPMENT_PREFIX.length)) : null;
}

/** `month` is `YYYY-MM`, UTC. */
export function decisionPartition(shop: ShopDomain, month: string): string {
  return `${shop}#decisions#${month}`;
}

export function decisionKey(shop: ShopDomain, id: DecisionId): Key {
  return { pk: decisionPartition(shop, id.slice(0, 7)), sk: id };
}

/** Every decision of the shop with an effect that waits for a person. */
export function openPartition(shop: ShopDomain): string {
  return `${shop}#open`;
}

/** Everybody of the shop whose data was erased. */
export function erasedPartition(shop: ShopDomain): string {
  return `${shop}#erased`;
}

/** Authors of reviews, known by their e-mail address alone, whose data was erased. */
export function erasedAuthorsPartition(shop: ShopDomain): string {
  return `${shop}#erased-authors`;
}

/** A request's sort key is the platform's number of it. */
export function requestsPartition(shop: ShopDomain): string {
  return `${shop}#requests`;
}

/**
 * The inverse of `shopKey`, `decisionKey`, `orderKey`, `shipmentKey`, `redactionKey` and the keys of erasures: a shop's own item stands for
 * its chores.
 */
export function parseDueKey({ pk, sk }: Key): Due {
  const [domain = '', kind, number = ''] = pk.split('#');
  const shop = parseShopDomain(domain);
  if (!shop) throw new Error(`not the key of anything due: ${pk}`);
  const order = kind === 'order' ? gid('Order', number) : null;
  const shipment = parseShipment(sk);
  if (order && shipment) return { kind: 'shipment', shop, order, shipment };
  if (order) return { kind: 'order', shop, order };
  if (kind === 'erased') return { kind: 'erasure', shop, erasure: sk };
  if (kind === undefined && sk === REDACTION) return { kind: 'redaction', shop };
  return sk === SHOP ? { kind: 'chores', shop } : { kind: 'decision', shop, decision: sk as DecisionId };
}

/** A hash spreads the decisions of one moment over partitions, each good for 1,000 writes a second. */
export function dueAttributes(key: Key, at: Instant): { readonly dueShard: string; readonly dueAt: string } {
  const hash = createHash('sha256').update(`${key.pk}\n${key.sk}`).digest();
  return { dueShard: duePartition(hash.readUInt8(0) % DUE_SHARDS), dueAt: sortableTime(at) };
}

function duePartition(shard: number): string {
  return `due#${String(shard).padStart(2, '0')}`;
}

export function parkedPartition(shop: ShopDomain): string {
  return `${shop}#parked`;
}

/** The parts of one parked delivery's body. */
export function parkedPartsPartition(shop: ShopDomain, id: string): string {
  return `${shop}#parked#${id}`;
}

/** A sweep's sort key is its id, which begins with its ISO time. */
export function sweepPartition(shop: ShopDomain): string {
  return `${shop}#sweeps`;
}

export function reviewConnectionKey(shop: ShopDomain, provider: ReviewProvider): Key {
  return { pk: shop, sk: `reviews#${provider}` };
}

export function reviewKey(shop: ShopDomain, id: ReviewId): Key {
  return { pk: `${shop}#review#${id}`, sk: 'review' };
}

/** The place of a review in the list of all: it never moves. */
export function reviewListKey(
  shop: ShopDomain,
  { firstSeenAt, review }: Pick<ReviewRecord, 'firstSeenAt' | 'review'>,
): Key {
  return { pk: reviewsPartition(shop), sk: `${sortableTime(firstSeenAt)}~${review.id}` };
}

export function reviewsPartition(shop: ShopDomain): string {
  return `${shop}#reviews`;
}

/** An import's sort key is its id, which begins with its ISO time. */
export function importPartition(shop: ShopDomain): string {
  return `${shop}#imports`;
}

/** Counts of one UTC day. */
export function countsKey(shop: ShopDomain, at: Instant): Key {
  return { pk: `${shop}#counts`, sk: sortableTime(at).slice(0, 10) };
}

/** ISO 8601 in UTC: sorts as text. */
export function sortableTime(at: Instant): string {
  return new Date(at).toISOString();
}
