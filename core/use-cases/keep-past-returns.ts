import type { Instant } from '../identity.ts';
import { foldReturn, type SeenReturn } from '../return.ts';
import type { Shop } from '../shop.ts';
import { nameOrNobody } from './erase-customer.ts';
import type { FoldPastPorts } from './fold-past.ts';
import { keepEach } from './keep-each.ts';
import { type FollowPorts, followMerge } from './move-belongings.ts';
import { untilWritten } from './until-written.ts';

/**
 * Returns that were asked for before the installation: they stand with their customers, and no rule is asked. What was
 * read of one later stays. A return says of its order what is needed, so it stands also where the order is not known.
 * Answers false when others kept writing the same records.
 */
export async function keepPastReturns(
  ports: FoldPastPorts & FollowPorts,
  shop: Shop,
  all: readonly SeenReturn[],
  now: Instant,
): Promise<boolean> {
  return keepEach(all, async (told) => {
    const { id, order, customer: named } = told.return;
    const kept = await untilWritten(ports, 'the return’s record', async (reading): Promise<'kept' | 'conflict'> => {
      const customer = await nameOrNobody(ports, shop.domain, named);
      const seen = { ...told, return: { ...told.return, customer } };
      const known = await ports.ledger.return(shop.domain, order, id, reading);
      const fold = foldReturn(known, seen, shop, now);
      if (fold.record === known) return 'kept';
      const committed = await ports.ledger.commit(shop.domain, {
        orders: [],
        returns: [{ ...fold.record, revision: fold.record.revision + 1 }],
        customers: [],
        decisions: [],
        resendAt: now,
        reconsidered: [],
      });
      if (committed === 'conflict') return 'conflict';
      const followed = await followMerge(ports, shop, customer, { kind: 'return', id, order, at: now }, now);
      return followed === null ? 'kept' : 'conflict';
    });
    return kept === 'kept';
  });
}
