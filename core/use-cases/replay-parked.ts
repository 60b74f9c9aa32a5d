import type { ShopDomain } from '../identity.ts';
import type { ParkingLot, WorkQueue } from '../ports.ts';
import { parkedDeliveries } from './parked-deliveries.ts';

interface ReplayPorts {
  readonly parking: ParkingLot;
  readonly work: WorkQueue;
}

/**
 * Puts a parked delivery on the queue once more. It leaves the list; should it fail again, it comes back with its
 * new reason. A crash in between replays it twice, which changes nothing.
 */
export async function replayParked(ports: ReplayPorts, shop: ShopDomain, id: string): Promise<'replayed' | 'unknown'> {
  const delivery = await ports.parking.find(shop, id);
  if (!delivery) return 'unknown';
  await ports.work.replay(shop, delivery);
  await ports.parking.remove(shop, delivery);
  return 'replayed';
}

/** Replays all that is parked, the newest first, for as long as `hasTime`. Answers how many. */
export async function replayAllParked(ports: ReplayPorts, shop: ShopDomain, hasTime: () => boolean): Promise<number> {
  let replayed = 0;
  for await (const { id } of parkedDeliveries(ports.parking, shop)) {
    if (!hasTime()) break;
    if ((await replayParked(ports, shop, id)) === 'replayed') replayed += 1;
  }
  return replayed;
}
