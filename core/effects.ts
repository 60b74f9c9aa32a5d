import { assertNever } from './assert-never.ts';
import type { CustomerId, EffectId, Instant, OrderId, ReturnId, RuleId } from './identity.ts';
import type { Money } from './money.ts';

/** One concrete thing to do to the outside world. The performer says of each kind how it happens exactly once. */
export type EffectAction =
  | { readonly kind: 'order.tag'; readonly tag: string }
  | { readonly kind: 'order.note'; readonly marker: string; readonly line: string }
  /** `expiresAt`, in whole seconds, is this effect's own: the transaction is found again by it. */
  | {
      readonly kind: 'customer.credit';
      /** Null once the customer's data was erased: it is never asked for then. */
      readonly customer: CustomerId | null;
      readonly amount: Money;
      readonly expiresAt: Instant;
      readonly notify: boolean;
    }
  /**
   * An e-mail. Its text is the rule's in the decision's policy; name and address are read when it is sent and kept
   * nowhere.
   */
  | {
      readonly kind: 'customer.message';
      /** As of a credit. */
      readonly customer: CustomerId | null;
    }
  | { readonly kind: 'return.approve'; readonly return: ReturnId; readonly notify: boolean };

export type EffectState =
  /** To be done: now, or when it is due again. */
  | 'pending'
  /** The intent is written and the answer is not: whether it happened has to be found out. */
  | 'attempting'
  | 'done'
  /** The shop said no; a person has to look. */
  | 'refused'
  /** Nobody knows whether it happened, and nothing more can be found out: a person has to say. */
  | 'unclear'
  /** The merchant stopped all perks: it goes on when they resume. */
  | 'held'
  /** The app was uninstalled before it could be done. */
  | 'stopped'
  /** A person decided to leave it undone, its customer's data was erased, or its order was deleted. */
  | 'abandoned';

/** Nothing more happens to these unless a person says so. */
export const WAITING_STATES: readonly EffectState[] = ['pending', 'attempting'];
/** What needs a person, or waits for one. */
export const OPEN_STATES: readonly EffectState[] = ['unclear', 'refused', 'held', 'stopped'];
export const EFFECT_STATES: readonly EffectState[] = [...WAITING_STATES, ...OPEN_STATES, 'done', 'abandoned'];

export function isWaiting({ state }: Pick<Effect, 'state'>): boolean {
  return WAITING_STATES.includes(state);
}

export function isOpen({ state }: Pick<Effect, 'state'>): boolean {
  return OPEN_STATES.includes(state);
}

/** One thing that happened to an effect. */
export interface EffectStep {
  readonly at: Instant;
  readonly what: /** The shop was asked to do it. */
    | 'tried'
    /** The shop was asked whether it had happened. */
    | 'read_back'
    /** The answer of a try was lost, and nothing can tell what became of it. */
    | 'lost'
    | 'held'
    | 'released'
    | 'stopped'
    /** A function ended ten times while it was at it. */
    | 'failed'
    | 'given_up'
    /** A person's word. */
    | 'retried'
    | 'settled'
    | 'abandoned';
  readonly became: EffectState;
  /** The Admin API operations that were asked for, by their names. */
  readonly asked: readonly string[];
  /** What was answered, or the reason; null when all went well. */
  readonly answer: string | null;
  /** A staff member's id at the platform; absent when nobody of the staff did it. Never a name. */
  readonly by?: string;
}

export interface Effect {
  readonly id: EffectId;
  readonly rule: RuleId;
  /** The subject's order; null where it has none. */
  readonly order: OrderId | null;
  readonly action: EffectAction;
  readonly state: EffectState;
  /** How often the shop was asked to do it. */
  readonly attempts: number;
  /** When the last attempt ended, or began while it is `attempting`; null before the first. */
  readonly attemptedAt: Instant | null;
  /** What the shop answered when it refused, or why it has to be tried again; null otherwise. */
  readonly problem: string | null;
  /** True when an attempt since it was last known not to have happened may have happened. */
  readonly uncertain: boolean;
  /** Its order was deleted after it was tried: what became of that is found out, and it is asked for no more. */
  readonly orderDeleted?: true;
  /** Since when it is to be done: the decision, the release or the retry. */
  readonly since: Instant;
  /** Oldest first, the newest 20. */
  readonly history: readonly EffectStep[];
}

/** The order that an effect on an order is done to: its perk answers events of orders alone. */
export function ownOrder({ id, order }: Effect): OrderId {
  if (order === null) throw new Error(`${id} has no order`);
  return order;
}

/** An effect of one kind. */
export type EffectOf<Kind extends EffectAction['kind']> = Effect & {
  readonly action: Extract<EffectAction, { readonly kind: Kind }>;
};

/** What came of asking the shop to do it. */
export type EffectOutcome = { readonly kind: 'done' } | Refused | TryAgain;

export interface Refused {
  readonly kind: 'refused';
  readonly problem: string;
  /** The shop did not grant what this needs. */
  readonly missingScope?: true;
}

export interface TryAgain {
  readonly kind: 'again';
  readonly problem: string;
  readonly afterMs: number;
  /** False when it is certain that nothing was done. */
  readonly maybeDone: boolean;
  readonly shopWide?: ShopWide;
}

/**
 * Nothing else can be done in the shop either just now. `throttled`: it asks to wait; `down`: it does not answer,
 * which opens the breaker when it goes on; `closed`: it lets nobody in, which opens it at once.
 */
export type ShopWide = 'throttled' | 'down' | 'closed';

/** What the shop says of an attempt whose answer was lost. */
export type ReadBack =
  | { readonly kind: 'there' }
  | { readonly kind: 'absent' }
  /** The shop was read, and what it shows may be this or something else: only a person can say. */
  | { readonly kind: 'cannot_tell'; readonly problem: string }
  | TryAgain;

