import type { ProductId } from '../identity.ts';
import type { OrderSnapshot } from '../order.ts';
import type { Policy } from '../policy.ts';
import type { Backoff, ProductStore, ShopReader } from '../ports.ts';
import {
  foldProduct,
  type ProductSnapshot,
  productsInVariants,
  type SeenProduct,
  type TitleParts,
  type ToldOfProduct,
  titlePartsOf,
} from '../product.ts';
import { rulesOn } from '../rules-on.ts';
import { mayRead, type Shop } from '../shop.ts';
import { keepEach } from './keep-each.ts';
import type { Observed } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

export interface KeepProductPorts {
  readonly products: ProductStore;
  readonly backoff: Backoff;
}

interface ReadProductPorts extends KeepProductPorts {
  readonly reader: ShopReader;
}

/** Puts what was told of a product into its record. */
export async function keepProduct(ports: KeepProductPorts, { domain }: Shop, told: ToldOfProduct): Promise<Observed> {
  const id = told.type === 'product.seen' ? told.product.id : told.product;
  return untilWritten(ports, 'the product’s record', async (reading): Promise<Observed | 'conflict'> => {
    const [known = null] = await ports.products.find(domain, [id], reading);
    const next = foldProduct(known, told);
    if (next === null) return { kind: 'known' };
    return (await ports.products.save(domain, next)) ? { kind: 'folded' } : 'conflict';
  });
}

/** Products of a list; what is known of them already changes nothing. Answers false when others kept writing them. */
export async function keepProducts(ports: KeepProductPorts, shop: Shop, all: readonly SeenProduct[]): Promise<boolean> {
  const ids = [...new Set(all.map(({ product }) => product.id))];
  const known = new Map((await ports.products.find(shop.domain, ids, 'cheap')).map((record) => [record.id, record]));
  return keepEach(all, async (seen) => {
    const told: ToldOfProduct = { type: 'product.seen', ...seen };
    const next = foldProduct(known.get(seen.product.id) ?? null, told);
    if (next === null || (await ports.products.save(shop.domain, next))) return true;
    return (await keepProduct(ports, shop, told)).kind !== 'try_again';
  });
}

/** For deliveries that say too little. */
export async function readProduct(ports: ReadProductPorts, shop: Shop, id: ProductId): Promise<Observed> {
  const read = await ports.reader.products(shop.domain, [id]);
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  const [seen] = read.seen;
  if (!seen) return { kind: 'ignored', reason: 'product_missing' };
  return keepProduct(ports, shop, { type: 'product.seen', ...seen });
}

/** As far as we were told of it. */
export async function titleOf({ products }: KeepProductPorts, { domain }: Shop, id: ProductId): Promise<string | null> {
  const [known] = await products.find(domain, [id], 'cheap');
  return known?.snapshot?.title ?? null;
}

/** What the sizes of more products are is told by their variants' names alone. */
const MOST_LOOKED_UP = 50;

/**
 * What the titles of the order's variants are made of, where that is to be told apart. A product that nobody told of is
 * read from the shop, once; an order does not wait for a shop that doesn't answer, and is decided without.
 *
 * @returns undefined where nothing was looked up.
 */
export async function lookUpTitleParts(
  ports: ReadProductPorts,
  shop: Shop,
  policy: Policy,
  order: OrderSnapshot,
): Promise<TitleParts | undefined> {
  if (rulesOn(policy, 'order.placed').length === 0) return undefined;
  const asked = productsInVariants(order.lines).slice(0, MOST_LOOKED_UP);
  if (asked.length === 0) return undefined;
  const known = await ports.products.find(shop.domain, asked, 'cheap');
  const snapshots = known.flatMap(({ snapshot }) => snapshot ?? []);
  const unknown = asked.filter((id) => known.every((record) => record.id !== id));
  const products = [...snapshots, ...(await metNow(ports, shop, unknown))];
  return products.length === 0 ? undefined : titlePartsOf(products);
}

async function metNow(ports: ReadProductPorts, shop: Shop, ids: readonly ProductId[]): Promise<ProductSnapshot[]> {
  if (ids.length === 0 || !mayRead('products', shop.scopes)) return [];
  const read = await ports.reader.products(shop.domain, ids);
  if (read.kind !== 'found') return [];
  await Promise.all(read.seen.map((seen) => keepProduct(ports, shop, { type: 'product.seen', ...seen })));
  return read.seen.map(({ product }) => product);
}
