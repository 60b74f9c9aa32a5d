import { expect, test } from 'vitest';
import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import type { Ledger } from '../../../core/ports.ts';
import { resendDue } from '../../../core/use-cases/resend-effects.ts';
import { buildDecision, NOTHING } from '../../contracts/records.ts';
import { buildShop, NOW, shopDomain } from '../builders.ts';

const BIG = shopDomain('big');
const SMALL = shopDomain('small');
const ALWAYS = () => true;

/** A ledger whose shops have so many due decisions each, in this order. */
async function start(...due: readonly (readonly [shop: ShopDomain, count: number])[]) {
  const { shops, ledger } = createMemoryStores();
  const effects = createMemoryEffectQueue();
  for (const [index, [shop, count]] of due.entries()) {
    await shops.install(shop, buildShop(), NOW);
    const decisions = Array.from({ length: count }, (_, number) => buildDecision({ number: number + 1 }));
    await ledger.commit(shop, { ...NOTHING, decisions, resendAt: NOW + index });
  }
  const later = NOW + 1_000;
  return {
    ledger,
    effects,
    sentTo: (shop: ShopDomain) => effects.sent.filter((sent) => sent.shop === shop).length,
    resend: (hasTime = ALWAYS, over: Partial<Ledger> = {}) =>
      resendDue({ ledger: { ...ledger, ...over }, effects }, later, hasTime),
  };
}

test('all that is due is sent in one run, once, and is due again only later', async () => {
  const { ledger, resend, sentTo } = await start([BIG, 1_203]);
  expect(await resend()).toEqual({ resent: 1_203, failed: [] });
  expect(sentTo(BIG)).toBe(1_203);
  expect(await ledger.due(NOW + 1_000, 5)).toEqual([]);
  expect(await ledger.due(NOW + 301_000, 5)).toHaveLength(5);
  expect(await resend()).toEqual({ resent: 0, failed: [] });
});

test('a decision that can’t be handled stops no other and is reported', async () => {
  const { ledger, resend } = await start([BIG, 3]);
  const poison = buildDecision({ number: 1 }).id;
  const decision: Ledger['decision'] = async (shop, id) => {
    if (id === poison) throw new RangeError('packed in format 9');
    return ledger.decision(shop, id);
  };
  const { resent, failed } = await resend(ALWAYS, { decision });
  expect(resent).toBe(2);
  expect(failed).toEqual([{ shop: BIG, decision: poison, error: expect.any(RangeError) }]);
  expect(await ledger.due(NOW + 1_000, 5)).toEqual([{ shop: BIG, decision: poison }]);
});

test('a shop with few gets its turn among a shop with many, even when time is short', async () => {
  const { resend, sentTo } = await start([BIG, 400], [SMALL, 3]);
  let left = 20;
  const hasTime = () => {
    left -= 1;
    return left >= 0;
  };
  await resend(hasTime);
  expect(sentTo(SMALL)).toBe(3);
  expect(sentTo(BIG)).toBeLessThan(20);
});

test('up to ten are under way at once', async () => {
  const { ledger, resend } = await start([BIG, 40]);
  let running = 0;
  let most = 0;
  const decision: Ledger['decision'] = async (...call) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return ledger.decision(...call);
  };
  expect(await resend(ALWAYS, { decision })).toMatchObject({ resent: 40 });
  expect(most).toBe(10);
});

test('nothing is sent when there is no time', async () => {
  const { resend } = await start([BIG, 3]);
  expect(await resend(() => false)).toEqual({ resent: 0, failed: [] });
});
