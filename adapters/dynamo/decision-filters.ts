import type { OutcomeKind } from '../../core/decide.ts';
import { isOpen, isWaiting } from '../../core/effects.ts';
import type { RuleId } from '../../core/identity.ts';
import type { DecisionQuery } from '../../core/ports.ts';
import { effectStates } from '../decision-query.ts';
import type { Condition } from './expressions.ts';

/** What tells a decision that may answer a query from most others without unpacking it. Each lets all answers pass. */

/** True when every decision that answers is in the index of what waits for a person. */
export function isInOpenIndex({ effect }: Pick<DecisionQuery, 'effect'>): boolean {
  return effect !== undefined && effectStates(effect).every((state) => isOpen({ state }));
}

/** For the items of decisions. */
export function decisionFilters({ rule, outcome, effect }: DecisionQuery): Condition[] {
  const filters: Condition[] = [];
  if (rule !== undefined || outcome !== undefined) filters.push(hasOutcome(':outcome', rule, outcome));
  if (effect === undefined) return filters;
  const isOfWaiting = effectStates(effect).every((state) => isWaiting({ state }));
  return [...filters, isOfWaiting ? hasWaitingEffect : hasOutcome(':granted', rule, 'granted')];
}

/** For the entries of the index of what waits for a person. */
export function openFilters({ effect }: Pick<DecisionQuery, 'effect'>): Condition[] {
  if (effect === undefined || effect === 'open') return [];
  return [{ expression: 'contains(#openStates, :state)', values: { ':state': `|${effect}|` } }];
}

const hasWaitingEffect: Condition = { expression: 'attribute_exists(#dueAt)' };

function hasOutcome(name: string, rule: RuleId | undefined, outcome: OutcomeKind | undefined): Condition {
  const text = `${rule === undefined ? '' : `|${rule}`}:${outcome === undefined ? '' : `${outcome}|`}`;
  return { expression: `contains(#outcomes, ${name})`, values: { [name]: text } };
}
