import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { decisionDetails } from '../../app/decision-details.server.ts';
import { viewHome } from '../../app/home.server.ts';
import { type Decision, decide, reconsider } from '../../core/decide.ts';
import { applyOutcome, type EffectOutcome } from '../../core/effects.ts';
import { extractFacts } from '../../core/facts.ts';
import type { Policy } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { buildOrder, buildShop, HOUR_MS, NOW, orderId } from '../core/builders.ts';

const shop = buildShop({ policyVersion: 0, timezone: 'America/New_York' });
const cheapBag = { ...returnBagRule('USD'), when: [{ fact: 'order.items', operator: 'at_least', value: 1 }] } as const;

function decideOn(number: number, cancelled = false): { decision: Decision; policy: Policy } {
  const order = buildOrder({
    id: orderId(number),
    name: `#${number}`,
    customer: null,
    cancelledAt: cancelled ? NOW : null,
  });
  const policy: Policy = {
    version: 1,
    publishedAt: NOW,
    author: '1',
    rules: [{ ...cheapBag, when: [...cheapBag.when] }],
  };
  const facts = extractFacts({ order, contribution: null, profile: null, shopCurrency: 'USD', at: NOW });
  const event = { type: 'order.placed', order: order.id, orderName: order.name, customer: null, at: NOW } as const;
  const decision = decide(policy, event, facts, { now: NOW + number, arrival: 1, knownSince: null });
  if (!decision) throw new Error('no rule listened');
  return { decision, policy };
}

const attempted = (decision: Decision, outcome: EffectOutcome): Decision => ({
  ...decision,
  effects: decision.effects.map((effect) => applyOutcome(effect, outcome, NOW + 1_000)),
});

async function openHome(decisions: Decision[], rules = [returnBagRule('USD')]) {
  const stores = createMemoryStores();
  await stores.shops.install(shop.domain, shop, NOW);
  await stores.policies.publish(shop.domain, { rules }, 0, 'install', NOW);
  await stores.ledger.commit(shop.domain, { orders: [], customers: [], decisions, resendAt: NOW, reconsidered: [] });
  const view = () =>
    viewHome(stores, { ...shop, policyVersion: 1 }, NOW + HOUR_MS, async () => (customer) => customer ?? 'Guest');
  return { stores, view };
}

test('an empty shop is told what to do next, with its rule in words', async () => {
  const { view } = await openHome([]);
  expect(await view()).toMatchObject({
    day: 'Friday, November 20',
    firstSteps: { ruleInWords: expect.stringMatching(/^When an order is placed and .* then /) },
    attention: [],
    latest: [],
  });
});

test('figures count what was given today and what it cost', async () => {
  const { view } = await openHome([decideOn(1).decision, decideOn(2).decision, decideOn(3, true).decision]);
  const { figures, firstSteps } = await view();
  expect(figures.map(({ label, value }) => [label, value])).toEqual([
    ['Events', '3'],
    ['Decisions', '3'],
    ['Perks', '2'],
    ['Cost', '0.80 USD'],
  ]);
  expect(firstSteps).toBeNull();
});

test('everything that waits for a person is listed with what to do', async () => {
  const refused = attempted(decideOn(1).decision, { kind: 'refused', problem: 'Tags is too long' });
  const waiting = attempted(decideOn(2).decision, { kind: 'again', problem: 'throttled', afterMs: 1 });
  const { decision, policy } = decideOn(3);
  const regretted = reconsider(decision, policy, decideOn(3, true).decision.facts, NOW);
  const { stores, view } = await openHome([refused, waiting, regretted], [{ ...returnBagRule('USD'), enabled: false }]);
  const parked = { id: 'w1', topic: 'orders/updated', reason: 'no order id', at: NOW, body: '' };
  await stores.parking.park(shop.domain, parked);

  const { attention } = await view();
  expect(attention.map(({ kind }) => kind)).toEqual(['rules', 'refused', 'parked', 'regretted', 'waiting']);
  for (const { link, title, advice } of attention) {
    expect(link?.url).toMatch(/^(\/app\/|shopify:\/\/admin\/)/);
    expect(`${title} ${advice}`).not.toMatch(/undefined|null|\.\./);
  }
  expect(attention[1]?.advice).toContain('Tags is too long. It is not tried again');
  expect(attention[2]?.advice).toContain(
    'about an order (orders/updated) and came on Nov 20, 2026, 7:00 AM. No order id. It is kept',
  );
});

test('of each kind of trouble five are listed, and how many more there are is said', async () => {
  const all = Array.from({ length: 12 }, (_, index) => decideOn(index + 1).decision);
  const refused = all.slice(0, 6).map((decision) => attempted(decision, { kind: 'refused', problem: 'no' }));
  const waiting = all.slice(6).map((decision) => attempted(decision, { kind: 'again', problem: 'no', afterMs: 1 }));
  const { stores, view } = await openHome([...refused, ...waiting]);
  const park = async (id: number) =>
    stores.parking.park(shop.domain, { id: `w${id}`, topic: 'orders/updated', reason: 'no', at: NOW + id, body: '' });
  for (let id = 0; id < 7; id += 1) await park(id);

  const titles = async () => (await view()).attention.map(({ title }) => title).filter((title) => /^And /.test(title));
  expect(await titles()).toEqual([
    'And 1 more decision with a change that the shop refused',
    'And 2 more messages from the shop that were set aside',
    'And 1 more decision with a change that waits for another try',
  ]);
  for (let id = 7; id < 30; id += 1) await park(id);
  expect(await titles()).toContain('And 15 or more messages from the shop that were set aside');
});

test('a shop without rules is led to the template', async () => {
  const { view } = await openHome([], []);
  expect(await view()).toMatchObject({
    attention: [{ kind: 'rules', title: 'There are no rules yet', link: { url: '/app/rules/new/return-bag' } }],
    firstSteps: { ruleInWords: null },
  });
});

test('a decision is told with every fact, its reasons, its effects and what came too late', () => {
  const { decision, policy } = decideOn(820982911);
  const facts = decideOn(820982911, true).decision.facts;
  const told = decisionDetails(
    reconsider(attempted(decision, { kind: 'done' }), policy, facts, NOW + HOUR_MS),
    'America/New_York',
    'Guest',
  );
  expect(told).toMatchObject({
    order: '#820982911',
    orderUrl: 'shopify://admin/orders/820982911',
    placedAt: { iso: '2026-11-20T12:00:00.000Z', text: 'Nov 20, 2026, 7:00 AM' },
    knowledge: 'A guest order: nothing is known about the customer.',
    outcomes: [
      {
        isGranted: true,
        reasons: ['The number of items in the order is 3: at least 1.'],
        cost: '0.40 USD',
        effects: [
          { what: 'Add the tag “include-return-bag” to the order', state: 'done', attempts: 1 },
          { state: 'done' },
        ],
        afterthoughts: [{ kind: 'regretted', reasons: ['The order is cancelled: yes.'] }],
      },
    ],
  });
  expect(told.facts).toHaveLength(6);
});
