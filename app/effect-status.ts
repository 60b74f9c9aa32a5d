import { assertNever } from '../core/assert-never.ts';
import type { Effect } from '../core/effects.ts';

/**
 * How far an effect got, as a person asks. `started`: to be done, and nothing stands in the way. `waiting`: tried in
 * vain, to be tried again. `checking`: the answer of a try was lost, and the shop is asked whether it happened.
 */
export type EffectStatus =
  | 'started'
  | 'waiting'
  | 'checking'
  | 'done'
  | 'refused'
  | 'unclear'
  | 'held'
  | 'stopped'
  | 'abandoned';

export function statusOf({ state, problem }: Pick<Effect, 'state' | 'problem'>): EffectStatus {
  switch (state) {
    case 'pending':
      return problem === null ? 'started' : 'waiting';
    case 'attempting':
      return problem === null ? 'started' : 'checking';
    case 'done':
    case 'refused':
    case 'unclear':
    case 'held':
    case 'stopped':
    case 'abandoned':
      return state;
    default:
      return assertNever(state);
  }
}

/** It goes on by itself. */
export function isUnderWay(status: EffectStatus): boolean {
  return status === 'started' || status === 'waiting' || status === 'checking';
}
