import { assertNever } from '../../core/assert-never.ts';
import { THROTTLED, type Trouble } from '../../core/use-cases/shop-health.ts';
import type { AdminResult } from './admin-result.ts';

/** A call that came to nothing for now, whatever was asked. */
export type Unanswered = Exclude<AdminResult<unknown>, { kind: 'data' | 'denied' | 'user_errors' }>;

/** What such a call met, in the words of the core; GraphQL errors are about the call alone, not the shop. */
export function troubleOf(result: Unanswered): Trouble {
  switch (result.kind) {
    case 'throttled':
      return { problem: THROTTLED, shopWide: 'throttled', afterMs: result.retryAfterMs };
    case 'unauthorized':
      return { problem: 'there is no valid access token for the shop', shopWide: 'closed' };
    case 'closed':
      return { problem: result.problem, shopWide: 'closed' };
    case 'unsent':
    case 'failed':
      return { problem: result.problem, shopWide: 'down' };
    case 'errors':
      return { problem: result.problem };
    default:
      return assertNever(result);
  }
}
