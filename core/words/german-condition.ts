import { assertNever } from '../assert-never.ts';
import type { LinesClause } from '../clause.ts';
import type { Condition } from '../condition.ts';
import { amountsOf, numbersOf, wordsOf } from '../condition-value.ts';
import type { EventType } from '../event.ts';
import { factDefinition } from '../facts/catalogue.ts';
import { countsDays, type Operator } from '../operators.ts';
import {
  GERMAN_AND,
  GERMAN_OR,
  germanDay,
  germanDays,
  germanMoney,
  germanNumber,
  germanQuote,
} from './german-values.ts';

/** What stands after a fact, with the verb at the end. @param verb of facts that are words. */
const PREDICATES: Readonly<Record<Operator, (values: readonly string[], verb: string) => string>> = {
  over: ([value]) => `mehr als ${value} beträgt`,
  at_least: ([value]) => `mindestens ${value} beträgt`,
  at_most: ([value]) => `höchstens ${value} beträgt`,
  under: ([value]) => `weniger als ${value} beträgt`,
  is: ([value]) => `genau ${value} beträgt`,
  between: (ends) => `zwischen ${GERMAN_AND.format(ends)} liegt`,
  includes: (words, verb) => `${GERMAN_OR.format(words)} ${verb}`,
  includes_all: (words, verb) => `${GERMAN_AND.format(words)} zugleich ${verb}`,
  excludes: (words, verb) => {
    if (words.length > 1) return `weder ${words.join(' noch ')} ${verb}`;
    return verb === 'ist' ? `nicht ${words[0]} ist` : `${words[0]} nicht ${verb}`;
  },
  on_or_after: ([day]) => `am ${day} oder später liegt`,
  before: ([day]) => `vor dem ${day} liegt`,
  within_last: ([days]) => `höchstens ${days} zurückliegt`,
  longer_ago_than: ([days]) => `mehr als ${days} zurückliegt`,
};

/** „der Gesamtbetrag der Bestellung mindestens 100,00 USD beträgt“ */
export function germanCondition(condition: Condition, on: EventType): string {
  const { german, aside, isSingle } = factDefinition(condition.fact);
  if (typeof german !== 'string') return condition.value === true ? german.yes : german.no;
  const more = aside?.[on]?.de;
  const subject = more ? `${german}, ${more},` : german;
  return `${subject} ${PREDICATES[condition.operator](valuesOf(condition), isSingle ? 'ist' : 'enthalten')}`;
}

/** „mindestens eine Position der Bestellung all das erfüllt“ */
export function germanLines(clause: LinesClause): string {
  switch (clause.lines) {
    case 'any':
      return 'mindestens eine Position der Bestellung all das erfüllt';
    case 'every':
      return 'jede Position der Bestellung all das erfüllt';
    case 'none':
      return 'keine Position der Bestellung all das erfüllt';
    case 'count':
    case 'quantity': {
      const counted = clause.lines === 'count' ? 'die Anzahl der Positionen' : 'die Stückzahl der Positionen';
      const which = clause.where.length === 0 ? '' : ', die all das erfüllen,';
      const numbers = numbersOf(clause.value).map((number) => germanNumber(number));
      return `${counted} der Bestellung${which} ${PREDICATES[clause.operator](numbers, 'enthalten')}`;
    }
    default:
      return assertNever(clause);
  }
}

function valuesOf({ fact, operator, value }: Condition): string[] {
  const { type, unit, wordsInGerman } = factDefinition(fact);
  if (countsDays(operator)) return numbersOf(value).map(germanDays);
  if (type === 'date') return wordsOf(value).map(germanDay);
  if (type === 'words') return wordsOf(value).map((word) => germanQuote(wordsInGerman?.[word] ?? word));
  return [...numbersOf(value).map((number) => germanNumber(number, unit)), ...amountsOf(value).map(germanMoney)];
}
