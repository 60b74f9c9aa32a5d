import { foldHold } from '../hold.ts';
import type { FulfillmentOrderId, Instant } from '../identity.ts';
import { newOrderRecord } from '../order.ts';
import type { Shop } from '../shop.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

/** Reads from the shop where a part of an order is sent from, and why not yet: no delivery names the order. */
export async function readHold(
  ports: ObservePorts,
  shop: Shop,
  id: FulfillmentOrderId,
  now: Instant,
): Promise<Observed> {
  const { reader, ledger } = ports;
  const read = await reader.hold(shop.domain, id);
  if (read.kind === 'missing') return { kind: 'ignored', reason: 'hold_missing' };
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  const { order } = read.seen;
  return untilWritten(ports, 'the order’s record', async (reading): Promise<Observed | 'conflict'> => {
    const stored = await ledger.order(shop.domain, order, reading);
    // One that comes before its order waits with it.
    const known = stored ?? newOrderRecord(order);
    const next = foldHold(known, read.seen);
    if (next === null) return { kind: 'known' };
    const orders = [{ ...next, revision: known.revision + 1 }];
    const changes = { orders, customers: [], decisions: [], resendAt: now, reconsidered: [] };
    return (await ledger.commit(shop.domain, changes)) === 'committed' ? { kind: 'folded' } : 'conflict';
  });
}
