import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { type AdminPage, openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';

const ANY_ORDER: Rule['when'] = [
  { fact: 'order.total', operator: 'at_least', value: { amountMinor: 0, currency: 'USD' } },
];
const BAG: Rule = { ...returnBagRule('USD'), when: ANY_ORDER };
const CREDIT: Rule = { ...storeCreditRule('USD'), when: ANY_ORDER };
/** More than the shop lets a customer have. */
const TOO_MUCH: Rule = {
  ...CREDIT,
  perk: {
    kind: 'store_credit',
    amount: { amountMinor: 1_600_000, currency: 'USD' },
    expiresInDays: 30,
    notify: false,
  },
};
const GIVE_TEN = /^Give the customer 10\.00 USD of store credit/;
const DAY_S = 86_400;

let platform: TestPlatform;
let browser: TestBrowser;
let shop: ReturnType<typeof demoShop>;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'demo' });
  shop = demoShop(platform);
  browser = await openBrowser({ blockThirdPartyStorage: true });
  await shop.publish({ rules: [BAG, CREDIT] });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

afterEach(() => {
  expect(browser.problems.splice(0)).toEqual([]);
});

const open = (path: string, widthPx?: number) => openAdminPage(platform, browser, path, widthPx);
const waitForToast = ({ admin }: AdminPage, text: string) => admin.locator('#toasts').getByText(text).waitFor();
const badge = ({ app }: AdminPage, word: string) => app.getByText(word, { exact: true });
/** The perks of one order in the list. */
const perksOf = ({ app }: AdminPage, order: string): Locator =>
  app.getByRole('listitem').filter({ has: app.getByRole('heading', { name: order }) });

/** From the list to the page of the effect of an order whose text begins so. */
async function openEffect(order: string, what: string | RegExp, widthPx?: number): Promise<AdminPage> {
  const page = await open(`/app/perks?order=${encodeURIComponent(order)}`, widthPx);
  await page.app.getByRole('link', { name: what }).press('Enter');
  await page.waitForTitle(`Perk for order ${order}`);
  return page;
}

test('before the first perk the list is empty and leads on', async () => {
  const page = await open('/app/perks');
  await page.app.getByRole('heading', { name: 'Perks appear here' }).waitFor();
  await page.app.getByRole('link', { name: 'See your rules' }).click();
  await page.waitForTitle('Rules');
  await page.admin.close();
});

