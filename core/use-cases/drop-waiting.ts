import type { Instant, OrderId, ShopDomain } from '../identity.ts';
import type { Backoff, Ledger } from '../ports.ts';
import { MAX_TRIES } from './observe-ports.ts';

interface DropPorts {
  readonly ledger: Ledger;
  readonly backoff: Backoff;
}

/** The app left while the order waited: nothing is decided about it any more. */
export async function dropWaiting(
  { ledger, backoff }: DropPorts,
  shop: ShopDomain,
  id: OrderId,
  now: Instant,
): Promise<void> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const order = await ledger.order(shop, id, 'latest');
    if (!order?.waiting) return;
    const { waiting: _waited, ...record } = order;
    const dropped = { ...record, placement: 'history' as const, revision: order.revision + 1 };
    const changes = { orders: [dropped], customers: [], decisions: [], resendAt: now, reconsidered: [] };
    if ((await ledger.commit(shop, changes)) === 'committed') return;
    await backoff(attempt);
  }
  throw new Error(`the order kept changing during ${MAX_TRIES} tries`);
}
