import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Policy } from '../../core/policy.ts';
import { approveReturnRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { type Buyer, demoShop } from './demo-orders.ts';

let platform: TestPlatform;
let browser: TestBrowser;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'demo' });
  browser = await openBrowser({ blockThirdPartyStorage: true });
  const shop = demoShop(platform);
  const { rules } = await shop.policy<Policy>();
  await shop.publish({ rules: [...rules, approveReturnRule('USD')] });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

/** The store as its staff and customers use it. */
async function store<Data>(query: string, variables: object): Promise<Data> {
  const url = `${platform.url}/dev/stores/concierge-demo.myshopify.com/admin/api/2026-10/graphql.json`;
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

type FulfillmentOrders = { order: { fulfillmentOrders: { nodes: { id: string }[] } } };
type Returnable = {
  returnableFulfillments: {
    nodes: { returnableFulfillmentLineItems: { nodes: { fulfillmentLineItem: { id: string } }[] } }[];
  };
};
type Requested = { returnRequest: { return: { id: string; name: string } | null; userErrors: unknown[] } };

/** An order of three shirts is placed and sent; then the customer asks to send one of them back. */
async function sendBack(buyer: Buyer): Promise<{ id: string; name: string }> {
  const { id } = await demoShop(platform).orderThreeSizes(buyer);
  const { order } = await store<FulfillmentOrders>(
    'query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 1) { nodes { id } } } }',
    { id },
  );
  await store(
    `mutation ($id: ID!) { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id }] }) {
      userErrors { message } } }`,
    { id: order.fulfillmentOrders.nodes[0]?.id },
  );
  const { returnableFulfillments } = await store<Returnable>(
    `query ($id: ID!) { returnableFulfillments(orderId: $id, first: 1) { nodes {
      returnableFulfillmentLineItems(first: 1) { nodes { fulfillmentLineItem { id } } } } } }`,
    { id },
  );
  const line = returnableFulfillments.nodes[0]?.returnableFulfillmentLineItems.nodes[0]?.fulfillmentLineItem.id;
  const item = { fulfillmentLineItemId: line, quantity: 1, returnReason: 'SIZE_TOO_SMALL' };
  const { returnRequest } = await store<Requested>(
    'mutation ($input: ReturnRequestInput!) { returnRequest(input: $input) { return { id name } userErrors { message } } }',
    { input: { orderId: id, returnLineItems: [item] } },
  );
  if (!returnRequest.return) throw new Error(JSON.stringify(returnRequest.userErrors));
  await platform.idle();
  return returnRequest.return;
}

async function statusOf(id: string): Promise<string> {
  const data = await store<{ return: { status: string } }>('query ($id: ID!) { return(id: $id) { status } }', { id });
  return data.return.status;
}

test('a regular’s return is approved at once, a stranger’s is left to staff, and both are explained', {
  timeout: 180_000,
}, async () => {
  const ofRegular = await sendBack(await demoShop(platform).regular());
  const ofStranger = await sendBack({ kind: 'new', name: 'Wilhelmina Featherstonehaugh' });
  expect(await statusOf(ofRegular.id)).toBe('OPEN');
  expect(await statusOf(ofStranger.id)).toBe('REQUESTED');

  const { admin, app, waitForTitle } = await openAdminPage(platform, browser, '/app/decisions');
  await app.getByText(`Return ${ofRegular.name}`, { exact: true }).click();
  await waitForTitle(`Decision about return ${ofRegular.name}`);
  await app.getByText('Granted', { exact: true }).waitFor();
  await app.getByText(/^The customer’s net spend in the last 365 days is [\d,.]+ USD: over 1,500\.00 USD\.$/).waitFor();
  await app.getByText(/^The value of the return is [\d.]+ USD: at most 150\.00 USD\.$/).waitFor();
  await app.getByText('The return is waiting for an answer: yes').waitFor();
  await app.getByRole('link', { name: 'Approve the return' }).waitFor();
  expect(await findViolations(admin)).toEqual([]);

  await app.getByRole('link', { name: 'Approve the return' }).click();
  await waitForTitle(`Perk for return ${ofRegular.name}`);
  await app.getByText('Done', { exact: true }).first().waitFor();

  await admin.getByRole('link', { name: 'Decisions', exact: true }).click();
  await app.getByText(`Return ${ofStranger.name}`, { exact: true }).click();
  await waitForTitle(`Decision about return ${ofStranger.name}`);
  await app.getByText('Not granted').waitFor();
  await app.getByText(/ USD, not over 1,500\.00 USD\.$/).waitFor();
  expect(browser.problems).toEqual([]);
});
