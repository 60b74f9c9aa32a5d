import { assertNever } from '../assert-never.ts';
import type { LinesClause } from '../clause.ts';
import type { Condition } from '../condition.ts';
import { packingActions } from '../effects-of-perk.ts';
import type { EventType } from '../event.ts';
import { formatMoney } from '../money.ts';
import type { Rule } from '../policy.ts';
import { describeAction } from './action.ts';
import { describeConditionLead, describeNumberAsked, describeValueAsked, GROUP_WORDS } from './condition.ts';
import { inDays, inMinutes, inQuotes, lowerFirst, SENTENCE_LIST } from './phrases.ts';
import type { RuleWords } from './rule-words.ts';

export const ENGLISH: RuleWords = {
  events: {
    'order.placed': 'When an order is placed',
    'return.requested': 'When a return is requested',
    'shipment.delayed': 'When a shipment is late or out of sight',
    'review.posted': 'When a review is posted',
  },
  groups: {
    all: lowerFirst(GROUP_WORDS.all),
    any: lowerFirst(GROUP_WORDS.any),
    none: lowerFirst(GROUP_WORDS.none),
  },
  condition: describeWanted,
  lines: describeLinesAsked,
  actions: (rule) => describePerk(rule).map(lowerFirst),
  wait: describeWait,
  sentence: (event, conditions, actions) =>
    `${event} and ${SENTENCE_LIST.format(conditions)}, then ${SENTENCE_LIST.format(actions)}.`,
};

function describeWanted(condition: Condition, on: EventType): string {
  const lead = lowerFirst(describeConditionLead(condition, on));
  const { value } = condition;
  if (typeof value === 'boolean') return value ? lead : lead.replace(' is ', ' is not ');
  return `${lead} ${describeValueAsked(condition)}`;
}

function describeLinesAsked(clause: LinesClause): string {
  switch (clause.lines) {
    case 'any':
      return 'at least one line of the order has all of this';
    case 'every':
      return 'every line of the order has all of this';
    case 'none':
      return 'no line of the order has all of this';
    case 'count':
    case 'quantity': {
      const counted = clause.lines === 'count' ? 'number of lines' : 'number of items in lines';
      const which = clause.where.length === 0 ? '' : ' that have all of this';
      return `the ${counted} of the order${which} ${describeNumberAsked(clause)}`;
    }
    default:
      return assertNever(clause);
  }
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
      return [`Send the customer the e-mail ${inQuotes(perk.subject)}`];
    case 'approve_return':
      return ['Approve the return'];
    default:
      return assertNever(perk);
  }
}

function describeWait({ minutes, without }: NonNullable<Rule['waitForRisk']>): string {
  const wait = `Waits up to ${inMinutes(minutes * 60_000)} for the order’s fraud risk`;
  return without === 'grant' ? `${wait}; without it, gives all the same.` : `${wait}; without it, gives nothing.`;
}
