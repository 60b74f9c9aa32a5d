import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';

/** The platform tells the app of it while it is installed. */
export function say(world: World, shop: SimulatedShop, topic: string, body: string, subject: string): void {
  if (shop.installed) world.deliveries.tell({ shop: shop.domain, topic, body, subject });
}
