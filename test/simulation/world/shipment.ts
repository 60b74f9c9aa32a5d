import type { Instant } from '../../../core/identity.ts';
import type { Fields } from './graphql.ts';
import { numberOf, type ShopOrder, wholeSecond } from './order.ts';

/** A shipment as the shop keeps it. */
export interface ShopShipment {
  readonly id: string;
  readonly name: string;
  readonly order: string;
  readonly sentAt: Instant;
  readonly promisedAt: Instant | null;
  /** What the carrier told, oldest first. */
  readonly scans: { readonly at: Instant; readonly status: 'IN_TRANSIT' | 'DELIVERED' }[];
}

export function deliveredAt({ scans }: ShopShipment): Instant | null {
  return scans.find(({ status }) => status === 'DELIVERED')?.at ?? null;
}

export function changedAt({ sentAt, scans }: ShopShipment): Instant {
  return scans.at(-1)?.at ?? sentAt;
}

export function shipmentPayload({ id, order }: ShopShipment): string {
  return JSON.stringify({ id: numberOf(id), admin_graphql_api_id: id, order_id: numberOf(order) });
}

export function scanPayload({ id, order, scans }: ShopShipment): string {
  return JSON.stringify({ id: scans.length, fulfillment_id: numberOf(id), order_id: numberOf(order) });
}

export function shipmentFields(found: ShopShipment, order: ShopOrder): Fields {
  const { id, name, sentAt, promisedAt, scans } = found;
  const arrivedAt = deliveredAt(found);
  return {
    id,
    name,
    status: 'SUCCESS',
    displayStatus: scans.at(-1)?.status ?? 'FULFILLED',
    createdAt: wholeSecond(sentAt),
    updatedAt: wholeSecond(changedAt(found)),
    estimatedDeliveryAt: promisedAt && wholeSecond(promisedAt),
    deliveredAt: arrivedAt && wholeSecond(arrivedAt),
    requiresShipping: true,
    trackingInfo: [{ number: '1Z827WK74630' }],
    order: { id: order.id, name: order.name, customer: order.customer === null ? null : { id: order.customer } },
    events: { nodes: scans.map(({ at, status }) => ({ status, happenedAt: wholeSecond(at) })).toReversed() },
  };
}
