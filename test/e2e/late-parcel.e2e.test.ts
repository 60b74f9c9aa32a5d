import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentMessage } from '../../dev/email/outbox.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { type Buyer, demoShop } from './demo-orders.ts';

const STORE = '/dev/stores/concierge-demo.myshopify.com';
const TEMPLATE = 'Write before the customer asks where the parcel is';
const DAY_S = 86_400;

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

async function read<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${platform.url}${path}`)).json()) as Answer;
}

interface Row {
  readonly outcome: string;
  readonly why: readonly string[];
  readonly event: { readonly type: string };
}

async function delaysOf(order: string): Promise<Row[]> {
  const rows = await read<Row[]>(`${STORE}/decisions?order=${encodeURIComponent(order)}`);
  return rows.filter(({ event }) => event.type === 'shipment.delayed');
}

const messagesAbout = async (order: string) =>
  (await read<SentMessage[]>('/dev/messages')).filter(({ subject }) => subject.includes(order));

/** Staff send the order with a tracking number, and tell what the carrier says, on the order’s page. */
async function ship(order: { id: string }, news: readonly string[], promisedFor?: string) {
  const staff = await browser.newPage();
  await staff.goto(`${platform.url}/orders/${order.id.split('/').at(-1)}`);
  await staff.getByLabel('Tracking number (optional)').fill('1Z827WK74630');
  if (promisedFor !== undefined) await staff.getByLabel('Promised for (optional)').fill(promisedFor);
  expect(await findViolations(staff)).toEqual([]);
  await staff.getByRole('button', { name: 'Ship the order' }).click();
  await staff.getByText('Tracking number 1Z827WK74630').waitFor();
  for (const each of news) {
    await staff.getByLabel('News').selectOption(each);
    await staff.getByRole('button', { name: 'Tell' }).click();
    await staff.locator('.state', { hasText: each }).waitFor();
  }
  await staff.close();
  await platform.idle();
}

async function timelineOf(buyer: Buyer) {
  if (buyer.kind !== 'known') throw new Error(buyer.kind);
  const page = await openAdminPage(platform, browser, `/app/customers/${buyer.id.split('/').at(-1)}`);
  return page.app;
}

test('who waits for a parcel of which nothing is heard gets one e-mail; each other is left alone, and it is said why', {
  timeout: 300_000,
}, async () => {
  const { admin, app, waitForTitle } = await openAdminPage(platform, browser, '/app/templates');
  await app.getByRole('link', { name: `Use this template: ${TEMPLATE}` }).click();
  await waitForTitle('Add rule');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.locator('#toasts').getByText('Rule added').waitFor();

  const shop = demoShop(platform);
  const [ofSilent, ofDelivered] = [await shop.regular(0), await shop.regular(1)];
  const [ofUnscanned, ofLate] = [await shop.regular(2), await shop.regular(3)];
  const silent = await shop.orderThreeSizes(ofSilent);
  const delivered = await shop.orderThreeSizes(ofDelivered);
  const unscanned = await shop.orderThreeSizes(ofUnscanned);
  const late = await shop.orderThreeSizes(ofLate);
  // A promise that was broken before the installation would be of no concern, whatever the time of day.
  const promisedFor = new Date(await platform.now()).toISOString().slice(0, 10);
  await ship(silent, ['On its way']);
  await ship(delivered, ['On its way', 'Delivered']);
  await ship(unscanned, []);
  await ship(late, ['Out for delivery'], promisedFor);

  // Three business days, with a weekend wherever it falls.
  for (let day = 0; day < 7; day += 1) {
    await platform.advance(DAY_S);
    await platform.idle();
  }

  expect(await messagesAbout(silent.name)).toMatchObject([
    { subject: `Your order ${silent.name} is taking longer than it should` },
  ]);
  expect(await delaysOf(silent.id)).toMatchObject([{ outcome: 'granted' }]);
  expect(await messagesAbout(late.name)).toHaveLength(1);
  expect(await delaysOf(late.id)).toMatchObject([{ outcome: 'granted' }]);
  expect(await messagesAbout(delivered.name)).toEqual([]);
  expect(await delaysOf(delivered.id)).toEqual([]);
  expect(await messagesAbout(unscanned.name)).toEqual([]);
  expect(await delaysOf(unscanned.id)).toMatchObject([
    { outcome: 'no_match', why: ['The shipment is known to the carrier: no.'] },
  ]);

  // The customer’s page says what became of each.
  const page = await timelineOf(ofSilent);
  await page.getByText('It was late or out of sight, and the rules were asked: see the decision.').waitFor();
  await page.getByRole('link', { name: `Decision about shipment ${silent.name}.1`, exact: true }).click();
  await page.getByText('The number of business days without a scan: 3').waitFor();
  const other = await timelineOf(ofDelivered);
  await other.getByText(`Shipment ${delivered.name}.1 sent`, { exact: true }).waitFor();
  await other.getByText(`Shipment ${delivered.name}.1 delivered`, { exact: true }).waitFor();
  expect(browser.problems).toEqual([]);
});

test('an order that is put on hold can’t be shipped until it is released, and its customer’s page says why', {
  timeout: 120_000,
}, async () => {
  const shop = demoShop(platform);
  const buyer = await shop.regular(4);
  const order = await shop.orderThreeSizes(buyer);
  const staff = await browser.newPage();
  await staff.goto(`${platform.url}/orders/${order.id.split('/').at(-1)}`);
  await staff.getByLabel('Why').selectOption('Awaiting payment');
  await staff.getByRole('button', { name: 'Put on hold' }).click();
  await staff.getByText('On hold: Awaiting payment.').waitFor();
  expect(await staff.getByRole('button', { name: 'Ship the order' }).count()).toBe(0);
  await platform.idle();
  await (await timelineOf(buyer)).getByText('Payment is awaited.', { exact: true }).waitFor();
  await staff.getByRole('button', { name: 'Release the hold' }).click();
  await staff.getByRole('button', { name: 'Ship the order' }).waitFor();
  await platform.idle();
  // The platform tells in whole seconds when a shipment was sent.
  await platform.advance(60);
  await staff.getByRole('button', { name: 'Ship the order' }).click();
  await staff.getByText('All of it was shipped.').waitFor();
  await platform.idle();
  const told = await (await timelineOf(buyer)).getByRole('listitem').getByRole('heading').allTextContents();
  expect(told.filter((each) => !each.startsWith('Decision')).slice(0, 5)).toEqual([
    `Shipment ${order.name}.1 sent`,
    `Order ${order.name} released from hold`,
    `Order ${order.name} put on hold`,
    expect.stringMatching(`^Order ${order.name} to be sent from `),
    `Order ${order.name} placed`,
  ]);
});
