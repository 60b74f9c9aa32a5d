import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentMessage } from '../../dev/email/outbox.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { findViolations } from './accessibility.ts';
import { openAdminPage } from './admin-page.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const STORE = '/dev/stores/concierge-demo.myshopify.com';

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

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

interface DecisionRow {
  readonly outcome: string;
  readonly why: readonly string[];
  readonly event: { readonly review?: string };
}

async function read<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${platform.url}${path}`)).json()) as Answer;
}

async function decisionsOf(review: string): Promise<DecisionRow[]> {
  const rows = await read<DecisionRow[]>(`${STORE}/decisions`);
  return rows.filter(({ event }) => event.review === review);
}

interface Told {
  readonly id: string;
  readonly rating: number;
  readonly email: string;
  readonly at: number;
}

/** A review as Judge.me tells of it, at the address that the shop gave it. */
async function deliver(path: string, { id, rating, email, at }: Told): Promise<number> {
  const time = new Date(at).toISOString();
  const review = { id: Number(id), rating, body: 'Torn', created_at: time, updated_at: time, reviewer: { email } };
  const query = new URLSearchParams({ path, sign: 'judgeme' });
  const response = await fetch(`${platform.url}/dev/webhooks?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ review: { ...review, product_title: 'Linen shirt' } }),
  });
  return response.status;
}

test('a bad review by a known customer is answered by one e-mail, however often it is delivered', {
  timeout: 180_000,
}, async () => {
  const { admin, app, waitForTitle } = await openAdminPage(platform, browser, '/app/templates');
  await app.getByRole('link', { name: 'Use this template: Make it right after a bad review' }).click();
  await waitForTitle('Add rule');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.locator('#toasts').getByText('Rule added').waitFor();

  await admin.getByRole('link', { name: 'Shop as a customer' }).click();
  await admin.getByText('A regular').click();
  await admin.getByText('Or write a review').click();
  await admin.getByLabel('1 ★').check();
  await admin.getByLabel('What they say').fill('It tore on the first day.');
  expect(await findViolations(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Post the review' }).click();
  await admin.getByText('Concierge gave the customer something for it.').waitFor();
  await admin.getByRole('link', { name: 'See why in the admin' }).click();
  await app.getByText('Granted', { exact: true }).waitFor();
  await app.getByText('The review’s rating is 1: at most 2.').waitFor();
  expect(await findViolations(admin)).toEqual([]);

  const [regular] = await read<Customer[]>(`${STORE}/customers`);
  const messages = () => read<SentMessage[]>('/dev/messages');
  if (!regular) throw new Error('the demo shop has no customers');
  const sent = await messages();
  expect(sent).toMatchObject([{ to: regular.email, why: 'Make it right after a bad review' }]);
  expect(sent[0]?.text).toContain('You gave it 1 of 5');

  await admin.getByRole('link', { name: 'Settings', exact: true }).click();
  const address = await app.getByLabel('Address for Judge.me').inputValue();
  const { pathname } = new URL(address);
  const [row] = await read<DecisionRow[]>(`${STORE}/decisions`);
  const id = row?.event.review?.replace('judgeme/', '') ?? '';
  const now = await platform.now();
  const again = { id, rating: 1, email: regular.email, at: now };
  // Other bytes are another delivery for the queue; the same bytes are the same one.
  for (const at of [now, now, now, now + 1_000, now + 2_000]) {
    expect(await deliver(pathname, { ...again, at })).toBe(200);
  }
  await platform.idle();
  expect(await messages()).toEqual(sent);
  expect(await decisionsOf(`judgeme/${id}`)).toHaveLength(1);

  expect(await deliver(pathname, { id: '71', rating: 1, email: 'nobody@example.com', at: now })).toBe(200);
  expect(await deliver(pathname, { id: '72', rating: 5, email: regular.email, at: now })).toBe(200);
  await platform.idle();
  expect(await messages()).toEqual(sent);
  const [ofStranger] = await decisionsOf('judgeme/71');
  expect(ofStranger?.outcome).toBe('no_match');
  expect(ofStranger?.why.join(' ')).toMatch(/unknown \(no customer known\)/);
  const [ofHappy] = await decisionsOf('judgeme/72');
  expect(ofHappy?.outcome).toBe('no_match');
  expect(ofHappy?.why.join(' ')).toMatch(/rating is 5, not at most 2/);

  await admin.getByRole('link', { name: 'Reviews', exact: true }).click();
  await app.getByText(/^No customer of your shop had the e-mail address of this review\./).waitFor();
  expect(await app.getByRole('heading', { name: /stars? for/ }).count()).toBe(3);
  expect(await findViolations(admin)).toEqual([]);
  expect(browser.problems).toEqual([]);
});
