import { asGroup, type Clause } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import { amountsOf, numbersOf, wordsOf } from '../../core/condition-value.ts';
import { type PlainOrder, plainName } from './fifty-rules.ts';

/** What engines of two values have to ask to say what a rule of three does: that it certainly holds. */
export type Truth =
  | { readonly all: readonly Truth[] }
  | { readonly any: readonly Truth[] }
  | {
      readonly name: keyof PlainOrder;
      readonly test: '>' | '>=' | '<' | '<=' | '=' | 'has' | 'has not';
      readonly value: number | boolean | string;
    };

export function certainly(clauses: readonly Clause[]): Truth {
  return { all: clauses.map((clause) => truthOf(clause, true)) };
}

/** That the clause certainly holds or, where `wanted` is false, certainly fails. */
function truthOf(clause: Clause, wanted: boolean): Truth {
  const group = asGroup(clause);
  if (!group) return truthOfCondition(clause as Condition, wanted);
  const ofEach = group.clauses.map((each) => truthOf(each, (group.kind === 'none') !== wanted));
  return (group.kind === 'any') === wanted ? { any: ofEach } : { all: ofEach };
}

const OPPOSITE = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const;
const COMPARED = { over: '>', at_least: '>=', under: '<', at_most: '<=' } as const;

function truthOfCondition({ fact, operator, value }: Condition, wanted: boolean): Truth {
  const name = plainName(fact);
  if (typeof value === 'boolean') return { name, test: '=', value: value === wanted };
  const [limit = 0, end = 0] = [...numbersOf(value), ...amountsOf(value).map(({ amountMinor }) => amountMinor)];
  const words = wordsOf(value);
  const found = (word: string, isThere: boolean): Truth => ({
    name,
    test: isThere ? 'has' : 'has not',
    value: word.toLowerCase(),
  });
  switch (operator) {
    case 'over':
    case 'at_least':
    case 'under':
    case 'at_most': {
      const test = COMPARED[operator];
      return { name, test: wanted ? test : OPPOSITE[test], value: limit };
    }
    case 'is':
      return wanted ? { name, test: '=', value: limit } : outside(name, limit, limit);
    case 'between':
      if (!wanted) return outside(name, limit, end);
      return {
        all: [
          { name, test: '>=', value: limit },
          { name, test: '<=', value: end },
        ],
      };
    case 'includes':
      return { [wanted ? 'any' : 'all']: words.map((word) => found(word, wanted)) } as unknown as Truth;
    case 'includes_all':
      return { [wanted ? 'all' : 'any']: words.map((word) => found(word, wanted)) } as unknown as Truth;
    case 'excludes':
      return { [wanted ? 'all' : 'any']: words.map((word) => found(word, !wanted)) } as unknown as Truth;
    default:
      throw new Error(`no order is asked ${operator}`);
  }
}

function outside(name: keyof PlainOrder, from: number, to: number): Truth {
  return {
    any: [
      { name, test: '<', value: from },
      { name, test: '>', value: to },
    ],
  };
}
