import type { Services } from '../../adapters/compose.ts';
import type { ShopDomain } from '../../core/identity.ts';
import { redactShop } from '../../core/use-cases/redact-shop.ts';
import { reportFailure } from '../report-failure.ts';

/** Comes after the deliveries of a batch. What there is no time for, or fails, stays due, and tick sends for it again. */
export async function redactDue(
  services: Services,
  shops: Iterable<ShopDomain>,
  hasTime: () => boolean,
): Promise<void> {
  for (const shop of shops) {
    if (!hasTime()) return;
    try {
      const redacted = await redactShop(services, shop, services.clock.now().getTime(), hasTime);
      if (redacted === 'nothing_due') continue;
      services.meter.count(`redactions.${redacted}`, 1);
      services.log.info('shop deleted', { shop, redacted });
    } catch (error) {
      reportFailure(services, 'decide', error, { shop });
    }
  }
}
