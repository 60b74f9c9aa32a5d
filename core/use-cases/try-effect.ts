import type { Decision } from '../decide.ts';
import {
  applyOutcome,
  attemptOverAt,
  CERTAIN,
  type Effect,
  type EffectOutcome,
  giveUpWhenLate,
  isUnderWay,
  LONGEST_PAUSE_MS,
  type ReadBack,
  takeStep,
} from '../effects.ts';
import { type ExactlyOnce, needsIntent } from '../exactly-once.ts';
import type { EffectId, Instant } from '../identity.ts';
import { NothingDone } from '../nothing-done.ts';
import type { Asked, Backoff, EffectPerformer, Ledger, Letter, ShopStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { RESEND_AFTER_MS } from './observe-ports.ts';
import { type Attempted, writeIntent } from './record-effects.ts';
import type { ShopHealth } from './shop-health.ts';

export interface PerformPorts {
  readonly shops: ShopStore;
  readonly ledger: Ledger;
  readonly performer: EffectPerformer;
  readonly backoff: Backoff;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** One decision while its effects are tried. */
export interface Run {
  readonly ports: PerformPorts;
  readonly shop: Shop;
  /** As it was last read or written. */
  readonly stored: { decision: Decision };
  readonly now: () => Instant;
  readonly health: ShopHealth;
  readonly hasTime: () => boolean;
  readonly met: { thrown: { effect: EffectId; error: unknown }[]; missingScope: boolean };
}

/** A process that was halted for longer than this after it wrote its intent leaves it to be read back. */
const INTENT_VALID_MS = 20_000;

/** Tries one effect in its own way, or finds out what became of an attempt before. */
export async function tryEffect(run: Run, effect: Effect, before: readonly Attempted[]): Promise<Attempted> {
  const way = wayOf(run, effect);
  if (way === null) return attempt(run, effect, before, false);
  if (way === 'marker') return tryMarked(run, effect, before);
  if (!needsIntent(way)) return attempt(run, effect, before, false);
  if (effect.state !== 'attempting') return attempt(run, effect, before, ALWAYS);
  if (isUnderWay(effect, run.now())) return { effect, resendAt: attemptOverAt(effect) };
  if (way === 'once') return lost(effect, run.now());
  const found = await readBack(run, effect);
  const isAgain = found.effect.state === 'pending' && !effect.orderDeleted;
  return isAgain ? attempt(run, found.effect, before, ALWAYS) : found;
}

/** Null for a kind that this version does not know: asking for it fails as any bug does. */
function wayOf({ ports }: Run, { action }: Effect): ExactlyOnce | null {
  try {
    return ports.performer.exactlyOnce(action.kind);
  } catch {
    return null;
  }
}

/**
 * What is read, changed and written back as a whole: a write whose answer was lost may still come, and would then undo
 * what was written after it for another rule. All of the kind wait until it is over; so that they know of it when the
 * process dies at it, it is written down first where there are others.
 */
async function tryMarked(run: Run, effect: Effect, before: readonly Attempted[]): Promise<Attempted> {
  const { effects } = run.stored.decision;
  const latest = effects.map((each) => before.find((tried) => tried.effect.id === each.id)?.effect ?? each);
  const lostUntil = Math.max(lostOverAt(latest, effect), effect.uncertain ? attemptOverAt(effect) : 0);
  if (run.now() < lostUntil) return { effect, resendAt: lostUntil };
  const hasOthers = effects.some((each) => isOtherOfKind(each, effect));
  // What is known here may be old: whoever tries another at this moment has written so.
  const mayBegin = (stored: readonly Effect[]) => lostOverAt(stored, effect) <= run.now();
  // Of an order that was deleted nothing is begun: asking for it says that it is gone.
  return attempt(run, effect, before, hasOthers && !effect.orderDeleted && mayBegin);
}

function lostOverAt(effects: readonly Effect[], effect: Effect): Instant {
  const lost = effects.filter((each) => each.uncertain && isOtherOfKind(each, effect));
  return Math.max(0, ...lost.map(attemptOverAt));
}

function isOtherOfKind({ id, action }: Effect, effect: Effect): boolean {
  return id !== effect.id && action.kind === effect.action.kind;
}

/** Whether an attempt may begin, by all effects as they are stored then. */
type MayBegin = (effects: readonly Effect[]) => boolean;
const ALWAYS: MayBegin = () => true;

/**
 * Prepares and makes an attempt. Until it is prepared nothing is asked of the world that could be lost.
 *
 * @param intent Whether it is written down first, and may be.
 */
async function attempt(
  run: Run,
  effect: Effect,
  before: readonly Attempted[],
  intent: MayBegin | false,
): Promise<Attempted> {
  const { ports, shop, stored } = run;
  const { asked, answer } = await guarded(run, effect, () =>
    ports.performer.prepare(shop.domain, effect, stored.decision).catch((error: unknown) => {
      throw new NothingDone(error);
    }),
  );
  if (answer.kind !== 'ready') return { ...concluded(run, effect, { asked, answer }), isUnasked: true };
  const ready: Ready = { asked, letter: answer.letter };
  return intent ? performWithIntent(run, effect, before, ready, intent) : perform(run, effect, ready);
}

interface Ready {
  readonly asked: readonly string[];
  readonly letter: Letter | null;
}

/** Writes down that it is about to be tried, so that nobody tries it again without having looked. */
async function performWithIntent(
  run: Run,
  effect: Effect,
  before: readonly Attempted[],
  ready: Ready,
  mayBegin: MayBegin,
): Promise<Attempted> {
  const { ports, shop, stored, now } = run;
  const begunAt = now();
  const intent: Effect = {
    ...effect,
    state: 'attempting',
    attempts: effect.attempts + 1,
    attemptedAt: begunAt,
    uncertain: true,
  };
  const overAt = attemptOverAt(intent);
  const written = [...before, { effect: intent, resendAt: overAt }];
  // Where it can't be written somebody else is at it.
  const decision = await writeIntent({ ...ports, now }, shop.domain, stored.decision.id, intent, written, mayBegin);
  if (!decision) return { effect, resendAt: overAt };
  stored.decision = decision;
  if (now() - begunAt > INTENT_VALID_MS) return { effect: intent, resendAt: overAt };
  const tried = await perform(run, { ...intent, uncertain: effect.uncertain }, ready);
  if (tried.effect.state !== 'attempting') return tried;
  // The answer was lost: it is found out when the attempt is over.
  return { ...tried, effect: { ...tried.effect, attemptedAt: begunAt }, resendAt: overAt };
}

async function perform(run: Run, effect: Effect, { asked, letter }: Ready): Promise<Attempted> {
  const performed = await guarded(run, effect, () => run.ports.performer.perform(run.shop.domain, effect, letter));
  return concluded(run, effect, { ...performed, asked: [...asked, ...performed.asked] });
}

function concluded(run: Run, effect: Effect, { asked, answer }: Asked<EffectOutcome>): Attempted {
  const at = run.now();
  const resendAt = resendAfter(run, answer, at);
  if (answer.kind === 'refused' && answer.missingScope) run.met.missingScope = true;
  return { effect: applyOutcome(effect, answer, asked, at), resendAt, met: metBy(answer, asked) };
}

/** Nothing can tell what became of the attempt: a person has to. */
function lost(effect: Effect, at: Instant): Attempted {
  const problem = effect.problem ?? 'the attempt was never answered';
  const step = { at, what: 'lost' as const, became: 'unclear' as const, asked: [], answer: problem };
  return { effect: takeStep(effect, step, { problem }), resendAt: at };
}

/** What the shop says of the attempt: done, to be made again, or still to be found out. */
async function readBack(run: Run, effect: Effect): Promise<Attempted> {
  const { asked, answer } = await guarded(run, effect, () => run.ports.performer.readBack(run.shop.domain, effect));
  const at = run.now();
  const step = { at, what: 'read_back' as const, asked };
  switch (answer.kind) {
    case 'there': {
      const done = takeStep(effect, { ...step, became: 'done', answer: 'it had happened' }, CERTAIN);
      return { effect: done, resendAt: at, met: 'answer' };
    }
    case 'absent': {
      const absent = takeStep(effect, { ...step, became: 'pending', answer: 'it had not happened' }, CERTAIN);
      return { effect: giveUpWhenLate(absent, at), resendAt: at, met: 'answer' };
    }
    case 'cannot_tell': {
      const { problem } = answer;
      const unclear = takeStep(effect, { ...step, became: 'unclear', answer: problem }, { problem });
      return { effect: unclear, resendAt: at, met: 'answer' };
    }
    case 'again': {
      const { problem } = answer;
      const unknown = takeStep(effect, { ...step, became: 'attempting', answer: problem }, { problem });
      return { effect: giveUpWhenLate(unknown, at), resendAt: resendAfter(run, answer, at), met: metBy(answer, asked) };
    }
  }
}

/** A throw is a bug, which must not keep the shop's other effects from being done. */
async function guarded<Answer extends { readonly kind: string }>(
  run: Run,
  effect: Effect,
  ask: () => Promise<Asked<Answer>>,
): Promise<Asked<Answer | Extract<EffectOutcome, { kind: 'again' }>>> {
  try {
    return await ask();
  } catch (error) {
    run.met.thrown.push({ effect: effect.id, error });
    const name = error instanceof Error ? error.name : typeof error;
    const problem = `failed unexpectedly: ${name}`;
    const maybeDone = !(error instanceof NothingDone);
    return { asked: [], answer: { kind: 'again', problem, afterMs: RESEND_AFTER_MS, maybeDone } };
  }
}

/** Up to a quarter later than asked for: what failed together is not tried again together. */
function resendAfter({ ports }: Run, answer: EffectOutcome | ReadBack, at: Instant): Instant {
  if (answer.kind !== 'again') return at;
  return at + Math.round(Math.min(answer.afterMs, LONGEST_PAUSE_MS) * (1 + ports.random() / 4));
}

function metBy(answer: EffectOutcome, asked: readonly string[]): Attempted['met'] {
  if (answer.kind === 'again' && answer.shopWide) return answer;
  return asked.length > 0 ? 'answer' : undefined;
}
