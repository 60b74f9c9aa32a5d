import { expect, test } from 'vitest';
import { number, orderFact, words } from './read-facts.ts';

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

test.each([
  // The same moment is Saturday evening in New York and Sunday in Vienna.
  ['America/New_York', '2026-11-29T02:30:00Z', 'saturday', 21, '2026-11-28', 'autumn'],
  ['Europe/Vienna', '2026-11-29T02:30:00Z', 'sunday', 3, '2026-11-29', 'autumn'],
  // Half an hour before clocks go forward, and half an hour after.
  ['America/New_York', '2026-03-08T06:30:00Z', 'sunday', 1, '2026-03-08', 'spring'],
  ['America/New_York', '2026-03-08T07:30:00Z', 'sunday', 3, '2026-03-08', 'spring'],
  ['Europe/Vienna', '2026-03-29T00:30:00Z', 'sunday', 1, '2026-03-29', 'spring'],
  ['Europe/Vienna', '2026-03-29T01:30:00Z', 'sunday', 3, '2026-03-29', 'spring'],
  // The last hour of a season in one zone is the next one's first in another.
  ['America/New_York', '2026-12-01T04:59:59Z', 'monday', 23, '2026-11-30', 'autumn'],
  ['Europe/Vienna', '2026-11-30T23:00:00Z', 'tuesday', 0, '2026-12-01', 'winter'],
  ['Europe/Vienna', '2027-02-28T22:59:59Z', 'sunday', 23, '2027-02-28', 'winter'],
  ['Europe/Vienna', '2026-06-15T10:00:00Z', 'monday', 12, '2026-06-15', 'summer'],
])('in %s, %s is a %s, hour %i of %s, in %s', (timezone, time, weekday, hour, date, season) => {
  const then = { at: Date.parse(time), timezone };
  expect(orderFact('time.weekday', then, WEEK)).toEqual(words(weekday));
  expect(orderFact('time.hour', then)).toEqual(number(hour));
  expect(orderFact('time.date', then)).toEqual({ type: 'date', date, daysAgo: 0 });
  expect(orderFact('time.season', then, SEASONS)).toEqual(words(season));
});

test('a decision keeps of the day only what a rule asks for', () => {
  expect(orderFact('time.weekday', { at: Date.parse('2026-11-28T12:00:00Z') }, ['sunday'])).toEqual(words());
});
