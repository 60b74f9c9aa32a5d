import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { viewHome } from '../../app/home.server.ts';
import { type Decision, reconsider } from '../../core/decide.ts';
import { applyOutcome, type Effect, type EffectOutcome, type EffectState } from '../../core/effects.ts';
import type { Policy } from '../../core/policy.ts';
import type { ParkedDelivery } from '../../core/ports.ts';
import type { Shop } from '../../core/shop.ts';
import { returnBagRule } from '../../core/templates.ts';
import { LATE_AFTER_MS } from '../../core/use-cases/summarise-today.ts';
import { buildShop, DAY_MS, HOUR_MS, NOW, orderId } from '../core/builders.ts';
import { BAG_RULE, buildDecision } from '../core/decisions.ts';
import { buildSweep } from '../core/sweeps.ts';

const LATER = NOW + HOUR_MS;
const shop = buildShop({ timezone: 'America/New_York' });

const decideOn = (number: number) => buildDecision({ number });
const withEffects = (decision: Decision, change: (effect: Effect) => Effect): Decision => ({
  ...decision,
  effects: decision.effects.map(change),
});
const inState = (number: number, state: EffectState, problem: string | null = null): Decision =>
  withEffects(decideOn(number), (effect) => ({ ...effect, state, problem }));
const attempted = (number: number, outcome: EffectOutcome): Decision =>
  withEffects(decideOn(number), (effect) => applyOutcome(effect, outcome, ['TagsAdd'], NOW + 1_000));
const again: EffectOutcome = { kind: 'again', problem: 'throttled', afterMs: 1, maybeDone: false };

function regretted(number: number): Decision {
  const decision = decideOn(number);
  const policy: Policy = { version: 1, publishedAt: NOW, author: '1', rules: [BAG_RULE] };
  const cancelled = { ...decision.facts, 'order.cancelled': { type: 'boolean', boolean: true } as const };
  return reconsider(decision, policy, cancelled, NOW);
}

function parkedDelivery(id: number): ParkedDelivery {
  const when = { at: NOW + id, triggeredAt: NOW + id };
  return {
    id: `w${id}`,
    topic: 'orders/updated',
    reason: 'no order id',
    source: 'unusable',
    replays: 0,
    body: '',
    ...when,
  };
}

async function openHome(decisions: Decision[], over: Partial<Shop> = {}, rules = [returnBagRule('USD')]) {
  const stores = createMemoryStores();
  await stores.shops.install(shop.domain, shop, NOW);
  await stores.policies.publish(shop.domain, { rules }, 0, 'install', NOW);
  await stores.ledger.commit(shop.domain, { orders: [], customers: [], decisions, resendAt: NOW, reconsidered: [] });
  const view = (now = LATER) =>
    viewHome(stores, { ...shop, ...over, policyVersion: 1 }, now, async () => (customer) => customer ?? 'Guest', '7');
  const attention = async (now?: number) => (await view(now)).attention;
  return { stores, view, attention };
}

test('an empty shop is told what to do next, with its rule in words', async () => {
  const { view } = await openHome([]);
  expect(await view()).toMatchObject({
    day: 'Friday, November 20',
    firstSteps: { ruleInWords: expect.stringMatching(/^When an order is placed and .* then /) },
    attention: [],
    latest: [],
    areStopped: false,
  });
});

test('figures count what is given or on its way, and what that costs', async () => {
  const spent: EffectState[] = ['done', 'pending', 'attempting', 'unclear'];
  const unspent: EffectState[] = ['refused', 'held', 'stopped', 'abandoned'];
  const { view } = await openHome([...spent, ...unspent].map((state, index) => inState(index + 1, state)));
  const { figures, firstSteps } = await view();
  expect(figures.map(({ label, value }) => [label, value])).toEqual([
    ['Events', '8'],
    ['Decisions', '8'],
    ['Perks', '4'],
    ['Cost', '1.60 USD'],
  ]);
  expect(firstSteps).toBeNull();
});

test('a perk of which one part was refused is given all the same', async () => {
  const decision = decideOn(1);
  const [tag, note] = decision.effects;
  if (!tag || !note) throw new Error('the bag has a tag and a note');
  const { view } = await openHome([
    {
      ...decision,
      effects: [
        { ...tag, state: 'done' },
        { ...note, state: 'refused' },
      ],
    },
  ]);
  expect((await view()).figures[2]?.value).toBe('1');
});

