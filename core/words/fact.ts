import { assertNever } from '../assert-never.ts';
import type { Decision } from '../decide.ts';
import type { EventType } from '../event.ts';
import { type FactId, factDefinition, factIn, factLabel } from '../facts/catalogue.ts';
import type { FactValue, UnknownReason } from '../facts/value.ts';
import { formatMoney } from '../money.ts';
import { describeDay } from './phrases.ts';

/** What explains a decision: which event it answers and what was known. */
export type Known = Pick<Decision, 'event' | 'facts'>;

export function describeFact(id: FactId, { event, facts }: Known): string {
  return `The ${factLabel(id, event.type)}: ${describeValue(factIn(facts, id), id)}`;
}

export function describeValue(value: FactValue, fact: FactId): string {
  switch (value.type) {
    case 'money':
      return formatMoney(value.money);
    case 'number':
      return describeNumber(value.number, fact);
    case 'boolean':
      return value.boolean ? 'yes' : 'no';
    case 'words':
      return value.words.length === 0 ? 'none that a rule asks for' : value.words.join(', ');
    case 'date':
      return describeDay(value.date);
    case 'unknown':
      return `unknown (${UNKNOWN_WORDS[value.reason]})`;
    default:
      return assertNever(value);
  }
}

/** “3”, “40%” */
export function describeNumber(number: number, fact: FactId): string {
  const { unit } = factDefinition(fact);
  return `${number.toLocaleString('en')}${unit ?? ''}`;
}

const UNKNOWN_WORDS: Readonly<Record<UnknownReason, string>> = {
  guest: 'a guest order',
  other_currency: 'another currency',
  no_customer: 'no customer known',
  not_told: 'the shop does not say it',
  not_assessed: 'not assessed yet',
  never_ordered: 'no order before',
  too_few_orders: 'too few orders to tell',
  too_many: 'too many to be read',
  never_reviewed: 'no review before',
  just_met: 'their past was only just read',
  not_delivered: 'nothing was delivered yet',
  no_company: 'bought for no company',
  past_not_read: 'orders of the past are not imported',
  too_many_orders: 'too many orders to add up',
  not_looked_at: 'not looked at then',
};

/** Before “is”, a label that ends in an aside needs its closing comma. */
export function factAsSubject(fact: FactId, on: EventType): string {
  const label = factLabel(fact, on);
  return label.includes(',') ? `The ${label},` : `The ${label}`;
}
