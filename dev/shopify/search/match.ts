import { GraphQLError } from 'graphql';
import type { Comparator, SearchTerm } from './query.ts';

/** A search filter that exists at Shopify (or not) but not here: refused, so that nothing is silently unfiltered. */
export function unknownFilter(type: string, { field }: SearchTerm): GraphQLError {
  return new GraphQLError(`not emulated: ${type} search filter "${field}"`, { extensions: { code: 'NOT_EMULATED' } });
}

export function matchText({ value }: SearchTerm, actual: string | null): boolean {
  if (actual === null) return false;
  const wanted = value.toLowerCase();
  const text = actual.toLowerCase();
  if (wanted === '*') return text !== '';
  return wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
}

export function matchAnyText(term: SearchTerm, actual: readonly string[]): boolean {
  return actual.some((text) => matchText(term, text));
}

export function matchFlag({ value }: SearchTerm, actual: boolean): boolean {
  return value.toLowerCase() === String(actual);
}

export function matchNumber({ value, comparator }: SearchTerm, actual: number | bigint): boolean {
  const wanted = Number(value);
  return !Number.isNaN(wanted) && compare(comparator, Number(actual), wanted);
}

/** Ids compare by their digits; a term may name the bare digits or the gid. */
export function matchId({ value, comparator }: SearchTerm, digits: string | null): boolean {
  const wanted = value.split('/').at(-1) ?? '';
  if (digits === null || !/^\d+$/.test(wanted)) return false;
  return compare(comparator, BigInt(digits), BigInt(wanted));
}

/** Times: ISO 8601, a date or a year (the whole of it for `:`), or `now`. */
export function matchTime({ value, comparator }: SearchTerm, actualMs: number | null, now: Date): boolean {
  const range = timeRange(value, now);
  if (actualMs === null || range === null) return false;
  const [fromMs, untilMs] = range;
  switch (comparator) {
    case ':':
      return actualMs >= fromMs && actualMs < untilMs;
    case ':>':
      return actualMs >= untilMs;
    case ':>=':
      return actualMs >= fromMs;
    case ':<':
      return actualMs < fromMs;
    case ':<=':
      return actualMs < untilMs;
  }
}

function timeRange(value: string, now: Date): [number, number] | null {
  if (value === 'now') return [now.getTime(), now.getTime() + 1];
  if (/^\d{4}$/.test(value)) return [Date.UTC(Number(value), 0), Date.UTC(Number(value) + 1, 0)];
  const fromMs = Date.parse(value);
  if (Number.isNaN(fromMs)) return null;
  const lengthMs = /^\d{4}-\d\d-\d\d$/.test(value) ? 86_400_000 : value.includes('.') ? 1 : 1000;
  return [fromMs, fromMs + lengthMs];
}

function compare<T extends number | bigint>(comparator: Comparator, actual: T, wanted: T): boolean {
  switch (comparator) {
    case ':':
      return actual === wanted;
    case ':>':
      return actual > wanted;
    case ':>=':
      return actual >= wanted;
    case ':<':
      return actual < wanted;
    case ':<=':
      return actual <= wanted;
  }
}
