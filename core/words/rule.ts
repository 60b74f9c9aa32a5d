import { assertNever } from '../assert-never.ts';
import { asGroup, type Clause } from '../clause.ts';
import type { Condition } from '../condition.ts';
import { packingActions } from '../effects-of-perk.ts';
import type { EventType } from '../event.ts';
import { formatMoney } from '../money.ts';
import type { Rule } from '../policy.ts';
import { describeAction } from './action.ts';
import { describeConditionLead, describeValueAsked, GROUP_WORDS } from './condition.ts';
import { inDays, inMinutes, lowerFirst, SENTENCE_LIST } from './phrases.ts';

/** “When an order is placed and the order’s total is over 100.00 USD, then add the tag “gift” to the order and write …” */
export function describeRule(rule: Rule): string {
  const conditions = SENTENCE_LIST.format(rule.when.map((clause) => describeAsked(clause, rule.on)));
  const then = SENTENCE_LIST.format(describePerk(rule).map(lowerFirst));
  const sentence = `${describeEvent(rule.on)} and ${conditions}, then ${then}.`;
  return rule.waitForRisk ? `${sentence} ${describeWait(rule.waitForRisk)}` : sentence;
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
  return `${lead} ${describeValueAsked(condition)}`;
}

function describePerk({ id, perk }: Rule): string[] {
  switch (perk.kind) {
    case 'packing_instruction':
      return packingActions(id, perk).map(describeAction);
    case 'store_credit': {
      const { amount, expiresInDays } = perk;
      return [`Give the customer ${formatMoney(amount)} of store credit for ${inDays(expiresInDays)}`];
    }
    case 'message':
      return [`Send the customer the e-mail “${perk.subject}”`];
    case 'approve_return':
      return ['Approve the return'];
    default:
      return assertNever(perk);
  }
}

/** “Waits up to 10 minutes for the order’s fraud risk; without it, gives nothing.” */
function describeWait({ minutes, without }: NonNullable<Rule['waitForRisk']>): string {
  const wait = `Waits up to ${inMinutes(minutes * 60_000)} for the order’s fraud risk`;
  return without === 'grant' ? `${wait}; without it, gives all the same.` : `${wait}; without it, gives nothing.`;
}
