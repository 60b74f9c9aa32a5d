import type { Instant } from './identity.ts';

const DAY_MS = 86_400_000;

/** The start of the calendar day that `now` falls on in an IANA zone, as shops count their days. */
export function startOfZoneDay(now: Instant, timeZone: string): Instant {
  const localNow = now + zoneOffsetMs(now, timeZone);
  const localMidnight = Math.floor(localNow / DAY_MS) * DAY_MS;
  // The offset at midnight may differ from the one now: clocks change in between.
  const guess = localMidnight - zoneOffsetMs(now, timeZone);
  return localMidnight - zoneOffsetMs(guess, timeZone);
}

/** The start of the calendar day `days` after the one that `at` falls on. */
export function zoneDaysLater(at: Instant, days: number, timeZone: string): Instant {
  // Noon of the day meant, give or take the hour by which clocks change.
  return startOfZoneDay(startOfZoneDay(at, timeZone) + (days + 0.5) * DAY_MS, timeZone);
}

/** 0 on Sundays, 6 on Saturdays. */
export function zoneWeekday(at: Instant, timeZone: string): number {
  return new Date(at + zoneOffsetMs(at, timeZone)).getUTCDay();
}

/** 0 to 23, as a clock on the wall of the shop shows it. */
export function zoneHour(at: Instant, timeZone: string): number {
  return new Date(at + zoneOffsetMs(at, timeZone)).getUTCHours();
}

/** The day of the calendar there: `2026-11-29`. */
export function zoneDate(at: Instant, timeZone: string): string {
  return new Date(at + zoneOffsetMs(at, timeZone)).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** By zone, of which there are a few hundred: making one takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

function zoneOffsetMs(at: Instant, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return local - Math.floor(at / 1000) * 1000;
}
