import { foldHold } from '../hold.ts';
import type { FulfillmentOrderId, Instant } from '../identity.ts';
import { newOrderRecord } from '../order.ts';
import type { Shop } from '../shop.ts';
import { MAX_TRIES, type Observed, type ObservePorts } from './observe-ports.ts';

/** Reads from the shop whether a part of an order is on hold, and why: no delivery names the order. */
export async function readHold(
  { reader, ledger, backoff }: ObservePorts,
  shop: Shop,
  id: FulfillmentOrderId,
  now: Instant,
): Promise<Observed> {
  const read = await reader.hold(shop.domain, id);
  if (read.kind === 'missing') return { kind: 'ignored', reason: 'hold_missing' };
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  const { order } = read.seen;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const stored = await ledger.order(shop.domain, order, attempt === 1 ? 'cheap' : 'latest');
    // One that comes before its order waits with it.
    const known = stored ?? newOrderRecord(order);
    const next = foldHold(known, read.seen);
    if (next === null) return { kind: 'known' };
    const orders = [{ ...next, revision: known.revision + 1 }];
    const changes = { orders, customers: [], decisions: [], resendAt: now, reconsidered: [] };
    if ((await ledger.commit(shop.domain, changes)) === 'committed') return { kind: 'folded' };
    await backoff(attempt);
  }
  return { kind: 'try_again', problem: `the order’s record kept changing during ${MAX_TRIES} tries` };
}
