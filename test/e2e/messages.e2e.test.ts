import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PolicyDraft } from '../../core/policy.ts';
import { makeItRightRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { type AdminPage, openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';

const letter = makeItRightRule('USD');

let platform: TestPlatform;
let browser: TestBrowser;
let shop: ReturnType<typeof demoShop>;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'none' });
  shop = demoShop(platform);
  await shop.publish({ rules: [] });
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

afterEach(() => {
  expect(browser.problems.splice(0)).toEqual([]);
});

const save = ({ admin }: AdminPage) => admin.getByRole('button', { name: 'Save' }).click();
/** As it stands in the frame, in which nothing runs. */
const preview =
  ({ app }: AdminPage) =>
  () =>
    app.getByTitle('Preview of the e-mail').getAttribute('srcdoc');

async function openTemplate(widthPx: number): Promise<AdminPage> {
  const page = await openAdminPage(platform, browser, '/app/templates', widthPx);
  await page.app.getByRole('link', { name: `Use this template: ${letter.name}` }).click();
  await page.waitForTitle('Add rule');
  return page;
}

test.each([320, 1280])('a letter is seen as its customer will see it, at %i px', async (widthPx) => {
  const page = await openTemplate(widthPx);
  await expect.poll(preview(page)).toContain('not good enough for us');
  await page.app.getByText('Subject: We would like to make it right').waitFor();
  expect(await preview(page)()).not.toContain('{{');
  expect(await overflowPx(page)).toBe(0);
  await page.admin.close();
});

test('a letter that can’t be read is refused at its field, and saved once it is mended', async () => {
  const page = await openTemplate(1280);
  await expect.poll(preview(page)).toContain('not good enough for us');
  const body = page.app.getByLabel('Text', { exact: true });
  await body.fill('Hello {{ customer.first_name');
  await page.app.getByText(/^The preview waits until this is put right: /).waitFor();
  await save(page);
  await page.app.getByText('Nothing was saved yet').waitFor();
  expect(await body.getAttribute('aria-invalid')).toBe('true');
  expect((await shop.policy<PolicyDraft>()).rules).toEqual([]);
  await body.fill('Hello {{ customer.first_name }}, tell us more.');
  await expect.poll(preview(page)).toContain('Hello Ada, tell us more.');
  await save(page);
  await page.admin.locator('#toasts').getByText('Rule added').waitFor();
  expect((await shop.policy<PolicyDraft>()).rules.map(({ name }) => name)).toEqual([letter.name]);
  await page.admin.close();
});
