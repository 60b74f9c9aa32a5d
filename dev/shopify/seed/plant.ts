import { storeOrder } from '../checkout.ts';
import type { Document } from '../document.ts';
import { gidOf } from '../gid.ts';
import { type EntityType, newEntity } from '../store/entity.ts';
import type { Shop } from '../store/shop.ts';
import type { Store } from '../store/store.ts';
import { DEMO_CURRENCY, DEMO_SHOP, DEMO_TIMEZONE, demoStore } from './seed.ts';

/** `demo`: a shop with a year of orders; `none`: the same shop, installed and empty. */
export type SeedKind = 'demo' | 'none';

/** Makes the demo shop unless it is there. Its past orders are only in the store: no webhook tells of them. */
export function seedDemoShop(
  store: Store,
  kind: SeedKind,
  scopes: readonly string[],
  now: Date,
  newId: () => string,
): void {
  if (store.shop(DEMO_SHOP) !== undefined) return;
  const shop: Shop = {
    domain: DEMO_SHOP,
    id: newId(),
    name: 'Concierge Demo',
    currency: DEMO_CURRENCY,
    timezone: DEMO_TIMEZONE,
    plan: 'standard',
    scopes: [...scopes],
    installed: true,
    installedAt: now.toISOString(),
    createdAt: now.toISOString(),
  };
  store.putShop(shop);
  if (kind === 'none') return;
  const { products, customers, orders, returns, nextOrderNumber } = demoStore(now);
  const put = (type: EntityType, document: Document) => {
    const id = gidOf(type, document);
    if (id !== null) store.putEntity(DEMO_SHOP, newEntity(type, id, document));
  };
  for (const product of products) put('Product', product);
  for (const customer of customers) put('Customer', customer);
  for (const order of orders) storeOrder(store, shop, order, now);
  for (const each of returns) put('Return', each);
  store.startNumber(`order-number:${DEMO_SHOP}`, nextOrderNumber);
}
