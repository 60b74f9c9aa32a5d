import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { conditionsOf } from '../../core/clause.ts';
import type { PolicyDraft } from '../../core/policy.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { orderBytes, demoShop as toldShop } from '../main-job/demo-shop.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { type AdminPage, openAdminPage, overflowPx } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { demoShop } from './demo-orders.ts';

const bag = returnBagRule('USD');
const SPEND = 'The customer’s net spend in the last 365 days, this order not counted, is over';
const SIZES = 'The number of sizes of one product in the order is at least';
const DISPUTES = 'The number of payments the customer disputed is under';
const CREDIT = 'Store credit for the customer';
const DAYS = 'Days until the credit ends';

let platform: TestPlatform;
let browser: TestBrowser;
let shop: ReturnType<typeof demoShop>;

beforeAll(async () => {
  platform = await startPlatform({ seed: 'none' });
  shop = demoShop(platform);
  browser = await openBrowser({ blockThirdPartyStorage: true });
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
});

beforeEach(async () => {
  await shop.publish({ rules: [bag] });
});

afterEach(() => {
  expect(browser.problems.splice(0)).toEqual([]);
});

const open = (path: string, widthPx?: number) => openAdminPage(platform, browser, path, widthPx);
const running = () => shop.policy<PolicyDraft & { version: number; author: string }>();
const save = ({ admin }: AdminPage) => admin.getByRole('button', { name: 'Save' }).click();
const focused = ({ app }: AdminPage) => app.locator(':focus');
/** Finds a fact in the search of a list of conditions, which adds a condition on it. */
const addCondition = async (page: AdminPage, search: Locator, fact: string) => {
  await search.fill(fact);
  await page.app.getByRole('option', { name: fact }).waitFor();
  await search.press('Enter');
};
const waitForToast = ({ admin }: AdminPage, text: string) => admin.locator('#toasts').getByText(text).waitFor();

