import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Breaker, openBreaker } from '../../core/breaker.ts';
import { NOW } from './builders.ts';

function pauses(count: number, random: number): number[] {
  let breaker: Breaker | null = null;
  return Array.from({ length: count }, () => {
    breaker = openBreaker(breaker, 'down', NOW, random);
    return breaker.openUntil - NOW;
  });
}

test('each time in a row it stays open twice as long, a quarter of an hour at most', () => {
  expect(pauses(10, 0.5)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900].map((seconds) => seconds * 1000));
  expect(pauses(5_000, 0.5).at(-1)).toBe(900_000);
});

test('the pause varies by a quarter either way', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 30 }), (random, count) => {
      const plain = pauses(count, 0.5).at(-1) ?? 0;
      const varied = pauses(count, random).at(-1) ?? 0;
      expect(varied).toBeGreaterThanOrEqual(0.75 * plain);
      expect(varied).toBeLessThanOrEqual(1.25 * plain);
    }),
  );
});

test('it says since when the shop is down, and what the newest trouble was', () => {
  const first = openBreaker(null, 'timeout', NOW, 0.5);
  expect(openBreaker(first, 'HTTP 503', NOW + 9_000, 0.5)).toEqual({
    openUntil: NOW + 19_000,
    trips: 2,
    problem: 'HTTP 503',
    since: NOW,
  });
});
