import { describe, expect, test } from 'vitest';
import { createLiquidTemplates } from '../../adapters/liquid/templates.ts';
import { createMemoryShops } from '../../adapters/memory/shops.ts';
import { viewHistory, viewVersion } from '../../app/policy-history.server.ts';
import { restoreVersion } from '../../app/restore-version.server.ts';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { HOUR_MS, NOW, shopDomain } from '../core/builders.ts';

const domain = shopDomain('atelier');
const bag = returnBagRule('USD');
const credit = storeCreditRule('USD');
const SCOPES = ['write_orders'];
const templates = createLiquidTemplates();

/** A shop in New York that published these rules one after the other, by its staff member 77. */
async function openShop(...published: Rule[][]) {
  const { shops, policies } = createMemoryShops(() => false);
  const details = { currency: 'USD', timezone: 'America/New_York', scopes: SCOPES };
  await shops.install(domain, details, NOW);
  await policies.publish(domain, { rules: [bag] }, 0, 'install', NOW);
  for (const [index, rules] of published.entries())
    await policies.publish(domain, { rules }, index + 1, '77', NOW + (index + 1) * HOUR_MS);
  const find = async () => {
    const shop = await shops.find(domain);
    if (!shop) throw new Error('the shop is gone');
    return shop;
  };
  return {
    shops,
    policies,
    find,
    editor: async () => ({ policies, templates, shop: await find(), author: '88', now: NOW + 100 * HOUR_MS }),
    running: async () => policies.version(domain, (await find()).policyVersion),
    history: async (from: number | null = null, staff = '77') => viewHistory(policies, await find(), from, staff),
  };
}

describe('the history', () => {
  test('tells each version with its author, time and changes, the newest first', async () => {
    const shop = await openShop([{ ...bag, enabled: false }]);
    expect(await shop.history()).toEqual({
      versions: [
        {
          version: 2,
          url: '/app/history/2',
          isRunning: true,
          publishedAt: { iso: '2026-11-20T13:00:00.000Z', text: 'Nov 20, 2026, 8:00 AM' },
          by: 'you',
          note: null,
          changes: [{ lead: 'Rule “Return bag for regulars” turned off', details: [] }],
          moreChanges: 0,
        },
        {
          version: 1,
          url: '/app/history/1',
          isRunning: false,
          publishedAt: { iso: '2026-11-20T12:00:00.000Z', text: 'Nov 20, 2026, 7:00 AM' },
          by: 'Concierge, when it was installed',
          note: null,
          changes: [
            { lead: 'New rule “Return bag for regulars”', details: [expect.stringContaining('When an order')] },
          ],
          moreChanges: 0,
        },
      ],
      olderUrl: null,
      newerUrl: null,
    });
    expect((await shop.history(null, '5')).versions[0]?.by).toBe('staff member 77');
  });

  test('is read page by page, each version once', async () => {
    const named = (name: string): Rule[] => [{ ...bag, name }];
    const shop = await openShop(...Array.from({ length: 23 }, (_, index) => named(`Name ${index}`)));
    const seen: number[] = [];
    let from: number | null = null;
    const addresses: (string | null)[] = [];
    do {
      const page = await shop.history(from);
      seen.push(...page.versions.map(({ version }) => version));
      addresses.push(page.newerUrl);
      from = page.olderUrl === null ? null : Number(new URL(page.olderUrl, 'https://x').searchParams.get('from'));
    } while (from !== null);
    expect(seen).toEqual(Array.from({ length: 24 }, (_, index) => 24 - index));
    expect(addresses).toEqual([null, '/app/history', '/app/history?from=14']);
    expect((await shop.history(9_999)).versions[0]?.version).toBe(24);
  });

  test('lists the first changes of a version with many; its own page tells all', async () => {
    const rules = Array.from({ length: 7 }, (_, index) => ({ ...bag, id: `rule-${index}` as Rule['id'] }));
    const shop = await openShop(rules);
    expect((await shop.history()).versions[0]).toMatchObject({ changes: { length: 4 }, moreChanges: 4 });
    const view = await viewVersion(shop.policies, await shop.find(), 2, '77');
    expect(view.version).toMatchObject({ changes: { length: 8 }, moreChanges: 0 });
  });

  test('of a shop that published nothing is empty', async () => {
    const { shops, policies } = createMemoryShops(() => false);
    const shop = await shops.install(domain, { currency: 'USD', timezone: 'UTC', scopes: [] }, NOW);
    if (shop === 'being_deleted') throw new Error('it is new');
    expect(await viewHistory(policies, shop, null, '1')).toEqual({ versions: [], olderUrl: null, newerUrl: null });
  });
});

