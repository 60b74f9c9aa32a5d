import { expect, test } from 'vitest';
import { choresDueAt, firstChores } from '../../core/shop.ts';
import { nextSweepAt } from '../../core/sweep.ts';
import { startOfZoneDay } from '../../core/zone-day.ts';
import { buildShop, HOUR_MS, NOW, shopDomain } from './builders.ts';

test('a shop is woken for its sweep, for a move at once, and for neither before somebody else is through', () => {
  expect(choresDueAt({ sweepAt: NOW, move: null, replayAt: null, notBefore: 0 })).toBe(NOW);
  expect(choresDueAt({ sweepAt: NOW, move: 'hold', replayAt: null, notBefore: 0 })).toBe(0);
  const retry = { states: ['refused'], rule: null, customer: null, askedAt: NOW, by: '7' } as const;
  expect(choresDueAt({ sweepAt: NOW, move: null, replayAt: null, retry, notBefore: 0 })).toBe(0);
  expect(choresDueAt({ sweepAt: NOW, move: null, replayAt: null, retry, notBefore: NOW - 1 })).toBe(NOW - 1);
  expect(choresDueAt({ sweepAt: NOW, move: 'release', replayAt: null, notBefore: NOW + 1 })).toBe(NOW + 1);
  expect(choresDueAt({ sweepAt: NOW, move: null, replayAt: null, notBefore: NOW + 1 })).toBe(NOW + 1);
});

test('a replay that is due goes before the sweep, and does not wait for the night', () => {
  expect(choresDueAt({ sweepAt: NOW + HOUR_MS, move: null, replayAt: NOW, notBefore: 0 })).toBe(NOW);
  expect(choresDueAt({ sweepAt: NOW, move: null, replayAt: NOW + HOUR_MS, notBefore: 0 })).toBe(NOW);
});

test('an installation begins with a sweep, and with what the one before left unfinished', () => {
  expect(firstChores(NOW, null)).toEqual({ sweepAt: NOW, move: null, replayAt: null, notBefore: 0 });
  const chores = { sweepAt: NOW - HOUR_MS, move: 'release', replayAt: NOW - 7, notBefore: NOW + HOUR_MS } as const;
  expect(firstChores(NOW, buildShop({ chores }))).toEqual({
    sweepAt: NOW,
    move: 'release',
    replayAt: NOW - 7,
    notBefore: 0,
  });
});

test('an installation that imports its past begins with it at once', () => {
  expect(firstChores(NOW, null, true)).toEqual({
    sweepAt: NOW,
    move: null,
    replayAt: null,
    notBefore: 0,
    importAt: NOW,
  });
});

const ZONES = ['America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'Pacific/Auckland', 'Asia/Kolkata'];

test('whenever a sweep ends, the next is at night in the shop’s zone, half a day to a day and a half later', () => {
  for (const timezone of ZONES) {
    for (let hour = 0; hour < 24; hour += 1) {
      const now = NOW + hour * HOUR_MS + 17;
      const at = nextSweepAt({ domain: shopDomain('atelier'), timezone }, now);
      const local = at - startOfZoneDay(at, timezone);
      expect(local).toBeGreaterThanOrEqual(2 * HOUR_MS);
      expect(local).toBeLessThan(5 * HOUR_MS);
      expect(at - now).toBeGreaterThan(12 * HOUR_MS);
      expect(at - now).toBeLessThanOrEqual(36 * HOUR_MS);
    }
  }
});

test('shops of one zone are swept at minutes of their own', () => {
  const domains = Array.from({ length: 60 }, (_, index) => shopDomain(`shop-${index}`));
  const times = domains.map((domain) => nextSweepAt({ domain, timezone: 'UTC' }, NOW));
  expect(new Set(times).size).toBeGreaterThan(30);
});