describe('the list of rules', () => {
  test('switches a rule off and on at once, also by keyboard', async () => {
    const page = await open('/app/rules');
    const control = page.app.getByRole('switch', { name: bag.name });
    await control.click();
    await waitForToast(page, 'Rule turned off');
    await page.app.getByText('Off', { exact: true }).waitFor();
    expect((await running()).rules).toEqual([{ ...bag, enabled: false }]);
    await control.press('Space');
    await waitForToast(page, 'Rule turned on');
    expect(await control.getAttribute('aria-checked')).toBe('true');
    expect((await running()).rules).toEqual([bag]);
    expect((await running()).author).toMatch(/^\d+$/);
    await page.admin.close();
  });

  test.each([320, 1280])('is searched, ordered, copied and archived, by keyboard, %i px wide', async (widthPx) => {
    const [second, third] = ['Second', 'Third'].map((name) => ({
      ...bag,
      id: name.toLowerCase(),
      name,
      enabled: false,
    }));
    await shop.publish({ rules: [bag, second, third] });
    const page = await open('/app/rules', widthPx);
    const press = (name: string) => page.app.getByRole('button', { name, exact: true }).press('Enter');
    const choose = async (rule: string, what: string) => {
      await press(`Actions for “${rule}”`);
      const item = page.app.getByRole('menuitem', { name: what });
      await item.waitFor();
      if (what === 'Move up') expect(await findViolations(page.admin)).toEqual([]);
      await item.press('Enter');
    };
    const order = async () => (await running()).rules.map(({ name }) => name);

    const search = page.app.getByLabel('Search rules');
    await search.fill('bag  THIRD');
    await page.app.getByText('1 of 3 rules found.').waitFor();
    expect(await page.app.getByRole('listitem').count()).toBe(1);
    await search.fill('');

    await choose('Third', 'Move up');
    await page.app.getByText('“Third” is now rule 2 of 3.').waitFor();
    await waitForToast(page, 'Order saved');
    expect(await order()).toEqual([bag.name, 'Third', 'Second']);
    await page.app.getByRole('button', { name: 'Actions for “Third”' }).and(page.app.locator(':focus')).waitFor();

    const handle = page.app.getByRole('button', { name: 'Drag “Second”' });
    await handle.press('Space');
    await page.app.getByText('“Second”: held at place 3.').waitFor();
    await handle.press('ArrowUp');
    await page.app.getByText('“Second”: held at place 2.').waitFor();
    await handle.press('Space');
    await expect.poll(order).toEqual([bag.name, 'Second', 'Third']);

    await choose(bag.name, 'Duplicate');
    await page.app.getByRole('switch', { name: `Rule “Copy of ${bag.name}”` }).waitFor();
    await choose(bag.name, 'Archive');
    const archived = page.app.getByRole('button', { name: 'Archived (1)' });
    await archived.and(page.app.locator(':focus')).waitFor();
    await archived.press('Enter');
    expect((await running()).rules[0]).toEqual({ ...bag, enabled: false, archived: true });
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await press(`Bring back “${bag.name}”`);
    await page.app.getByRole('switch', { name: `Rule “${bag.name}”`, exact: true }).waitFor();
    expect(await order()).toEqual([bag.name, `Copy of ${bag.name}`, 'Second', 'Third']);
    await page.admin.close();
  });

  test('is ordered by dragging', async () => {
    await shop.publish({ rules: [bag, { ...bag, id: 'second', name: 'Second' }] });
    const page = await open('/app/rules');
    await page.app.getByRole('button', { name: 'Drag “Second”' }).hover();
    await page.admin.mouse.down();
    const target = await page.app.getByRole('button', { name: `Drag “${bag.name}”` }).boundingBox();
    await page.admin.mouse.move(target?.x ?? 0, (target?.y ?? 0) + 4, { steps: 10 });
    await page.app.getByText('“Second”: held at place 1.').waitFor();
    await page.admin.mouse.up();
    await waitForToast(page, 'Order saved');
    expect((await running()).rules.map(({ name }) => name)).toEqual(['Second', bag.name]);
    await page.app.getByRole('listitem').first().getByText('Second').waitFor();
    await page.admin.close();
  });

  test('leads to the policy book: what runs, in English or German, on paper and as a file', async () => {
    await shop.publish({ rules: [bag, { ...storeCreditRule('USD'), enabled: false }] });
    const page = await open('/app/rules');
    await page.admin.getByRole('button', { name: 'Policy book' }).click();
    await page.waitForTitle('Policy book');
    await page.app.getByText(`Version ${(await running()).version}, in force since`).waitFor();
    const book = page.app.getByRole('article');
    await book.getByText(`and ${SIZES.replace('The', 'the')} 3`).waitFor();
    expect(await book.getByRole('heading').allInnerTexts()).toEqual([
      'Policy book',
      'Orders',
      `${bag.name} return-bag`,
      'Not in force',
      'Store credit for regulars store-credit',
    ]);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.app.getByLabel('Language of the book').selectOption('de');
    await book.getByText('Das kostet jedes Mal 0,40 USD.').waitFor();

    await page.app.locator('html').evaluate(() => {
      window.print = () => document.documentElement.classList.add('was-printed');
    });
    const print = page.app.getByRole('button', { name: 'Print', exact: true });
    await print.click();
    expect(await page.app.locator('html.was-printed').count()).toBe(1);
    const downloaded = page.admin.waitForEvent('download');
    await page.app.getByRole('button', { name: 'Download to print' }).click();
    const file = await downloaded;
    expect(file.suggestedFilename()).toMatch(/^policy-book-\d+-de\.html$/);
    const paper = await readFile(await file.path(), 'utf8');
    expect(paper).toContain('<html lang="de">');
    expect(paper).toContain('mindestens 3 beträgt</li>');
    expect(paper).toMatch(/break-inside: ?avoid/);
    await page.admin.emulateMedia({ media: 'print' });
    expect([await print.isVisible(), await book.isVisible()]).toEqual([false, true]);
    await page.admin.emulateMedia({ media: null });
    await page.admin.setViewportSize({ width: 320, height: 720 });
    expect(await overflowPx(page)).toBe(0);
    await page.admin.close();
  });

  test('says on the home page that all rules are off, and leads to them', async () => {
    await shop.publish({ rules: [{ ...bag, enabled: false }] });
    const page = await open('/app');
    await page.app.getByRole('heading', { name: 'All rules are off' }).waitFor();
    await page.app.getByRole('link', { name: 'Turn on a rule' }).click();
    await page.waitForTitle('Rules');
    await page.admin.close();
  });

  test('is empty with a template to start from, which is nothing before it is saved', async () => {
    await shop.publish({ rules: [] });
    const page = await open('/app/rules');
    await page.app.getByRole('link', { name: 'Choose a template' }).click();
    await page.waitForTitle('Choose a template');
    await page.app.getByRole('link', { name: `Use this template: ${bag.name}` }).click();
    await page.waitForTitle('Add rule');
    expect((await running()).rules).toEqual([]);
    await page.app.getByLabel('Name').fill('Bags for all');
    await save(page);
    await waitForToast(page, 'Rule added');
    await page.waitForTitle('Bags for all');
    expect((await running()).rules).toEqual([{ ...bag, name: 'Bags for all' }]);
    await page.admin.close();
  });
});

