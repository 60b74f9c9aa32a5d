import type { Decision, OutcomeKind } from '../core/decide.ts';
import type { DomainEvent } from '../core/event.ts';
import type { CustomerId } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import { describeSubject } from '../core/words/action.ts';
import { upperFirst } from '../core/words/phrases.ts';
import { statusOf } from './effect-status.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** One decision in a list. */
export interface DecisionRow {
  id: string;
  /** `/app/decisions/…` */
  url: string;
  /** `order #1001` */
  subject: string;
  /** `#1001`, or `Return #1001-R1`: most decisions are about orders. */
  title: string;
  customer: string;
  decidedAt: ShopTime;
  outcomes: { rule: string; name: string; outcome: OutcomeKind }[];
  /** What the perks cost: `0.40 USD`; null when there are none. */
  cost: string | null;
  trouble: Trouble | null;
}

/** Why a person should look at a decision, the most pressing first. */
export type Trouble = 'unclear' | 'refused' | 'stopped' | 'held' | 'waiting' | 'regretted' | 'missed';

export function decisionRow(
  decision: Decision,
  timezone: string,
  nameOf: (customer: CustomerId | null) => string,
): DecisionRow {
  return {
    id: decision.id,
    url: decisionUrl(decision),
    subject: describeSubject(decision.event),
    title: titleOf(decision.event),
    customer: nameOf(decision.event.customer),
    decidedAt: shopTime(decision.decidedAt, timezone),
    outcomes: decision.outcomes.map(({ rule, name, outcome }) => ({ rule, name, outcome })),
    cost: totalCost(decision),
    trouble: troubleOf(decision),
  };
}

function titleOf(event: DomainEvent): string {
  return event.type === 'order.placed' ? event.orderName : upperFirst(describeSubject(event));
}

export function decisionUrl({ id }: Pick<Decision, 'id'>): string {
  return `/app/decisions/${encodeURIComponent(id)}`;
}

function troubleOf({ effects, afterthoughts }: Decision): Trouble | null {
  const statuses = effects.map(statusOf);
  for (const trouble of ['unclear', 'refused', 'stopped', 'held'] as const) {
    if (statuses.includes(trouble)) return trouble;
  }
  if (statuses.includes('waiting') || statuses.includes('checking')) return 'waiting';
  return afterthoughts[0]?.kind ?? null;
}

/** All perks of a decision cost shop currency. */
function totalCost({ outcomes }: Decision): string | null {
  const costs = outcomes.flatMap(({ cost }) => cost ?? []);
  const [first] = costs;
  if (!first) return null;
  const amountMinor = costs.reduce((sum, cost) => sum + cost.amountMinor, 0);
  return formatMoney({ amountMinor, currency: first.currency });
}
