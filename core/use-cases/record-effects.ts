import type { Decision } from '../decide.ts';
import {
  addSteps,
  type Effect,
  endedWhenUndone,
  isWaiting,
  newSteps,
  type TryAgain,
  withoutTraces,
} from '../effects.ts';
import type { DecisionId, Instant, ShopDomain } from '../identity.ts';
import type { Backoff, Ledger } from '../ports.ts';
import { MAX_TRIES } from './observe-ports.ts';

interface RecordPorts {
  readonly ledger: Ledger;
  readonly backoff: Backoff;
}

/** For what is written as of the moment at which it is written. */
interface TimedPorts extends RecordPorts {
  readonly now: () => Instant;
}

/** What became of one effect. */
export interface Attempted {
  readonly effect: Effect;
  /** When it has to be looked at again, should it be waiting still. */
  readonly resendAt: Instant;
  /** What the call met; absent when none was made. */
  readonly met?: 'answer' | TryAgain | undefined;
  /** It ended before anything was asked for: where somebody made an attempt meanwhile, that one counts. */
  readonly isUnasked?: true;
}

/** What the effects of a decision become, and when tick has to look at them; null where nothing is to be changed. */
export interface EffectsChange {
  readonly effects: readonly Effect[];
  readonly resendAt: Instant | null;
}

/**
 * Changes the effects of a decision, again from what is stored when somebody else wrote in between.
 *
 * @param first The decision as it was read last; read now where it is left out.
 * @returns The decision as it is stored then; null where there is none, or nothing to change.
 * @throws Error when others keep writing.
 */
export async function changeEffects(
  ports: RecordPorts,
  shop: ShopDomain,
  id: DecisionId,
  change: (decision: Decision) => EffectsChange | null,
  first?: Decision,
): Promise<Decision | null> {
  let decision = first ?? (await ports.ledger.decision(shop, id));
  for (let attempt = 1; attempt <= MAX_TRIES && decision; attempt += 1) {
    const changed = change(decision);
    if (!changed) return null;
    const next: Decision = { ...decision, revision: decision.revision + 1, effects: changed.effects };
    if ((await ports.ledger.recordEffects(shop, next, changed.resendAt)) === 'recorded') return next;
    await ports.backoff(attempt);
    decision = await ports.ledger.decision(shop, id);
  }
  if (!decision) return null;
  throw new Error(`the effects of decision ${id} could not be written`);
}

/**
 * Writes what became of the effects. Others may have written meanwhile: what is finished stays finished, a later
 * attempt than ours counts more than ours, and what is known to be done is done.
 *
 * @returns The effects that were worked on, as they are stored now.
 */
export async function writeAttempted(
  ports: TimedPorts,
  shop: ShopDomain,
  first: Decision,
  attempted: readonly Attempted[],
): Promise<readonly Effect[]> {
  const change = (decision: Decision) => merged(decision, attempted, ports.now());
  const written = await changeEffects(ports, shop, first.id, change, first);
  return (written?.effects ?? []).filter(({ id }) => attempted.some(({ effect }) => effect.id === id));
}

/**
 * Writes that `intent` is about to be tried, with what became of other effects before. Null when somebody else tries
 * it, it is not to be done any more, or `mayBegin` says no; else the decision as it is stored now.
 *
 * @param mayBegin By all effects as they are stored then.
 */
export async function writeIntent(
  ports: TimedPorts,
  shop: ShopDomain,
  id: DecisionId,
  intent: Effect,
  attempted: readonly Attempted[],
  mayBegin: (effects: readonly Effect[]) => boolean,
): Promise<Decision | null> {
  return changeEffects(ports, shop, id, (decision) => {
    const stored = decision.effects.find((effect) => effect.id === intent.id);
    if (!stored || stored.orderDeleted || !isWaiting(stored)) return null;
    if (stored.attempts !== intent.attempts - 1) return null;
    const change = merged(decision, attempted, ports.now());
    return mayBegin(change.effects) ? change : null;
  });
}

function merged(decision: Decision, attempted: readonly Attempted[], now: Instant): EffectsChange {
  const effects = decision.effects.map((stored) => {
    const { effect: ours, isUnasked = false } = attempted.find(({ effect }) => effect.id === stored.id) ?? {};
    if (!ours || (isUnasked && stored.attempts >= ours.attempts)) return stored;
    // Who began before the customer's data was erased knows of it still.
    return mergedEffect(stored, decision.erasedAt === undefined ? ours : withoutTraces(ours), now);
  });
  return { effects, resendAt: resendAtOf(effects, attempted) };
}

/** Whichever of the two counts, the history tells what happened on both sides. */
function mergedEffect(stored: Effect, ours: Effect, now: Instant): Effect {
  const own = newSteps(ours, stored);
  if (!countsMore(ours, stored, own.length > 0)) {
    // A call of ours that may still come is one, whatever somebody else decided meanwhile.
    const called = own.some(({ what }) => what === 'tried') && stored.state !== 'done';
    const changedAt = stored.history.at(-1)?.at ?? 0;
    return {
      ...stored,
      ...(called && {
        uncertain: stored.uncertain || ours.uncertain,
        attempts: Math.max(stored.attempts, ours.attempts),
        attemptedAt: laterOf(stored.attemptedAt, ours.attemptedAt),
      }),
      history: addSteps(
        stored,
        // The last one says how it stands.
        own.map((step) => (step.at < changedAt ? step : { ...step, became: stored.state })),
      ),
    };
  }
  const counted: Effect = {
    ...ours,
    attempts: Math.max(ours.attempts, stored.attempts),
    since: Math.max(ours.since, stored.since),
    history: addSteps(stored, own),
  };
  if (!stored.orderDeleted) return counted;
  // Who began before the order was deleted does not know of it, and may have had its answer before.
  return endedWhenUndone({ ...counted, orderDeleted: true }, now);
}

function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function countsMore(ours: Effect, stored: Effect, hasNews: boolean): boolean {
  if (ours.state === 'done' || !isWaiting(stored)) return ours.state === 'done';
  if (stored.attempts !== ours.attempts) return stored.attempts < ours.attempts;
  // Who only looked does not undo what came of the attempt meanwhile.
  return hasNews || ours.state === stored.state;
}

/** The earliest time at which one of the waiting effects has to be looked at; at once, where we saw none waiting. */
function resendAtOf(effects: readonly Effect[], attempted: readonly Attempted[]): Instant | null {
  const waiting = effects.filter(isWaiting);
  if (waiting.length === 0) return null;
  return Math.min(
    ...waiting.map(({ id, since }) => attempted.find(({ effect }) => effect.id === id)?.resendAt ?? since),
  );
}
