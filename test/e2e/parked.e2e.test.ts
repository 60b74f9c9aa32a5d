import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SHOP } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage, overflowPx } from './admin-page.ts';
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

/** A delivery with a valid signature, whatever it says. */
async function send(id: string, topic: string, body: string): Promise<void> {
  const response = await fetch(`${platform.url}/dev/webhooks?path=/webhooks&sign=1`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': SHOP,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': id,
    },
  });
  expect(response.status).toBe(200);
}

const waitForToast = (page: Awaited<ReturnType<typeof open>>, text: string) =>
  page.admin.locator('#toasts').getByText(text).waitFor();

test('with nothing set aside the page says what it is for, and leads home', async () => {
  const page = await open('/app/parked');
  await page.app.getByRole('heading', { name: 'Nothing is set aside' }).waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await page.app.getByRole('link', { name: 'Go to the home page' }).click();
  await page.waitForTitle('Home');
  await page.admin.close();
});

test('a message that makes no sense is told of on Home, and shown with its reason and its raw content', async () => {
  await send('strange 1/2', 'orders/updated', '{"note":"<b>Ring twice</b>"}');
  await platform.idle();
  const page = await open('/app');
  await page.app.getByRole('heading', { name: '1 message from the shop is set aside' }).waitFor();
  await page.app.getByRole('link', { name: 'See the messages set aside' }).click();
  await page.waitForTitle('Messages set aside');
  await page.app.getByText('Not understood').waitFor();
  await page.app.getByText(/^Reason: \S/).waitFor();
  await page.app.getByRole('link', { name: 'An order was changed' }).click();
  await page.waitForTitle('An order was changed');
  await page.app.getByText('This may hold a customer’s personal data.').waitFor();
  const content = page.app.getByRole('region', { name: 'Content of the message' });
  expect(await content.textContent()).toBe('{"note":"<b>Ring twice</b>"}');
  await content.focus();
  expect(await content.evaluate((region) => region === region.ownerDocument.activeElement)).toBe(true);
  await page.admin.close();
});

test('tried again from its own page it leaves the list, and what still fails comes back by itself', async () => {
  const page = await open(`/app/parked/${encodeURIComponent('strange 1/2')}`);
  await page.waitForTitle('An order was changed');
  await page.admin.getByRole('button', { name: 'Try again' }).click();
  await waitForToast(page, 'Tried again: should it fail, it comes back');
  await page.waitForTitle('Messages set aside');
  await page.app.getByText('Tried again once before.').waitFor();
  await page.admin.close();
});

test('tried again in the list by keyboard, it says how often', async () => {
  const page = await open('/app/parked');
  await page.app.getByRole('button', { name: /^Try again: An order was changed/ }).press('Enter');
  await page.app.getByText('Tried again twice before.').waitFor();
  await page.admin.close();
});

test('what can never be used is deleted after a question, and leaves the list for good', async () => {
  await send('useless', 'customers/update', '{}');
  await platform.idle();
  const page = await open('/app/parked/useless');
  await page.waitForTitle('A customer was changed');
  await page.admin.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.app.getByRole('dialog');
  await dialog.getByText('can’t be brought back').waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await page.admin.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await waitForToast(page, 'Message deleted');
  await page.waitForTitle('Messages set aside');
  await page.app.getByRole('link', { name: 'An order was changed' }).waitFor();
  expect(await page.app.getByRole('link', { name: 'A customer was changed' }).count()).toBe(0);
  await page.admin.close();
});

test('a message that is gone says so', async () => {
  const page = await open('/app/parked/never-was');
  await page.waitForTitle('Message not found');
  await page.app.getByRole('link', { name: 'See the messages set aside' }).click();
  await page.waitForTitle('Messages set aside');
  expect(browser.problems.splice(0)).toEqual([expect.stringContaining('404')]);
  await page.admin.close();
});

test.each([320, 1440])('nothing sticks out and all is accessible, %i px wide', async (widthPx) => {
  await send('long', 'refunds/create', `{"note":"${'x'.repeat(2_000)}"}`);
  await platform.idle();
  const titles = { '/app': 'Home', '/app/parked': 'Messages set aside', '/app/parked/long': 'A refund was made' };
  for (const [path, title] of Object.entries(titles)) {
    const page = await open(path, widthPx);
    await page.waitForTitle(title);
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.admin.close();
  }
});

test('all are tried again after a question, which says that failing ones come back', { timeout: 180_000 }, async () => {
  for (let number = 1; number <= 27; number += 1) await send(`many-${number}`, 'customers/update', '[]');
  await platform.idle();
  const page = await open('/app/parked');
  await page.app.getByRole('button', { name: 'Older' }).click();
  await page.app.getByRole('link', { name: 'An order was changed' }).waitFor();
  await page.app.getByRole('button', { name: 'Newer' }).click();
  await page.app.getByRole('link', { name: 'An order was changed' }).waitFor({ state: 'detached' });

  await page.admin.getByRole('button', { name: 'Try all again' }).click();
  const dialog = page.app.getByRole('dialog');
  await dialog.getByText('Those that fail again come back to this list').waitFor();
  expect(await findViolations(page.admin)).toEqual([]);
  await dialog.getByRole('button', { name: 'Leave them' }).click();
  await page.admin.getByRole('button', { name: 'Try all again' }).click();
  await dialog.getByRole('button', { name: 'Try all again' }).click();
  await waitForToast(page, '29 messages tried again: what fails comes back');
  await page.app.getByText('Tried again once before.').first().waitFor();
  await page.admin.close();
});
