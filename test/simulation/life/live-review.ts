import { addressOf } from '../world/mail.ts';
import { metaobjectPayload, reviewPayload } from '../world/payloads.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Reviewed = Extract<LifeEvent, { kind: 'reviewed' }>;

/** The service tells whoever has connected it, whether the app is in the shop or not; the shop tells its apps. */
export function liveReview(world: World, shop: SimulatedShop, event: Reviewed, customer: string | null): void {
  const at = world.ground.agenda.now();
  const { rating } = event;
  const id = `${event.isInShop ? 'shopify' : 'judgeme'}/${shop.number * 100 + event.review}`;
  const known = shop.reviews.get(id);
  const topic = event.isInShop ? `metaobjects/${known ? 'update' : 'create'}` : 'reviews/judgeme';
  const name = event.isInShop ? event.name : `review ${id.slice('judgeme/'.length)}`;
  const written = { id, customer, rating, postedAt: known?.postedAt ?? at, updatedAt: at };
  shop.reviews.set(id, { ...written, ratings: [...(known?.ratings ?? []), { at, name, topic, rating }] });
  if (event.isInShop) {
    say(world, shop, topic, metaobjectPayload(written, `gid://shopify/Product/${shop.number}0`), name);
    return;
  }
  const body = reviewPayload(written, customer === null ? 'stranger@nowhere.example' : addressOf(customer));
  world.deliveries.tell({ shop: shop.domain, topic, body, subject: name });
}
