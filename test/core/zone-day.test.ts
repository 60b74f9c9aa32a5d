import { expect, test } from 'vitest';
import { startOfZoneDay } from '../../core/zone-day.ts';

test.each([
  ['America/New_York', '2026-11-22T03:00:00Z', '2026-11-21T05:00:00Z'],
  ['America/New_York', '2026-11-22T09:00:00Z', '2026-11-22T05:00:00Z'],
  ['America/New_York', '2026-11-01T18:00:00Z', '2026-11-01T04:00:00Z'],
  ['America/New_York', '2026-03-08T18:00:00Z', '2026-03-08T05:00:00Z'],
  ['Asia/Kathmandu', '2026-11-22T18:20:00Z', '2026-11-22T18:15:00Z'],
  ['Pacific/Auckland', '2026-11-22T10:59:59Z', '2026-11-21T11:00:00Z'],
  ['UTC', '2024-02-29T23:59:59Z', '2024-02-29T00:00:00Z'],
])('the day in %s at %s began at %s', (zone, now, start) => {
  expect(new Date(startOfZoneDay(Date.parse(now), zone)).toISOString()).toBe(start.replace('Z', '.000Z'));
});
