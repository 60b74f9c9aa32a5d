import type { OutcomeKind } from '../core/decide.ts';
import { type OrderId, parseGid, type RuleId } from '../core/identity.ts';
import type { DecisionQuery } from '../core/ports.ts';
import { boundedTrail } from './page-trail.ts';

/** What the list of decisions shows, as its address says it: so that going back and sharing a link work. */
export interface DecisionFilter {
  outcome: OutcomeKind | null;
  rule: RuleId | null;
  order: OrderId | null;
  /** The cursors of the pages gone through, the last one being that of the page shown; none on the first page. */
  trail: string[];
}

const OUTCOMES: readonly string[] = ['granted', 'no_match', 'not_possible'] satisfies OutcomeKind[];

export function readFilter(parameters: URLSearchParams): DecisionFilter {
  const outcome = parameters.get('outcome') ?? '';
  return {
    outcome: OUTCOMES.includes(outcome) ? (outcome as OutcomeKind) : null,
    rule: (parameters.get('rule') || null) as RuleId | null,
    order: parseGid('Order', parameters.get('order') ?? ''),
    trail: parameters.getAll('page'),
  };
}

/** The address of the list with this filter. */
export function filterUrl({ outcome, rule, order, trail }: DecisionFilter): string {
  const parameters = new URLSearchParams();
  if (outcome) parameters.set('outcome', outcome);
  if (rule) parameters.set('rule', rule);
  if (order) parameters.set('order', order);
  for (const cursor of boundedTrail(trail)) parameters.append('page', cursor);
  const search = parameters.toString();
  return search === '' ? '/app/decisions' : `/app/decisions?${search}`;
}

export function queryOf({ outcome, rule, order, trail }: DecisionFilter, limit: number): DecisionQuery {
  const cursor = trail.at(-1);
  return {
    limit,
    ...(outcome && { outcome }),
    ...(rule && { rule }),
    ...(order && { order }),
    ...(cursor && { cursor }),
  };
}
