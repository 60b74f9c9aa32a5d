import { endedByDeletion, isWaiting } from '../effects.ts';
import type { Instant } from '../identity.ts';
import type { Observation } from '../observation.ts';
import type { Shop } from '../shop.ts';
import { foldDelivery } from './fold-delivery.ts';
import { withEachDecision } from './move-effects.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';
import { changeEffects } from './record-effects.ts';

/**
 * Takes an order that the shop has deleted out of what counts, and leaves undone what was still to be done for it, for its
 * returns and for its shipments. Its decisions stay as they are. Done again it changes nothing.
 */
export async function deleteOrder(
  ports: ObservePorts,
  shop: Shop,
  deleted: Extract<Observation, { type: 'order.deleted' }>,
  now: Instant,
): Promise<Observed> {
  const observed = await foldDelivery(ports, shop, deleted, now);
  if (observed.kind === 'try_again') return observed;
  const hasTime = () => true;
  await withEachDecision(ports.ledger, shop.domain, { order: deleted.order }, hasTime, async (first) => {
    await changeEffects(
      ports,
      shop.domain,
      first.id,
      ({ effects: stored }) => {
        const effects = stored.map((effect) => endedByDeletion(effect, now));
        if (effects.every((effect, index) => effect === stored[index])) return null;
        return { effects, resendAt: effects.some(isWaiting) ? now : null };
      },
      first,
    );
  });
  return observed;
}
