import type { Services } from '../../adapters/compose.ts';
import type { EventMessage } from '../../adapters/sqs/event-queue.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { eraseCustomer } from '../../core/use-cases/erase-customer.ts';
import { reportFailure } from '../report-failure.ts';

export interface ErasureTask {
  readonly shop: ShopDomain;
  readonly erasure: string;
}

/** Which erasure a message of ours is about. */
export function erasureOf({ body }: EventMessage): string {
  return Buffer.isBuffer(body) ? body.toString() : '';
}

/** Comes after the deliveries of a batch. What there is no time for, or fails, stays due, and tick sends for it again. */
export async function eraseDue(
  services: Services,
  tasks: readonly ErasureTask[],
  hasTime: () => boolean,
): Promise<void> {
  for (const { shop, erasure } of tasks) {
    if (!hasTime()) return;
    try {
      const erased = await eraseCustomer(services, shop, erasure, services.clock.now().getTime(), hasTime);
      if (erased === 'nothing_due') continue;
      services.meter.count(`erasures.${erased}`, 1);
      services.log.info('customer erased', { shop, erasure, erased });
    } catch (error) {
      reportFailure(services, 'decide', error, { shop, erasure });
    }
  }
}
