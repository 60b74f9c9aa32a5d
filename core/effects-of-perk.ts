import { assertNever } from './assert-never.ts';
import type { Effect, EffectAction } from './effects.ts';
import { type DomainEvent, subjectOf } from './event.ts';
import type { EffectId, Instant, RuleId } from './identity.ts';
import type { Perk } from './perks.ts';
import type { Rule } from './policy.ts';

/** The effects of a rule's perk because of an event. Ids derive from rule, subject and perk alone. */
export function effectsOfPerk(rule: Rule, event: DomainEvent, now: Instant): Effect[] {
  const { perk } = rule;
  const pending = (action: EffectAction) => pendingEffect(rule.id, event, action, now);
  switch (perk.kind) {
    case 'packing_instruction':
      return packingActions(rule.id, perk).map(pending);
    case 'store_credit': {
      // Whoever decides has seen to it that there is a customer.
      if (event.customer === null) return [];
      const expiresAt = ownSecond(effectId(rule.id, event, 'customer.credit'), now + perk.expiresInDays * DAY_MS);
      const { customer } = event;
      return [pending({ kind: 'customer.credit', customer, amount: perk.amount, expiresAt, notify: perk.notify })];
    }
    case 'message':
      return event.customer === null ? [] : [pending({ kind: 'customer.message', customer: event.customer })];
    case 'approve_return':
      // The schema lets it answer nothing else.
      if (event.type !== 'return.requested') return [];
      return [pending({ kind: 'return.approve', return: event.return, notify: perk.notify })];
    default:
      return assertNever(perk);
  }
}

/** What a packing instruction does to its order. */
export function packingActions(
  rule: RuleId,
  { tag, note }: Extract<Perk, { kind: 'packing_instruction' }>,
): EffectAction[] {
  return [
    { kind: 'order.tag', tag },
    { kind: 'order.note', marker: `[concierge:${rule}]`, line: note },
  ];
}

const DAY_MS = 86_400_000;

/** Of a minute, but for its first and last, at which times end that were rounded: none of ours is taken for one. */
const OWN_SECONDS = 58;

/**
 * A second of the UTC day after `at` that derives from the effect's id: two credits of one customer that end on the
 * same day end at different seconds, but for one chance in 83,520; the amount tells those apart, or a person does.
 */
function ownSecond(id: EffectId, at: Instant): Instant {
  const own = hashOf(id) % (1440 * OWN_SECONDS);
  const second = Math.floor(own / OWN_SECONDS) * 60 + 1 + (own % OWN_SECONDS);
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS + second * 1000;
}

/** FNV-1a, 32 bits: spreads ids evenly, hides nothing. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

function effectId(rule: RuleId, event: DomainEvent, kind: EffectAction['kind']): EffectId {
  return `${rule}/${subjectOf(event).key}/${kind}` as EffectId;
}

function pendingEffect(rule: RuleId, event: DomainEvent, action: EffectAction, now: Instant): Effect {
  return {
    id: effectId(rule, event, action.kind),
    rule,
    order: event.order,
    action,
    state: 'pending',
    attempts: 0,
    attemptedAt: null,
    problem: null,
    uncertain: false,
    since: now,
    history: [],
  };
}
