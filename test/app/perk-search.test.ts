import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readPerkFilter } from '../../app/perk-filter.ts';
import { findPerks } from '../../app/perk-search.server.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { ShopReader } from '../../core/ports.ts';
import { HOUR_MS, NOW, orderId, shopDomain } from '../core/builders.ts';
import { buildDecision, NO_CHANGES } from '../core/decisions.ts';

const shop = shopDomain('atelier');
const decisions = [1001, 1002, 1003].map((number) => buildDecision({ number, at: NOW + number * HOUR_MS }));

async function search(text: string, ordersNamed: ShopReader['ordersNamed']) {
  const { ledger } = createMemoryStores();
  const orders = decisions.map(({ event, id }) => ({ ...newOrderRecord(event.order), revision: 1, decision: id }));
  await ledger.commit(shop, { ...NO_CHANGES, orders, decisions });
  const found = await findPerks(
    { ledger, reader: { ordersNamed } },
    shop,
    readPerkFilter(new URLSearchParams(text)),
    2,
  );
  return { ...found, decisions: found.decisions.map(({ event }) => event.orderName) };
}

const nobodyAsks: ShopReader['ordersNamed'] = async () => {
  throw new Error('the shop was asked');
};

test('without a search the shop is not asked, and pages follow one another', async () => {
  expect(await search('', nobodyAsks)).toEqual({
    decisions: ['#1003', '#1002'],
    cursor: expect.any(String),
    searchProblem: null,
  });
});

test('an order’s name is looked up in the shop; of several orders the newest comes first', async () => {
  const asked: string[] = [];
  const found = await search('order=%231001', async (_, name) => {
    asked.push(name);
    return { kind: 'found', orders: [orderId(1001), orderId(1003), orderId(9999)] };
  });
  expect(asked).toEqual(['#1001']);
  expect(found).toEqual({ decisions: ['#1003', '#1001'], cursor: null, searchProblem: null });
});

test('a search finds only what the other filters show', async () => {
  const named: ShopReader['ordersNamed'] = async () => ({ kind: 'found', orders: [orderId(1001)] });
  expect((await search('order=1001&state=refused', named)).decisions).toEqual([]);
  expect((await search('order=1001&state=waiting', named)).decisions).toEqual(['#1001']);
});

test.each(['unavailable', 'denied'] as const)('a shop whose orders are %s is said to be so', async (kind) => {
  const found = await search('order=1001', async () => ({ kind, problem: 'no' }));
  expect(found).toMatchObject({ decisions: [], searchProblem: expect.stringMatching(/^The shop does not .*\.$/) });
});
