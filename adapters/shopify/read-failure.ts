import type { ReadFailure } from '../../core/ports.ts';
import type { AdminResult } from './admin-result.ts';
import { troubleOf } from './trouble.ts';

/** Why nothing could be read, in the words of the core. */
export function readFailure(result: Exclude<AdminResult<unknown>, { kind: 'data' }>): ReadFailure {
  switch (result.kind) {
    case 'denied':
      return { kind: 'denied', problem: result.problem };
    case 'user_errors':
      return { kind: 'unavailable', problem: result.errors.map(({ message }) => message).join('; ') };
    default:
      return { kind: 'unavailable', ...troubleOf(result) };
  }
}
