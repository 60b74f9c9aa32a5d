import type { Decision } from '../core/decide.ts';
import type { CustomerId } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import { describeEffect, describeSubject } from '../core/words/action.ts';
import { decisionUrl } from './decision-rows.server.ts';
import { type EffectStatus, statusOf } from './effect-status.ts';
import { effectUrl } from './effect-url.ts';
import { isShown, type PerkFilter, perkFilterUrl } from './perk-filter.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** One perk in a list: what one rule gave because of one event. */
export interface PerkRow {
  id: string;
  /** `order #1001` */
  subject: string;
  decisionUrl: string;
  decidedAt: ShopTime;
  rule: string;
  customer: string;
  /** All perks of the customer; null for a guest. */
  customerUrl: string | null;
  /** `0.40 USD`, for all its effects together. */
  cost: string | null;
  effects: EffectInRow[];
}

interface EffectInRow {
  id: string;
  url: string;
  what: string;
  status: EffectStatus;
}

/** The perks of a decision with effects that the filter shows. */
export function perkRows(
  decision: Decision,
  filter: PerkFilter,
  timezone: string,
  nameOf: (customer: CustomerId | null) => string,
): PerkRow[] {
  const { event, outcomes, effects } = decision;
  const { customer } = event;
  return outcomes.flatMap(({ rule, name, cost }) => {
    const shown = effects.filter((effect) => effect.rule === rule && isShown(effect, filter));
    if (shown.length === 0) return [];
    return {
      id: `${decision.id} ${rule}`,
      subject: describeSubject(event),
      decisionUrl: decisionUrl(decision),
      decidedAt: shopTime(decision.decidedAt, timezone),
      rule: name,
      customer: nameOf(customer),
      customerUrl: customer && perkFilterUrl({ state: null, rule: null, order: null, customer, trail: [] }),
      cost: cost && formatMoney(cost),
      effects: shown.map((effect) => ({
        id: effect.id,
        url: effectUrl(decision.id, effect.id),
        what: describeEffect(effect),
        status: statusOf(effect),
      })),
    };
  });
}
