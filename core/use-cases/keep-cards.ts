import type { SeenCustomer } from '../customer-card.ts';
import type { Instant } from '../identity.ts';
import { newCustomerRecord } from '../profile.ts';
import type { Shop } from '../shop.ts';
import { commitPast, type FoldPastPorts } from './fold-past.ts';
import { keepEach } from './keep-each.ts';
import { untilWritten } from './until-written.ts';

/**
 * What the shop keeps of its customers, from a list of all of them. A newer reading stays; who was merged or deleted, was
 * erased, or never ordered and is not known otherwise is passed over. Answers false when others kept writing the same
 * records.
 */
export async function keepCards(
  ports: FoldPastPorts,
  shop: Shop,
  all: readonly SeenCustomer[],
  now: Instant,
): Promise<boolean> {
  return keepEach(all, async ({ customer: id, card, hasOrdered }) => {
    const kept = await untilWritten(ports, 'the customer’s record', async (reading): Promise<'kept' | 'conflict'> => {
      const found = await ports.ledger.customer(shop.domain, id, reading);
      const isPassedOver = found ? found.gone : !hasOrdered || (await ports.erasures.isErased(shop.domain, id));
      if (isPassedOver || (found?.card && found.card.readAt >= card.readAt)) return 'kept';
      const known = found ?? newCustomerRecord(id);
      const next = { ...known, revision: known.revision + 1, card };
      return (await commitPast(ports, shop, [], [next], now)) === 'committed' ? 'kept' : 'conflict';
    });
    return kept === 'kept';
  });
}
