import { assertNever } from './assert-never.ts';
import type { Condition } from './condition.ts';
import { amountsOf, type ConditionValue, numbersOf, wordsOf } from './condition-value.ts';
import { tagKey } from './customer-card.ts';
import { type FactId, factDefinition } from './facts/catalogue.ts';
import type { FactDefinition } from './facts/definition.ts';
import { isRiskFact } from './facts/risk.ts';
import type { FactValue } from './facts/value.ts';
import type { Rule } from './policy.ts';
import type { Variable } from './satisfiability.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A condition within its rule, which may give where something is unknown. */
export interface Asked {
  readonly condition: Condition;
  readonly rule: Pick<Rule, 'waitForRisk'>;
}

const UNKNOWN: FactValue = { type: 'unknown', reason: 'not_told' };
const ANY_WAY: Variable['ways'] = [['holds'], ['fails'], ['unknown']];
/** There are twice as many sets with each more. */
const MAX_WORDS = 6;

/** All that those conditions can come out like: together where they look at the same fact. */
export function variablesOf(asked: readonly Asked[]): Variable[] {
  return [...Map.groupBy(asked, ({ condition }) => condition.fact)].flatMap(([fact, each]): Variable[] => {
    const conditions = each.map(({ condition }) => condition);
    const values = valuesOf(fact, conditions);
    if (!values) return conditions.map((condition) => ({ conditions: [condition], ways: ANY_WAY }));
    const ways = [...values, UNKNOWN].map((value) => each.map((one) => verdictIn(one, value)));
    return [{ conditions, ways: [...new Map(ways.map((way) => [way.join(), way])).values()] }];
  });
}

function verdictIn({ condition, rule }: Asked, value: FactValue): Verdict {
  const { fact, operator, value: expected } = condition;
  const isLeftOut = value.type === 'unknown' && rule.waitForRisk?.without === 'grant' && isRiskFact(fact);
  return isLeftOut ? 'left_out' : verdictOf(operator, expected, value);
}

/** Known values of a fact with which conditions on it come out in every way that they can; null where those are too many. */
function valuesOf(fact: FactId, conditions: readonly Condition[]): FactValue[] | null {
  const definition = factDefinition(fact);
  const asked = conditions.map(({ value }) => value);
  const { type } = definition;
  switch (type) {
    case 'boolean':
      return [true, false].map((boolean) => ({ type, boolean }));
    case 'number':
      return numbersAround(asked.flatMap(numbersOf), definition).map((number) => ({ type, number }));
    case 'money':
      return amountsAround(asked.flatMap(amountsOf), definition);
    case 'words':
      return wordSets(asked, definition);
    // Days and numbers of days, of one year and of each: nothing is said of how they go together.
    case 'date':
      return null;
    default:
      return assertNever(type);
  }
}

/** Just under, at and just over each threshold, as far as the fact goes. */
function numbersAround(thresholds: readonly number[], { type, range, hasDecimal }: FactDefinition): number[] {
  const { least = type === 'number' ? 0 : -Infinity, most = Infinity } = range ?? {};
  const step = hasDecimal ? 0.1 : 1;
  const near = thresholds.flatMap((threshold) => [threshold - step, threshold, threshold + step]);
  return [...new Set(near.map((number) => Math.min(most, Math.max(least, number))))];
}

function amountsAround(amounts: ReturnType<typeof amountsOf>, definition: FactDefinition): FactValue[] | null {
  const [currency, ...others] = new Set(amounts.map((amount) => amount.currency));
  if (currency === undefined || others.length > 0) return null;
  const near = numbersAround(
    amounts.map(({ amountMinor }) => amountMinor),
    definition,
  );
  return near.map((amountMinor) => ({ type: 'money', money: { amountMinor, currency } }));
}

/** Every set of the words that are asked for; of what there is one of at most, each of them alone. */
function wordSets(asked: readonly ConditionValue[], { isSingle }: FactDefinition): FactValue[] | null {
  const words = [...new Map(asked.flatMap(wordsOf).map((word) => [tagKey(word), word])).values()];
  if (isSingle) return [[], ...words.map((word) => [word])].map((set) => ({ type: 'words', words: set }));
  if (words.length > MAX_WORDS) return null;
  const sets: string[][] = [[]];
  for (const word of words) sets.push(...sets.map((set) => [...set, word]));
  return sets.flatMap((set): FactValue[] => [
    { type: 'words', words: set },
    { type: 'words', words: set, isPartial: true },
  ]);
}
