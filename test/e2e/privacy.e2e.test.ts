import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DEMO_SHOP } from '../../dev/shopify/seed/seed.ts';
import { demoShop } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const CUSTOMER = '7820982911946160003';
const PERSON = `{"id":${CUSTOMER},"email":"rita@example.com","phone":null}`;

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

const open = (widthPx?: number) => openAdminPage(platform, browser, '/app/privacy', widthPx);

test('nobody asked so far, and what is kept is told', async () => {
  const page = await open();
  await page.waitForTitle('Privacy');
  await page.app.getByText('Nobody asked so far').waitFor();
  await page.app.getByText('Nobody was erased so far').waitFor();
  await page.app.getByRole('heading', { name: 'What is kept, and why' }).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
});

test('a request is answered with a file and marked as handed over, by keyboard alone', async () => {
  const shop = demoShop(platform);
  await shop.spentBefore(CUSTOMER, '1600.00');
  await shop.deliver(
    'customers/data_request',
    `{"customer":${PERSON},"orders_requested":[],"data_request":{"id":9999}}`,
  );
  await platform.idle();
  const page = await open();
  const saved = page.admin.waitForEvent('download');
  await page.app.getByRole('button', { name: /^Download the file for / }).press('Enter');
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`customer-${CUSTOMER}.json`);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(file.customers[0].orders).toHaveLength(1);
  expect(JSON.stringify(file)).not.toContain('rita@example.com');
  await page.app.getByText('To do').waitFor();
  await page.app.getByRole('button', { name: /^Mark request 9999 of / }).press('Enter');
  await page.app.getByText('Handed over', { exact: true }).waitFor();
  await page.admin.close();
});

test.each([320, 1440])('an erasure is listed and the request is nobody’s, %i px wide', async (widthPx) => {
  await demoShop(platform).deliver('customers/redact', `{"customer":${PERSON},"orders_to_redact":[]}`);
  await platform.idle();
  const page = await open(widthPx);
  await page.app.getByText('A customer whose data was erased').waitFor();
  await page.app.getByText(/^(Under way|Done)$/).waitFor();
  expect(await page.app.getByRole('button', { name: /^Download/ }).count()).toBe(0);
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
});

test.each([320, 1280])(
  'a shop that comes back during its deletion is told to wait, and then begins anew, %i px wide',
  async (widthPx) => {
    const post = (path: string, body = {}) =>
      fetch(`${platform.url}/dev/stores/${DEMO_SHOP}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('uninstall')).status).toBe(200);
    await platform.advance(48 * 3600 + 60);
    await platform.idle();
    expect((await post('install')).status).toBe(200);
    const page = await open(widthPx);
    await page.app.getByText('Your earlier data is still being deleted').waitFor();
    await page.app.getByText(/load this page again in five minutes/).waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await platform.advance(4 * 60);
    await platform.idle();
    await page.app.getByRole('button', { name: 'Load again' }).press('Enter');
    await page.app.getByText('Nobody was erased so far').waitFor();
    await page.admin.close();
    // That is how the page is answered; the browser says so.
    const others = browser.problems.splice(0).filter((problem) => !problem.endsWith('status of 409 (Conflict)'));
    expect(others).toEqual([]);
  },
);
