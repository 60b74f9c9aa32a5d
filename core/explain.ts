import { assertNever } from './assert-never.ts';
import type { Afterthought, Decision, RuleOutcome } from './decide.ts';
import type { Effect } from './effects.ts';
import { effectsOfPerk } from './effects-of-perk.ts';
import type { ConditionOutcome } from './evaluate.ts';
import { type FactId, type Facts, type FactValue, factDefinition } from './facts.ts';
import type { OrderId } from './identity.ts';
import { formatMoney, type Money } from './money.ts';
import type { Obstacle } from './perk-needs.ts';
import type { Condition, Operator, Rule } from './policy.ts';

/** Decisions and rules in words. A decision is explained from its record alone. */

export function describeFact(id: FactId, value: FactValue): string {
  return `The ${factDefinition(id).label}: ${describeValue(value)}`;
}

function describeValue(value: FactValue): string {
  switch (value.type) {
    case 'money':
      return formatMoney(value.money);
    case 'number':
      return value.number.toLocaleString('en');
    case 'boolean':
      return value.boolean ? 'yes' : 'no';
    case 'unknown':
      return value.reason === 'guest' ? 'unknown (a guest order)' : 'unknown (another currency)';
    default:
      return assertNever(value);
  }
}

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  over: 'over',
  at_least: 'at least',
  at_most: 'at most',
  under: 'under',
  is: '',
};

function describeExpected(operator: Operator, expected: number | boolean | Money): string {
  if (typeof expected === 'boolean') return expected ? 'yes' : 'no';
  const value = typeof expected === 'number' ? expected.toLocaleString('en') : formatMoney(expected);
  return `${OPERATOR_WORDS[operator]} ${value}`.trim();
}

/** “The customer’s net spend … is 230.00 USD, not over 1,500.00 USD.” */
export function describeCondition({ fact, operator, expected, verdict }: ConditionOutcome, facts: Facts): string {
  const subject = subjectOf(fact);
  const wanted = describeExpected(operator, expected);
  const value = facts[fact];
  if (value.type === 'boolean') return `The ${factDefinition(fact).label}: ${describeValue(value)}.`;
  switch (verdict) {
    case 'holds':
      return `${subject} is ${describeValue(value)}: ${wanted}.`;
    case 'fails':
      return `${subject} is ${describeValue(value)}, not ${wanted}.`;
    case 'unknown':
      return `${subject} is ${describeValue(value)}, so it can’t be ${wanted}.`;
    default:
      return assertNever(verdict);
  }
}

/** One sentence per reason: for a “no” only what stood in the way. */
export function explainOutcome(outcome: RuleOutcome, facts: Facts): string[] {
  const relevant = outcome.conditions.filter(({ fact, verdict }) =>
    outcome.outcome === 'no_match' ? verdict !== 'holds' : fact !== 'order.cancelled',
  );
  const obstacle = outcome.obstacle ? [describeObstacle(outcome.obstacle)] : [];
  return [...obstacle, ...relevant.map((condition) => describeCondition(condition, facts))];
}

export function describeObstacle(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'missing_scopes': {
      const scopes = SENTENCE_LIST.format(obstacle.scopes);
      return `The shop does not grant Concierge what this perk needs: ${scopes}.`;
    }
    case 'guest':
      return 'A guest order names no customer who could get it.';
    default:
      return assertNever(obstacle);
  }
}

/** What the explanation rests on: “This customer’s orders are known since Oct 19, 2025.” */
export function explainKnowledge(decision: Decision): string {
  if (decision.event.customer === null) return 'A guest order: nothing is known about the customer.';
  if (decision.knownSince === null) return 'The past of this customer could not be read yet.';
  return `This customer’s orders are known since ${DAY.format(decision.knownSince)}.`;
}

export function explainAfterthought(afterthought: Afterthought): string[] {
  return afterthought.conditions
    .filter(({ fact, verdict }) => (afterthought.kind === 'missed' ? fact !== 'order.cancelled' : verdict !== 'holds'))
    .map((condition) => describeCondition(condition, afterthought.facts));
}

export function describeEffect({ action }: Effect): string {
  switch (action.kind) {
    case 'order.tag':
      return `Add the tag “${action.tag}” to the order`;
    case 'order.note':
      return `Write “${action.line}” into the order’s note`;
    case 'customer.credit': {
      const until = DAY.format(action.expiresAt);
      return `Give the customer ${formatMoney(action.amount)} of store credit until ${until}`;
    }
    default:
      return assertNever(action);
  }
}

/** “When an order is placed and the order’s total is over 100.00 USD, then add the tag “gift” to the order and write …” */
export function describeRule(rule: Rule): string {
  const conditions = SENTENCE_LIST.format(rule.when.map(describeWanted));
  const then = SENTENCE_LIST.format(describePerk(rule).map(lowerFirst));
  return `When an order is placed and ${conditions}, then ${then}.`;
}

function describePerk(rule: Rule): string[] {
  if (rule.perk.kind === 'store_credit') {
    const { amount, expiresInDays } = rule.perk;
    const days = `${expiresInDays.toLocaleString('en')} ${expiresInDays === 1 ? 'day' : 'days'}`;
    return [`Give the customer ${formatMoney(amount)} of store credit for ${days}`];
  }
  return effectsOfPerk(rule, { order: SOME_ORDER, customer: null }, 0).map(describeEffect);
}

/** What stands before a condition’s value, as the start of a sentence: “The order’s total is over”. */
export function describeConditionLead({ fact, operator }: Pick<Condition, 'fact' | 'operator'>): string {
  const { label, type } = factDefinition(fact);
  if (type === 'boolean') return `The ${label}`;
  return `${subjectOf(fact)} is ${operator === 'is' ? 'exactly' : OPERATOR_WORDS[operator]}`;
}

/** Before “is”, a label that ends in an aside needs its closing comma. */
function subjectOf(fact: FactId): string {
  const { label } = factDefinition(fact);
  return label.includes(',') ? `The ${label},` : `The ${label}`;
}

function describeWanted(condition: Condition): string {
  const lead = lowerFirst(describeConditionLead(condition));
  const { value } = condition;
  if (typeof value === 'boolean') return value ? lead : lead.replace(' is ', ' is not ');
  return `${lead} ${typeof value === 'number' ? value.toLocaleString('en') : formatMoney(value)}`;
}

const DAY = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium' });
const SENTENCE_LIST = new Intl.ListFormat('en', { type: 'conjunction' });
/** Effects are described by what they do, whichever order they do it to. */
const SOME_ORDER = 'gid://shopify/Order/1' as OrderId;

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
