import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

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

/** What the README promises a newcomer, in one go: README and pages must not lead to a dead end. */
test('a newcomer sees an order come in, a perk decided, the order changed and why', { timeout: 180_000 }, async () => {
  const { admin, app, waitForTitle } = await openAdminPage(platform, browser, '/app');
  await app.getByRole('heading', { name: 'Concierge is ready for your first order' }).waitFor();

  const placeOrder = async (buyer: string) => {
    await admin.getByRole('link', { name: 'Shop as a customer' }).click();
    await admin.getByText(buyer).click();
    await admin.getByRole('button', { name: 'One shirt in three sizes' }).click();
    await admin.getByRole('button', { name: 'Place the order' }).click();
  };
  await placeOrder('A regular');
  await admin.getByText('Concierge changed the order for the packer.').waitFor();
  expect(await admin.locator('#slip-tags').textContent()).toContain('include-return-bag');
  expect(await admin.locator('#slip-note').textContent()).toContain('Put a return bag in the parcel');

  await admin.getByRole('link', { name: 'See why in the admin' }).click();
  await app.getByText('Granted', { exact: true }).waitFor();
  await app.getByText(/is [\d,.]+ USD: over 1,500\.00 USD\./).waitFor();
  await app.getByText('The number of sizes of one product in the order is 3: at least 3.').waitFor();
  expect(await findViolations(admin)).toEqual([]);

  await placeOrder('Never seen before');
  await admin.getByText('Concierge looked at the order and left it as it is.').waitFor();
  expect(await admin.locator('#slip-tags').textContent()).toBe('No tags');
  await admin.getByRole('link', { name: 'See why in the admin' }).click();
  await app.getByText('Not granted').waitFor();
  await app.getByText(/is 0\.00 USD, not over 1,500\.00 USD\./).waitFor();

  await admin.getByRole('link', { name: 'Home', exact: true }).click();
  await waitForTitle('Home');
  await app.getByText('0.40 USD', { exact: true }).waitFor();
  await app.getByText('Nothing today.').waitFor();
  expect(await app.getByRole('listitem').count()).toBe(2);

  await admin.getByRole('link', { name: 'Rules', exact: true }).click();
  await app.getByRole('switch', { name: 'Return bag for regulars' }).click();
  await admin.locator('#toasts').getByText('Rule turned off').waitFor();
  await placeOrder('A regular');
  await platform.idle();
  expect(await admin.locator('#slip-tags').textContent()).toBe('No tags');
  expect(browser.problems).toEqual([]);
});
