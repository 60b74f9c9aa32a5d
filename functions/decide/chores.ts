import type { Services } from '../../adapters/compose.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { runChores } from '../../core/use-cases/run-chores.ts';
import { reportFailure } from '../report-failure.ts';

/** Steps of an import that follow at once: each of its four files asked for and read. The next comes with tick. */
const MOST_STEPS = 8;

/**
 * Comes after the deliveries of a batch: no order waits for a sweep. What there is no time for, or fails, stays due, and
 * tick sends for it again.
 */
export async function doChores(services: Services, shops: Iterable<ShopDomain>, hasTime: () => boolean): Promise<void> {
  for (const shop of shops) {
    if (!hasTime()) return;
    const noteFailure = (error: unknown) => reportFailure(services, 'decide', error, { shop });
    try {
      let done: Awaited<ReturnType<typeof runChores>> = 'imported';
      for (let step = 1; step <= MOST_STEPS && done === 'imported' && hasTime(); step += 1) {
        done = await runChores({ ...services, noteFailure }, shop, services.clock.now().getTime(), hasTime);
        if (done === null) continue;
        services.meter.count(`chores.${done}`, 1);
        services.log.info('chores done', { shop, done });
      }
    } catch (error) {
      noteFailure(error);
    }
  }
}
