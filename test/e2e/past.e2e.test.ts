import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SHOP } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { exportedOrder, exportFile } from '../retail/shopify-export.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let platform: TestPlatform;
let browser: TestBrowser;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'demo', environment: { CONCIERGE_IMPORT: 'install' } });
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

test('an installation imports the past by itself, and a person does so again: all orders are read, and nothing is decided', async () => {
  await platform.idle(120);
  const page = await openAdminPage(platform, browser, '/app/past');
  await page.waitForTitle('The past');
  await page.app.getByText('Finished', { exact: true }).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  const begunAt = () =>
    page.app
      .getByRole('heading', { name: /^Import of / })
      .locator('time')
      .getAttribute('datetime');
  const first = await begunAt();
  await page.admin.getByRole('button', { name: 'Import past orders' }).click();
  await page.admin.locator('#toasts').getByText('The import has begun').waitFor();
  await platform.idle(120);
  await expect.poll(begunAt).not.toBe(first);
  await page.app.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });
  await page.app.getByText(/^All customers’ orders are known since /).waitFor();
  const progress = (await page.app.locator('#import-progress').textContent()) ?? '';
  const [, read = '', total = ''] = /^([\d,]+) of ([\d,]+) orders read/.exec(progress) ?? [];
  expect(read).toBe(total);
  expect(progress).toMatch(
    /\. ([\d,]+) of \1 products read\. ([\d,]+) of \2 returns read\. ([\d,]+) of \3 customers read$/,
  );
  const count = '{ ordersCount(limit: null) { count } }';
  const { data } = await store<{ data: { ordersCount: { count: number } } }>('/admin/api/2026-10/graphql.json', {
    query: count,
  });
  expect(Number(total.replaceAll(',', ''))).toBe(data.ordersCount.count);
  expect(await findViolations(page.admin)).toEqual([]);
  expect(await store('/decisions')).toEqual([]);
  await page.admin.close();

  const { customer, name } = await aReturn();
  const person = await openAdminPage(platform, browser, `/app/customers/${customer.id.split('/').at(-1)}`);
  await person.app.getByText(name).first().waitFor();
  await person.app.getByText(/^Marketing e-mails: /).waitFor();
  await person.admin.close();

  const narrow = await openAdminPage(platform, browser, '/app/past', 320);
  await narrow.app.getByText('Finished', { exact: true }).waitFor();
  expect(await overflowPx(narrow)).toBe(0);
  await narrow.admin.close();
}, 180_000);

test('an import that can’t get on is paused, goes on, and is cancelled when a person says so, by keyboard alone', async () => {
  await platform.idle(120);
  const page = await openAdminPage(platform, browser, '/app/past');
  const press = (name: string) => page.app.getByRole('button', { name, exact: true }).press('Enter');
  const toast = (text: string) => page.admin.locator('#toasts').getByText(text).waitFor();
  const start = page.admin.getByRole('button', { name: 'Import past orders' });
  const startWithoutShop = async () => {
    await platform.break({ target: 'admin_api', kind: 'http_500', shop: SHOP });
    await start.press('Enter');
    await toast('The import has begun');
  };
  await startWithoutShop();
  await page.app.getByText('Standing still', { exact: true }).waitFor({ timeout: 60_000 });
  await press('Pause');
  await page.app.getByText('Paused', { exact: true }).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await platform.mend();
  // Nothing goes on by itself, however late it is.
  await platform.advance(3_600);
  await platform.idle(120);
  await page.admin.reload();
  await page.app.getByText('Paused', { exact: true }).waitFor();
  await press('Resume');
  await toast('The import goes on');
  await platform.idle(120);
  await page.app.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });

  await startWithoutShop();
  await press('Cancel import');
  await page.app.getByRole('button', { name: 'Go on importing' }).press('Enter');
  await press('Cancel import');
  await page.app.getByRole('dialog').getByRole('button', { name: 'Cancel import' }).press('Enter');
  await page.app.getByText('Cancelled', { exact: true }).waitFor();
  await platform.mend();
  await platform.advance(3_600);
  await platform.idle(120);
  await page.admin.reload();
  await page.app.getByText('Cancelled', { exact: true }).waitFor();
  expect(await page.app.getByRole('button', { name: /^(Pause|Resume|Cancel import)$/ }).count()).toBe(0);
  await start.press('Enter');
  await platform.idle(120);
  await page.app.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });
  await page.admin.close();
}, 180_000);

/** One that the shop has had from the start. */
async function aReturn(): Promise<{ customer: { id: string }; name: string }> {
  const query = `{ orders(first: 1, query: "-return_status:no_return") {
    nodes { customer { id } returns(first: 1) { nodes { name } } } } }`;
  const { data } = await store<{
    data: { orders: { nodes: { customer: { id: string }; returns: { nodes: { name: string }[] } }[] } };
  }>('/admin/api/2026-10/graphql.json', { query });
  const [order] = data.orders.nodes;
  const [returned] = order?.returns.nodes ?? [];
  if (!order || !returned) throw new Error('the demo shop has returns');
  return { customer: order.customer, name: returned.name };
}

/** When the stand-in's shops were installed lies after it. */
const LONG_AGO = '2023-03-20 11:54:56 +0000';

async function customers(): Promise<{ id: string; email: string }[]> {
  const query = '{ customers(first: 2) { nodes { id email } } }';
  const answer = await store<{ data: { customers: { nodes: { id: string; email: string }[] } } }>(
    '/admin/api/2026-10/graphql.json',
    { query },
  );
  return answer.data.customers.nodes;
}

test('orders older than Shopify shows come in by a file, which the browser reads; a wrong file is told apart', async () => {
  await platform.idle(120);
  const [ada, ben] = await customers();
  const countOf = async (id = '') =>
    (await store<{ lifetime: { orders: number } }>(`/profile?customer=${encodeURIComponent(id)}`)).lifetime.orders;
  const before = [await countOf(ada?.id), await countOf(ben?.id)];
  const orders = [ada?.email, ada?.email, ben?.email, 'stranger@example.com'].map((Email = '', index) =>
    exportedOrder({ Id: `9900${index}`, Name: `#old${index}`, Email, 'Created at': LONG_AGO, 'Paid at': LONG_AGO }),
  );
  const page = await openAdminPage(platform, browser, '/app/past');
  await page.waitForTitle('The past');
  const input = page.app.locator('input[type=file]');
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });
  await input.setInputFiles(file('products.csv', Buffer.from('Handle,Title\n')));
  await page.app.getByText('This is no export of orders from Shopify').waitFor();
  await input.setInputFiles(file('orders_export.csv', Buffer.from(await exportFile(orders).arrayBuffer())));
  await page.app.getByText('Finished', { exact: true }).waitFor();
  await page.app.getByText('4 of 4 orders read').waitFor();
  await page.app.getByText('Line 5: no customer of your shop has the order’s e-mail address').waitFor();
  expect([await countOf(ada?.id), await countOf(ben?.id)]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 1]);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
  const narrow = await openAdminPage(platform, browser, '/app/past', 320);
  await narrow.app.getByText('Finished', { exact: true }).waitFor();
  expect(await overflowPx(narrow)).toBe(0);
  await narrow.admin.close();
}, 180_000);
