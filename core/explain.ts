import { assertNever } from './assert-never.ts';
import { asGroup, type Clause, type GroupKind } from './clause.ts';
import type { Condition } from './condition.ts';
import type { Afterthought, Decision, RuleOutcome } from './decide.ts';
import type { Effect, EffectAction } from './effects.ts';
import { packingActions } from './effects-of-perk.ts';
import { type ClauseOutcome, type ConditionOutcome, type GroupOutcome, isGuard, type Verdict } from './evaluate.ts';
import { type DomainEvent, type EventType, subjectOf } from './event.ts';
import { type FactId, type FactValue, factDefinition, factIn, factLabel, type UnknownReason } from './facts.ts';
import { formatMoney, type Money } from './money.ts';
import type { Operator } from './operators.ts';
import type { Obstacle } from './perk-needs.ts';
import type { Rule } from './policy.ts';

/** Decisions and rules in words. A decision is explained from its record alone. */

/** What an event is about, within a sentence: “order #1001”, “return #1001-R1”, “review of Oxford shirt”. */
export function describeSubject(event: DomainEvent): string {
  const { kind, name } = subjectOf(event);
  return kind === 'review' ? `review of ${name}` : `${kind} ${name}`;
}

/** What explains a decision: which event it answers and what was known. */
type Known = Pick<Decision, 'event' | 'facts'>;

export function describeFact(id: FactId, { event, facts }: Known): string {
  return `The ${factLabel(id, event.type)}: ${describeValue(factIn(facts, id), id)}`;
}

function describeValue(value: FactValue, fact: FactId): string {
  switch (value.type) {
    case 'money':
      return formatMoney(value.money);
    case 'number':
      return describeNumber(value.number, fact);
    case 'boolean':
      return value.boolean ? 'yes' : 'no';
    case 'words':
      return value.words.length === 0 ? 'none that a rule asks for' : value.words.join(', ');
    case 'unknown':
      return `unknown (${UNKNOWN_WORDS[value.reason]})`;
    default:
      return assertNever(value);
  }
}

/** “3”, “40%” */
function describeNumber(number: number, fact: FactId): string {
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
  no_company: 'bought for no company',
  past_not_read: 'orders of the past are not imported',
  too_many_orders: 'too many orders to add up',
  not_looked_at: 'not looked at then',
};

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  over: 'over',
  at_least: 'at least',
  at_most: 'at most',
  under: 'under',
  is: '',
  includes: 'include',
  excludes: 'don’t include',
};

function describeExpected(fact: FactId, operator: Operator, expected: number | boolean | Money | string): string {
  if (typeof expected === 'boolean') return expected ? 'yes' : 'no';
  if (typeof expected === 'string') return `“${expected}”`;
  const value = typeof expected === 'number' ? describeNumber(expected, fact) : formatMoney(expected);
  return `${OPERATOR_WORDS[operator]} ${value}`.trim();
}

/** “The customer’s net spend … is 230.00 USD, not over 1,500.00 USD.” */
function describeCondition({ fact, operator, expected, verdict }: ConditionOutcome, { event, facts }: Known): string {
  const subject = factAsSubject(fact, event.type);
  const wanted = describeExpected(fact, operator, expected);
  const value = factIn(facts, fact);
  if (factDefinition(fact).type === 'words') return describeWords(subject, value, fact, operator, wanted, verdict);
  if (factDefinition(fact).type === 'boolean') {
    const said = `The ${factLabel(fact, event.type)}: ${describeValue(value, fact)}.`;
    return verdict === 'left_out' ? `${said} The rule gives without it.` : said;
  }
  switch (verdict) {
    case 'holds':
      return `${subject} is ${describeValue(value, fact)}: ${wanted}.`;
    case 'fails':
      return `${subject} is ${describeValue(value, fact)}, not ${wanted}.`;
    case 'unknown':
    case 'left_out':
      return `${subject} is ${describeValue(value, fact)}, so it can’t be ${wanted}.`;
    default:
      return assertNever(verdict);
  }
}

/** “The customer’s tags don’t include “VIP”.” */
function describeWords(
  subject: string,
  value: FactValue,
  fact: FactId,
  operator: Operator,
  wanted: string,
  verdict: Verdict,
) {
  if (value.type === 'unknown')
    return `${subject} are ${describeValue(value, fact)}, so ${wanted} can’t be looked for.`;
  if (verdict === 'unknown') return `${subject} are too many to know whether ${wanted} is among them.`;
  const isAmong = (operator === 'includes') === (verdict === 'holds');
  return `${subject} ${OPERATOR_WORDS[isAmong ? 'includes' : 'excludes']} ${wanted}.`;
}

