import type { Services } from '../../adapters/compose.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { runChores } from '../../core/use-cases/run-chores.ts';
import { reportFailure } from '../report-failure.ts';

/**
 * Comes after the deliveries of a batch: no order waits for a sweep. What there is no time for, or fails, stays due, and
 * tick sends for it again.
 */
export async function doChores(services: Services, shops: Iterable<ShopDomain>, hasTime: () => boolean): Promise<void> {
  for (const shop of shops) {
    if (!hasTime()) return;
    const noteFailure = (error: unknown) => reportFailure(services, 'decide', error, { shop });
    try {
      const done = await runChores({ ...services, noteFailure }, shop, services.clock.now().getTime(), hasTime);
      if (done === null) continue;
      services.meter.count(`chores.${done}`, 1);
      services.log.info('chores done', { shop, done });
    } catch (error) {
      noteFailure(error);
    }
  }
}
