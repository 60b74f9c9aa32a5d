import { expect, test } from 'vitest';
import { EMPTY_POLICY } from '../../core/empty-policy.ts';
import type { RuleId } from '../../core/identity.ts';
import type { PolicyStore, ShopStore } from '../../core/ports.ts';
import type { Shop } from '../../core/shop.ts';
import { returnBagRule } from '../../core/templates.ts';
import { DAY_MS, installed, NOW, shopDomain } from '../core/builders.ts';
import { largeRules } from '../core/large-rules.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');
const DETAILS = { currency: 'EUR', timezone: 'Europe/Vienna', plan: 'Grow', scopes: ['read_orders'] };
/** As a shop begins. */
const begun = (at: number): Pick<Shop, 'perksStoppedAt' | 'perksTurned' | 'breaker' | 'imported' | 'chores'> => ({
  perksStoppedAt: null,
  perksTurned: null,
  breaker: null,
  imported: null,
  chores: { sweepAt: at, move: null, replayAt: null, notBefore: 0 },
});
const DRAFT = { rules: [returnBagRule('EUR')] };

export interface ShopsSubject {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
}

/** What every pair of shop store and policy store keeps. */
export function shopsContract(create: () => Promise<ShopsSubject>): void {
  test('a shop that never installed is null', async () => {
    const { shops } = await create();
    expect(await shops.find(SHOP)).toBeNull();
    await shops.uninstall(SHOP, NOW);
    expect(await shops.find(SHOP)).toBeNull();
  });

  test('an installation is found as it was recorded', async () => {
    const { shops } = await create();
    const installed = await shops.install(SHOP, DETAILS, NOW);
    const at = { installedAt: NOW, uninstalledAt: null };
    const expected = { domain: SHOP, ...DETAILS, currencySince: null, ...at, policyVersion: 0, ...begun(NOW) };
    expect(installed).toEqual(expected);
    expect(await shops.find(SHOP)).toEqual(expected);
    expect(await shops.find(OTHER)).toBeNull();
  });

  test('what an import made known belongs to the installation that it read the past of', async () => {
    const { shops } = await create();
    const imported = { since: NOW - 700 * DAY_MS, at: NOW + 5 };
    await shops.setImported(SHOP, NOW, imported);
    expect(await shops.find(SHOP)).toBeNull();
    await shops.install(SHOP, DETAILS, NOW);
    await shops.setImported(SHOP, NOW - 1, imported);
    expect((await shops.find(SHOP))?.imported).toBeNull();
    await shops.setImported(SHOP, NOW, imported);
    expect((await installed(shops, SHOP, DETAILS, NOW + 9))?.imported).toEqual(imported);
    expect((await shops.find(SHOP))?.imported).toEqual(imported);
    await shops.uninstall(SHOP, NOW + 10);
    expect((await installed(shops, SHOP, DETAILS, NOW + 20)).imported).toBeNull();
  });

  test('the time of an import comes and goes with the other chores', async () => {
    const { shops } = await create();
    const { chores } = await installed(shops, SHOP, DETAILS, NOW);
    const due = { ...chores, importAt: NOW + 1 };
    expect(await shops.setChores(SHOP, chores, due)).toBe(true);
    expect((await shops.find(SHOP))?.chores).toEqual(due);
    expect(await shops.setChores(SHOP, chores, due)).toBe(false);
    expect(await shops.setChores(SHOP, due, chores)).toBe(true);
    expect((await shops.find(SHOP))?.chores).toEqual(chores);
  });

  test('an installation begins with an import of the past where it is told to, and no later word of it begins another', async () => {
    const { shops } = await create();
    const { chores } = await installed(shops, SHOP, { ...DETAILS, importsPast: true }, NOW);
    expect(chores.importAt).toBe(NOW);
    const { importAt: _, ...done } = chores;
    await shops.setChores(SHOP, chores, done);
    await shops.install(SHOP, { ...DETAILS, importsPast: true }, NOW + 1);
    expect((await shops.find(SHOP))?.chores.importAt).toBeUndefined();
    await shops.uninstall(SHOP, NOW + 2);
    await shops.install(SHOP, { ...DETAILS, importsPast: true }, NOW + 3);
    expect((await shops.find(SHOP))?.chores.importAt).toBe(NOW + 3);
  });

  test('an installed shop takes new details and keeps when it installed and its policy', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await policies.publish(SHOP, DRAFT, 0, '1', NOW);
    const again = await shops.install(SHOP, { currency: 'USD', timezone: '', scopes: [] }, NOW + DAY_MS);
    expect(again).toEqual({
      domain: SHOP,
      currency: 'USD',
      currencySince: NOW + DAY_MS,
      timezone: '',
      // Nobody said another.
      plan: 'Grow',
      scopes: [],
      installedAt: NOW,
      uninstalledAt: null,
      policyVersion: 1,
      ...begun(NOW),
    });
    expect(await shops.find(SHOP)).toEqual(again);
  });

  test('an uninstalled shop starts anew with the policy it had', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await policies.publish(SHOP, DRAFT, 0, '1', NOW);
    await shops.uninstall(SHOP, NOW + 1_000);
    await shops.uninstall(SHOP, NOW + 5_000);
    expect(await shops.find(SHOP)).toMatchObject({ uninstalledAt: NOW + 1_000, policyVersion: 1 });
    const again = await shops.install(SHOP, DETAILS, NOW + DAY_MS);
    expect(again).toMatchObject({ installedAt: NOW + DAY_MS, uninstalledAt: null, policyVersion: 1 });
    expect(await shops.find(SHOP)).toEqual(again);
  });

  test('an uninstallation from before the installation that runs is ignored', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await shops.uninstall(SHOP, NOW - 1);
    expect((await shops.find(SHOP))?.uninstalledAt).toBeNull();
    await shops.uninstall(SHOP, NOW);
    expect((await shops.find(SHOP))?.uninstalledAt).toBe(NOW);
  });

  test('an uninstallation that is told of only after the shop let us in again is ignored', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await shops.install(SHOP, DETAILS, NOW + 2_000);
    await shops.uninstall(SHOP, NOW + 1_000);
    expect(await shops.find(SHOP)).toMatchObject({ installedAt: NOW, uninstalledAt: null });
    await shops.uninstall(SHOP, NOW + 3_000);
    expect((await shops.find(SHOP))?.uninstalledAt).toBe(NOW + 3_000);
  });

  test('a shop takes new details, and remembers since when it has another currency', async () => {
    const { shops } = await create();
    expect(await shops.install(SHOP, DETAILS, NOW)).toMatchObject({ ...DETAILS, currencySince: null });
    const moved = { ...DETAILS, timezone: 'Europe/London', plan: 'Plus', scopes: [] };
    expect(await shops.install(SHOP, moved, NOW + 1)).toMatchObject({ ...moved, currencySince: null });
    const pounds = { ...moved, currency: 'GBP' };
    expect(await shops.install(SHOP, pounds, NOW + 2)).toMatchObject({ ...pounds, currencySince: NOW + 2 });
    expect(await shops.install(SHOP, pounds, NOW + 3)).toMatchObject({ currencySince: NOW + 2 });
    await shops.uninstall(SHOP, NOW + 4);
    expect(await shops.install(SHOP, pounds, NOW + 5)).toMatchObject({ currencySince: NOW + 2 });
    expect(await shops.find(SHOP)).toMatchObject({ ...pounds, currencySince: NOW + 2, installedAt: NOW + 5 });
  });

  test('details that were asked for earlier never replace later ones', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await shops.install(SHOP, { ...DETAILS, currency: 'GBP' }, NOW + 2_000);
    const late = await shops.install(SHOP, { ...DETAILS, scopes: [] }, NOW + 1_000);
    expect(late).toMatchObject({ currency: 'GBP', scopes: DETAILS.scopes, currencySince: NOW + 2_000 });
    expect(await shops.find(SHOP)).toEqual(late);
  });

  test('of those who take the details at once, the one that asked last counts', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    const currencies = ['GBP', 'USD', 'CHF'];
    await Promise.all(currencies.map((currency, ms) => shops.install(SHOP, { ...DETAILS, currency }, NOW + 1 + ms)));
    expect(await shops.find(SHOP)).toMatchObject({ currency: 'CHF' });
  });

  test('the kill switch is turned once, with the move that follows due at once', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await shops.setChores(SHOP, begun(NOW).chores, {
      sweepAt: NOW + DAY_MS,
      move: null,
      replayAt: null,
      notBefore: NOW + 5_000,
    });
    await shops.switchPerks(SHOP, 'given', NOW + 1);
    expect(await shops.find(SHOP)).toMatchObject({ perksStoppedAt: null, chores: { notBefore: NOW + 5_000 } });
    await shops.switchPerks(SHOP, 'stopped', NOW + 2, '7');
    const stopped = {
      perksStoppedAt: NOW + 2,
      perksTurned: { at: NOW + 2, by: '7' },
      chores: { sweepAt: NOW + DAY_MS, move: 'hold', replayAt: null, notBefore: 0 },
    };
    expect(await shops.find(SHOP)).toMatchObject(stopped);
    await shops.switchPerks(SHOP, 'stopped', NOW + 3, '8');
    expect(await shops.find(SHOP)).toMatchObject(stopped);
    await shops.switchPerks(SHOP, 'given', NOW + 4);
    const given = {
      perksStoppedAt: null,
      perksTurned: { at: NOW + 4 },
      chores: { sweepAt: NOW + DAY_MS, move: 'release', replayAt: null, notBefore: 0 },
    };
    expect(await shops.find(SHOP)).toMatchObject(given);
  });

  test('of those who turn the kill switch at once, the first one counts', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await Promise.all([1, 2, 3].map((ms) => shops.switchPerks(SHOP, 'stopped', NOW + ms)));
    const { perksStoppedAt } = (await shops.find(SHOP)) ?? {};
    expect([NOW + 1, NOW + 2, NOW + 3]).toContain(perksStoppedAt);
    await shops.switchPerks(SHOP, 'stopped', NOW + 9);
    expect(await shops.find(SHOP)).toMatchObject({ perksStoppedAt });
  });

  test('the breaker is set by who read it last', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    const first = { openUntil: NOW + 5_000, trips: 1, problem: 'answers 503', since: NOW };
    const second = { ...first, openUntil: NOW + 15_000, trips: 2 };
    expect(await shops.setBreaker(SHOP, first, second)).toBe(false);
    expect(await shops.setBreaker(SHOP, null, first)).toBe(true);
    expect(await shops.setBreaker(SHOP, null, second)).toBe(false);
    expect((await shops.find(SHOP))?.breaker).toEqual(first);
    expect(
      await shops.setBreaker(SHOP, { since: NOW, problem: 'answers 503', trips: 1, openUntil: NOW + 5_000 }, second),
    ).toBe(true);
    expect(await shops.setBreaker(SHOP, first, null)).toBe(false);
    expect((await shops.find(SHOP))?.breaker).toEqual(second);
    expect(await shops.setBreaker(SHOP, second, null)).toBe(true);
    expect(await shops.setBreaker(SHOP, null, null)).toBe(true);
    expect((await shops.find(SHOP))?.breaker).toBeNull();
  });

  test('chores are set by who read them last, and not over a turn of the kill switch', async () => {
    const { shops } = await create();
    const { chores } = await installed(shops, SHOP, DETAILS, NOW);
    const leased = { ...chores, notBefore: NOW + 120_000 };
    const leases = await Promise.all([1, 2, 3].map(() => shops.setChores(SHOP, chores, leased)));
    expect(leases.filter(Boolean)).toHaveLength(1);
    expect(await shops.setChores(SHOP, chores, leased)).toBe(false);
    await shops.switchPerks(SHOP, 'stopped', NOW + 1);
    expect(await shops.setChores(SHOP, leased, { ...chores, sweepAt: NOW + DAY_MS })).toBe(false);
    expect((await shops.find(SHOP))?.chores).toEqual({ ...chores, move: 'hold' });
  });

  test('a shop that is confirmed keeps kill switch, breaker and chores; one that comes back keeps the switch and its move', async () => {
    const { shops } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    const breaker = { openUntil: NOW + 5_000, trips: 1, problem: 'answers 503', since: NOW };
    await shops.setBreaker(SHOP, null, breaker);
    await shops.switchPerks(SHOP, 'stopped', NOW + 1, '7');
    const kept = {
      perksStoppedAt: NOW + 1,
      perksTurned: { at: NOW + 1, by: '7' },
      breaker,
      chores: { sweepAt: NOW, move: 'hold', replayAt: null, notBefore: 0 },
    };
    expect(await shops.install(SHOP, DETAILS, NOW + 2)).toMatchObject(kept);
    await shops.uninstall(SHOP, NOW + 3);
    expect(await shops.install(SHOP, DETAILS, NOW + DAY_MS)).toMatchObject({
      perksStoppedAt: NOW + 1,
      perksTurned: { at: NOW + 1, by: '7' },
      breaker: null,
      chores: { sweepAt: NOW + DAY_MS, move: 'hold', replayAt: null, notBefore: 0 },
    });
  });

  test('nothing of a shop that is not installed is switched or set', async () => {
    const { shops } = await create();
    const breaker = { openUntil: NOW + 5_000, trips: 1, problem: 'answers 503', since: NOW };
    const { chores } = begun(NOW);
    for (const isKnown of [false, true]) {
      if (isKnown) {
        await shops.install(SHOP, DETAILS, NOW);
        await shops.uninstall(SHOP, NOW + 1);
      }
      const before = await shops.find(SHOP);
      await shops.switchPerks(SHOP, 'stopped', NOW + 2);
      expect(await shops.setBreaker(SHOP, null, breaker)).toBe(false);
      expect(await shops.setChores(SHOP, { ...chores, move: null }, { ...chores, move: 'hold' })).toBe(false);
      expect(await shops.find(SHOP)).toEqual(before);
    }
  });

  test('version 0 is the empty policy, one that was never published is null', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    expect(await policies.version(SHOP, 0)).toEqual(EMPTY_POLICY);
    expect(await policies.version(SHOP, 1)).toBeNull();
  });

  test('a published version runs at once and never changes', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    const first = await policies.publish(SHOP, DRAFT, 0, '1', NOW);
    const second = await policies.publish(SHOP, { rules: [] }, 1, 'staff', NOW + 1);
    expect(first).toEqual({ kind: 'published', policy: { ...DRAFT, version: 1, publishedAt: NOW, author: '1' } });
    expect(second).toMatchObject({ kind: 'published', policy: { version: 2, rules: [], author: 'staff' } });
    expect((await shops.find(SHOP))?.policyVersion).toBe(2);
    const third = await policies.publish(SHOP, DRAFT, 2, '1', NOW + 2, 'Back to version 1');
    expect(third).toMatchObject({ policy: { version: 3, note: 'Back to version 1' } });
    expect(await policies.version(SHOP, 3)).toEqual(third.kind === 'published' && third.policy);
    expect(await policies.version(SHOP, 1)).toEqual(first.kind === 'published' && first.policy);
    expect(await policies.version(OTHER, 1)).toBeNull();
  });

  test('publishing on an old version says what runs and saves nothing', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await policies.publish(SHOP, DRAFT, 0, '1', NOW);
    expect(await policies.publish(SHOP, { rules: [] }, 0, '2', NOW)).toEqual({ kind: 'outdated', running: 1 });
    expect(await policies.publish(SHOP, { rules: [] }, 5, '2', NOW)).toEqual({ kind: 'outdated', running: 1 });
    expect((await policies.version(SHOP, 1))?.rules).toEqual(DRAFT.rules);
    expect(await policies.version(SHOP, 6)).toBeNull();
  });

  test('of those who publish at once, one does', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    const results = await Promise.all(['1', '2', '3'].map((author) => policies.publish(SHOP, DRAFT, 0, author, NOW)));
    expect(results.filter(({ kind }) => kind === 'published')).toHaveLength(1);
    expect(results).toContainEqual({ kind: 'outdated', running: 1 });
  });

  test('the largest policy is kept whole', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    const [rule] = DRAFT.rules;
    if (!rule) throw new Error('the draft has a rule');
    const rules = Array.from({ length: 200 }, (_, index) => ({
      ...rule,
      id: `rule-${index}` as RuleId,
      when: Array.from({ length: 20 }, () => rule.when)
        .flat()
        .slice(0, 20),
      name: String.fromCodePoint(0x4e00 + index).repeat(80),
    }));
    await policies.publish(SHOP, { rules }, 0, '1', NOW);
    expect((await policies.version(SHOP, 1))?.rules).toEqual(rules);
    const incompressible = largeRules();
    await policies.publish(SHOP, { rules: incompressible }, 1, '1', NOW);
    expect((await policies.version(SHOP, 2))?.rules).toEqual(incompressible);
  });

  test('a shop that never installed can’t publish', async () => {
    const { policies } = await create();
    await expect(policies.publish(SHOP, DRAFT, 0, '1', NOW)).rejects.toThrow('never installed');
  });
}
