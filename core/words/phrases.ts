import type { Language } from './language.ts';

/** What sentences are put together with. */

export const DAY = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium' });
export const SENTENCE_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

export const OR_LIST = new Intl.ListFormat('en', { type: 'disjunction' });

const DAY_OF_YEAR = new Intl.DateTimeFormat('en', { timeZone: 'UTC', month: 'short', day: 'numeric' });

/** A day of the calendar or of each year: “Nov 29, 2026”, “Nov 29 (each year)”. */
export function describeDay(day: string): string {
  // A year that has every day.
  if (day.startsWith('--')) return `${DAY_OF_YEAR.format(Date.parse(`2000-${day.slice(2)}`))} (each year)`;
  return DAY.format(Date.parse(day));
}

/** “1 day”, “1,200 days” */
export function inDays(days: number): string {
  return `${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'}`;
}

/** “a minute”, “10 minutes” */
export function inMinutes(waitMs: number): string {
  const minutes = Math.max(1, Math.round(waitMs / 60_000));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

const CLOSING = { en: '”', de: '“' } as const;

/** “VIP”, in German „VIP“. A closing mark within is doubled: what follows it is still within. */
export function inQuotes(text: string, language: Language = 'en'): string {
  const closing = CLOSING[language];
  return `${language === 'en' ? '“' : '„'}${text.replaceAll(closing, closing + closing)}${closing}`;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
