import { expect, test } from 'vitest';
import { startOfZoneDay, zoneDate, zoneHour } from '../../core/zone-day.ts';

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

test.each([
  // Clocks go from 2:00 to 3:00, and in autumn from 2:00 (or 3:00) back by an hour.
  ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08', 1],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08', 3],
  ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01', 1],
  ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01', 1],
  ['Europe/Vienna', '2026-03-29T00:59:59Z', '2026-03-29', 1],
  ['Europe/Vienna', '2026-03-29T01:00:00Z', '2026-03-29', 3],
  ['Europe/Vienna', '2026-10-25T00:30:00Z', '2026-10-25', 2],
  ['Europe/Vienna', '2026-10-25T01:30:00Z', '2026-10-25', 2],
  ['Asia/Kathmandu', '2026-12-31T18:15:00Z', '2027-01-01', 0],
  ['Pacific/Auckland', '2026-11-22T10:59:59Z', '2026-11-22', 23],
])('in %s at %s it is %s, hour %i', (zone, at, date, hour) => {
  expect(zoneDate(Date.parse(at), zone)).toBe(date);
  expect(zoneHour(Date.parse(at), zone)).toBe(hour);
});
