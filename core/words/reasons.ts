import { assertNever } from '../assert-never.ts';
import type { Afterthought, Decision, RuleOutcome } from '../decide.ts';
import { type ClauseOutcome, type GroupOutcome, isGuard } from '../evaluate.ts';
import type { EventType } from '../event.ts';
import type { LinesOutcome } from '../lines.ts';
import type { Obstacle } from '../perk-needs.ts';
import { describeConditionOutcome, GROUP_WORDS } from './condition.ts';
import type { Known } from './fact.ts';
import { DAY, inMinutes, inQuotes, lowerFirst, SENTENCE_LIST, upperFirst } from './phrases.ts';
import { describeClause as describeAsked } from './rule.ts';

/** Why a decision came out as it did: explained from its record alone. */

/** One sentence per reason: for a “no” only what stood in the way. */
export function explainOutcome(outcome: RuleOutcome, known: Known): string[] {
  const obstacle = outcome.obstacle ? [describeObstacle(outcome.obstacle)] : [];
  return [...obstacle, ...explainClauses(outcome.conditions, outcome.outcome !== 'no_match', known)];
}

/** Each thing that a rule asks, and how it came out; what every rule asks where it stood in the way. */
export function explainEach(
  { conditions }: Pick<RuleOutcome, 'conditions'>,
  known: Known,
): { holds: boolean; text: string }[] {
  return conditions
    .filter((clause) => !('fact' in clause && stands(clause) && isGuard(clause.fact)))
    .map((clause) => ({ holds: stands(clause), text: describeClause(clause, known).join(' ') }));
}

export function explainAfterthought(afterthought: Afterthought, { event }: Pick<Decision, 'event'>): string[] {
  const { conditions, kind, facts } = afterthought;
  return explainClauses(conditions, kind === 'missed', { event, facts });
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
  if ('group' in clause) return describeGroup(clause, known);
  return ['fact' in clause ? describeConditionOutcome(clause, known) : describeLinesOutcome(clause, known)];
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

/** “It is not so that every line of the order has all of this (…): found 2, which is not so for “Socks”.” */
function describeLinesOutcome({ clause, verdict, counted, titles }: LinesOutcome, { event }: Known): string {
  const asked = describeAsked(clause, event.type);
  if (counted === null) return `It is not known whether ${asked}: the order’s lines were not looked at.`;
  const few = SENTENCE_LIST.format(titles.map((title) => inQuotes(title)));
  const which =
    titles.length === 0 ? '' : `, ${clause.lines === 'every' ? 'which is not so for' : 'among them'} ${few}`;
  const { from, to } = counted;
  const count =
    from === to
      ? describeCount(from)
      : to === null
        ? `${describeCount(from)} or more`
        : `${describeCount(from)} to ${describeCount(to)}`;
  const found = `: found ${count}${which}.`;
  switch (verdict) {
    case 'holds':
    case 'left_out':
      return `${upperFirst(asked)}${found}`;
    case 'fails':
      return `It is not so that ${asked}${found}`;
    case 'unknown':
      return `It is not known whether ${asked}${found}`;
    default:
      return assertNever(verdict);
  }
}

function describeCount(count: number): string {
  return count.toLocaleString('en');
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
