/** A day of the calendar, in whichever zone it was: `2026-11-29`. Of such texts the earlier one sorts first. */

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
/** As in ISO 8601: a day of every year. */
const DAY_OF_YEAR = /^--(\d\d)-(\d\d)$/;

export function isCalendarDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  return year !== undefined && isDayOf(Number(year), Number(month), Number(day));
}

/** 29 February is one, though most years have none. */
export function isDayOfYear(text: string): boolean {
  const [, month, day] = DAY_OF_YEAR.exec(text) ?? [];
  return month !== undefined && isDayOf(2000, Number(month), Number(day));
}

function isDayOf(year: number, month: number, day: number): boolean {
  const there = new Date(Date.UTC(2000, month - 1, day));
  // Years before 100 are taken for those after 1900 otherwise.
  there.setUTCFullYear(year, month - 1, day);
  return there.getUTCMonth() === month - 1 && there.getUTCDate() === day;
}

/**
 * Whether the day comes before the other one, which may be a day of every year: then what counts is where in its own year each
 * stands. In a year without 29 February that day stands between 28 February and 1 March.
 */
export function isBeforeDay(day: string, other: string): boolean {
  return other.startsWith('--') ? day.slice('YYYY-'.length) < other.slice('--'.length) : day < other;
}
