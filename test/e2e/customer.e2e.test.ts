import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';

const SHOP = 'concierge-demo.myshopify.com';

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

/** What staff do in the admin of the shop. */
async function admin(query: string, variables: object): Promise<void> {
  const address = `${platform.url}/dev/stores/${SHOP}/admin/api/2026-10/graphql.json`;
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  expect(await answer.json()).not.toHaveProperty('errors');
  await platform.idle();
}

async function merge(kept: string, gone: string): Promise<void> {
  const body = {
    admin_graphql_api_customer_kept_id: kept,
    admin_graphql_api_customer_deleted_id: gone,
    admin_graphql_api_job_id: null,
    status: 'completed',
    errors: [],
  };
  await deliver('customers/merge', body);
}

async function deliver(topic: string, body: object): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const address = `${platform.url}/dev/stores/${SHOP}/deliver?topic=${topic}`;
  await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  await platform.idle();
}

test('a customer’s page tells who they are, what is known and all that happened, also after a merge', async () => {
  const shop = demoShop(platform);
  const [kept, gone] = [await shop.regular(), await shop.regular(1)];
  if (kept.kind !== 'known' || gone.kind !== 'known') throw new Error('regulars are known');
  const order = await shop.orderThreeSizes(kept);
  const other = await shop.orderThreeSizes(gone);

  const page = await open('/app/decisions');
  await page.app.getByText(order.name, { exact: true }).click();
  await page.waitForTitle(`Decision about order ${order.name}`);
  await page.app
    .getByRole('heading', { name: `Order ${order.name} of` })
    .getByRole('link')
    .click();
  await page.app.getByRole('heading', { name: 'What happened' }).waitFor();
  await page.app.getByText('Orders are known since').waitFor();
  await page.app.getByRole('link', { name: `Order ${order.name} placed`, exact: true }).waitFor();
  const decision = page.app
    .getByRole('listitem')
    .filter({ hasText: `Decision about order ${order.name}` })
    .first();
  await decision.getByText('Granted').first().waitFor();
  await decision.getByText('Done').first().waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  expect(await page.app.getByText(`Order ${other.name}`).count()).toBe(0);

  await merge(kept.id, gone.id);
  const path = (id: string) => `/app/customers/${id.split('/').at(-1)}`;
  const merged = await open(path(kept.id));
  await merged.app.getByRole('link', { name: `Order ${other.name} placed`, exact: true }).waitFor();
  await merged.app.getByRole('link', { name: /^Customer \d+ was merged into this one$/ }).click();
  await merged.app.getByText('Merged into another customer').waitFor();
  await merged.app.getByText(`Decision about order ${other.name}`).waitFor();
  expect(await findViolations(merged.admin)).toEqual([]);
  await merged.app.getByRole('link', { name: 'the customer you kept' }).click();
  await merged.app.getByRole('link', { name: `Order ${other.name} placed`, exact: true }).waitFor();
  await merged.admin.close();

  const narrow = await open(path(kept.id), 320);
  await narrow.app.getByRole('heading', { name: 'What happened' }).waitFor();
  expect(await overflowPx(narrow)).toBe(0);
  await narrow.admin.close();

  const missing = await open('/app/customers/1');
  await missing.app.getByText('Nothing is known of this customer').waitFor();
  expect(browser.problems.splice(0)).toEqual([expect.stringContaining('404')]);
  await missing.admin.close();
  await page.admin.close();
}, 180_000);

test('tags and consent that staff change stand on the customer’s page, as they are and as they came', async () => {
  const known = await demoShop(platform).regular(2);
  if (known.kind !== 'known') throw new Error('regulars are known');
  const { id } = known;
  const path = `/app/customers/${id.split('/').at(-1)}`;
  await admin('mutation ($id: ID!) { tagsAdd(id: $id, tags: ["VIP", "wholesale"]) { userErrors { message } } }', {
    id,
  });
  // The platform gives the time of a consent in whole seconds.
  await platform.advance(60);
  await admin('mutation ($id: ID!) { tagsRemove(id: $id, tags: ["wholesale"]) { userErrors { message } } }', { id });
  await platform.advance(60);
  await admin(
    `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) {
      customerEmailMarketingConsentUpdate(input: $input) { userErrors { message } }
    }`,
    { input: { customerId: id, emailMarketingConsent: { marketingState: 'SUBSCRIBED' } } },
  );
  const page = await open(path, 1280);
  await page.app.getByRole('heading', { name: 'Tags and marketing' }).waitFor();
  await page.app.getByText('VIP', { exact: true }).waitFor();
  await page.app.getByText(/^Marketing e-mails: Subscribed/).waitFor();
  const entries = page.app.getByRole('listitem');
  const told = (await entries.getByRole('heading').allTextContents()).slice(0, 3);
  expect(told).toEqual(['Marketing e-mails', 'Tag removed', 'Tags added']);
  await entries.filter({ hasText: 'Tag removed' }).getByText('wholesale').waitFor();
  expect(await page.app.getByText('wholesale', { exact: true }).count()).toBe(1);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
  const narrow = await open(path, 320);
  await narrow.app.getByRole('heading', { name: 'Tags added' }).waitFor();
  expect(await overflowPx(narrow)).toBe(0);
  await narrow.admin.close();

  await deliver('company_contacts/create', {
    admin_graphql_api_id: 'gid://shopify/CompanyContact/1',
    customer_admin_graphql_api_id: id,
    created_at: new Date(await platform.now()).toISOString(),
    company: { name: 'Acme Tailors', admin_graphql_api_id: 'gid://shopify/Company/31' },
  });
  const now = new Date(await platform.now()).toISOString();
  await deliver('orders/create', {
    id: 987_654,
    name: '#B2B',
    created_at: now,
    updated_at: now,
    financial_status: 'paid',
    current_total_price_set: { shop_money: { amount: '80.00', currency_code: 'USD' } },
    customer: { admin_graphql_api_id: id },
    company: { id: 31, location_id: 1 },
    line_items: [],
    refunds: [],
  });
  const buyer = await open(path, 320);
  await buyer.app.getByRole('heading', { name: 'Buys for Acme Tailors' }).waitFor();
  await buyer.app.getByRole('link', { name: 'Acme Tailors' }).click();
  await buyer.waitForTitle('Acme Tailors');
  await buyer.app.getByRole('listitem').getByText('in 365 days, for themselves and for companies').waitFor();
  await buyer.app.getByText('1 order that counts').first().waitFor();
  expect(await findViolations(buyer.admin)).toEqual([]);
  expect(await overflowPx(buyer)).toBe(0);
  await buyer.admin.close();
}, 120_000);

