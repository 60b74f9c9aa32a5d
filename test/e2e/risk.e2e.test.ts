import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Policy } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';

const BAG = returnBagRule('USD');

let platform: TestPlatform;
let browser: TestBrowser;
let shop: ReturnType<typeof demoShop>;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'demo' });
  shop = demoShop(platform);
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

const orderPage = (admin: Page, { id }: { id: string }) =>
  admin.goto(`${platform.url.replace('localhost', '127.0.0.1')}/orders/${id.replace(/^.*\//, '')}`);

async function openDecision(admin: Page, order: { id: string }): Promise<FrameLocator> {
  await orderPage(admin, order);
  await admin.getByRole('link', { name: 'See why in the admin' }).click();
  return admin.frameLocator('#app-frame');
}

test('a rule waits for the fraud risk, and does as set when none comes in time', { timeout: 240_000 }, async () => {
  const { admin, app, waitForTitle } = await openAdminPage(platform, browser, '/app/rules');
  await app.getByRole('link', { name: BAG.name }).click();
  await waitForTitle(BAG.name);
  await app.getByLabel('Only for orders whose fraud risk is').selectOption('Not high');
  await app.getByText('Waits up to 10 minutes for the order’s fraud risk; without it, gives nothing.').waitFor();
  expect(await findViolations(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.locator('#toasts').getByText('Rule saved').waitFor();
  const [saved] = (await shop.policy<Policy>()).rules;
  expect(saved).toMatchObject({
    when: [...BAG.when, { fact: 'order.risk.high', operator: 'is', value: false }],
    waitForRisk: { minutes: 10, without: 'refuse' },
  });

  const regular = await shop.regular();
  const low = await shop.orderThreeSizes(regular);
  await orderPage(admin, low);
  await admin.getByText('The fraud risk is not known yet.').waitFor();
  expect(await admin.locator('#slip-tags').textContent()).toBe('No tags');
  expect(await findViolations(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Low risk' }).click();
  await admin.getByText('Low fraud risk.').waitFor();
  await platform.idle();
  const granted = await openDecision(admin, low);
  await granted.getByText('Granted', { exact: true }).waitFor();
  await granted.getByText('It waited for the order’s fraud risk, which came after a minute.').waitFor();
  await granted.getByText('The order’s fraud risk is high: no.').first().waitFor();

  const high = await shop.orderThreeSizes(regular);
  await orderPage(admin, high);
  await admin.getByRole('button', { name: 'High risk' }).click();
  await admin.getByText('High fraud risk.').waitFor();
  await platform.idle();
  const refused = await openDecision(admin, high);
  await refused.getByText('Not granted').waitFor();
  await refused.getByText('The order’s fraud risk is high: yes.').first().waitFor();

  const silent = await shop.orderThreeSizes(regular);
  await platform.advance(600);
  await platform.idle();
  const late = await openDecision(admin, silent);
  await late.getByText('Not granted').waitFor();
  await late.getByText('It waited 10 minutes for the order’s fraud risk, which did not come.').waitFor();
  await late.getByText('The order’s fraud risk is high: unknown (not assessed yet).').first().waitFor();
  expect(browser.problems).toEqual([]);
});

test('a customer who disputes a payment gets nothing from a rule that asks for none', {
  timeout: 120_000,
}, async () => {
  await shop.publish({ rules: [{ ...BAG, when: [{ fact: 'customer.disputes', operator: 'under', value: 1 }] }] });
  const { admin } = await openAdminPage(platform, browser, '/app');
  const regular = await shop.regular(1);
  const first = await shop.orderThreeSizes(regular);
  await orderPage(admin, first);
  await admin.getByText('include-return-bag').first().waitFor();
  await admin.getByRole('button', { name: 'Dispute the payment' }).click();
  await admin.getByText('Payment disputed: needs response.').waitFor();
  await platform.idle();
  const next = await shop.orderThreeSizes(regular);
  const refused = await openDecision(admin, next);
  await refused.getByText('Not granted').waitFor();
  await refused.getByText('The number of payments the customer disputed is 1, not under 1.').waitFor();
  expect(browser.problems).toEqual([]);
});
