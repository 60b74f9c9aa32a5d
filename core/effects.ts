import { assertNever } from './assert-never.ts';
import { type EffectId, gidNumber, type Instant, type OrderId, type RuleId } from './identity.ts';
import type { Rule } from './policy.ts';

/** One concrete thing to do to the shop. Each kind has one named way to happen exactly once. */
export type EffectAction =
  /** Exactly once by nature: adding a tag that is there changes nothing. */
  | { readonly kind: 'order.tag'; readonly tag: string }
  /** Exactly once by marker: our line is found by its marker and replaced. */
  | { readonly kind: 'order.note'; readonly marker: string; readonly line: string };

export type EffectState =
  | 'pending'
  /** The shop said no; a person has to look. */
  | 'refused'
  | 'done';

export interface Effect {
  readonly id: EffectId;
  readonly rule: RuleId;
  readonly order: OrderId;
  readonly action: EffectAction;
  readonly state: EffectState;
  readonly attempts: number;
  /** When the last attempt ended; null before the first. */
  readonly attemptedAt: Instant | null;
  /** What the shop answered when it refused, or why it must be tried again; null otherwise. */
  readonly problem: string | null;
}

/** The effects of a rule's perk on one order. Ids derive from rule, order and perk alone. */
export function effectsOfPerk(rule: Rule, order: OrderId): Effect[] {
  const perk = rule.perk;
  switch (perk.kind) {
    case 'packing_instruction':
      return [
        pendingEffect(rule.id, order, { kind: 'order.tag', tag: perk.tag }),
        pendingEffect(rule.id, order, { kind: 'order.note', marker: `[concierge:${rule.id}]`, line: perk.note }),
      ];
    default:
      return assertNever(perk.kind);
  }
}

function pendingEffect(rule: RuleId, order: OrderId, action: EffectAction): Effect {
  const id = `${rule}/${gidNumber(order)}/${action.kind}` as EffectId;
  return { id, rule, order, action, state: 'pending', attempts: 0, attemptedAt: null, problem: null };
}

/** What came of one attempt. */
export type EffectOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly problem: string }
  /** Throttled, unreachable or unclear: safe to try again, since the effect happens at most once by its nature. */
  | TryAgain;

export interface TryAgain {
  readonly kind: 'again';
  readonly problem: string;
  readonly afterMs: number;
  /** Nothing else can be done in this shop either just now. */
  readonly shopWide?: true;
}

export function applyOutcome(effect: Effect, outcome: EffectOutcome, at: Instant): Effect {
  const attempted = { ...effect, attempts: effect.attempts + 1, attemptedAt: at };
  switch (outcome.kind) {
    case 'done':
      return { ...attempted, state: 'done', problem: null };
    case 'refused':
      return { ...attempted, state: 'refused', problem: outcome.problem };
    case 'again':
      return { ...attempted, problem: outcome.problem };
    default:
      return assertNever(outcome);
  }
}

/** The note with our marked line in it exactly once; other people's lines are left as they are. */
export function withMarkedLine(note: string, marker: string, line: string): string {
  const ours = `${marker} ${line}`;
  const lines = note === '' ? [] : note.split('\n');
  const first = lines.findIndex((text) => text.startsWith(marker));
  if (first === -1) return [...lines, ours].join('\n');
  return lines.flatMap((text, index) => (index === first ? [ours] : text.startsWith(marker) ? [] : [text])).join('\n');
}
