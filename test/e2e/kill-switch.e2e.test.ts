import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { type AdminPage, openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';

let platform: TestPlatform;
let browser: TestBrowser;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'demo' });
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
const stopped = ({ app }: AdminPage) => app.getByRole('heading', { name: /^All perks are stopped since / });
const waitForToast = ({ admin }: AdminPage, text: string) => admin.locator('#toasts').getByText(text).waitFor();

async function tagsOf(order: string): Promise<readonly string[]> {
  const query = 'query Order($id: ID!) { order(id: $id) { tags } }';
  const response = await fetch(
    `${platform.url}/dev/stores/concierge-demo.myshopify.com/admin/api/2026-10/graphql.json`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { id: order } }),
    },
  );
  const answer = (await response.json()) as { data: { order: { tags: string[] } } };
  return answer.data.order.tags;
}

test('who goes on giving perks has changed nothing', async () => {
  const page = await open('/app');
  await page.app.getByRole('button', { name: 'Stop all perks' }).click();
  const dialog = page.app.getByRole('dialog', { name: 'Stop all perks?' });
  await dialog.getByText(/put on hold until you give perks again/).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await dialog.getByRole('button', { name: 'Go on giving them' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await stopped(page).count()).toBe(0);
  await page.admin.close();
});

test('stopped by keyboard, every page says so, orders are decided and nothing is done', async () => {
  const page = await open('/app');
  await page.app.getByRole('button', { name: 'Stop all perks' }).press('Enter');
  await page.app.getByRole('dialog').getByRole('button', { name: 'Stop all perks' }).press('Enter');
  await waitForToast(page, 'All perks are stopped');
  await stopped(page).waitFor();
  expect(await page.app.locator('#perks-notice').evaluate((notice) => notice === document.activeElement)).toBe(true);
  expect(await page.app.getByRole('button', { name: 'Stop all perks' }).count()).toBe(0);

  const order = await demoShop(platform).orderThreeSizes(await demoShop(platform).regular());
  expect(await tagsOf(order.id)).toEqual([]);
  for (const name of ['Rules', 'Perks', 'Decisions', 'Messages set aside', 'Nightly check', 'The past']) {
    await page.admin.getByRole('link', { name, exact: true }).click();
    await page.waitForTitle(name);
    await stopped(page).waitFor();
  }
  await page.app.getByText(/Stopped by you\. 1 order has perks on hold\./).waitFor();
  await page.app.getByRole('link', { name: 'See what is on hold' }).click();
  await page.app.getByText(order.name).first().waitFor();
  await page.admin.close();
});

test.each([320, 1440])('the notice sticks out nowhere and is accessible, %i px wide', async (widthPx) => {
  for (const path of ['/app', '/app/rules/return-bag']) {
    const page = await open(path, widthPx);
    await stopped(page).waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.admin.close();
  }
});

test('given again from any page, what was held is done, and the notice goes by itself', async () => {
  const page = await open('/app/decisions');
  await page.app.getByRole('button', { name: 'Give perks again' }).click();
  const dialog = page.app.getByRole('dialog', { name: 'Give perks again?' });
  await dialog.getByText(/1 order has perks on hold: they are given at once/).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await dialog.getByRole('button', { name: 'Give perks again' }).click();
  await waitForToast(page, 'Perks are given again');
  await stopped(page).waitFor({ state: 'detached' });
  await page.app.getByRole('heading', { name: 'Perks are given again' }).waitFor({ state: 'detached' });
  await platform.idle();
  const home = await open('/app', 320);
  await home.app.getByText(/They were stopped before, and given again on .* by you\./).waitFor();
  expect(await overflowPx(home)).toBe(0);
  await home.admin.close();
  await page.app.getByRole('listitem').first().click();
  await page.app.getByText('Done', { exact: true }).first().waitFor();
  await page.admin.close();
});
