import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SHOP } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let platform: TestPlatform;
let browser: TestBrowser;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

afterEach(() => {
  expect(browser.problems.splice(0)).toEqual([]);
});

async function store<Answer>(path: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const request = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
  return (await (await fetch(`${platform.url}/dev/stores/${SHOP}${path}`, request)).json()) as Answer;
}

test('a person imports the past: every regular is known by all their orders, and nothing was decided', async () => {
  const page = await openAdminPage(platform, browser, '/app/past');
  await page.waitForTitle('The past');
  await page.app.getByText('Past orders have not been imported yet.').waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.getByRole('button', { name: 'Import past orders' }).click();
  await page.admin.locator('#toasts').getByText('The import has begun').waitFor();
  await fetch(`${platform.url}/dev/idle?timeout_s=60`);
  await page.app.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });
  await page.app.getByText(/^All customers’ orders are known since /).waitFor();
  const progress = (await page.app.locator('#import-progress').textContent()) ?? '';
  const [, read = '', total = ''] = /^([\d,]+) of ([\d,]+) orders read/.exec(progress) ?? [];
  expect(read).toBe(total);
  const count = '{ ordersCount(limit: null) { count } }';
  const { data } = await store<{ data: { ordersCount: { count: number } } }>('/admin/api/2026-10/graphql.json', {
    query: count,
  });
  expect(Number(total.replaceAll(',', ''))).toBe(data.ordersCount.count);
  expect(await findViolations(page.admin)).toEqual([]);
  expect(await store('/decisions')).toEqual([]);
  await page.admin.close();

  const narrow = await openAdminPage(platform, browser, '/app/past', 320);
  await narrow.app.getByText('Finished', { exact: true }).waitFor();
  expect(await overflowPx(narrow)).toBe(0);
  await narrow.admin.close();
}, 180_000);
