import { describe, expect, test } from 'vitest';
import { createLiquidTemplates } from '../../adapters/liquid/templates.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { formOfRule, readRule } from '../../app/rule-form.ts';
import { aboutDollars } from '../../core/gallery/amount.ts';
import { TEMPLATES } from '../../core/gallery/catalogue.ts';
import { TEMPLATE_GROUPS } from '../../core/gallery/parts.ts';
import { policyWarnings } from '../../core/policy-checks.ts';
import { publishPolicy } from '../../core/use-cases/publish-policy.ts';
import { buildShop, NOW } from './builders.ts';
import { SHOP } from './use-cases/stage.ts';

const templates = createLiquidTemplates();

async function publish(rules: unknown[], currency: string) {
  const { shops, policies } = createMemoryStores();
  await shops.install(SHOP, buildShop({ currency }), NOW);
  const shop = { ...buildShop({ currency }), domain: SHOP };
  return publishPolicy({ policies, templates }, shop, { rules }, 0, '1', NOW);
}

describe.each(TEMPLATES.map((template) => [template.rule('USD').name, template] as const))('%s', (_, template) => {
  test.each(['USD', 'EUR', 'JPY', 'KWD', 'IDR'])('is published as it is, in %s', async (currency) => {
    const rule = template.rule(currency);
    expect(await publish([rule], currency)).toMatchObject({ kind: 'published', policy: { rules: [rule] } });
  });

  test('comes back unchanged from the form, and means what it says', () => {
    const rule = template.rule('USD');
    expect(readRule(formOfRule(rule), rule, 'USD')).toEqual({ rule, problems: {} });
    expect(policyWarnings([rule])).toEqual([]);
    expect(template.story.trim()).not.toBe('');
  });
});

test('all templates run beside each other, some of each group', async () => {
  const rules = TEMPLATES.map(({ rule }) => rule('USD'));
  expect(await publish(rules, 'USD')).toMatchObject({ kind: 'published' });
  expect(rules.length).toBeGreaterThanOrEqual(20);
  for (const group of TEMPLATE_GROUPS) {
    expect(TEMPLATES.filter((template) => template.group === group).length).toBeGreaterThanOrEqual(3);
  }
});

test.each([
  ['USD', 150_000],
  ['JPY', 150_000],
  ['KWD', 1_500_000],
  ['SEK', 1_500_000],
])('1,500 dollars are about as much in %s', (currency, amountMinor) => {
  expect(aboutDollars(1_500, currency)).toEqual({ amountMinor, currency });
});