describe('after orders with perks that were given, refused, not possible, unclear and held', () => {
  const orders = { done: '', refused: '', guest: '', unclear: '', held: '' };
  const longName = `Wilhelmina ${'Featherstonehaugh-'.repeat(4)}Cholmondeley`;

  beforeAll(async () => {
    const regular = await shop.regular();
    orders.done = (await shop.orderThreeSizes(regular)).name;
    await shop.publish({ rules: [BAG, TOO_MUCH] });
    orders.refused = (await shop.orderThreeSizes({ kind: 'new', name: longName })).name;
    await shop.publish({ rules: [BAG, CREDIT] });
    orders.guest = (await shop.orderThreeSizes({ kind: 'guest' })).name;
    await platform.break({ target: 'admin_api', kind: 'timeout_after_apply' });
    // Somebody whose past is known: nothing has to be read for the decision.
    orders.unclear = (await shop.orderThreeSizes(regular)).name;
    for (let day = 1; day <= 3; day += 1) {
      await platform.advance(DAY_S);
      await platform.idle();
    }
    await platform.mend();
    // Nobody asks a shop that did not answer for days before a quarter of an hour is over.
    await platform.advance(20 * 60);
    await platform.idle();
    await shop.switchPerks('stopped');
    orders.held = (await shop.orderThreeSizes(regular)).name;
  });

  test('the list shows each perk with its state, cost, customer and rule, the newest first', async () => {
    const page = await open('/app/perks');
    await perksOf(page, orders.done).first().waitFor();
    const texts = await page.app.getByRole('heading', { level: 2 }).allTextContents();
    expect(texts.filter((text) => / for order /.test(text))).toEqual([
      `${BAG.name} for order ${orders.held}`,
      `${CREDIT.name} for order ${orders.held}`,
      `${BAG.name} for order ${orders.unclear}`,
      `${CREDIT.name} for order ${orders.unclear}`,
      `${BAG.name} for order ${orders.guest}`,
      `${BAG.name} for order ${orders.refused}`,
      `${CREDIT.name} for order ${orders.refused}`,
      `${BAG.name} for order ${orders.done}`,
      `${CREDIT.name} for order ${orders.done}`,
    ]);
    const refused = perksOf(page, orders.refused).filter({ hasText: '16,000.00 USD' });
    expect(await refused.first().textContent()).toContain(longName);
    await refused.getByText('Refused', { exact: true }).first().waitFor();
    await perksOf(page, orders.unclear).getByText('Unclear', { exact: true }).first().waitFor();
    await perksOf(page, orders.held).getByText('On hold', { exact: true }).first().waitFor();
    await page.admin.close();
  });

  test('filters and the search are in the address: going back undoes them', async () => {
    const page = await open('/app/perks');
    await perksOf(page, orders.done).first().waitFor();
    await page.app.getByLabel('State').selectOption('Refused');
    await perksOf(page, orders.done).first().waitFor({ state: 'detached' });
    const refused = page.app.getByRole('link', { name: /^Give the customer 16,000/ });
    expect(await refused.count()).toBe(1);
    expect(new URL(page.admin.url()).searchParams.get('path')).toBe('/app/perks?state=refused');
    await page.app.getByLabel('Rule').selectOption(BAG.name);
    await refused.waitFor({ state: 'detached' });
    await page.admin.goBack();
    await refused.waitFor();
    await page.app.getByLabel('State').selectOption('Left undone');
    await page.app.getByText('No perks with these filters').waitFor();
    await page.app.getByRole('button', { name: 'Clear filters' }).click();
    await perksOf(page, orders.done).first().waitFor();

    // As people type it, with the keyboard alone.
    await page.app.getByLabel('Order', { exact: true }).fill(orders.done.replace('#', ''));
    await page.app.getByLabel('Order', { exact: true }).press('Enter');
    await perksOf(page, orders.refused).first().waitFor({ state: 'detached' });
    await perksOf(page, orders.done).first().waitFor();
    await page.app.getByLabel('Order', { exact: true }).fill('#999999');
    await page.app.getByRole('button', { name: 'Search' }).click();
    await page.app.getByText('No perks for order #999999').waitFor();
    await page.admin.close();
  });

  test('a customer leads to all their perks', async () => {
    const page = await open('/app/perks');
    await perksOf(page, orders.refused).getByRole('link', { name: 'All perks of Wilhelmina' }).first().click();
    await page.app.getByText(`Only perks of ${longName}`).waitFor();
    await perksOf(page, orders.done).first().waitFor({ state: 'detached' });
    expect(await perksOf(page, orders.refused).first().isVisible()).toBe(true);
    await page.admin.close();
  });

  test('an effect that is done says what was asked, and leads to rule, order and decision', async () => {
    const page = await openEffect(orders.done, GIVE_TEN);
    await badge(page, 'Done').waitFor();
    await page.app.getByText('CreditCustomer', { exact: true }).waitFor();
    await page.app.getByText('Asked the shop, and it was done.').waitFor();
    await page.app.getByText('10.00 USD', { exact: false }).first().waitFor();
    expect(await page.app.getByRole('button', { name: /Try again|Leave it/ }).count()).toBe(0);
    await page.app.getByRole('link', { name: `See why order ${orders.done} got it` }).click();
    await page.waitForTitle(`Decision about order ${orders.done}`);
    await page.app.getByRole('link', { name: GIVE_TEN }).click();
    await page.waitForTitle(`Perk for order ${orders.done}`);
    await page.app.getByRole('link', { name: CREDIT.name }).click();
    await page.waitForTitle(CREDIT.name);
    await page.admin.goBack();
    await page.app.getByRole('link', { name: `Open order ${orders.done} in Shopify` }).click();
    await page.admin.getByRole('heading', { name: `Order ${orders.done}` }).waitFor();
    await page.admin.close();
  });

  test('what was not possible is said on the decision, and can be filtered by', async () => {
    const page = await open('/app/decisions?outcome=not_possible');
    expect(await page.app.getByLabel('Outcome').inputValue()).toBe('not_possible');
    await page.app.getByRole('link', { name: `Decision about order ${orders.guest}` }).press('Enter');
    await page.waitForTitle(`Decision about order ${orders.guest}`);
    await badge(page, 'Not possible').waitFor();
    await page.app.getByRole('heading', { name: 'Why the customer could not get it' }).waitFor();
    await page.app.getByText('A guest order names no customer who could get it.').waitFor();
    await page.admin.close();
  });

  test('what is on hold says so, and goes on by itself when perks are given again', async () => {
    const page = await openEffect(orders.held, GIVE_TEN);
    await badge(page, 'On hold').waitFor();
    await page.app.getByText('All perks are stopped in this shop').waitFor();
    await page.app.getByText('Put on hold, as all perks were stopped.').waitFor();
    await shop.switchPerks('given');
    await page.admin.reload();
    await platform.idle();
    await badge(page, 'Done').waitFor();
    await page.app.getByText('Taken off hold, as perks are given again.').waitFor();
    await page.admin.close();
  });

  test('without a connection nothing is changed, and the page stays', async () => {
    const page = await openEffect(orders.unclear, /^Write /);
    await page.admin.route('**/app/perks/**', (route) => route.abort());
    await page.app.getByRole('button', { name: 'Try again' }).click();
    await page.admin.locator('#toasts-urgent').getByText('Nothing was changed.').waitFor();
    expect(await badge(page, 'Refused').isVisible()).toBe(true);
    expect(browser.problems.splice(0)).not.toEqual([]);
    await page.admin.close();
  });

  test('all refused perks are tried again at once, after a question that says how many', async () => {
    const page = await open('/app/perks?state=refused', 320);
    const ask = page.app.getByRole('button', { name: 'Try all again' });
    await perksOf(page, orders.refused).first().waitFor();
    const texts = await page.app.getByRole('heading', { level: 2 }).allTextContents();
    const perks = texts.filter((text) => / for order /.test(text)).length;
    await ask.click();
    const dialog = page.app.getByRole('dialog', { name: 'Try all again?' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain(`This is for ${perks} ${perks === 1 ? 'perk' : 'perks'}. `);
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await dialog.getByRole('button', { name: 'Leave them' }).click();
    await dialog.waitFor({ state: 'detached' });
    await ask.press('Enter');
    await dialog.getByRole('button', { name: 'Try again' }).press('Enter');
    await waitForToast(page, 'They are tried again');
    await platform.idle();
    await page.admin.close();
    // The shop refuses it once more; the others were left alone.
    const effect = await openEffect(orders.refused, /^Give the customer 16,000/);
    await effect.app.getByText('Asked to try again.').waitFor();
    await effect.app.getByText(/, by you$/).waitFor();
    await effect.app.getByText('Asked the shop, which refused.').nth(1).waitFor();
    await badge(effect, 'Refused').waitFor();
    await effect.admin.close();
    const unclear = await open('/app/perks?state=unclear');
    await perksOf(unclear, orders.unclear).first().waitFor();
    expect(await unclear.app.getByRole('button', { name: 'Try all again' }).count()).toBe(0);
    await unclear.admin.close();
  });

  test('a refused perk is tried again on request, and left undone after a question', async () => {
    const page = await openEffect(orders.refused, /^Give the customer 16,000/);
    await badge(page, 'Refused').waitFor();
    await page.app.getByText(/The reason: .*limit/).waitFor();
    await page.app.getByRole('button', { name: 'Try again' }).press('Enter');
    await waitForToast(page, 'Trying again');
    // The shop refuses once more: the page shows it by itself.
    await page.app.getByText('Asked the shop, which refused.').nth(2).waitFor();
    await badge(page, 'Refused').waitFor();
    await page.app
      .getByText(/, by you$/)
      .nth(1)
      .waitFor();

    await page.app.getByRole('button', { name: 'Leave it' }).click();
    const dialog = page.app.getByRole('dialog');
    expect(await findViolations(page.admin)).toEqual([]);
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.app.getByRole('button', { name: 'Leave it' }).click();
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await badge(page, 'Left undone').waitFor();
    expect(await page.app.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await page.admin.close();
  });

  test('of an unclear perk a person says what is true; who comes later sees what is true by then', async () => {
    const page = await openEffect(orders.unclear, GIVE_TEN, 320);
    const other = await openEffect(orders.unclear, GIVE_TEN);
    await badge(page, 'Unclear').waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.app.getByText('If the customer has it after all, they get 10.00 USD twice.').waitFor();
    await page.app.getByRole('link', { name: 'Open the customer in Shopify' }).waitFor();
    await page.app.getByRole('button', { name: 'The customer has the store credit' }).click();
    await page.app.getByRole('dialog').getByRole('button', { name: 'The customer has the store credit' }).click();
    await waitForToast(page, 'Noted: it happened');
    await badge(page, 'Done').waitFor();
    await page.app.getByText('Said that it had happened.').waitFor();

    await other.app.getByRole('button', { name: 'The customer does not have it' }).click();
    await other.app.getByRole('dialog').getByRole('button', { name: 'The customer does not have it' }).click();
    await other.app.getByText('Somebody was faster').waitFor();
    await badge(other, 'Done').waitFor();
    await page.admin.close();
    await other.admin.close();
  });

  test('an unclear perk that did not happen is tried again', async () => {
    const page = await openEffect(orders.unclear, /^Add the tag/);
    await page.app.getByRole('button', { name: 'The order does not have the tag' }).click();
    await page.app.getByRole('dialog').getByRole('button', { name: 'The order does not have the tag' }).click();
    await badge(page, 'Done').waitFor();
    await page.app.getByText('Said that it had not happened.').waitFor();
    await page.app.getByText('AddTags', { exact: true }).last().waitFor();
    await page.admin.close();
  });

  test('a perk whose answer was lost is looked for before anything else, which the page shows by itself', async () => {
    await shop.publish({ rules: [CREDIT] });
    await platform.break({ target: 'admin_api', kind: 'timeout_after_apply', count: 1 });
    const { name } = await shop.orderThreeSizes(await shop.regular());
    await platform.mend();
    const page = await openEffect(name, GIVE_TEN);
    await badge(page, 'Checking').waitFor();
    await page.app.getByText('Asked the shop, and its answer was lost.').waitFor();
    expect(await page.app.getByRole('button').count()).toBe(0);
    await platform.advance(180);
    await badge(page, 'Done').waitFor();
    await page.app.getByText('Looked in the shop: it had happened.').waitFor();
    await page.admin.close();
  });

  test('an address that names no perk is a friendly page that leads back', async () => {
    const page = await open('/app/perks/nothing/nothing');
    await page.app.getByText('This perk isn’t here').waitFor();
    await page.app.getByRole('link', { name: 'See all perks' }).click();
    await page.waitForTitle('Perks');
    expect(browser.problems.splice(0)).toEqual([expect.stringContaining('404')]);
    await page.admin.close();
  });

  test.each([320, 1440])('nothing sticks out and all is accessible, %i px wide', async (widthPx) => {
    const list = await open('/app/perks', widthPx);
    await perksOf(list, orders.done).first().waitFor();
    const refused = await openEffect(orders.refused, /^Give the customer 16,000/, widthPx);
    const decision = await open(`/app/decisions`, widthPx);
    await decision.app.getByRole('link', { name: `order ${orders.unclear}` }).press('Enter');
    await decision.waitForTitle(`Decision about order ${orders.unclear}`);
    for (const page of [list, refused, decision]) {
      expect(await overflowPx(page)).toBe(0);
      expect(await findViolations(page.admin)).toEqual([]);
      await page.admin.close();
    }
  });

  test('pages of perks go to older ones and back', { timeout: 180_000 }, async () => {
    await shop.publish({ rules: [BAG] });
    for (let order = 0; order < 24; order += 1) await shop.orderThreeSizes({ kind: 'guest' });
    const page = await open('/app/perks');
    await page.app.getByRole('button', { name: 'Older' }).click();
    await perksOf(page, orders.done).first().waitFor();
    await page.app.getByRole('button', { name: 'Newer' }).click();
    await perksOf(page, orders.done).first().waitFor({ state: 'detached' });
    await page.admin.close();
  });
});
