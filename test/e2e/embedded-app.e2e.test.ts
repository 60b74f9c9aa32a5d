import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let platform: TestPlatform;
let browser: TestBrowser;
/** The shell as the browser reaches it: another site than the app, which is under `localhost`. */
let shellUrl: string;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'demo' });
  shellUrl = platform.url.replace('localhost', '127.0.0.1');
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

afterEach(() => {
  expect(browser.problems.splice(0)).toEqual([]);
});

async function waitForTitle(page: Page, title: string): Promise<void> {
  await page.locator('#page-title').getByText(title, { exact: true }).waitFor();
}

describe.each([1440, 320])('the embedded app, %i px wide', (width) => {
  test('opens, goes from page to page and back, with third-party storage blocked', async () => {
    const page = await browser.newPage(width);
    await page.goto(shellUrl);
    await waitForTitle(page, 'Home');
    for (const name of ['Rules', 'Decisions']) {
      if (width < 760) await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('link', { name, exact: true }).click();
      await waitForTitle(page, name);
      expect(new URL(page.url()).searchParams.get('path')).toBe(`/app/${name.toLowerCase()}`);
      expect(await findViolations(page)).toEqual([]);
    }
    await page.goBack();
    await waitForTitle(page, 'Rules');
    await page.close();
  });

  test('opens where the address says, and stays there when reloaded', async () => {
    const page = await browser.newPage(width);
    await page.goto(`${shellUrl}/?path=/app/decisions`);
    await waitForTitle(page, 'Decisions');
    await page.reload();
    await waitForTitle(page, 'Decisions');
    await page.close();
  });

  test('opens again when the browser comes back to it from another page', async () => {
    const page = await browser.newPage(width);
    await page.goto(`${shellUrl}/?path=/app/rules`);
    await waitForTitle(page, 'Rules');
    await page.goto(`${shellUrl}/shop`);
    await page.goBack();
    await waitForTitle(page, 'Rules');
    await page.close();
  });

  test('has a page to shop in that nothing sticks out of', async () => {
    const page = await browser.newPage(width);
    await page.goto(`${shellUrl}/shop`);
    await page.getByRole('button', { name: 'One shirt in three sizes' }).click();
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });
});

test('a page of the app without a session token fetches one over the bounce page', async () => {
  const page = await browser.newPage();
  await page.goto(shellUrl);
  await waitForTitle(page, 'Home');
  await page.locator('#app-frame').evaluate((frame: HTMLIFrameElement) => {
    const url = new URL(frame.src);
    url.pathname = '/app/rules';
    url.searchParams.delete('id_token');
    frame.src = url.href;
  });
  await waitForTitle(page, 'Rules');
  await page.close();
});

describe('shopping as a customer', () => {
  async function order(buyer: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`${shellUrl}/shop`);
    await page.getByText(buyer).click();
    await page.getByRole('button', { name: 'One shirt in three sizes' }).click();
    await page.getByRole('button', { name: 'Place the order' }).click();
    return page;
  }

  test('as a regular shows the packer’s tag and note, and why', async () => {
    const page = await order('A regular');
    await page.getByText('Concierge changed the order for the packer.').waitFor();
    expect(await page.locator('#slip-tags').textContent()).toContain('include-return-bag');
    expect(await page.locator('#slip-note').textContent()).not.toBe('No note');
    await page.getByText('Empty so far.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'See why in the admin' }).click();
    await page.frameLocator('#app-frame').getByText('include-return-bag').first().waitFor();
    await page.close();
  });

  test.each(['Never seen before', 'Guest checkout'])(
    'as “%s” leaves the order as it is, and says why',
    async (buyer) => {
      const page = await order(buyer);
      await page.getByText('Concierge looked at the order and left it as it is.').waitFor();
      expect(await page.locator('#slip-tags').textContent()).toBe('No tags');
      expect(await page.locator('#slip-reasons').textContent()).toMatch(/spend/);
      await page.close();
    },
  );
});
