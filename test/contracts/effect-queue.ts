import { expect, test } from 'vitest';
import type { DecisionId, ShopDomain } from '../../core/identity.ts';
import type { EffectClass, EffectQueue } from '../../core/ports.ts';
import { shopDomain } from '../core/builders.ts';
import { buildDecision } from './records.ts';

export interface EffectQueueSubject {
  readonly effects: EffectQueue;
  /** Everything that was sent to the queue of a class and not taken yet, oldest first. */
  take(effectClass: EffectClass): Promise<{ readonly shop: ShopDomain; readonly decision: DecisionId }[]>;
}

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');

/** What every effect queue keeps. */
export function effectQueueContract(create: () => Promise<EffectQueueSubject>): void {
  const { id: decision } = buildDecision();

  test('what is sent arrives once on the queue of its class', async () => {
    const { effects, take } = await create();
    await effects.send(SHOP, decision, 'service', 1);
    expect(await take('bulk')).toEqual([]);
    expect(await take('service')).toEqual([{ shop: SHOP, decision }]);
    await effects.send(SHOP, decision, 'bulk', 1);
    expect(await take('bulk')).toEqual([{ shop: SHOP, decision }]);
  });

  test('the same attempt is one message, the next attempt another', async () => {
    const { effects, take } = await create();
    for (const attempt of [1, 1, 2]) await effects.send(SHOP, decision, 'service', attempt);
    expect(await take('service')).toHaveLength(2);
  });

  test('the same decision id of two shops is two messages', async () => {
    const { effects, take } = await create();
    for (const shop of [SHOP, OTHER]) await effects.send(shop, decision, 'service', 1);
    const shops = (await take('service')).map(({ shop }) => shop);
    expect(shops.sort()).toEqual([SHOP, OTHER].sort());
  });
}