/** One sentence per reason: for a “no” only what stood in the way. */
export function explainOutcome(outcome: RuleOutcome, known: Known): string[] {
  const obstacle = outcome.obstacle ? [describeObstacle(outcome.obstacle)] : [];
  return [...obstacle, ...explainClauses(outcome.conditions, outcome.outcome !== 'no_match', known)];
}

/** Why the clauses of a rule held or, of those that did not, why not. */
function explainClauses(clauses: readonly ClauseOutcome[], didHold: boolean, known: Known): string[] {
  return clauses.flatMap((clause) => {
    if (stands(clause) !== didHold || ('fact' in clause && didHold && isGuard(clause.fact))) return [];
    return describeClause(clause, known);
  });
}

/** Whether it lets the rule give. */
function stands({ verdict }: ClauseOutcome): boolean {
  return verdict === 'holds' || verdict === 'left_out';
}

/** What made a clause come out as it did. */
function describeClause(clause: ClauseOutcome, known: Known): string[] {
  return 'group' in clause ? describeGroup(clause, known) : [describeCondition(clause, known)];
}

function describeGroup({ group, verdict, clauses }: GroupOutcome, known: Known): string[] {
  const which = (wanted: (clause: ClauseOutcome) => boolean) =>
    clauses.filter(wanted).flatMap((clause) => describeClause(clause, known));
  switch (group) {
    case 'all':
      return which((clause) => stands(clause) === (verdict === 'holds' || verdict === 'left_out'));
    case 'any':
      if (verdict === 'holds' || verdict === 'left_out') return which((clause) => clause.verdict === verdict);
      return [
        inBrackets(
          verdict === 'unknown' ? 'None of these is known to hold' : GROUP_WORDS.none,
          which(() => true),
        ),
      ];
    case 'none':
      if (verdict === 'fails')
        return [
          inBrackets(
            'This rules it out',
            which((clause) => clause.verdict === 'holds'),
          ),
        ];
      if (verdict !== 'unknown') return which(() => true);
      return [
        inBrackets(
          'This can’t be ruled out',
          which((clause) => clause.verdict === verdict),
        ),
      ];
    default:
      return assertNever(group);
  }
}

