import { formatMoney, type Money } from '../money.ts';
import { inQuotes } from './phrases.ts';

export const GERMAN_AND = new Intl.ListFormat('de', { type: 'conjunction' });
export const GERMAN_OR = new Intl.ListFormat('de', { type: 'disjunction' });

const DAY = new Intl.DateTimeFormat('de', { timeZone: 'UTC', dateStyle: 'long' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('de', { timeZone: 'UTC', day: 'numeric', month: 'long' });

/** „1.200“, „40 %“ */
export function germanNumber(number: number, unit?: '%'): string {
  const said = number.toLocaleString('de');
  return unit === undefined ? said : `${said}\u00a0${unit}`;
}

/** „1.500,00 USD“ */
export function germanMoney(money: Money): string {
  return formatMoney(money, 'de');
}

/** „VIP“ */
export function germanQuote(words: string): string {
  return inQuotes(words, 'de');
}

/** „29. November 2026“; of each year „29. November (jedes Jahr)“. */
export function germanDay(day: string): string {
  // A year that has every day.
  if (day.startsWith('--')) return `${DAY_OF_YEAR.format(Date.parse(`2000-${day.slice(2)}`))} (jedes Jahr)`;
  return DAY.format(Date.parse(day));
}

/** „1 Tag“, „1.200 Tage“ */
export function germanDays(days: number): string {
  return `${germanNumber(days)} ${days === 1 ? 'Tag' : 'Tage'}`;
}
