import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

/** The shop as a whole becomes another; a delivery says that it did. */
export function liveSettings(
  world: World,
  shop: SimulatedShop,
  { name, to }: Extract<LifeEvent, { kind: 'settings' }>,
): void {
  const topic = 'shop/update';
  shop.settings = { ...shop.settings, ...to };
  shop.settingsChanges.push({ at: world.ground.agenda.now(), name, topic, settings: shop.settings });
  // As in Shopify's sample, whatever it says.
  say(world, shop, topic, JSON.stringify({ id: shop.number, currency: 'USD', updated_at: null }), name);
}
