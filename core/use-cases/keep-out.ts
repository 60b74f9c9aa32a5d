import { attemptOverAt, type Effect, giveUpWhenLate, isUnderWay, takeStep } from '../effects.ts';
import type { Instant } from '../identity.ts';
import type { Gate } from '../shop-gate.ts';
import type { Attempted } from './record-effects.ts';

/** Perks may be given again by then. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** What becomes of an effect in a shop in which nothing may be done now. */
export function keptOut(effect: Effect, gate: Gate, at: Instant): Attempted {
  const step = { at, asked: [], answer: null };
  if (isUnderWay(effect, at)) return { effect, resendAt: attemptOverAt(effect) };
  switch (gate.kind) {
    case 'gone': {
      const became = effect.state === 'attempting' ? 'unclear' : 'stopped';
      const answer = 'the app was uninstalled';
      return {
        effect: takeStep(effect, { ...step, what: 'stopped', became, answer }, { problem: answer }),
        resendAt: at,
      };
    }
    case 'stopped':
      // What may have happened is found out when perks are given again, and does not run out of time until then.
      if (effect.state === 'attempting') return { effect: { ...effect, since: at }, resendAt: at + LOOK_AGAIN_MS };
      return { effect: takeStep(effect, { ...step, what: 'held', became: 'held' }), resendAt: at };
    case 'closed':
      return { effect: giveUpWhenLate({ ...effect, problem: gate.problem }, at), resendAt: gate.until };
    case 'open':
      return { effect, resendAt: at };
  }
}
