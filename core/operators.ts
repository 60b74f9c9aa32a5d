import type { FactType } from './facts.ts';

export const OPERATORS = ['over', 'at_least', 'at_most', 'under', 'is', 'includes', 'excludes'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Those that say something of a fact of this type; the usual one first. */
export const OPERATORS_OF: Readonly<Record<FactType, readonly Operator[]>> = {
  money: ['at_least', 'over', 'at_most', 'under', 'is'],
  number: ['at_least', 'over', 'at_most', 'under', 'is'],
  boolean: ['is'],
  words: ['includes', 'excludes'],
};
