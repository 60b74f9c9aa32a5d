import { assertNever } from '../../core/assert-never.ts';
import type { ReadFailure } from '../../core/ports.ts';
import type { AdminResult } from './admin-result.ts';

/** Why nothing could be read, in the words of the core. */
export function readFailure(result: Exclude<AdminResult<unknown>, { kind: 'data' }>): ReadFailure {
  switch (result.kind) {
    case 'throttled':
      return { kind: 'unavailable', problem: 'the shop asks to call less often' };
    case 'unauthorized':
      return { kind: 'unavailable', problem: 'there is no valid access token for the shop' };
    case 'denied':
      return { kind: 'denied', problem: result.problem };
    case 'user_errors':
      return { kind: 'unavailable', problem: result.errors.map(({ message }) => message).join('; ') };
    case 'closed':
    case 'errors':
    case 'failed':
      return { kind: 'unavailable', problem: result.problem };
    default:
      return assertNever(result);
  }
}
