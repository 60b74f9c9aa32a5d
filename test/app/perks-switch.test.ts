import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { switchRequest, viewPerksSwitch, viewTurn } from '../../app/perks-switch.server.ts';
import type { Decision } from '../../core/decide.ts';
import type { ShopDomain } from '../../core/identity.ts';
import type { WorkQueue } from '../../core/ports.ts';
import { sweepNow } from '../../core/use-cases/sweep-now.ts';
import { SETTLING_MS } from '../../core/use-cases/sweep-shop.ts';
import { switchPerks } from '../../core/use-cases/switch-perks.ts';
import { buildShop, DAY_MS, NOW } from '../core/builders.ts';
import { buildDecision, NO_CHANGES } from '../core/decisions.ts';

const { domain, ...details } = buildShop({ timezone: 'America/New_York' });

async function openShop(decisions: Decision[] = []) {
  const stores = createMemoryStores();
  await stores.shops.install(domain, details, NOW);
  await stores.ledger.commit(domain, { ...NO_CHANGES, decisions });
  const woken: ShopDomain[] = [];
  const work: WorkQueue = {
    wake: async (shop) => void woken.push(shop),
    replay: async () => undefined,
    erase: async () => undefined,
    lookAt: async () => undefined,
    decide: async () => undefined,
    redact: async () => undefined,
  };
  const shop = async () => {
    const found = await stores.shops.find(domain);
    if (!found) throw new Error('the shop is gone');
    return found;
  };
  return { ports: { ...stores, work, backoff: async () => undefined }, woken, shop };
}

function held(number: number): Decision {
  const decision = buildDecision({ number });
  return { ...decision, effects: decision.effects.map((effect) => ({ ...effect, state: 'held' as const })) };
}

test('the switch counts at once, and what waits is sent for', async () => {
  const { ports, woken, shop } = await openShop();
  await switchPerks(ports, domain, 'stopped', NOW);
  expect(await shop()).toMatchObject({ perksStoppedAt: NOW, chores: { move: 'hold' } });
  await switchPerks(ports, domain, 'given', NOW + 1);
  expect(await shop()).toMatchObject({ perksStoppedAt: null, chores: { move: 'release' } });
  expect(woken).toEqual([domain, domain]);
});

test('turned twice, it stays where it was first turned to', async () => {
  const { ports, shop } = await openShop();
  await switchPerks(ports, domain, 'stopped', NOW);
  await switchPerks(ports, domain, 'stopped', NOW + 1_000);
  expect((await shop()).perksStoppedAt).toBe(NOW);
});

test('pages say nothing of it while perks are given', async () => {
  const { ports, shop } = await openShop();
  expect(await viewPerksSwitch(ports.ledger, await shop(), '7')).toBeNull();
});

test('pages say since when perks are stopped, how many orders wait and whether more may follow', async () => {
  const { ports, shop } = await openShop([held(1), held(2)]);
  await switchPerks(ports, domain, 'stopped', NOW, '7');
  expect(await viewPerksSwitch(ports.ledger, await shop(), '7')).toEqual({
    state: 'stopped',
    since: { iso: '2026-11-20T12:00:00.000Z', text: 'Nov 20, 2026, 7:00 AM' },
    by: 'you',
    held: '2',
    isMoving: true,
  });
  const { chores } = await shop();
  await ports.shops.setChores(domain, chores, { ...chores, move: null });
  expect(await viewPerksSwitch(ports.ledger, await shop(), '7')).toMatchObject({ isMoving: false });
});

test('pages say how many are still on hold while perks are given again', async () => {
  const { ports, shop } = await openShop([held(1)]);
  await switchPerks(ports, domain, 'stopped', NOW);
  await switchPerks(ports, domain, 'given', NOW + 1);
  expect(await viewPerksSwitch(ports.ledger, await shop(), '7')).toMatchObject({
    state: 'resuming',
    since: null,
    held: '1',
  });
});

test('who turned the switch last, and when, is kept and said; of others by their id alone', async () => {
  const { ports, shop } = await openShop([held(1)]);
  expect(viewTurn(await shop(), '7')).toBeNull();
  await switchPerks(ports, domain, 'stopped', NOW, '7');
  await switchPerks(ports, domain, 'stopped', NOW + 1, '8');
  expect((await shop()).perksTurned).toEqual({ at: NOW, by: '7' });
  expect(await viewPerksSwitch(ports.ledger, await shop(), '8')).toMatchObject({ by: 'staff member 7' });
  await switchPerks(ports, domain, 'given', NOW + 60_000, '8');
  expect(await viewPerksSwitch(ports.ledger, await shop(), '8')).toMatchObject({ state: 'resuming', by: 'you' });
  expect(viewTurn(await shop(), '7')).toEqual({
    at: { iso: '2026-11-20T12:01:00.000Z', text: 'Nov 20, 2026, 7:01 AM' },
    by: 'staff member 8',
  });
  // Nobody of the staff.
  await switchPerks(ports, domain, 'stopped', NOW + 120_000);
  expect(viewTurn(await shop(), '7')).toMatchObject({ by: null });
});

test.each([{}, { perks: 'paused' }, { perks: 'stopped', shop: 'other' }])('a request for %j is refused', (body) => {
  expect(switchRequest.safeParse(body).success).toBe(false);
});

test('a check that is asked for is due at once, also where one stands still', async () => {
  const { ports, woken, shop } = await openShop();
  const now = NOW + DAY_MS;
  const { chores } = await shop();
  await ports.shops.setChores(domain, chores, {
    sweepAt: now + 5_000,
    move: null,
    replayAt: null,
    notBefore: now + 5_000,
  });
  expect(await sweepNow(ports, domain, now)).toEqual({ kind: 'woken' });
  expect((await shop()).chores).toEqual({ sweepAt: now, move: null, replayAt: null, notBefore: now });
  expect(woken).toEqual([domain]);
});

test('a check that is asked for takes nothing from a move of the switch', async () => {
  const { ports, shop } = await openShop();
  await switchPerks(ports, domain, 'stopped', NOW);
  await sweepNow(ports, domain, NOW + DAY_MS);
  expect((await shop()).chores).toMatchObject({ move: 'hold', replayAt: null, notBefore: 0 });
});

test('where nothing can be missing yet, or the app is gone, there is nothing to check', async () => {
  const { ports, woken } = await openShop();
  expect(await sweepNow(ports, domain, NOW + SETTLING_MS)).toEqual({ kind: 'too_early', from: NOW + SETTLING_MS });
  await ports.shops.uninstall(domain, NOW + DAY_MS);
  expect(await sweepNow(ports, domain, NOW + DAY_MS)).toEqual({ kind: 'not_installed' });
  expect(woken).toEqual([]);
});
