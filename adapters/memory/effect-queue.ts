import type { DecisionId, ShopDomain } from '../../core/identity.ts';
import type { EffectClass, EffectQueue } from '../../core/ports.ts';

export interface SentEffects {
  readonly shop: ShopDomain;
  readonly decision: DecisionId;
  readonly effectClass: EffectClass;
  readonly attempt: number;
}

/** Keeps what was sent, in order; the same attempt of a decision only once, as the real queue does for minutes. */
export function createMemoryEffectQueue(): EffectQueue & { readonly sent: readonly SentEffects[] } {
  const sent: SentEffects[] = [];
  return {
    sent,
    async send(shop, decision, effectClass, attempt) {
      const known = sent.some(
        (each) =>
          each.shop === shop &&
          each.decision === decision &&
          each.effectClass === effectClass &&
          each.attempt === attempt,
      );
      if (!known) sent.push({ shop, decision, effectClass, attempt });
    },
  };
}
