import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { type Buyer, demoShop } from './demo-orders.ts';

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

describe('before the first order', () => {
  test('the home page says what to do next, with the rule in words', async () => {
    const { admin, app } = await open('/app');
    await app.getByRole('heading', { name: 'Concierge is ready for your first order' }).waitFor();
    await app.getByText(/^When an order is placed and .* is over 1,500\.00 USD and .* then add the tag/).waitFor();
    await app.getByText('Nothing today.').waitFor();
    await admin.close();
  });

  test('the list of decisions is empty and leads on', async () => {
    const page = await open('/app/decisions');
    await page.app.getByRole('heading', { name: 'Decisions appear here' }).waitFor();
    await page.app.getByRole('link', { name: 'See your rules' }).click();
    await page.waitForTitle('Rules');
    await page.admin.close();
  });
});

describe('after orders of a regular, of somebody new and of a guest', () => {
  const names: Record<'regular' | 'stranger' | 'guest', { id: string; name: string }> = {
    regular: { id: '', name: '' },
    stranger: { id: '', name: '' },
    guest: { id: '', name: '' },
  };

  beforeAll(async () => {
    const shop = demoShop(platform);
    const buyers: [keyof typeof names, Buyer][] = [
      ['regular', await shop.regular()],
      ['stranger', { kind: 'new', name: `Wilhelmina ${'Featherstonehaugh-'.repeat(4)}Cholmondeley` }],
      ['guest', { kind: 'guest' }],
    ];
    for (const [who, buyer] of buyers) names[who] = await shop.orderThreeSizes(buyer);
  });

  test('the home page counts them and lists them, newest first', async () => {
    const { admin, app } = await open('/app');
    await app.getByRole('heading', { name: 'Latest decisions' }).waitFor();
    expect(await app.getByRole('listitem').allTextContents()).toMatchObject([
      expect.stringContaining(names.guest.name),
      expect.stringContaining(names.stranger.name),
      expect.stringContaining(names.regular.name),
    ]);
    await app.getByText('0.40 USD', { exact: true }).waitFor();
    await admin.close();
  });

  test('a decision tells why the regular got the perk, and every fact it saw', async () => {
    const page = await open('/app/decisions');
    await page.app.getByText(names.regular.name, { exact: true }).click();
    await page.waitForTitle(`Decision about order ${names.regular.name}`);
    await page.admin.goBack();
    await page.app.getByRole('link', { name: `Decision about order ${names.regular.name}` }).press('Enter');
    await page.waitForTitle(`Decision about order ${names.regular.name}`);
    await page.app.getByText('Granted', { exact: true }).waitFor();
    await page.app.getByText(/this order not counted, is [\d,.]+ USD: over 1,500\.00 USD\./).waitFor();
    await page.app.getByText('Add the tag “include-return-bag” to the order').waitFor();
    expect(await page.app.getByText('Done', { exact: true }).count()).toBe(2);
    await page.app.getByText('The number of sizes of one product in the order: 3').waitFor();
    await page.admin.getByRole('button', { name: 'Back to Decisions' }).click();
    await page.waitForTitle('Decisions');
    await page.admin.close();
  });

  test('a decision tells why somebody new did not get it', async () => {
    const page = await open(`/app/decisions?order=${encodeURIComponent(names.stranger.id)}`);
    await page.waitForTitle(`Decision about order ${names.stranger.name}`);
    await page.app.getByText('Not granted').waitFor();
    await page.app.getByText(/is 0\.00 USD, not over 1,500\.00 USD\./).waitFor();
    await page.app.getByText('Wilhelmina').waitFor();
    await page.admin.close();
  });

  test('a decision leads to its order as the packer sees it, and back', async () => {
    const { admin, app } = await open(`/app/decisions?order=${encodeURIComponent(names.regular.id)}`);
    await app.getByRole('link', { name: `Open order ${names.regular.name} in Shopify` }).click();
    await admin.getByRole('heading', { name: `Order ${names.regular.name}` }).waitFor();
    expect(await admin.locator('#slip-tags').textContent()).toBe('include-return-bag');
    expect(await admin.locator('#slip-note .ours').textContent()).toMatch(/^\[concierge:return-bag\] Put a return bag/);
    expect(await admin.locator('#slip-lines li').count()).toBe(4);
    await admin.getByText('Concierge changed the order for the packer.').waitFor();
    expect(await findViolations(admin)).toEqual([]);
    await admin.getByRole('link', { name: 'Orders', exact: true }).click();
    await admin.getByRole('listitem').filter({ hasText: names.stranger.name }).waitFor();
    expect(await findViolations(admin)).toEqual([]);
    await admin.goBack();
    await admin.getByRole('link', { name: 'See why in the admin' }).click();
    await app.getByText('Granted', { exact: true }).waitFor();
    await admin.close();
  });

  test('changes that are still under way are shown as done when they are, without a reload', async () => {
    const { admin, app } = await open('/app/decisions');
    let asked = 0;
    // The first two answers are of the moment before the shop was changed.
    await admin.route(/\/app\/decisions\/[^?]+\.data/, async (route) => {
      asked += 1;
      const response = await route.fetch();
      const body = await response.text();
      await route.fulfill({ response, body: asked <= 2 ? body.replaceAll('"done"', '"started"') : body });
    });
    await app.getByRole('link', { name: `Decision about order ${names.regular.name}` }).press('Enter');
    await app.getByText('In progress').first().waitFor();
    await app.getByText('You see it here as soon as it is done.').waitFor();
    await app.getByText('Done', { exact: true }).nth(1).waitFor();
    expect(await app.getByText('In progress').count()).toBe(0);
    expect(asked).toBe(3);
    await admin.close();
  });

  test('filters are in the address: going back undoes them', async () => {
    const { admin, app } = await open('/app/decisions');
    const rows = app.getByRole('listitem');
    await rows.nth(2).waitFor();
    await app.getByLabel('Outcome').selectOption('Granted');
    await rows.nth(1).waitFor({ state: 'detached' });
    expect(await rows.allTextContents()).toEqual([expect.stringContaining(names.regular.name)]);
    expect(new URL(admin.url()).searchParams.get('path')).toBe('/app/decisions?outcome=granted');
    await app.getByLabel('Rule').selectOption('Return bag for regulars');
    await admin.reload();
    await app.getByRole('link', { name: names.regular.name }).waitFor();
    await app.getByRole('button', { name: 'Clear filters' }).click();
    await rows.nth(2).waitFor();
    await admin.close();
  });

  test('a filter that fits nothing says so and can be cleared', async () => {
    const { admin, app } = await open('/app/decisions?outcome=granted&rule=gone');
    await app.getByRole('heading', { name: 'No decisions with these filters' }).waitFor();
    await app.getByRole('button', { name: 'Clear filters' }).click();
    await app.getByRole('listitem').nth(2).waitFor();
    await admin.close();
  });

  test('an unknown decision is a friendly page that leads back', async () => {
    const page = await open('/app/decisions/nothing');
    await page.app.getByText('This decision isn’t here').waitFor();
    await page.app.getByRole('link', { name: 'See all decisions' }).click();
    await page.waitForTitle('Decisions');
    expect(browser.problems.splice(0)).toEqual([expect.stringContaining('404')]);
    await page.admin.close();
  });

  test('a filter is shown as chosen while its decisions are on their way', async () => {
    const { admin, app } = await open('/app/decisions');
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await admin.route('**/app/decisions.data*', (route) => held.then(() => route.continue()));
    await app.getByLabel('Outcome').selectOption('Granted');
    await app.locator('.Polaris-ResourceList__SpinnerContainer').waitFor();
    expect(await app.getByLabel('Outcome').inputValue()).toBe('granted');
    letGo();
    await app.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    await admin.close();
  });

  test('an address that names no page says so inside the app, and leads home', async () => {
    const page = await open('/app/nowhere');
    await page.waitForTitle('Page not found');
    await page.app.getByRole('link', { name: 'Go to the home page' }).click();
    await page.waitForTitle('Home');
    expect(browser.problems.splice(0)).toEqual([expect.stringContaining('404')]);
    await page.admin.close();
  });

  test('an order without a decision says so', async () => {
    const { admin, app } = await open('/app/decisions?order=gid://shopify/Order/1');
    await app.getByRole('heading', { name: 'No decision about this order' }).waitFor();
    await admin.close();
  });

  test.each([320, 1440])('nothing sticks out and all is accessible, %i px wide', async (widthPx) => {
    for (const path of ['/app', '/app/decisions', `/app/decisions?order=${encodeURIComponent(names.stranger.id)}`]) {
      const page = await open(path, widthPx);
      await page.app.getByText(names.stranger.name).first().waitFor();
      expect(await overflowPx(page)).toBe(0);
      expect(await findViolations(page.admin)).toEqual([]);
      await page.admin.close();
    }
  });

  test('pages of decisions go to older ones and back', { timeout: 180_000 }, async () => {
    const shop = demoShop(platform);
    for (let order = 0; order < 24; order += 1) await shop.orderThreeSizes({ kind: 'guest' });
    const { admin, app } = await open('/app/decisions');
    const oldest = app.getByRole('link', { name: `Decision about order ${names.regular.name}` });
    await app.getByRole('button', { name: 'Older' }).click();
    await oldest.waitFor();
    expect(await app.getByRole('button', { name: 'Older' }).isDisabled()).toBe(true);
    await app.getByRole('button', { name: 'Newer' }).click();
    await oldest.waitFor({ state: 'detached' });
    expect(await app.getByRole('button', { name: 'Newer' }).isDisabled()).toBe(true);
    expect(await app.getByRole('listitem').count()).toBe(25);
    await admin.close();
  });
});
