/** Takes the README's pictures anew: `node test/e2e/pictures.ts` writes them to docs/pictures/. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { PolicyDraft } from '../../core/policy.ts';
import { DEMO_SHOP } from '../../dev/shopify/seed/seed.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { openBrowser } from './browser.ts';
import { type Buyer, demoShop } from './demo-orders.ts';

const DIRECTORY = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** A day's worth of orders: regulars, people never seen before, a guest. */
async function placeOrders(shop: ReturnType<typeof demoShop>): Promise<void> {
  const newcomers: Buyer[] = ['Ada Norberg', 'Bao Tran'].map((name) => ({ kind: 'new', name }));
  const regulars = await Promise.all([1, 4].map((rank) => shop.regular(rank)));
  for (const buyer of [...newcomers, ...regulars, { kind: 'guest' } as const]) await shop.orderThreeSizes(buyer);
}

/** So that the list of rules has more than one, and one that is off. */
async function addRule(shop: ReturnType<typeof demoShop>): Promise<void> {
  const { rules } = await shop.policy<PolicyDraft>();
  const [bag] = rules;
  if (bag?.perk.kind !== 'packing_instruction') throw new Error('the demo store has no return-bag rule');
  const big = {
    ...bag,
    id: 'second-box',
    name: 'Second box for big orders',
    enabled: false,
    when: [{ fact: 'order.items', operator: 'at_least', value: 8 }],
    perk: {
      ...bag.perk,
      tag: 'two-boxes',
      note: 'Pack this order in two boxes.',
      cost: { ...bag.perk.cost, amountMinor: 120 },
    },
  };
  await shop.publish({ rules: [...rules, big] });
}

/** A perk whose answers were lost for two days: only a person can say what became of it. */
async function loseAnAnswer(platform: TestPlatform, shop: ReturnType<typeof demoShop>): Promise<void> {
  await platform.break({ target: 'admin_api', kind: 'timeout_after_apply' });
  await shop.orderThreeSizes(await shop.regular(1));
  for (let day = 1; day <= 3; day += 1) {
    await platform.advance(24 * 3600);
    await platform.idle();
  }
  await platform.mend();
}

/** Opens a page of the app in the admin and waits for a text of it. */
async function openApp(page: Page, { url }: TestPlatform, path: string, text: string): Promise<void> {
  await page.goto(`${url}/?path=${encodeURIComponent(path)}`);
  await page.frameLocator('#app-frame').getByText(text).first().waitFor();
}

/** Takes a picture of the whole width and so much of the height. */
async function take(page: Page, name: string, heightPx: number): Promise<void> {
  const width = page.viewportSize()?.width ?? 1440;
  await page.setViewportSize({ width, height: heightPx });
  // Nothing hovered or focused, and fonts and layout settled.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${DIRECTORY}${name}.png`, animations: 'disabled' });
  process.stdout.write(`docs/pictures/${name}.png\n`);
}

/** The rule that answers a bad review, a bad review, and what the app makes of it. */
async function takeReviews(platform: TestPlatform, wide: Page): Promise<void> {
  const app = wide.frameLocator('#app-frame');
  await openApp(wide, platform, '/app/templates', 'Make it right after a bad review');
  await app.getByRole('link', { name: 'Use this template: Make it right after a bad review' }).click();
  await app.frameLocator('[title="Preview of the e-mail"]').getByText('not good enough for us').waitFor();
  await take(wide, 'letter', 1500);
  await wide.getByRole('button', { name: 'Save' }).click();
  await wide.locator('#toasts').getByText('Rule added').waitFor();

  for (const [stars, words] of [
    ['5 ★', 'The best shirt I own.'],
    ['1 ★', 'It tore on the first day.'],
  ] as const) {
    await wide.goto(`${platform.url}/shop`);
    await wide.getByText('A regular').click();
    await wide.getByText('Or write a review').click();
    await wide.getByLabel(stars).check();
    await wide.getByLabel('What they say').fill(words);
    await wide.getByRole('button', { name: 'Post the review' }).click();
    await wide.getByRole('link', { name: 'See why in the admin' }).waitFor();
  }
  await platform.idle();
  await openApp(wide, platform, '/app/reviews', 'star for');
  await take(wide, 'reviews', 620);
}