test('everything that waits for a person is listed, the most pressing first, with what to do', async () => {
  const { stores, attention } = await openHome(
    [
      inState(1, 'stopped'),
      inState(2, 'refused', 'Tags is too long'),
      inState(3, 'unclear', 'not done within 48 hours'),
      attempted(4, again),
      regretted(5),
    ],
    {},
    [{ ...returnBagRule('USD'), enabled: false }],
  );
  await stores.parking.park(shop.domain, parkedDelivery(1));
  await stores.sweeps.save(shop.domain, buildSweep({ foundCount: 2 }));

  const items = await attention();
  expect(items.map(({ kind }) => kind)).toEqual([
    'unclear',
    'refused',
    'stopped',
    'rules',
    'parked',
    'found_late',
    'regretted',
    'waiting',
  ]);
  for (const { link, title, advice } of items) {
    expect(link?.url).toMatch(/^\/app\//);
    expect(`${title} ${advice}`).not.toMatch(/undefined|null|\.\.| {2}/);
  }
  expect(items[0]?.link?.url).toMatch(/^\/app\/perks\/2026-11-20T.*~3\/return-bag%2F3%2Forder\.tag$/);
  expect(items[1]?.advice).toBe('Tags is too long. It is not tried again by itself.');
  expect(items[4]?.advice).toBe(
    'It came on Nov 20, 2026, 7:00 AM: An order was changed. Reason: no order id. Nothing is lost: it can be tried again.',
  );
  expect(items[5]).toMatchObject({ title: '2 changes were found late', link: { url: '/app/reconciliation/sweep' } });
});

test('of each kind of trouble five are listed, and how many more there are is said', async () => {
  const numbers = Array.from({ length: 6 }, (_, index) => index + 1);
  const { stores, attention } = await openHome([
    ...numbers.map((number) => inState(number, 'refused')),
    ...numbers.map((number) => attempted(10 + number, again)),
  ]);
  for (const number of numbers) await stores.parking.park(shop.domain, parkedDelivery(number));

  const titles = async () =>
    (await attention()).map(({ title }) => title).filter((title) => /^And |set aside/.test(title));
  expect(await titles()).toEqual([
    'And 1 more order with a perk that could not be given',
    '6 messages from the shop are set aside',
    'And 1 more order with a perk that is late',
  ]);
  for (let id = 7; id < 30; id += 1) await stores.parking.park(shop.domain, parkedDelivery(id));
  expect(await titles()).toContain('20 or more messages from the shop are set aside');
});

test('what was decided long ago and needs a person’s word stays listed', async () => {
  const { attention } = await openHome([inState(1, 'unclear')]);
  expect((await attention(NOW + 60 * DAY_MS)).map(({ kind }) => kind)).toEqual(['unclear']);
});

test('what goes on by itself is listed only once it was tried and is late', async () => {
  const { attention } = await openHome([attempted(1, again), inState(2, 'pending')]);
  expect(await attention(NOW + LATE_AFTER_MS - 1)).toEqual([]);
  expect(await attention(NOW + LATE_AFTER_MS + 1)).toMatchObject([
    { kind: 'waiting', title: 'A perk of order #1 is late' },
  ]);
});

test('a shop that does not answer is told of once, with how many orders wait, as long as it matters', async () => {
  const breaker = { openUntil: LATER + 1, trips: 3, problem: 'the shop answers 503', since: NOW };
  const busy = await openHome([attempted(1, again), attempted(2, again)], { breaker });
  expect(await busy.attention()).toMatchObject([
    {
      kind: 'down',
      title: 'Shopify has not answered for this shop since Nov 20, 2026, 7:00 AM',
      advice:
        '2 orders wait for perks. Concierge goes on by itself as soon as the shop answers. Reason: the shop answers 503',
      link: { url: '/app/perks?state=waiting' },
    },
  ]);
  const quiet = await openHome([], { breaker });
  expect(await quiet.attention()).toMatchObject([{ kind: 'down', link: null }]);
  expect(await quiet.attention(LATER + 2)).toEqual([]);
});

test('what was found late is told of for a day', async () => {
  const { stores, attention } = await openHome([]);
  await stores.sweeps.save(shop.domain, buildSweep({ foundCount: 1 }));
  expect((await attention()).map(({ title }) => title)).toEqual(['1 change was found late']);
  expect(await attention(NOW + 2 * DAY_MS)).toEqual([]);
});

test('what a check left out is told of for a week', async () => {
  const { stores, attention } = await openHome([]);
  const left = { order: { id: orderId(9), name: '#9' }, customer: null, problem: 'failed unexpectedly: RangeError' };
  await stores.sweeps.save(shop.domain, buildSweep({ unchecked: [left], uncheckedCount: 1 }));
  expect(await attention(NOW + 6 * DAY_MS)).toMatchObject([
    { kind: 'unchecked', title: '1 change could not be checked', link: { url: '/app/reconciliation/sweep' } },
  ]);
  expect(await attention(NOW + 8 * DAY_MS)).toEqual([]);
});

test('a check that stands still is told of after an hour', async () => {
  const { stores, attention } = await openHome([]);
  const problem = 'the shop answers 503';
  await stores.sweeps.save(shop.domain, buildSweep({ finishedAt: null, problem }));
  expect(await attention(LATER - 1)).toEqual([]);
  expect(await attention(LATER)).toMatchObject([
    { kind: 'standing_still', title: 'The nightly check has been standing still since Nov 20, 2026, 7:00 AM' },
  ]);
});

test('a shop without rules is led to the template', async () => {
  const { view } = await openHome([], {}, []);
  expect(await view()).toMatchObject({
    attention: [{ kind: 'rules', title: 'There are no rules yet', link: { url: '/app/rules/new/return-bag' } }],
    firstSteps: { ruleInWords: null },
  });
});
