import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
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

interface StoreReturns {
  order: {
    displayFulfillmentStatus: string;
    returns: { nodes: { name: string; status: string; decline: { reason: string; note: string } | null }[] };
  };
}

async function askStore(order: string): Promise<StoreReturns> {
  const query = `query ($id: ID!) { order(id: $id) {
    displayFulfillmentStatus returns(first: 5) { nodes { name status decline { reason note } } } } }`;
  const [shop] = platform.info.shops;
  const response = await fetch(`${platform.url}/dev/stores/${shop}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables: { id: order } }),
  });
  return ((await response.json()) as { data: StoreReturns }).data;
}

test('a customer asks to return what was shipped, and staff decline', { timeout: 180_000 }, async () => {
  const shop = demoShop(platform);
  const order = await shop.orderThreeSizes(await shop.regular());

  const staff = await browser.newPage();
  await staff.goto(`${platform.url}/orders/${order.id.split('/').at(-1)}`);
  await staff.getByText('Not shipped yet.').waitFor();
  await staff.getByText('Nobody has asked to send anything back.').waitFor();
  await staff.getByRole('button', { name: 'Ship the order' }).click();
  await staff.getByRole('button', { name: 'Mark as delivered' }).click();
  await staff.getByText('Delivered', { exact: true }).waitFor();

  const customer = await browser.newPage(320);
  await customer.goto(`${platform.url}/shop`);
  const card = customer.locator('.past-order').filter({ hasText: order.name });
  await card.getByRole('button', { name: 'Ask to return' }).click();
  await card.getByRole('button', { name: 'Send the request' }).click();
  await card.getByText('Choose how many of at least one item to send back.').waitFor();
  await card.getByLabel('Quantity').first().selectOption('1');
  await card.getByLabel('Reason').first().selectOption('Size was too small');
  await card.getByLabel('Note for the shop').fill('Tight at the arms.');
  expect(await findViolations(customer)).toEqual([]);
  expect(await customer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await card.getByRole('button', { name: 'Send the request' }).click();
  await card.getByText('Return requested').waitFor();
  await customer.getByText(`Asked to return 1 item of order ${order.name}.`).waitFor();

  await staff.goto(`${platform.url}/orders`);
  await staff.getByRole('listitem').filter({ hasText: order.name }).getByText('Return requested').waitFor();
  await staff.getByRole('link', { name: order.name }).click();
  await staff.getByText('Tight at the arms.').waitFor();
  expect(await findViolations(staff)).toEqual([]);
  await staff.getByLabel('Why', { exact: true }).selectOption('The return period has ended');
  await staff.getByLabel('Note to the customer').fill('It was thirty days.');
  await staff.getByRole('button', { name: 'Decline' }).click();
  await staff.getByText('Return declined').waitFor();

  // The page is not loaded anew.
  await card.getByText('Return declined').waitFor();
  await card.getByText('Why: The return period has ended. It was thirty days.').waitFor();
  const decline = { reason: 'RETURN_PERIOD_ENDED', note: 'It was thirty days.' };
  expect((await askStore(order.id)).order).toEqual({
    displayFulfillmentStatus: 'FULFILLED',
    returns: { nodes: [{ name: `${order.name}-R1`, status: 'DECLINED', decline }] },
  });
  await platform.idle();
  expect(browser.problems).toEqual([]);
});

test('who has nothing to send back is told so', { timeout: 120_000 }, async () => {
  const customer = await browser.newPage();
  await customer.goto(`${platform.url}/shop`);
  await customer.getByLabel('Someone else').fill('Nora Newmarch');
  await customer.locator('#search-results').getByText('Nora Newmarch').click();
  await customer.getByText('Nora Newmarch has ordered nothing yet.').waitFor();
  await customer.getByText('Guest checkout').click();
  await customer.getByText('A guest has no account in which to look orders up.').waitFor();
  expect(browser.problems).toEqual([]);
});
