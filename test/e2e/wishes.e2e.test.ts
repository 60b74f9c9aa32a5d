import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Condition } from '../../core/condition.ts';
import type { EventType } from '../../core/event.ts';
import { factDefinition, factLabel } from '../../core/facts/catalogue.ts';
import { type Money, minorDigits } from '../../core/money.ts';
import type { Perk } from '../../core/perks.ts';
import type { PolicyDraft } from '../../core/policy.ts';
import { describeComparison, describeConditionLead } from '../../core/words/condition.ts';
import { upperFirst } from '../../core/words/phrases.ts';
import { describeRule } from '../../core/words/rule.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { type AdminPage, openAdminPage } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';
import { ruleOf, WISHES } from './wishes.ts';

let platform: TestPlatform;
let browser: TestBrowser;
let shop: ReturnType<typeof demoShop>;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'none' });
  shop = demoShop(platform);
  browser = await openBrowser({ blockThirdPartyStorage: true });
  await shop.publish({ rules: [] });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  expect(browser?.problems).toEqual([]);
});

const amount = ({ amountMinor, currency }: Money) =>
  (amountMinor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));

async function addCondition({ app }: AdminPage, condition: Condition, on: EventType): Promise<void> {
  const { fact, operator, value } = condition;
  const label = factLabel(fact, on);
  const search = app.getByRole('combobox', { name: 'Add a condition' });
  await search.fill(upperFirst(label));
  await app
    .getByRole('option')
    .filter({ has: app.getByText(upperFirst(label), { exact: true }) })
    .click();
  const group = app.getByRole('group', { name: `The ${label}`, exact: true });
  await group.waitFor();
  if (factDefinition(fact).type === 'boolean') {
    await group.getByLabel(describeConditionLead(condition, on)).selectOption(String(value));
    return;
  }
  await group.getByLabel(`How to compare the ${label}`).selectOption(describeComparison({ fact, operator }));
  const field = (end = '') => group.getByLabel(`${describeConditionLead(condition, on)}${end}`, { exact: true });
  if (operator === 'between') {
    const [from, to] = value as readonly [number, number];
    await field(', from').fill(String(from));
    await field(', to').fill(String(to));
  } else if (factDefinition(fact).type === 'words') {
    for (const word of [value].flat() as string[]) {
      await field().fill(word);
      await field().press('Enter');
    }
  } else {
    await field().fill(typeof value === 'object' ? amount(value as Money) : String(value));
  }
}

async function fillPerk({ app }: AdminPage, perk: Perk): Promise<void> {
  switch (perk.kind) {
    case 'packing_instruction':
      await app.getByLabel('Add this tag to the order').fill(perk.tag);
      return app.getByLabel('Write this line into the order’s note').fill(perk.note);
    case 'store_credit':
      await app.getByLabel('Store credit for the customer').fill(amount(perk.amount));
      return app.getByLabel('Days until the credit ends').fill(String(perk.expiresInDays));
    case 'message':
      await app.getByLabel('Subject').fill(perk.subject);
      return app.getByLabel('Text', { exact: true }).fill(perk.body);
    case 'approve_return':
      return app.getByLabel('Cost each time').fill(amount(perk.cost));
  }
}

test.each(WISHES)('$title', async (wish) => {
  const wanted = ruleOf(wish);
  const page = await openAdminPage(platform, browser, '/app/templates');
  const { app, admin } = page;
  await app.getByLabel('What it answers').selectOption(wish.on);
  await app.getByLabel('What it does').selectOption(wish.perk.kind);
  await app.getByRole('link', { name: 'Start from nothing' }).click();
  await page.waitForTitle('Add rule');
  await app.getByLabel('Name').fill(wish.title);
  for (const condition of wish.when) {
    if (condition.fact === 'order.risk.high') {
      await app.getByLabel('Only for orders whose fraud risk is').selectOption('Not high');
    } else {
      await addCondition(page, condition, wish.on);
    }
  }
  await fillPerk(page, wish.perk);
  await app.getByText(describeRule(wanted), { exact: true }).waitFor();
  await admin.getByRole('button', { name: 'Save' }).click();
  await page.waitForTitle(wish.title);
  const { rules } = await shop.policy<PolicyDraft>();
  expect(rules.at(-1)).toEqual({ ...wanted, id: expect.stringMatching(/^rule/) });
  await admin.close();
});
