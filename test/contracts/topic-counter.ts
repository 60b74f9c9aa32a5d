import { expect, test } from 'vitest';
import type { TopicCounter } from '../../core/ports.ts';
import { DAY_MS, NOW, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');

/** What every topic counter keeps. */
export function topicCounterContract(create: () => Promise<TopicCounter>): void {
  test('counts add up by shop, UTC day and topic', async () => {
    const counter = await create();
    await counter.count(SHOP, new Map([['orders/create', 2]]), NOW);
    await counter.count(
      SHOP,
      new Map([
        ['orders/create', 1],
        ['app/uninstalled', 1],
      ]),
      NOW + 3_600_000,
    );
    await counter.count(SHOP, new Map([['orders/create', 5]]), NOW + DAY_MS);
    expect(await counter.counted(SHOP, NOW)).toEqual(
      new Map([
        ['orders/create', 3],
        ['app/uninstalled', 1],
      ]),
    );
    expect(await counter.counted(SHOP, NOW + DAY_MS)).toEqual(new Map([['orders/create', 5]]));
    expect(await counter.counted(shopDomain('other'), NOW)).toEqual(new Map());
  });

  test('counting at once loses nothing', async () => {
    const counter = await create();
    await Promise.all(Array.from({ length: 20 }, () => counter.count(SHOP, new Map([['orders/paid', 1]]), NOW)));
    expect((await counter.counted(SHOP, NOW)).get('orders/paid')).toBe(20);
  });

  test('counting nothing is fine', async () => {
    const counter = await create();
    await counter.count(SHOP, new Map(), NOW);
    expect(await counter.counted(SHOP, NOW)).toEqual(new Map());
  });
}
