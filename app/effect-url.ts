import type { DecisionId, EffectId } from '../core/identity.ts';

/** The page of one effect. Its id has slashes. */
export function effectUrl(decision: DecisionId, effect: EffectId): string {
  return `/app/perks/${encodeURIComponent(decision)}/${encodeURIComponent(effect)}`;
}
