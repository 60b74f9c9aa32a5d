import type { Decision } from '../core/decide.ts';
import { type EffectState, OPEN_STATES, WAITING_STATES } from '../core/effects.ts';
import type { DecisionQuery } from '../core/ports.ts';

/** Whether a decision is one of those asked for, whatever page it is on. Beside a rule, outcome and effect are its own. */
export function answersQuery(decision: Decision, query: DecisionQuery): boolean {
  const { outcome, rule, customer, order, effect, since } = query;
  const outcomes = decision.outcomes.filter((each) => rule === undefined || each.rule === rule);
  const effects = decision.effects.filter((each) => rule === undefined || each.rule === rule);
  return (
    (rule === undefined || outcomes.length > 0) &&
    (outcome === undefined || outcomes.some((each) => each.outcome === outcome)) &&
    (effect === undefined || effects.some(({ state }) => effectStates(effect).includes(state))) &&
    (customer === undefined || decision.event.customer === customer) &&
    (order === undefined || decision.event.order === order) &&
    (since === undefined || decision.decidedAt >= since)
  );
}

/** The states that a query for effects stands for. */
export function effectStates(effect: NonNullable<DecisionQuery['effect']>): readonly EffectState[] {
  if (effect === 'waiting') return WAITING_STATES;
  return effect === 'open' ? OPEN_STATES : [effect];
}

/** Where the next page begins: before this text, among keys that sort by time. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** Null for the first page and for what is no cursor. It names no shop, so it can't lead into another one. */
export function decodeCursor(cursor: string | undefined): string | null {
  const position = Buffer.from(cursor ?? '', 'base64url').toString();
  return /^\d{4}-\d{2}[-~]/.test(position) ? position : null;
}
