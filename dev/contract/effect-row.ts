import type { Effect, EffectAction } from '../../core/effects.ts';
import type { Instant } from '../../core/identity.ts';

/** An effect as the contract shows it: times are ISO 8601 in UTC. */
export function toEffectRow(effect: Effect) {
  const { action, attemptedAt, since, history } = effect;
  return {
    ...effect,
    action: toActionRow(action),
    attemptedAt: attemptedAt === null ? null : iso(attemptedAt),
    since: iso(since),
    history: history.map((step) => ({ ...step, at: iso(step.at) })),
  };
}

function toActionRow(action: EffectAction) {
  return action.kind === 'customer.credit' ? { ...action, expiresAt: iso(action.expiresAt) } : action;
}

export function iso(at: Instant): string {
  return new Date(at).toISOString();
}
