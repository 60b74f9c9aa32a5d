import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from './accessibility.ts';
import { type BridgedPage, startBridgedPage } from './bridged-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let browser: TestBrowser;
let bridged: BridgedPage;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(() => browser.close());

beforeEach(async () => {
  bridged = await startBridgedPage();
  page = await browser.newPage();
  await page.goto(`${bridged.shellUrl}/?path=/one`);
  await page.getByRole('link', { name: 'Two' }).waitFor();
  frame = page.frames()[1] as Frame;
});

afterEach(async () => {
  await page.close();
  await bridged.close();
  expect(browser.problems.splice(0)).toEqual([]);
});

async function logged(text: string): Promise<void> {
  await frame.getByText(text, { exact: true }).waitFor();
}

describe('third-party storage', () => {
  test('is blocked inside the shell as browsers block it', async () => {
    const read = () => frame.evaluate(() => window.sessionStorage.length);
    await expect(read()).rejects.toThrow(/Access is denied for this document/);
    expect(await page.evaluate(() => window.sessionStorage.length)).toBe(0);
  });
});

describe('the shell', () => {
  test('draws the page’s title, actions and way back, and clicks them', async () => {
    expect(await page.locator('#page-title').textContent()).toBe('First page');
    for (const [button, entry] of [
      ['Create', 'create'],
      ['Duplicate', 'duplicate'],
      ['Back to Overview', 'back'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await logged(entry);
    }
  });

  test('keeps the address in step with the page, and the browser’s back button working', async () => {
    await page.getByRole('link', { name: 'Two' }).click();
    await page.waitForURL((url) => url.searchParams.get('path') === '/two');
    expect(await page.getByRole('link', { name: 'Two' }).getAttribute('aria-current')).toBe('page');
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('path') === '/one');
  });

  test('is free of accessibility violations with a toast and a save bar shown', async () => {
    await frame.evaluate(() => {
      shopify.toast.show('Saved');
      void shopify.saveBar.show('bar');
    });
    await page.getByRole('button', { name: 'Save' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});

describe('a toast', () => {
  test('shows, acts and is dismissed', async () => {
    await frame.evaluate(() => {
      const log = (text: string) => document.getElementById('log')?.append(text);
      shopify.toast.show('Rule saved', {
        action: 'Undo',
        onAction: () => log('undone'),
        onDismiss: () => log(' gone'),
      });
    });
    await page.getByText('Rule saved').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await logged('undone gone');
    expect(await page.getByText('Rule saved').count()).toBe(0);
  });

  test('that is an error is announced at once', async () => {
    await frame.evaluate(() => void shopify.toast.show('Not saved', { isError: true }));
    await page.getByRole('alert').getByText('Not saved').waitFor();
  });
});

describe('the save bar', () => {
  test('clicks the page’s own buttons', async () => {
    await frame.evaluate(() => shopify.saveBar.show('bar'));
    await page.getByRole('button', { name: 'Save' }).click();
    await logged('save');
    await page.getByRole('button', { name: 'Discard' }).click();
    await logged('discard');
    await frame.evaluate(() => shopify.saveBar.hide('bar'));
    await page.getByText('Unsaved changes').waitFor({ state: 'hidden' });
  });

  test('keeps the user from leaving by accident', async () => {
    await frame.evaluate(() => shopify.saveBar.show('bar'));
    await page.getByText('Unsaved changes').waitFor();
    await page.getByRole('link', { name: 'Two' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(new URL(page.url()).searchParams.get('path')).toBe('/one');
    await page.getByRole('link', { name: 'Two' }).click();
    await page.getByRole('button', { name: 'Leave page' }).click();
    await page.waitForURL((url) => url.searchParams.get('path') === '/two');
  });

  test('asks when the page itself wants to leave', async () => {
    await frame.evaluate(async () => {
      await shopify.saveBar.leaveConfirmation();
      await shopify.saveBar.show('bar');
    });
    const stays = frame.evaluate(() =>
      shopify.saveBar.leaveConfirmation().then(
        () => 'left',
        () => 'stayed',
      ),
    );
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await stays).toBe('stayed');
    const leaves = frame.evaluate(() =>
      shopify.saveBar.leaveConfirmation().then(
        () => 'left',
        () => 'stayed',
      ),
    );
    await page.getByRole('button', { name: 'Leave page' }).click();
    expect(await leaves).toBe('left');
  });

  test('follows a form that carries data-save-bar', async () => {
    const name = frame.getByLabel('Name');
    await name.fill('new');
    await page.getByText('Unsaved changes').waitFor();
    await name.fill('old');
    await page.getByText('Unsaved changes').waitFor({ state: 'hidden' });
    await name.fill('new');
    await page.getByRole('button', { name: 'Discard' }).click();
    await logged('reset');
    await name.fill('new');
    await page.getByRole('button', { name: 'Save' }).click();
    await logged('submitted');
    await page.getByText('Unsaved changes').waitFor({ state: 'hidden' });
  });
});

describe('a link to a page of the admin', () => {
  const order = { name: '#5', tags: ['a'], lines: [], customer: null, total: '1.00', currency: 'USD', createdAt: null };
  const afterSale = {
    shop: { ianaTimezone: 'UTC' },
    order: {
      displayFulfillmentStatus: 'FULFILLED',
      cancelledAt: null,
      fulfillmentOrders: { nodes: [] },
      fulfillments: [],
      returns: { nodes: [] },
    },
  };

  beforeEach(async () => {
    await page.route('**/dev/stores/a.myshopify.com/admin/api/**', (route) =>
      route.fulfill({ json: { data: afterSale } }),
    );
    await page.route('**/dev/stores/a.myshopify.com/orders/**', (route) => route.fulfill({ json: order }));
    await page.route('**/dev/stores/a.myshopify.com/decisions**', (route) => route.fulfill({ json: [] }));
  });

  test('opens the store’s page of it, and the browser’s back button comes back to the app', async () => {
    await frame.getByRole('link', { name: 'Order 5' }).click();
    await page.waitForURL('**/orders/5?shop=a.myshopify.com');
    await page.getByRole('heading', { name: 'Order #5' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Two' }).waitFor();
  });

  test('asks before unsaved changes are lost', async () => {
    await frame.evaluate(() => shopify.saveBar.show('bar'));
    await page.getByText('Unsaved changes').waitFor();
    await frame.getByRole('link', { name: 'Order 5' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await frame.getByRole('link', { name: 'Order 5' }).click();
    await page.getByRole('button', { name: 'Leave page' }).click();
    await page.waitForURL('**/orders/5?shop=a.myshopify.com');
  });

  test('says that there is none here for a page that the platform does not have', async () => {
    await frame.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('alert').getByText('The local platform has no page for /customers.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

describe('an app that does not answer', () => {
  test('is told, and opens where it was once it answers again', async () => {
    const appAddresses = `${new URL(frame.url()).origin}/**`;
    await page.route(appAddresses, (route) => route.abort('connectionrefused'));
    await frame.evaluate(() => location.reload());
    await page.getByRole('heading', { name: 'The app does not answer' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.unroute(appAddresses);
    await page.frameLocator('#app-frame').getByRole('heading', { name: 'Page' }).waitFor();
    expect(await page.getByText('The app does not answer').isVisible()).toBe(false);
    expect(new URL(page.url()).searchParams.get('path')).toBe('/one');
    browser.problems.length = 0;
  });
});

describe('a request of the page', () => {
  test('carries a session token, and a fresh one when the first is refused', async () => {
    const text = await frame.evaluate(() => fetch('/data').then((response) => response.text()));
    expect(text).toBe('data');
    expect(bridged.bearers).toHaveLength(2);
    expect(new Set(bridged.bearers).size).toBe(2);
    expect(bridged.bearers.every((bearer) => /^Bearer token-\d+$/.test(bearer))).toBe(true);
    // The browser itself reports the first answer.
    expect(browser.problems.splice(0)).toEqual([expect.stringMatching(/401 \(Unauthorized\)/)]);
  });
});
