import type { Services } from '../../adapters/compose.ts';
import { resendDue } from '../../core/use-cases/resend-effects.ts';

/** Each minute: what is due goes to the queues, where the same code as ever handles it. */
export function createTickHandler(services: Services) {
  return async (): Promise<{ readonly resent: number }> => {
    const result = await resendDue(services, services.clock.now().getTime());
    if (result.resent > 0) services.log.info('sent again', result);
    return result;
  };
}
