import { expect, test } from 'vitest';
import { EMPTY_POLICY } from '../../core/empty-policy.ts';
import type { RuleId } from '../../core/identity.ts';
import type { PolicyStore, ShopStore } from '../../core/ports.ts';
import { returnBagRule } from '../../core/templates.ts';
import { DAY_MS, NOW, shopDomain } from '../core/builders.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('other');
const DETAILS = { currency: 'EUR', timezone: 'Europe/Vienna', scopes: ['read_orders'] };
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
    const expected = { domain: SHOP, ...DETAILS, installedAt: NOW, uninstalledAt: null, policyVersion: 0 };
    expect(installed).toEqual(expected);
    expect(await shops.find(SHOP)).toEqual(expected);
    expect(await shops.find(OTHER)).toBeNull();
  });

  test('an installed shop takes new details and keeps when it installed and its policy', async () => {
    const { shops, policies } = await create();
    await shops.install(SHOP, DETAILS, NOW);
    await policies.publish(SHOP, DRAFT, 0, '1', NOW);
    const again = await shops.install(SHOP, { currency: 'USD', timezone: '', scopes: [] }, NOW + DAY_MS);
    expect(again).toEqual({
      domain: SHOP,
      currency: 'USD',
      timezone: '',
      scopes: [],
      installedAt: NOW,
      uninstalledAt: null,
      policyVersion: 1,
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
  });

  test('a shop that never installed can’t publish', async () => {
    const { policies } = await create();
    await expect(policies.publish(SHOP, DRAFT, 0, '1', NOW)).rejects.toThrow('never installed');
  });
}
