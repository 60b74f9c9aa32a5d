import { parseLossless } from '../../../adapters/shopify/json.ts';
import { record, records } from '../document.ts';
import { type Gid, gidOf, gidType } from '../gid.ts';
import { stringifyLossless } from '../lossless-json.ts';
import type { Database } from './database.ts';
import type { Entity, EntityType } from './entity.ts';
import type { Shop } from './shop.ts';

/** The shops and their resources: in memory, written through to the database within the caller's transaction. */
export type Store = {
  shops(): Shop[];
  shop(domain: string): Shop | undefined;
  putShop(shop: Shop): void;
  entity(domain: string, id: Gid): Entity | undefined;
  /** All resources of a type, in the order of their first sight. */
  entities(domain: string, type: EntityType): Entity[];
  putEntity(domain: string, entity: Entity): void;
  removeEntity(domain: string, id: Gid): void;
  ordersOfCustomer(domain: string, customer: Gid): Entity[];
  /** The product that has this variant. */
  productOfVariant(domain: string, variant: Gid): Entity | undefined;
  /** The next number of a named, persistent sequence. */
  nextNumber(name: string, first: number): number;
  /** Makes `next` the next number of a sequence. */
  startNumber(name: string, next: number): void;
};

type Shelf = {
  byType: Map<EntityType, Map<Gid, Entity>>;
  ordersByCustomer: Map<Gid, Set<Gid>>;
  productByVariant: Map<Gid, Gid>;
};

export function openStore({ sql }: Database): Store {
  const shops = new Map<string, Shop>();
  const shelves = new Map<string, Shelf>();
  const saveShop = sql.prepare('INSERT OR REPLACE INTO shops (domain, json) VALUES (?, ?)');
  const saveEntity = sql.prepare(
    'INSERT INTO entities (shop, gid, json) VALUES (?, ?, ?) ON CONFLICT (shop, gid) DO UPDATE SET json = excluded.json',
  );
  const deleteEntity = sql.prepare('DELETE FROM entities WHERE shop = ? AND gid = ?');
  const nextValue = sql.prepare(
    'INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  );

  const setValue = sql.prepare('INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)');

  const shelfOf = (domain: string): Shelf => {
    let shelf = shelves.get(domain);
    if (shelf === undefined) {
      shelf = { byType: new Map(), ordersByCustomer: new Map(), productByVariant: new Map() };
      shelves.set(domain, shelf);
    }
    return shelf;
  };
  const find = (domain: string, id: Gid) => entitiesOf(shelves.get(domain), gidType(id))?.get(id);

  for (const row of sql.prepare('SELECT json FROM shops ORDER BY rowid').all()) {
    const shop = JSON.parse(String(row.json)) as Shop;
    shops.set(shop.domain, shop);
  }
  for (const row of sql.prepare('SELECT shop, json FROM entities ORDER BY rowid').all()) {
    place(shelfOf(String(row.shop)), parseLossless(String(row.json)) as Entity);
  }

  return {
    shops: () => [...shops.values()],
    shop: (domain) => shops.get(domain),
    putShop(shop) {
      saveShop.run(shop.domain, JSON.stringify(shop));
      shops.set(shop.domain, shop);
    },
    entity: find,
    entities: (domain, type) => [...(shelves.get(domain)?.byType.get(type)?.values() ?? [])],
    putEntity(domain, entity) {
      saveEntity.run(domain, entity.id, stringifyLossless(entity));
      place(shelfOf(domain), entity);
    },
    removeEntity(domain, id) {
      deleteEntity.run(domain, id);
      entitiesOf(shelves.get(domain), gidType(id))?.delete(id);
    },
    ordersOfCustomer(domain, customer) {
      const shelf = shelves.get(domain);
      const ids = shelf?.ordersByCustomer.get(customer) ?? [];
      return [...ids].flatMap((id) => {
        const order = shelf?.byType.get('Order')?.get(id);
        return order !== undefined && customerOf(order) === customer ? order : [];
      });
    },
    productOfVariant(domain, variant) {
      const shelf = shelves.get(domain);
      const product = shelf?.productByVariant.get(variant);
      return product === undefined ? undefined : shelf?.byType.get('Product')?.get(product);
    },
    nextNumber: (name, first) => Number(nextValue.get(name, first)?.value),
    startNumber: (name, next) => void setValue.run(name, next - 1),
  };
}

function entitiesOf(shelf: Shelf | undefined, type: string): Map<Gid, Entity> | undefined {
  return shelf?.byType.get(type as EntityType);
}

function place(shelf: Shelf, entity: Entity): void {
  let entities = shelf.byType.get(entity.type);
  if (entities === undefined) {
    entities = new Map();
    shelf.byType.set(entity.type, entities);
  }
  entities.set(entity.id, entity);
  if (entity.type === 'Product') {
    for (const variant of records(entity.document.variants)) {
      const id = gidOf('ProductVariant', variant);
      if (id !== null) shelf.productByVariant.set(id, entity.id);
    }
  }
  const customer = entity.type === 'Order' ? customerOf(entity) : null;
  if (customer === null) return;
  const orders = shelf.ordersByCustomer.get(customer);
  if (orders === undefined) shelf.ordersByCustomer.set(customer, new Set([entity.id]));
  else orders.add(entity.id);
}

/** The customer that an order names; null for a guest. */
export function customerOf(order: Entity): Gid | null {
  const customer = record(order.document.customer);
  return customer === null ? null : gidOf('Customer', customer);
}