describe('a rule that gives store credit', () => {
  const credit = storeCreditRule('USD');

  test('is added from its template, beside the others, and edited', async () => {
    const page = await open('/app/rules');
    await page.admin.getByRole('button', { name: 'Add rule from template' }).click();
    await page.waitForTitle('Choose a template');
    await page.app.getByRole('link', { name: `Use this template: ${credit.name}` }).press('Enter');
    await page.waitForTitle('Add rule');
    await page.app.getByLabel(CREDIT).fill('25');
    await page.app.getByText(/then give the customer 25\.00 USD of store credit for 180 days\./).waitFor();
    await save(page);
    await waitForToast(page, 'Rule added');
    await page.waitForTitle(credit.name);
    await page.app.getByLabel(DAYS).fill('1,000');
    await page.app.getByLabel('Tell the customer').selectOption('No');
    await save(page);
    await waitForToast(page, 'Rule saved');
    expect((await running()).rules).toEqual([
      bag,
      {
        ...credit,
        perk: { ...credit.perk, amount: { amountMinor: 2_500, currency: 'USD' }, expiresInDays: 1_000, notify: false },
      },
    ]);
    await page.admin.close();
  });

  test('says at each field what is wrong', async () => {
    await shop.publish({ rules: [credit] });
    const page = await open(`/app/rules/${credit.id}`);
    await page.app.getByLabel(CREDIT).fill('0');
    await page.app.getByLabel(DAYS).fill('9999');
    await save(page);
    await page.app.getByText('Nothing was saved yet').waitFor();
    expect(await page.app.getByRole('listitem').allTextContents()).toEqual([
      `${CREDIT}: Give an amount over zero.`,
      'The credit can last at most 1,825 days, which is five years.',
    ]);
    for (const label of [CREDIT, DAYS]) {
      expect(await page.app.getByLabel(label).getAttribute('aria-invalid')).toBe('true');
    }
    await page.app.getByLabel(DAYS).fill('soon');
    await save(page);
    await page.app.getByRole('button', { name: 'Give a whole number of days, such as 90.' }).click();
    expect(await page.app.getByLabel(DAYS).evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.admin.close();
  });

  test('says where it stands that the shop does not grant what it needs, and no longer once it does', async () => {
    const always = { fact: 'order.items', operator: 'at_least', value: 0 } as const;
    await shop.publish({ rules: [{ ...bag, when: [always] }, credit] });
    await shop.grant('read_customers,write_orders,read_products,read_store_credit_accounts');
    const list = await open('/app/rules');
    await list.app.getByText(/^Can’t be given: .*write_store_credit_account_transactions\. Update the app’s/).waitFor();
    expect(await list.app.getByText('Can’t be given', { exact: true }).count()).toBe(1);
    await list.app
      .getByText('Worth a look: “the number of items in the order is at least 0”: this always holds where')
      .waitFor();
    expect(await findViolations(list.admin)).toEqual([]);
    await list.app.getByRole('link', { name: credit.name }).click();
    await list.app.getByText('This perk can’t be given').waitFor();
    await list.admin.close();
    await shop.grant();
    await shop.publish({ rules: [bag, credit] });
    const again = await open('/app/rules');
    await again.app.getByRole('switch', { name: credit.name }).waitFor();
    expect(await again.app.getByText('Can’t be given').count()).toBe(0);
    expect(await again.app.getByText('Worth a look').count()).toBe(0);
    await again.admin.close();
  });
});

describe('the page of a rule', () => {
  test('saves what was typed, as people type it, and shows it as a sentence while typing', async () => {
    const page = await open('/app/rules/return-bag');
    await page.app.getByLabel(SPEND).fill('2,000');
    await page.app.getByLabel(SIZES).fill('4');
    await page.app.getByText(/is over 2,000\.00 USD and .* is at least 4, then/).waitFor();
    await save(page);
    await waitForToast(page, 'Rule saved');
    await page.admin.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
    expect(await page.app.getByLabel(SPEND).inputValue()).toBe('2,000.00');
    expect(conditionsOf((await running()).rules[0]?.when ?? []).map(({ value }) => value)).toEqual([
      { amountMinor: 200_000, currency: 'USD' },
      4,
    ]);
    await page.admin.getByRole('button', { name: 'Back to Rules' }).click();
    await page.app.getByText(/is over 2,000\.00 USD/).waitFor();
    await page.admin.close();
  });

  test('says what is wrong at each field and in a summary, and saves nothing', async () => {
    const { version } = await running();
    const page = await open('/app/rules/return-bag');
    await page.app.getByLabel('Name').fill(' ');
    await page.app.getByLabel(SPEND).fill('-5');
    await page.app.getByLabel(SIZES).fill('a few');
    await page.app.getByLabel('Cost each time').fill('free');
    await save(page);
    await page.app.getByText('Nothing was saved yet').waitFor();
    expect(await page.app.getByRole('listitem').allTextContents()).toEqual([
      'Give the rule a name.',
      `${SPEND}: The amount can’t be negative.`,
      `${SIZES}: Give a whole number, such as 3.`,
      'Cost each time: Write the amount in digits, such as 1,500.00.',
    ]);
    for (const [label, problem] of [
      ['Name', 'Give the rule a name.'],
      [SPEND, 'The amount can’t be negative.'],
      [SIZES, 'Give a whole number, such as 3.'],
    ] as const) {
      const field = page.app.getByLabel(label);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const description = (await field.getAttribute('aria-describedby')) ?? '';
      const described = await page.app
        .locator('html')
        .evaluate(
          (html, ids) => ids.map((id) => html.ownerDocument.getElementById(id)?.textContent).join(' '),
          description.split(' '),
        );
      expect(described).toContain(problem);
    }
    expect(await findViolations(page.admin)).toEqual([]);
    await page.app.getByRole('button', { name: 'Give the rule a name.' }).click();
    expect(await page.app.getByLabel('Name').evaluate((field) => field === field.ownerDocument.activeElement)).toBe(
      true,
    );
    expect((await running()).version).toBe(version);
    await page.admin.getByRole('button', { name: 'Discard' }).click();
    await page.admin.getByRole('button', { name: 'Discard changes' }).click();
    await page.admin.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
    expect(await page.app.getByLabel('Name').inputValue()).toBe(bag.name);
    await page.admin.close();
  });

  test('never overwrites what somebody else published unseen, and loses nothing', async () => {
    const page = await open('/app/rules/return-bag');
    await page.app.getByLabel('Name').fill('Mine');
    await shop.publish({ rules: [{ ...bag, name: 'Theirs' }] });
    await save(page);
    await page.app.getByText('Somebody else changed this rule meanwhile').waitFor();
    expect(await findViolations(page.admin)).toEqual([]);
    await page.app.getByText('This runs now: “Theirs”, on.').waitFor();
    expect(await page.app.getByLabel('Name').inputValue()).toBe('Mine');
    expect((await running()).rules[0]?.name).toBe('Theirs');
    await page.app.getByRole('button', { name: 'Save mine instead' }).click();
    await waitForToast(page, 'Rule saved');
    expect((await running()).rules).toEqual([{ ...bag, name: 'Mine' }]);
    await page.admin.close();
  });

  test('can take over what somebody else published', async () => {
    const page = await open('/app/rules/return-bag');
    await page.app.getByLabel('Name').fill('Mine');
    await shop.publish({ rules: [{ ...bag, name: 'Theirs' }] });
    await save(page);
    await page.app.getByRole('button', { name: 'Show what runs now' }).click();
    expect(await page.app.getByLabel('Name').inputValue()).toBe('Theirs');
    await page.admin.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
    await page.admin.close();
  });

  test('shows every condition of a rule that was published otherwise, and damages none', async () => {
    const when = [
      { fact: 'order.total', operator: 'under', value: { amountMinor: 999_950, currency: 'USD' } },
      { fact: 'order.cancelled', operator: 'is', value: false },
      { fact: 'customer.orders.365d', operator: 'at_most', value: 1_200 },
    ];
    await shop.publish({ rules: [{ ...bag, when }] });
    const page = await open('/app/rules/return-bag');
    expect(await page.app.getByLabel('The order’s total is under').inputValue()).toBe('9,999.50');
    expect(await page.app.getByRole('combobox', { name: 'The order is cancelled' }).inputValue()).toBe('false');
    await page.app.getByRole('textbox', { name: /^The customer’s orders in the last 365 days/ }).fill('7');
    await save(page);
    await waitForToast(page, 'Rule saved');
    expect((await running()).rules).toEqual([{ ...bag, when: [when[0], when[1], { ...when[2], value: 7 }] }]);
    await page.admin.close();
  });

  test.each([320, 1280])('takes another condition and gives one up, by keyboard, %i px wide', async (widthPx) => {
    const page = await open('/app/rules/return-bag', widthPx);
    const search = page.app.getByRole('combobox', { name: 'Add a condition' });
    await search.fill('payments disputed');
    await page.app.getByRole('option', { name: 'Number of payments the customer disputed' }).waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await search.press('Enter');
    await page.app.getByLabel('The number of payments the customer disputed is at least').and(focused(page)).waitFor();
    await page.app.getByLabel('How to compare the number of payments the customer disputed').selectOption('is under');
    await page.app.getByLabel(DISPUTES, { exact: true }).fill('0');
    await page.app.getByText('This never holds, whatever the number of payments the customer disputed is.').waitFor();
    await page.app.getByLabel(DISPUTES, { exact: true }).fill('1');
    await page.app.getByText('This never holds').waitFor({ state: 'hidden' });
    await page.app.getByText(/is at least 3, and .* disputed is under 1, then/).waitFor();
    await page.app.getByRole('button', { name: /^Remove the condition: number of sizes/ }).press('Enter');
    await search.and(focused(page)).waitFor();
    expect(await page.app.getByLabel(SIZES).count()).toBe(0);
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await save(page);
    await waitForToast(page, 'Rule saved');
    const added = { fact: 'customer.disputes', operator: 'under', value: 1 };
    expect((await running()).rules).toEqual([{ ...bag, when: [bag.when[0], added] }]);
    await page.admin.close();
  });

  test.each([320, 1280])(
    'takes a group of conditions, and a group within it, by keyboard, %i px wide',
    async (widthPx) => {
      const page = await open('/app/rules/return-bag', widthPx);
      const press = (name: string) => page.app.getByRole('button', { name, exact: true }).press('Enter');
      const isFocused = (field: Locator) => field.and(page.app.locator(':focus')).waitFor();
      await press('Add a group of conditions');
      const group = page.app.getByRole('group', { name: 'Group: At least one of these holds' });
      const add = group.getByLabel('Add a condition to this group').first();
      await isFocused(add);
      await save(page);
      await page.app.getByRole('button', { name: 'A group needs at least one condition.' }).press('Enter');
      await isFocused(add);
      await addCondition(page, add, 'Customer’s tags');
      await isFocused(group.getByLabel('The customer’s tags include'));
      await page.admin.keyboard.type('VIP');
      await group.getByRole('button', { name: 'Add a group within this one' }).press('Enter');
      const inner = group.getByRole('group', { name: /^Group: / });
      await inner.getByLabel('How many of this group').selectOption('None of these holds');
      await addCondition(page, inner.getByLabel('Add a condition to this group'), 'Number of items in the order');
      await isFocused(inner.getByLabel('The number of items in the order is at least'));
      await page.admin.keyboard.type('five');
      await save(page);
      await page.app.getByRole('button', { name: /^The number of items in the order is at least: / }).press('Enter');
      const items = inner.getByLabel('The number of items in the order is at least');
      await isFocused(items);
      await items.fill('5');
      await page.app
        .getByText(
          /holds \(the customer’s tags include “VIP”; none of these holds \(the number of items .* 5\)\), then/,
        )
        .waitFor();
      expect(await overflowPx(page)).toBe(0);
      expect(await findViolations(page.admin)).toEqual([]);
      await save(page);
      await waitForToast(page, 'Rule saved');
      const asked = {
        any: [
          { fact: 'customer.tags', operator: 'includes', value: 'VIP' },
          { none: [{ fact: 'order.items', operator: 'at_least', value: 5 }] },
        ],
      };
      expect((await running()).rules).toEqual([{ ...bag, when: [...bag.when, asked] }]);
      await page.app.getByRole('button', { name: 'Remove the group: None of these holds' }).press('Enter');
      await isFocused(add);
      await save(page);
      const left = [{ ...bag, when: [...bag.when, { any: asked.any.slice(0, 1) }] }];
      await expect.poll(async () => (await running()).rules).toEqual(left);
      await page.admin.close();
    },
  );

  test('takes several words, a range, and another way to compare', async () => {
    const tags = { fact: 'customer.tags', operator: 'includes', value: ['VIP', 'Gold'] };
    const items = { fact: 'order.items', operator: 'between', value: [2, 5] };
    await shop.publish({ rules: [{ ...bag, when: [tags, items] }] });
    const page = await open('/app/rules/return-bag', 320);
    const words = page.app.getByLabel('The customer’s tags include');
    await page.app.getByRole('button', { name: 'Remove VIP' }).press('Enter');
    await words.fill('Regular');
    await words.press('Enter');
    await words.pressSequentially('Press,');
    await page.app.getByRole('button', { name: 'Remove Press' }).waitFor();
    await words.fill('Friend');
    await page.app.getByLabel('How to compare the customer’s tags').selectOption('don’t include');
    await page.app.getByLabel('The number of items in the order is between, to').fill('6');
    await page.app
      .getByText(/don’t include “Gold”, “Regular”, “Press”, or “Friend” and .* is between 2 and 6, then/)
      .waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await save(page);
    await waitForToast(page, 'Rule saved');
    expect((await running()).rules[0]?.when).toEqual([
      { ...tags, operator: 'excludes', value: ['Gold', 'Regular', 'Press', 'Friend'] },
      { ...items, value: [2, 6] },
    ]);
    await page.admin.close();
  });

  test('is tried on an order of the past, as it stands in the form', async () => {
    const rule = { ...bag, when: [bag.when[1]] };
    await shop.publish({ rules: [rule] });
    const bytes = orderBytes({ id: '820982911946155001', customer: null, createdAt: await platform.now() });
    await toldShop(platform).deliver('orders/create', bytes);
    await platform.idle();
    const { version } = await running();
    const page = await open('/app/rules/return-bag', 320);
    await page.app.getByLabel(SIZES).fill('4');
    await page.app.getByLabel('Order', { exact: true }).fill('#155001');
    await page.app.getByRole('button', { name: 'Find' }).press('Enter');
    const attempt = page.app.getByRole('button', { name: 'Try it', exact: true });
    await attempt.press('Enter');
    await page.app.getByText('It would have given nothing').waitFor();
    await page.app.getByText('The number of sizes of one product in the order is 3, not at least 4.').waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.app.getByLabel(SIZES).fill('2');
    await attempt.press('Enter');
    await page.app.getByText('It would have given', { exact: true }).waitFor();
    expect((await running()).version).toBe(version);
    await page.admin.close();
  });

  test('asks before it deletes a rule and before it leaves unsaved changes', async () => {
    const page = await open('/app/rules/return-bag');
    await page.app.getByRole('button', { name: 'Delete rule' }).click();
    const dialog = page.app.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Keep rule' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await running()).rules).toHaveLength(1);

    await page.app.getByLabel('Name').fill('Mine');
    await page.admin.getByRole('button', { name: 'Back to Rules' }).click();
    await page.admin.getByRole('button', { name: 'Stay' }).click();
    expect(await page.app.getByLabel('Name').inputValue()).toBe('Mine');

    await page.app.getByRole('button', { name: 'Delete rule' }).click();
    await dialog.getByRole('button', { name: 'Delete rule' }).click();
    await waitForToast(page, 'Rule deleted');
    await page.app.getByRole('link', { name: 'Choose a template' }).waitFor();
    expect((await running()).rules).toEqual([]);
    await page.admin.close();
  });

  test('keeps what was typed when the app can’t be reached', async () => {
    const page = await open('/app/rules/return-bag');
    await page.app.getByLabel('Name').fill('Mine');
    await page.admin.route('**/app/rules/return-bag.data**', (route) => route.abort());
    await save(page);
    await page.admin.locator('#toasts-urgent').getByText('Not saved.').waitFor();
    expect(await page.app.getByLabel('Name').inputValue()).toBe('Mine');
    expect(browser.problems.splice(0)).not.toEqual([]);
    await page.admin.close();
  });
});

test('the history tells what changed, and goes back to a version, 320 px wide', async () => {
  await shop.publish({ rules: [{ ...bag, enabled: false }] });
  const { version } = await running();
  const page = await open('/app/rules', 320);
  await page.admin.getByRole('button', { name: 'History' }).click();
  await page.waitForTitle('History of the rules');
  await page.app.getByText(`Rule “${bag.name}” turned off`).first().waitFor();
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.app.getByRole('link', { name: `Version ${version - 1}`, exact: true }).press('Enter');
  await page.waitForTitle(`Version ${version - 1}`);
  await page.app.getByRole('button', { name: 'Restore this version' }).press('Enter');
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.app.getByRole('dialog').getByRole('button', { name: 'Restore this version' }).click();
  await page.waitForTitle(`Version ${version + 1}`);
  await page.app.getByText(`“Back to version ${version - 1}”`).waitFor();
  expect(await running()).toMatchObject({ version: version + 1, rules: [bag], note: `Back to version ${version - 1}` });
  await page.admin.close();
});

test('changes are collected in a draft and run when it is published, 320 px wide', async () => {
  const { version } = await running();
  const page = await open('/app/rules/return-bag', 320);
  await page.app.getByLabel('Name').fill('Bags');
  await page.app.getByRole('button', { name: 'Save as draft' }).press('Enter');
  await waitForToast(page, 'Saved in the draft');
  await page.waitForTitle('Draft of the rules');
  expect((await running()).rules).toEqual([bag]);
  await page.app.getByRole('link', { name: 'Bags' }).click();
  await page.waitForTitle('Bags');
  await page.app.getByLabel('Cost each time').fill('0.50');
  await save(page);
  await page.admin.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
  await page.admin.getByRole('button', { name: 'Back to Draft of the rules' }).click();
  await page.app.getByText('Cost each time: from 0.40 USD to 0.50 USD.').waitFor();
  await page.app.getByLabel('Why (optional)').fill('Dearer bags');
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.app.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
  await page.app.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.waitForTitle(`Version ${version + 1}`);
  await page.app.getByText('“Dearer bags”').waitFor();
  const cost = { amountMinor: 50, currency: 'USD' };
  expect((await running()).rules).toEqual([{ ...bag, name: 'Bags', perk: { ...bag.perk, cost } }]);
  await page.admin.close();
});

test('a file with rules says what is wrong, then what it changes, and goes into the draft, 320 px wide', async () => {
  const page = await open('/app/policy-file', 320);
  const download = page.admin.waitForEvent('download');
  await page.app.getByRole('button', { name: 'Download the rules' }).click();
  const exported = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(exported)).toMatchObject({ $schema: expect.stringContaining('/policy.schema.json'), rules: [bag] });
  const choose = (text: string) =>
    page.app
      .locator('input[type=file]')
      .setInputFiles({ name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose(exported.replace('"over"', '"roughly"'));
  await page.app.getByText(`Rule 1 “${bag.name}”, condition 1, operator: Choose an operator`).waitFor();
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await choose(exported.replace(bag.name, 'Bags'));
  await page.app.getByText(`Name: “Bags” instead of “${bag.name}”.`).waitFor();
  expect(await overflowPx(page)).toBe(0);
  expect(await findViolations(page.admin)).toEqual([]);
  await page.app.getByRole('button', { name: 'Put it into the draft' }).press('Enter');
  await page.waitForTitle('Draft of the rules');
  await page.app.getByRole('button', { name: 'Discard draft' }).click();
  await page.app.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click();
  await page.app.getByText('Nothing waits to be published').waitFor();
  expect((await running()).rules).toEqual([bag]);
  await page.admin.close();
});

test.each([320, 1440])('nothing sticks out and all is accessible, %i px wide', async (widthPx) => {
  await shop.publish({ rules: [{ ...bag, name: 'A long name '.repeat(6).trim() }] });
  for (const path of ['/app/rules', '/app/rules/return-bag', '/app/rules/new/store-credit', '/app/templates']) {
    const page = await open(path, widthPx);
    await page.app
      .getByText(/is over 1,500\.00 USD/)
      .first()
      .waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await findViolations(page.admin)).toEqual([]);
    await page.admin.close();
  }
});
