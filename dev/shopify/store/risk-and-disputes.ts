import { type Document, idDigits } from '../document.ts';
import { type Gid, gidOf, toGid } from '../gid.ts';
import { applySnapshot, type Delivered, versionFor } from './snapshot.ts';
import type { Store } from './store.ts';

/** Each assessor has one word about an order; neither has an id of its own in Shopify. */
export function applyRisk(store: Store, domain: string, delivered: Delivered): void {
  const { payload } = delivered;
  const order = idDigits(payload.order_id);
  if (order === null) return;
  const id = toGid('OrderRiskAssessment', `${order}-${idDigits(payload.provider_id) ?? 'shopify'}`);
  const assessment = { ...payload, admin_graphql_api_id: id };
  applySnapshot(store, domain, 'OrderRiskAssessment', assessment, versionFor(delivered));
}

export function applyDispute(store: Store, domain: string, delivered: Delivered): void {
  applySnapshot(store, domain, 'ShopifyPaymentsDispute', delivered.payload, versionFor(delivered));
}

export function assessmentsOf(store: Store, domain: string, order: Gid): Document[] {
  return aboutOrder(store, domain, 'OrderRiskAssessment', order);
}

/** The oldest first. */
export function disputesOf(store: Store, domain: string, order: Gid): { id: Gid | null; document: Document }[] {
  return aboutOrder(store, domain, 'ShopifyPaymentsDispute', order).map((document) => ({
    id: gidOf('ShopifyPaymentsDispute', document),
    document,
  }));
}

function aboutOrder(
  store: Store,
  domain: string,
  type: 'OrderRiskAssessment' | 'ShopifyPaymentsDispute',
  order: Gid,
): Document[] {
  return store
    .entities(domain, type)
    .map(({ document }) => document)
    .filter(({ order_id }) => toGid('Order', idDigits(order_id) ?? '') === order);
}
