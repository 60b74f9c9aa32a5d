import { expect, test } from 'vitest';
import type { Breaker } from '../../core/breaker.ts';
import type { Shop } from '../../core/shop.ts';
import { gateOf } from '../../core/shop-gate.ts';
import { buildShop, NOW } from './builders.ts';

const BREAKER: Breaker = { openUntil: NOW + 1, trips: 3, problem: 'HTTP 503', since: NOW - 9_000 };

test.each<[string, Partial<Shop>, string]>([
  ['an installed shop that answers', {}, 'open'],
  ['a shop that is down', { breaker: BREAKER }, 'closed'],
  ['a shop whose pause is over', { breaker: { ...BREAKER, openUntil: NOW } }, 'open'],
  ['a shop whose perks are stopped', { perksStoppedAt: NOW }, 'stopped'],
  ['a shop whose perks are stopped and that is down', { perksStoppedAt: NOW, breaker: BREAKER }, 'stopped'],
  ['a shop that left, whatever else is true of it', { uninstalledAt: NOW, perksStoppedAt: NOW }, 'gone'],
])('%s is %3$s', (_, over, kind) => {
  expect(gateOf(buildShop(over), NOW).kind).toBe(kind);
});

test('a shop that nobody knows is gone', () => {
  expect(gateOf(null, NOW)).toEqual({ kind: 'gone' });
});

test('a closed gate says until when and why', () => {
  expect(gateOf(buildShop({ breaker: BREAKER }), NOW)).toEqual({ kind: 'closed', until: NOW + 1, problem: 'HTTP 503' });
});
