import type { Dispute } from '../../core/dispute.ts';
import type { OrderPlaced, ReturnRequested, ReviewPosted, ShipmentDelayed } from '../../core/event.ts';
import { gid, type OrderId, parseShopDomain, reviewId } from '../../core/identity.ts';
import type { OrderSnapshot, Refund, SnapshotVersion } from '../../core/order.ts';
import type { ShopStore } from '../../core/ports.ts';
import type { ProductSnapshot } from '../../core/product.ts';
import type { ReturnSnapshot } from '../../core/return.ts';
import type { RiskAssessment } from '../../core/risk.ts';
import type { ShipmentRecord, ShipmentSnapshot } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';

/** Typed builders: a test names only what matters to it. */

export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

function present<T>(value: T | null): T {
  if (value === null) throw new Error('the builder was given an unusable value');
  return value;
}

export const orderId = (number: number | string): OrderId => present(gid('Order', String(number)));
export const customerId = (number: number | string) => present(gid('Customer', String(number)));
export const companyId = (number: number | string) => present(gid('Company', String(number)));
export const refundId = (number: number | string) => present(gid('Refund', String(number)));
export const productId = (number: number | string) => present(gid('Product', String(number)));
export const returnId = (number: number | string) => present(gid('Return', String(number)));
export const shipmentId = (number: number | string) => present(gid('Fulfillment', String(number)));
export const disputeId = (number: number | string) => present(gid('ShopifyPaymentsDispute', String(number)));
export const shopDomain = (name: string) => present(parseShopDomain(`${name}.myshopify.com`));
export const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

export function buildShop(over: Partial<Shop> = {}): Shop {
  return {
    domain: shopDomain('atelier'),
    currency: 'USD',
    currencySince: null,
    timezone: 'America/New_York',
    plan: 'Grow',
    scopes: ['read_orders', 'write_orders', 'read_all_orders'],
    installedAt: NOW - 30 * DAY_MS,
    uninstalledAt: null,
    policyVersion: 1,
    perksStoppedAt: null,
    perksTurned: null,
    breaker: null,
    imported: null,
    chores: { sweepAt: NOW + DAY_MS, move: null, replayAt: null, notBefore: 0 },
    ...over,
  };
}

/** Of a shop that nothing keeps from installing. */
export async function installed(shops: Pick<ShopStore, 'install'>, ...call: Parameters<ShopStore['install']>) {
  const shop = await shops.install(...call);
  if (shop === 'being_deleted') throw new Error('the shop is being deleted');
  return shop;
}

const threeSizes = ['S / Navy', 'M / Navy', 'L / Navy'].map((variantTitle) => ({
  product: productId(501),
  title: 'Oxford shirt',
  variantTitle,
  quantity: 1,
}));

export function buildOrder(over: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    id: orderId(1001),
    name: '#1001',
    customer: customerId(7),
    createdAt: NOW,
    cancelledAt: null,
    test: false,
    financialStatus: 'paid',
    total: usd(18_000),
    lines: threeSizes,
    refunds: [],
    ...over,
  };
}

export function buildPlaced(over: Partial<OrderPlaced> = {}): OrderPlaced {
  return { type: 'order.placed', order: orderId(1001), orderName: '#1001', customer: customerId(7), at: NOW, ...over };
}

export function buildReturn(over: Partial<ReturnSnapshot> = {}): ReturnSnapshot {
  return {
    id: returnId(501),
    name: '#1001-R1',
    order: orderId(1001),
    orderName: '#1001',
    orderedAt: NOW - 10 * DAY_MS,
    customer: customerId(7),
    status: 'requested',
    requestedAt: NOW,
    items: 1,
    value: usd(6_000),
    ...over,
  };
}

export function buildRequested(over: Partial<ReturnRequested> = {}): ReturnRequested {
  const subject = { return: returnId(501), returnName: '#1001-R1', order: orderId(1001), orderName: '#1001' };
  return { type: 'return.requested', ...subject, customer: customerId(7), at: NOW, ...over };
}

/** Sent two days ago and on its way; `NOW` is a Friday. */
export function buildShipment(over: Partial<ShipmentSnapshot> = {}): ShipmentSnapshot {
  return {
    id: shipmentId(701),
    name: '#1001.1',
    order: orderId(1001),
    orderName: '#1001',
    customer: customerId(7),
    status: 'sent',
    sentAt: NOW - 2 * DAY_MS,
    isTracked: true,
    promisedAt: null,
    deliveredAt: null,
    lastScan: { at: NOW - DAY_MS, status: 'in_transit' },
    ...over,
  };
}

export function buildShipmentRecord(over: Partial<ShipmentRecord> = {}): ShipmentRecord {
  return {
    revision: 1,
    snapshot: buildShipment(),
    readAt: NOW,
    delay: 'awaited',
    decision: null,
    lookAt: NOW + 4 * DAY_MS,
    ...over,
  };
}

export function buildDelayed(over: Partial<ShipmentDelayed> = {}): ShipmentDelayed {
  const subject = { shipment: shipmentId(701), shipmentName: '#1001.1', order: orderId(1001), orderName: '#1001' };
  return { type: 'shipment.delayed', ...subject, customer: customerId(7), at: NOW, ...over };
}

export function buildReview(over: Partial<ReviewPosted> = {}): ReviewPosted {
  return {
    type: 'review.posted',
    review: present(reviewId('judgeme', '120441')),
    reviewName: 'Oxford shirt',
    rating: 2,
    order: orderId(1001),
    orderName: '#1001',
    customer: customerId(7),
    at: NOW,
    ...over,
  };
}

export function buildProduct(over: Partial<ProductSnapshot> = {}): ProductSnapshot {
  const id = productId(501);
  return { id, title: 'Oxford shirt', type: 'Shirt', tags: ['new'], options: ['Size', 'Color'], ...over };
}

export function buildVersion(over: Partial<SnapshotVersion> = {}): SnapshotVersion {
  return { updatedAt: NOW, triggeredAt: NOW, bodyHash: 'a', ...over };
}

export function buildRefund(over: Partial<Refund> = {}): Refund {
  return { id: refundId(9001), order: orderId(1001), amount: usd(5_000), createdAt: NOW, ...over };
}

export function buildAssessment(over: Partial<RiskAssessment> = {}): RiskAssessment {
  return { provider: null, answer: 'low', at: NOW, ...over };
}

export function buildDispute(over: Partial<Dispute> = {}): Dispute {
  return {
    id: disputeId(301),
    type: 'chargeback',
    status: 'needs_response',
    openedAt: NOW,
    toldAt: NOW,
    ...over,
  };
}
