import type { Money } from './money.ts';

/**
 * What a fact is compared with. One word or several; both ends of a range; of a date the day `2026-11-29`, `--11-29` for that
 * day in each year, or the number of days before the event.
 */
export type ConditionValue =
  | number
  | boolean
  | string
  | Money
  | readonly string[]
  | readonly [number, number]
  | readonly [Money, Money];

/** The words that are looked for. */
export function wordsOf(value: ConditionValue): readonly string[] {
  return partsOf(value).filter((part) => typeof part === 'string');
}

export function amountsOf(value: ConditionValue): readonly Money[] {
  return partsOf(value).filter((part) => typeof part === 'object');
}

export function numbersOf(value: ConditionValue): readonly number[] {
  return partsOf(value).filter((part) => typeof part === 'number');
}

function partsOf(value: ConditionValue): readonly (number | boolean | string | Money)[] {
  return Array.isArray(value) ? value : [value as Exclude<ConditionValue, readonly unknown[]>];
}
