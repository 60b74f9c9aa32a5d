import type { Services } from '../../adapters/compose.ts';
import { FUNCTION_TIMEOUT_S } from '../../adapters/sqs/queues.ts';
import { resendDue } from '../../core/use-cases/resend-effects.ts';
import { reportFailure } from '../report-failure.ts';

/** Leaves what runs then as long again to end. */
const BUDGET_MS = (FUNCTION_TIMEOUT_S * 1000) / 2;

/** Each minute: what is due goes to the queues, where the same code as ever handles it. */
export function createTickHandler(services: Services) {
  return async (): Promise<{ readonly resent: number }> => {
    const endsMs = performance.now() + BUDGET_MS;
    const now = services.clock.now().getTime();
    const { resent, failed } = await resendDue(services, now, () => performance.now() < endsMs);
    for (const { shop, decision, error } of failed) reportFailure(services, 'tick', error, { shop, decision });
    if (resent > 0) services.log.info('sent again', { resent });
    return { resent };
  };
}
