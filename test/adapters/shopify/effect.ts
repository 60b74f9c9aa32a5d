import type { Effect, EffectAction } from '../../../core/effects.ts';
import type { EffectId, OrderId, RuleId } from '../../../core/identity.ts';

export const ORDER = 'gid://shopify/Order/820982911946154508' as OrderId;

/** A waiting effect of one order. */
export function effectOf(action: EffectAction, attempts = 0): Effect {
  const ids = { id: 'bag/1/x' as EffectId, rule: 'bag' as RuleId, order: ORDER };
  const tried = { attempts, attemptedAt: null, problem: null, uncertain: false, since: 0, history: [] };
  return { ...ids, action, state: 'pending', ...tried };
}
