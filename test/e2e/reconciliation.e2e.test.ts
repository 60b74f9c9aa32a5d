import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoShop, orderBytes } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { type AdminPage, openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const DAY_S = 86_400;
const IN_TIME = '820982911946160001';
const TOO_LATE = '820982911946160002';
const REGULAR = '7820982911946160003';

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
const checkNow = ({ admin }: AdminPage) => admin.getByRole('button', { name: 'Check now' });
const waitForToast = ({ admin }: AdminPage, text: string) => admin.locator('#toasts').getByText(text).waitFor();

async function advance(seconds: number): Promise<number> {
  const response = await fetch(`${platform.url}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance_s: seconds }),
  });
  return Date.parse(((await response.json()) as { now: string }).now);
}

test('on the first day the page says when the first check comes, and that there is nothing to check yet', async () => {
  const page = await open('/app/reconciliation');
  await page.waitForTitle('Nightly check');
  await page.app.getByRole('heading', { name: 'No check so far' }).waitFor();
  await page.app.getByText(/^Next check: /).waitFor();
  await checkNow(page).click();
  await waitForToast(page, 'There is nothing to check yet: the app has only just been installed');
  expect(await findViolations(page.admin)).toEqual([]);
  await page.admin.close();
});

test('what no message told of is found, decided where there is time, and told of with the reason', async () => {
  const shop = demoShop(platform);
  const placedLongAgo = await advance(60);
  const missed = { createdAt: placedLongAgo, updatedAt: placedLongAgo };
  await shop.deliver('orders/create', orderBytes({ id: TOO_LATE, customer: null, ...missed }), '&import_only=1');
  await shop.spentBefore(REGULAR, '1600.00');
  const now = await advance(2 * DAY_S + 600);
  const lately = { customer: REGULAR, createdAt: now, updatedAt: now };
  await shop.deliver('orders/create', orderBytes({ id: IN_TIME, ...lately }), '&import_only=1');
  await advance(1_200);
  await platform.idle();

  const page = await open('/app/reconciliation');
  await page.app.getByText(/^Next check: /).waitFor();
  await checkNow(page).click();
  await waitForToast(page, 'Checking now');
  await page.app.getByText(/^Next check: /).waitFor();
  await platform.idle();
  await page.admin.reload();
  await page.app
    .getByText(/found late/)
    .first()
    .waitFor();
  await page.admin.close();
  const { tags } = await shop.order(IN_TIME);
  expect(tags).toEqual(['include-return-bag']);
  expect(await shop.decisions(TOO_LATE)).toEqual([]);
});

test('Home says that something was found late, and leads to it', async () => {
  const page = await open('/app');
  await page.app
    .getByRole('heading', { name: /found late$/ })
    .first()
    .waitFor();
  await page.app.getByRole('link', { name: 'See what was found' }).first().click();
  await page.app.getByRole('heading', { name: 'What was found late' }).waitFor();
  await page.admin.close();
});

test.each([320, 1440])('the reports stick out nowhere and are accessible, %i px wide', async (widthPx) => {
  const page = await open('/app/reconciliation', widthPx);
  const reports = page.app.getByRole('link', { name: /^See what was found by the check of / });
  await reports.first().waitFor();
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  const texts: string[] = [];
  for (let report = 0; report < (await reports.count()); report += 1) {
    await reports.nth(report).press('Enter');
    await page.app.getByRole('heading', { name: 'What was found late' }).waitFor();
    texts.push((await page.app.locator('body').textContent()) ?? '');
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.admin.getByRole('button', { name: 'Back to Nightly check' }).click();
    await reports.first().waitFor();
  }
  const told = texts.join('\n');
  expect(told).toMatch(
    /No message came about order #160001.*It was still in time: “Return bag for regulars” was granted now\./,
  );
  expect(told).toMatch(/No message came about order #160002 of a guest/);
  await page.admin.close();
});

test('a check that is not there says so', async () => {
  const page = await open('/app/reconciliation/never-was');
  await page.waitForTitle('Check not found');
  await page.app.getByRole('link', { name: 'See all checks' }).click();
  await page.waitForTitle('Nightly check');
  expect(browser.problems.splice(0)).toEqual([expect.stringContaining('404')]);
  await page.admin.close();
});
