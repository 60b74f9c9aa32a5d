import { assertNever } from '../../../core/assert-never.ts';
import { deletedProductPayload, type ProductChange, productOf, productPayload } from '../world/product.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Change = Extract<LifeEvent, { kind: 'product_changed' | 'product_deleted' | 'goods_changed' | 'costs_hidden' }>;

/** What the shop keeps of a product becomes something else. */
export function liveProduct(world: World, shop: SimulatedShop, event: Change): void {
  if (event.kind === 'costs_hidden') {
    shop.showsCosts = false;
    return;
  }
  const id = `gid://shopify/Product/${shop.number}${event.product}`;
  const before = productOf(shop, id);
  if (before.isDeleted) return;
  const changed: ProductChange = {
    ...before,
    ...stateAfter(event),
    id,
    at: world.ground.agenda.now(),
    name: event.name,
    topic: topicOf(event, before.tags),
  };
  shop.products.push(changed);
  const { topic } = changed;
  if (changed.isDeleted) {
    for (const order of shop.orders.values()) {
      order.lines = order.lines.map((line) => (line.product === id ? { ...line, product: null } : line));
    }
  }
  if (topic === null) return;
  say(world, shop, topic, changed.isDeleted ? deletedProductPayload(id) : productPayload(changed), event.name);
}

type OfProduct = Exclude<Change, { kind: 'costs_hidden' }>;

function stateAfter(event: OfProduct): Partial<ProductChange> {
  switch (event.kind) {
    case 'product_changed':
      return { title: event.title };
    case 'product_deleted':
      return { isDeleted: true };
    case 'goods_changed': {
      const { tags, collections, costMinor } = event;
      return { tags, collections, costMinor };
    }
    default:
      return assertNever(event);
  }
}

/** Nothing tells of costs and collections. */
function topicOf(event: OfProduct, tagsBefore: readonly string[]): string | null {
  if (event.kind === 'product_deleted') return 'products/delete';
  const isSilent = event.kind === 'goods_changed' && event.tags.join() === tagsBefore.join();
  return isSilent ? null : 'products/update';
}