/** “None of these holds (the order’s total is …; the customer’s tags are …).” */
function inBrackets(lead: string, sentences: readonly string[]): string {
  return `${lead} (${sentences.map((sentence) => lowerFirst(sentence.replace(/\.$/, ''))).join('; ')}).`;
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

/** That the decision waited, and for what; null where it was made at once. */
export function explainWaiting({ waited, decidedAt }: Pick<Decision, 'waited' | 'decidedAt'>): string | null {
  if (!waited) return null;
  const { since, until, end } = waited;
  switch (end) {
    case 'risk_came':
      return `It waited for the order’s fraud risk, which came after ${inMinutes(decidedAt - since)}.`;
    case 'time_up':
      return `It waited ${inMinutes(until - since)} for the order’s fraud risk, which did not come.`;
    default:
      return assertNever(end);
  }
}

function inMinutes(waitMs: number): string {
  const minutes = Math.max(1, Math.round(waitMs / 60_000));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** What the explanation rests on: “This customer’s orders are known since Oct 19, 2025.” */
export function explainKnowledge(decision: Decision): string {
  const { type, customer } = decision.event;
  if (customer === null) return `${NOBODY_KNOWN[type]}: nothing is known about the customer.`;
  if (decision.knownSince === null) return 'The past of this customer could not be read yet.';
  return `This customer’s orders are known since ${DAY.format(decision.knownSince)}.`;
}

const NOBODY_KNOWN: Readonly<Record<EventType, string>> = {
  'order.placed': 'A guest order',
  'return.requested': 'A return of a guest order',
  'shipment.delayed': 'A shipment of a guest order',
  'review.posted': 'A review of somebody unknown',
};

export function explainAfterthought(afterthought: Afterthought, { event }: Pick<Decision, 'event'>): string[] {
  const { conditions, kind, facts } = afterthought;
  return explainClauses(conditions, kind === 'missed', { event, facts });
}

export function describeEffect({ action }: Effect): string {
  return describeAction(action);
}

function describeAction(action: EffectAction): string {
  switch (action.kind) {
    case 'order.tag':
      return `Add the tag “${action.tag}” to the order`;
    case 'order.note':
      return `Write “${action.line}” into the order’s note`;
    case 'customer.credit': {
      const until = DAY.format(action.expiresAt);
      return `Give the customer ${formatMoney(action.amount)} of store credit until ${until}`;
    }
    case 'customer.message':
      return 'Send the customer an e-mail';
    case 'return.approve':
      return 'Approve the return';
    default:
      return assertNever(action);
  }
}

/** “When an order is placed and the order’s total is over 100.00 USD, then add the tag “gift” to the order and write …” */
export function describeRule(rule: Rule): string {
  const conditions = SENTENCE_LIST.format(rule.when.map((clause) => describeAsked(clause, rule.on)));
  const then = SENTENCE_LIST.format(describePerk(rule).map(lowerFirst));
  const sentence = `${describeEvent(rule.on)} and ${conditions}, then ${then}.`;
  return rule.waitForRisk ? `${sentence} ${describeWait(rule.waitForRisk)}` : sentence;
}

/** “Waits up to 10 minutes for the order’s fraud risk; without it, gives nothing.” */
function describeWait({ minutes, without }: NonNullable<Rule['waitForRisk']>): string {
  const wait = `Waits up to ${inMinutes(minutes * 60_000)} for the order’s fraud risk`;
  return without === 'grant' ? `${wait}; without it, gives all the same.` : `${wait}; without it, gives nothing.`;
}

/** How the sentence of a rule begins: “When an order is placed”. */
export function describeEvent(event: EventType): string {
  return `When ${EVENT_WORDS[event]}`;
}

const EVENT_WORDS: Readonly<Record<EventType, string>> = {
  'order.placed': 'an order is placed',
  'return.requested': 'a return is requested',
  'shipment.delayed': 'a shipment is late or out of sight',
  'review.posted': 'a review is posted',
};

function describePerk({ id, perk }: Rule): string[] {
  switch (perk.kind) {
    case 'packing_instruction':
      return packingActions(id, perk).map(describeAction);
    case 'store_credit': {
      const { amount, expiresInDays } = perk;
      const days = `${expiresInDays.toLocaleString('en')} ${expiresInDays === 1 ? 'day' : 'days'}`;
      return [`Give the customer ${formatMoney(amount)} of store credit for ${days}`];
    }
    case 'message':
      return [`Send the customer the e-mail “${perk.subject}”`];
    case 'approve_return':
      return ['Approve the return'];
    default:
      return assertNever(perk);
  }
}

/** What stands before a condition’s value, as the start of a sentence: “The order’s total is over”. */
export function describeConditionLead({ fact, operator }: Pick<Condition, 'fact' | 'operator'>, on: EventType): string {
  if (factDefinition(fact).type === 'boolean') return `The ${factLabel(fact, on)}`;
  return `${factAsSubject(fact, on)} ${describeComparison({ fact, operator })}`;
}

/** How a fact that is not a yes or no is compared: “is at least”. */
export function describeComparison({ fact, operator }: Pick<Condition, 'fact' | 'operator'>): string {
  if (factDefinition(fact).type === 'words') return OPERATOR_WORDS[operator];
  return `is ${operator === 'is' ? 'exactly' : OPERATOR_WORDS[operator]}`;
}

/** Before “is”, a label that ends in an aside needs its closing comma. */
function factAsSubject(fact: FactId, on: EventType): string {
  const label = factLabel(fact, on);
  return label.includes(',') ? `The ${label},` : `The ${label}`;
}

/** How many of a group’s clauses must hold. */
export const GROUP_WORDS: Readonly<Record<GroupKind, string>> = {
  all: 'All of these hold',
  any: 'At least one of these holds',
  none: 'None of these holds',
};

/** A group in brackets, so that what belongs together is told apart: “at least one of these holds (…; …)”. */
function describeAsked(clause: Clause, on: EventType): string {
  const group = asGroup(clause);
  if (!group) return describeWanted(clause as Condition, on);
  const clauses = group.clauses.map((each) => describeAsked(each, on));
  return `${lowerFirst(GROUP_WORDS[group.kind])} (${clauses.join('; ')})`;
}

function describeWanted(condition: Condition, on: EventType): string {
  const lead = lowerFirst(describeConditionLead(condition, on));
  const { value } = condition;
  if (typeof value === 'boolean') return value ? lead : lead.replace(' is ', ' is not ');
  if (typeof value === 'string') return `${lead} “${value}”`;
  return `${lead} ${typeof value === 'number' ? describeNumber(value, condition.fact) : formatMoney(value)}`;
}

const DAY = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'medium' });
const SENTENCE_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