const FIRST_PAUSE_MS = 5000;
export const LONGEST_PAUSE_MS = 3_600_000;

/** Before the next try, in milliseconds: doubles with each attempt, up to an hour. */
export function pauseMs({ attempts }: Pick<Effect, 'attempts'>): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20));
}

const LONGEST_HISTORY = 20;

/** The effect after a step; its state is what the step made of it. */
export function takeStep(effect: Effect, step: EffectStep, change: Partial<Effect> = {}): Effect {
  return { ...effect, ...change, state: step.became, history: addSteps(effect, [step]) };
}

/** Each in its place: what was answered before somebody else's step may be written after it. */
export function addSteps({ history }: Effect, steps: readonly EffectStep[]): readonly EffectStep[] {
  return [...history, ...steps].toSorted((one, other) => one.at - other.at).slice(-LONGEST_HISTORY);
}

/** What stands in the history of `ours` and not in that of `known`. What fell out of a full history is no news. */
export function newSteps(ours: Effect, known: Effect): readonly EffectStep[] {
  const full = known.history.length >= LONGEST_HISTORY;
  const oldest = (full && known.history[0]?.at) || 0;
  return ours.history.filter(
    ({ at, what, answer }) =>
      at >= oldest && !known.history.some((step) => step.at === at && step.what === what && step.answer === answer),
  );
}

/** An effect is tried for so long; what did not happen by then helps no customer any more without a person's word. */
export const GIVE_UP_AFTER_MS = 48 * 3_600_000;

/** The effect after the shop was asked to do it. An attempt that was written as an intent is counted already. */
export function applyOutcome(effect: Effect, outcome: EffectOutcome, asked: readonly string[], at: Instant): Effect {
  const hadIntent = effect.state === 'attempting';
  const attempted = { attempts: effect.attempts + (hadIntent ? 0 : 1), attemptedAt: at };
  const step = { at, what: 'tried' as const, asked };
  switch (outcome.kind) {
    case 'done':
      return takeStep(effect, { ...step, became: 'done', answer: null }, { ...attempted, ...CERTAIN });
    case 'refused': {
      const { problem } = outcome;
      return takeStep(effect, { ...step, became: 'refused', answer: problem }, { ...attempted, problem });
    }
    case 'again': {
      const { problem, maybeDone } = outcome;
      const became = hadIntent && maybeDone ? 'attempting' : 'pending';
      const change = { ...attempted, problem, uncertain: effect.uncertain || maybeDone };
      return giveUpWhenLate(takeStep(effect, { ...step, became, answer: problem }, change), at);
    }
    default:
      return assertNever(outcome);
  }
}

const ERASED = 'the customer’s data was erased';

/** What was answered may name the customer: of it nothing is kept. What is not done never will be. */
export function endedByErasure(effect: Effect, at: Instant): Effect {
  const ended = withoutTraces(effect);
  if (ended.state === 'done' || ended.state === 'abandoned') return ended;
  return takeStep(ended, { at, what: 'abandoned', became: 'abandoned', asked: [], answer: ERASED });
}

/**
 * Its order is no more. Of an attempt that may have happened, or is under way, it is found out as ever what became of
 * it, and no other is made.
 */
export function endedByDeletion(effect: Effect, at: Instant): Effect {
  const { state, orderDeleted } = effect;
  if (state === 'done' || state === 'abandoned' || orderDeleted) return effect;
  return endedWhenUndone({ ...effect, orderDeleted: true }, at);
}

/** Leaves undone what was not done for an order that is no more. */
export function endedWhenUndone(effect: Effect, at: Instant): Effect {
  const isUndone = ['pending', 'refused', 'held', 'stopped'].includes(effect.state);
  if (!effect.orderDeleted || !isUndone) return effect;
  const answer = 'the order was deleted in the shop';
  return takeStep(effect, { at, what: 'abandoned', became: 'abandoned', asked: [], answer }, { problem: null });
}

/** The effect without all that may tell who its customer was. */
export function withoutTraces(effect: Effect): Effect {
  const { action, history } = effect;
  return {
    ...effect,
    action: 'customer' in action ? { ...action, customer: null } : action,
    problem: null,
    history: history.map((step) => (step.answer === null ? step : { ...step, answer: ERASED })),
  };
}

/** What is true of an effect whose outcome is known. */
export const CERTAIN = { problem: null, uncertain: false } as const;

/**
 * So long after it began, an attempt whose answer was lost is over, whatever became of it: the function that made it
 * lives a minute at most. Before, nobody can tell whether it still comes: neither the shop nor a person.
 */
const OVER_AFTER_MS = 2 * 60_000;

/** When nothing more can come of the last attempt. */
export function attemptOverAt({ attemptedAt }: Pick<Effect, 'attemptedAt'>): Instant {
  return (attemptedAt ?? 0) + OVER_AFTER_MS;
}

/** An attempt is made, or its answer was lost so lately that it may still come. */
export function isUnderWay(effect: Effect, at: Instant): boolean {
  return effect.state === 'attempting' && at < attemptOverAt(effect);
}

/** Refused, or unclear when it may have happened, once it was tried for long enough. */
export function giveUpWhenLate(effect: Effect, at: Instant): Effect {
  if (!isWaiting(effect) || isUnderWay(effect, at) || at - effect.since < GIVE_UP_AFTER_MS) return effect;
  const answer = `not done within 48 hours: ${effect.problem ?? 'nobody could try it'}`;
  const became = effect.uncertain ? 'unclear' : 'refused';
  return takeStep(effect, { at, what: 'given_up', became, asked: [], answer }, { problem: answer });
}