test('each thing that happened is an entry of its own, newest first, page by page', async () => {
  const shop = demoShop(platform);
  const buyer = await shop.regular(3);
  if (buyer.kind !== 'known') throw new Error('regulars are known');
  const first = await shop.orderThreeSizes(buyer);
  await platform.advance(60);
  const second = await shop.orderThreeSizes(buyer);
  await platform.advance(60);
  await admin(
    `mutation ($id: ID!) {
      orderCancel(orderId: $id, reason: CUSTOMER, restock: false) { orderCancelUserErrors { message } }
    }`,
    { id: first.id },
  );
  await platform.advance(60);
  await deliver('refunds/create', {
    id: 7_400_001,
    order_id: Number(second.id.split('/').at(-1)),
    created_at: new Date(await platform.now()).toISOString(),
    transactions: [{ kind: 'refund', status: 'success', amount: '12.50', currency: 'USD' }],
  });

  const path = `/app/customers/${buyer.id.split('/').at(-1)}`;
  const page = await open(path, 1280);
  const titles = async () => {
    await page.app.getByRole('heading', { name: 'What happened' }).waitFor();
    const all = await page.app.getByRole('listitem').getByRole('heading').allTextContents();
    return all.filter((each) => !each.startsWith('Decision'));
  };
  expect((await titles()).slice(0, 4)).toEqual([
    `12.50 USD of order ${second.name} refunded`,
    `Order ${first.name} cancelled`,
    `Order ${second.name} placed`,
    `Order ${first.name} placed`,
  ]);
  await page.app.getByText('Granted').first().waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  const newest = await titles();
  await page.app.getByRole('button', { name: 'Older' }).click();
  await page.app.getByRole('link', { name: `Order ${first.name} placed`, exact: true }).waitFor({ state: 'detached' });
  const older = await titles();
  expect(older.length).toBeGreaterThan(0);
  expect(newest.filter((each) => older.includes(each))).toEqual([]);
  await page.admin.close();

  const narrow = await open(path, 320);
  await narrow.app.getByRole('heading', { name: `Order ${first.name} cancelled` }).waitFor();
  expect(await overflowPx(narrow)).toBe(0);

  await admin('mutation ($id: ID!) { orderDelete(orderId: $id) { userErrors { message } } }', { id: second.id });
  const deleted = await open(path, 320);
  await deleted.app.getByRole('heading', { name: `Order ${second.name} deleted in your shop` }).waitFor();
  await deleted.app.getByRole('link', { name: `Decision about order ${second.name}`, exact: true }).click();
  await deleted.app.getByText('The order was deleted in your shop').waitFor();
  expect(await deleted.app.getByRole('link', { name: `Open order ${second.name} in Shopify` }).count()).toBe(0);
  expect(await overflowPx(deleted)).toBe(0);
  await deleted.admin.close();
  await narrow.admin.close();
}, 180_000);

test('who is deleted in the shop is said to be', async () => {
  const id = '7300000000000000099';
  const created = await fetch(`${platform.url}/dev/stores/${SHOP}/deliver?topic=customers/create`, {
    method: 'POST',
    body: `{"id":${id},"first_name":"Una","last_name":"Berg","email":"una@example.com","updated_at":"${new Date().toISOString()}"}`,
  });
  expect(created.status).toBe(200);
  await platform.idle();
  const deletes =
    'mutation ($input: CustomerDeleteInput!) { customerDelete(input: $input) { userErrors { message } } }';
  await admin(deletes, { input: { id: `gid://shopify/Customer/${id}` } });
  const page = await open(`/app/customers/${id}`);
  await page.app.getByText('Deleted in your shop').waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
});