describe('one version', () => {
  test('shows its rules, and what going back to it would change', async () => {
    const shop = await openShop([bag, { ...bag, id: 'second' as Rule['id'], name: 'Second', enabled: false }]);
    const view = await viewVersion(shop.policies, await shop.find(), 1, '77');
    expect(view).toMatchObject({ version: { version: 1, isRunning: false }, running: 2 });
    expect(view.rules).toEqual([
      { id: 'return-bag', name: bag.name, isEnabled: true, sentence: expect.stringContaining('When an order') },
    ]);
    expect(view.restoring.map(({ lead }) => lead)).toEqual(['Rule “Second” removed']);
    await expect(viewVersion(shop.policies, await shop.find(), 3, '77')).rejects.toMatchObject({ status: 404 });
    await expect(viewVersion(shop.policies, await shop.find(), 0, '77')).rejects.toMatchObject({ status: 404 });
  });
});

describe('going back', () => {
  test('publishes the rules again as a new version that says so', async () => {
    const shop = await openShop([]);
    expect(await restoreVersion(await shop.editor(), 1, 2)).toEqual({ kind: 'restored', version: 3 });
    expect(await shop.running()).toEqual({
      version: 3,
      rules: [bag],
      author: '88',
      publishedAt: NOW + 100 * HOUR_MS,
      note: 'Back to version 1',
    });
    expect((await shop.history()).versions[0]).toMatchObject({ version: 3, note: 'Back to version 1' });
    expect(await restoreVersion(await shop.editor(), 1, 3)).toEqual({ kind: 'same' });
  });

  test('changes nothing where somebody published meanwhile, or for a version that is not there', async () => {
    const shop = await openShop([], [{ ...bag, name: 'Theirs' }]);
    expect(await restoreVersion(await shop.editor(), 1, 2)).toEqual({ kind: 'outdated', running: 3 });
    expect((await shop.running())?.rules[0]?.name).toBe('Theirs');
    await expect(restoreVersion(await shop.editor(), 9, 3)).rejects.toMatchObject({ status: 404 });
  });

  test('is refused with the reason where the amounts are in a currency that the shop had', async () => {
    const shop = await openShop([]);
    await shop.shops.install(domain, { currency: 'EUR', timezone: 'UTC', scopes: SCOPES }, NOW + HOUR_MS);
    expect(await restoreVersion(await shop.editor(), 1, 2)).toEqual({
      kind: 'refused',
      reasons: [
        'Rule 1 “Return bag for regulars”, condition 1, value, currency: The shop’s currency is EUR: amounts must be in it.',
        'Rule 1 “Return bag for regulars”, perk, cost, currency: The shop’s currency is EUR: amounts must be in it.',
      ],
    });
    expect((await shop.running())?.version).toBe(2);
  });

  test('is refused where the shop grants too little for a rule that is on, not for one that is off', async () => {
    const shop = await openShop([credit], [{ ...credit, enabled: false }], []);
    expect(await restoreVersion(await shop.editor(), 2, 4)).toEqual({
      kind: 'refused',
      reasons: [
        'Rule “Store credit for regulars”: The shop does not grant Concierge what this perk needs: write_store_credit_account_transactions, read_store_credit_accounts, and read_customers.',
      ],
    });
    expect(await restoreVersion(await shop.editor(), 3, 4)).toEqual({ kind: 'restored', version: 5 });
  });
});
