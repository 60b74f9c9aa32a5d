import type { Decision } from '../core/decide.ts';
import type { DecisionQuery } from '../core/ports.ts';

/** Whether a decision is one of those asked for, whatever page it is on. */
export function answersQuery(decision: Decision, { outcome, rule, customer, order, since }: DecisionQuery): boolean {
  const ofRule = decision.outcomes.filter((each) => rule === undefined || each.rule === rule);
  return (
    ((rule === undefined && outcome === undefined) ||
      ofRule.some((each) => outcome === undefined || each.outcome === outcome)) &&
    (customer === undefined || decision.event.customer === customer) &&
    (order === undefined || decision.event.order === order) &&
    (since === undefined || decision.decidedAt >= since)
  );
}

/** Where the next page begins: before this text, among ids that sort by time. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** Null for the first page and for what is no cursor. It names no shop, so it can't lead into another one. */
export function decodeCursor(cursor: string | undefined): string | null {
  const position = Buffer.from(cursor ?? '', 'base64url').toString();
  return /^\d{4}-\d{2}[-~]/.test(position) ? position : null;
}