/** Whoever is the shop's best customer, with all that happened to them. */
async function takeCustomer(platform: TestPlatform, shop: ReturnType<typeof demoShop>, wide: Page): Promise<void> {
  const regular = await shop.regular();
  if (regular.kind !== 'known') throw new Error('regulars are known');
  await openApp(wide, platform, `/app/customers/${regular.id.split('/').at(-1)}`, 'What happened');
  await take(wide, 'customer', 1000);
}

async function takePast(platform: TestPlatform, wide: Page): Promise<void> {
  await openApp(wide, platform, '/app/past', 'Past orders have not been imported yet.');
  await wide.getByRole('button', { name: 'Import past orders' }).click();
  await wide.frameLocator('#app-frame').getByText('Finished', { exact: true }).waitFor({ timeout: 300_000 });
  await take(wide, 'past', 560);
}

/** A customer wants to see their data, and another is erased. */
async function takePrivacy(platform: TestPlatform, shop: ReturnType<typeof demoShop>, wide: Page): Promise<void> {
  const [asking, leaving] = await Promise.all([2, 3].map((rank) => shop.regular(rank)));
  const person = (buyer: Buyer | undefined) => {
    if (buyer?.kind !== 'known') throw new Error('regulars are known');
    return `"customer":{"id":${buyer.id.split('/').at(-1)},"email":null,"phone":null}`;
  };
  const told = async (topic: string, body: string) => {
    const url = `${platform.url}/dev/stores/${DEMO_SHOP}/deliver?topic=${topic}`;
    const response = await fetch(url, { method: 'POST', body });
    if (!response.ok) throw new Error(`${topic}: ${response.status}`);
  };
  await told('customers/data_request', `{${person(asking)},"orders_requested":[],"data_request":{"id":9999}}`);
  await told('customers/redact', `{${person(leaving)},"orders_to_redact":[]}`);
  await platform.idle();
  await openApp(wide, platform, '/app/privacy', 'Customers whose data was erased');
  await take(wide, 'privacy', 760);
}

async function takeAll(platform: TestPlatform, wide: Page, narrow: Page): Promise<void> {
  const shop = demoShop(platform);
  await placeOrders(shop);

  await wide.goto(`${platform.url}/shop`);
  await wide.getByRole('button', { name: 'One shirt in three sizes' }).click();
  await wide.getByRole('button', { name: 'Place the order' }).click();
  await wide.getByText('Concierge changed the order for the packer.').waitFor();
  await take(wide, 'shop', 1112);

  await wide.getByRole('link', { name: 'See why in the admin' }).click();
  await wide.frameLocator('#app-frame').getByText('What Concierge knew').waitFor();
  await take(wide, 'decision', 880);

  await openApp(wide, platform, '/app', 'Latest decisions');
  await take(wide, 'home', 860);
  await openApp(narrow, platform, '/app/decisions', 'Perks for');
  await take(narrow, 'admin-narrow', 720);

  await addRule(shop);
  await openApp(wide, platform, '/app/rules', 'Second box for big orders');
  await take(wide, 'rules', 480);
  await openApp(wide, platform, '/app/rules/return-bag', 'In words');
  await take(wide, 'rule', 1750);

  await takeReviews(platform, wide);
  await takeCustomer(platform, shop, wide);
  await takePast(platform, wide);

  await takePrivacy(platform, shop, wide);

  await loseAnAnswer(platform, shop);
  await openApp(wide, platform, '/app/perks', 'Add the tag');
  await take(wide, 'perks', 900);
  await wide
    .frameLocator('#app-frame')
    .getByRole('link', { name: /^Add the tag/ })
    .first()
    .click();
  await wide
    .frameLocator('#app-frame')
    .getByText(/^What happened/)
    .waitFor();
  await take(wide, 'effect', 1100);
}

await mkdir(DIRECTORY, { recursive: true });
const platform = await startPlatform({ seed: 'demo' });
const browser = await openBrowser({ blockThirdPartyStorage: false });
try {
  await takeAll(platform, await browser.newPage(1440), await browser.newPage(320));
} finally {
  await browser.close();
  await platform.stop();
}
