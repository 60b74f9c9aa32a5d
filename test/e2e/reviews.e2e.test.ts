import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { reviewBody } from '../adapters/reviews/payloads.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { type AdminPage, openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let platform: TestPlatform;
let browser: TestBrowser;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'none' });
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

afterEach(() => {
  expect(browser.problems.splice(0)).toEqual([]);
});

const open = (path: string, widthPx?: number) => openAdminPage(platform, browser, path, widthPx);
const waitForToast = ({ admin }: AdminPage, text: string) => admin.locator('#toasts').getByText(text).waitFor();
const button = ({ app }: AdminPage, name: string) => app.getByRole('button', { name });

/** A review as the service posts it to an address of the app. */
async function post(sign: string, address: string, body: string): Promise<number> {
  const path = encodeURIComponent(new URL(address).pathname);
  const response = await fetch(`${platform.url}/dev/webhooks?path=${path}&sign=${sign}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.status;
}

test('without a review the list says how to get some, and leads to the settings', async () => {
  const page = await open('/app/reviews');
  await page.app.getByRole('heading', { name: 'No reviews yet' }).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await page.app.getByRole('link', { name: 'Connect a service' }).click();
  await page.waitForTitle('Settings');
  await page.admin.close();
});

test('Judge.me is connected, tested, sends a review, and is refused once it is disconnected', async () => {
  const page = await open('/app/settings');
  await page.app.getByLabel('Judge.me’s private token').fill('short');
  await button(page, 'Connect Judge.me').click();
  await page.app.getByText('This can’t be the secret of Judge.me.').waitFor();
  await page.app.getByLabel('Judge.me’s private token').fill('private-token-of-the-shop');
  await button(page, 'Connect Judge.me').click();
  await waitForToast(page, 'Judge.me is connected');
  await page.app.getByText('Secret: ends with shop').waitFor();
  const address = await page.app.getByLabel('Address for Judge.me').inputValue();
  expect(new URL(address).pathname).toMatch(/^\/reviews\/judgeme\/concierge-demo\.myshopify\.com\/[\w-]{22}$/);

  await button(page, 'Send a test to Judge.me’s address').click();
  await page.app.getByText(/^The test of .* came through\.$/).waitFor();
  await page.app.getByText('No review came yet.').waitFor();
  expect(await findViolations(page.admin)).toEqual([]);

  const now = new Date(await platform.now()).toISOString();
  const body = reviewBody('judgeme', (text) => text.replaceAll(/2026-11-20T[^"]*/g, now));
  expect(await post('judgeme', address, body)).toBe(200);
  expect(await post('judgeme', address, body)).toBe(200);
  expect(await post('0', address, body)).toBe(401);
  await platform.idle();

  const list = await open('/app/reviews');
  await list.app.getByRole('heading', { name: '2 stars for Oxford shirt' }).waitFor();
  expect(await list.app.getByRole('heading', { name: /stars? for/ }).count()).toBe(1);
  await list.app.getByText(/^No customer of your shop had the e-mail address of this review\./).waitFor();
  expect(await findViolations(list.admin)).toEqual([]);
  await list.admin.close();

  await button(page, 'Disconnect Judge.me').click();
  await page.app.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await waitForToast(page, 'Judge.me is disconnected');
  await button(page, 'Connect Judge.me').waitFor();
  expect(await post('0', address, body)).toBe(404);
  expect(await post('judgeme', address, body)).toBe(409);
  await page.admin.close();
});

test('Okendo is connected with the secret of its webhook, tested, and its review is kept once', async () => {
  const page = await open('/app/settings');
  const secret = `whsec_${Buffer.from('a secret of Okendo’s webhook').toString('base64')}`;
  await page.app.getByLabel('Okendo’s webhook secret').fill(secret);
  await button(page, 'Connect Okendo').press('Enter');
  await waitForToast(page, 'Okendo is connected');
  const address = await page.app.getByLabel('Address for Okendo').inputValue();
  await button(page, 'Send a test to Okendo’s address').press('Enter');
  await page.app.getByText(/^The test of .* came through\.$/).waitFor();
  const now = new Date(await platform.now()).toISOString();
  const body = reviewBody('okendo', (text) => text.replaceAll(/2026-11-20T[^"]*/g, now).replace('Oxford', 'Linen'));
  for (const status of [200, 200]) expect(await post('okendo', address, body)).toBe(status);
  expect(await post('0', address, body)).toBe(401);
  await platform.idle();
  const list = await open('/app/reviews');
  await list.app.getByRole('heading', { name: '2 stars for Linen shirt' }).waitFor();
  expect(await list.app.getByRole('heading', { name: 'Linen shirt' }).count()).toBe(1);
  await list.admin.close();
  expect(await findViolations(page.admin)).toEqual([]);
  await button(page, 'Disconnect Okendo').click();
  await page.app.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await waitForToast(page, 'Okendo is disconnected');
  await page.admin.close();
});

test('the secret made for Stamped is shown once, and a service that signs nothing has none', async () => {
  const page = await open('/app/settings');
  await button(page, 'Connect Stamped').click();
  const secret = await page.app.getByLabel('Secret for Stamped').inputValue();
  expect(secret).toMatch(/^[\w-]{32}$/);
  await button(page, 'Connect Yotpo').click();
  await page.app.getByLabel('Address for Yotpo').waitFor();
  for (const name of ['Stamped', 'Yotpo']) {
    await button(page, `Send a test to ${name}’s address`).click();
  }
  await page.app
    .getByText(/^The test of .* came through\.$/)
    .nth(1)
    .waitFor();
  await page.admin.reload();
  await page.app.getByText(`Secret: ends with ${secret.slice(-4)}`).waitFor();
  expect(await page.app.getByLabel('Secret for Stamped').count()).toBe(0);
  expect(await page.app.locator('body').textContent()).not.toContain(secret);
  await page.admin.close();
});

test.each(['/app/settings', '/app/reviews'])('%s fits a phone', async (path) => {
  const page = await open(path, 320);
  await page.app.getByRole('heading').first().waitFor();
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
});

test('what the shop says of itself stands in the settings, and follows when the shop changes it', async () => {
  const page = await open('/app/settings');
  await page.app
    .getByText('Amounts are in USD, and days begin and end as in America/New York; its plan is Grow.')
    .waitFor();
  const changed = {
    id: 1,
    iana_timezone: 'Europe/Vienna',
    plan_name: 'shopify_plus',
    updated_at: new Date().toISOString(),
  };
  const topic = `${platform.url}/dev/stores/concierge-demo.myshopify.com/deliver?topic=shop/update`;
  expect((await fetch(topic, { method: 'POST', body: JSON.stringify(changed) })).status).toBe(200);
  await platform.idle();
  await page.admin.reload();
  await page.app.getByText('days begin and end as in Europe/Vienna; its plan is Plus.').waitFor();
  await page.admin.close();
});
