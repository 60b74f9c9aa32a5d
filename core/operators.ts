import type { FactType } from './facts/value.ts';

export const OPERATORS = [
  'over',
  'at_least',
  'at_most',
  'under',
  'is',
  'between',
  'includes',
  'includes_all',
  'excludes',
  'on_or_after',
  'before',
  'within_last',
  'longer_ago_than',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Those that say something of a fact of this type; the usual one first. */
export const OPERATORS_OF: Readonly<Record<FactType, readonly Operator[]>> = {
  money: ['at_least', 'over', 'at_most', 'under', 'between', 'is'],
  number: ['at_least', 'over', 'at_most', 'under', 'between', 'is'],
  boolean: ['is'],
  words: ['includes', 'includes_all', 'excludes'],
  date: ['on_or_after', 'before', 'within_last', 'longer_ago_than'],
};

/** Those of a date that count the days before the event. */
export function countsDays(operator: Operator): boolean {
  return operator === 'within_last' || operator === 'longer_ago_than';
}
