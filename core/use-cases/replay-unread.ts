import type { Instant, ShopDomain } from '../identity.ts';
import type { ParkedSummary, ParkingLot, WorkQueue } from '../ports.ts';
import type { Chores } from '../shop.ts';
import { type ChangePorts, changeChores } from './change-chores.ts';
import { parkedDeliveries } from './parked-deliveries.ts';
import { replayParked } from './replay-parked.ts';

/** So long after they were set aside the shop may be there again. */
export const REPLAY_AFTER_MS = 5 * 60_000;
/** What could not be read for so long gives nobody a perk any more: it waits for a person. */
const REPLAYED_FOR_MS = 48 * 3_600_000;
const MOST_AT_ONCE = 500;

/** Lets the shop's chores replay what could not be read, in a while. */
export async function replayUnreadLater(ports: ChangePorts, domain: ShopDomain, now: Instant): Promise<void> {
  await changeChores(ports, domain, ({ chores }) => {
    // A replay that is under way may have missed this delivery.
    const isAwaited = chores.replayAt !== null && !isReplayUnderWay(chores, now);
    return isAwaited ? null : { ...chores, replayAt: now + REPLAY_AFTER_MS };
  });
}

/**
 * Marks chores as being done until `leasedUntil`. A replay that is due becomes due again at that very moment: so it is
 * told from a shop that rests for another reason, and whoever dies at it leaves it due.
 */
export function leaseOf(chores: Chores, leasedUntil: Instant, now: Instant): Chores {
  const { replayAt } = chores;
  return {
    ...chores,
    replayAt: replayAt !== null && replayAt <= now ? leasedUntil : replayAt,
    notBefore: leasedUntil,
  };
}

function isReplayUnderWay({ replayAt, notBefore }: Chores, now: Instant): boolean {
  return replayAt === notBefore && notBefore > now;
}

/** Replays what could not be read from the shop, the oldest first. What fails again is parked anew. */
export async function replayUnread(
  ports: { readonly parking: ParkingLot; readonly work: WorkQueue },
  shop: ShopDomain,
  now: Instant,
  hasTime: () => boolean,
): Promise<'finished' | 'more'> {
  const unread = await unreadSince(ports.parking, shop, now - REPLAYED_FOR_MS);
  for (const { id } of unread.slice(0, MOST_AT_ONCE)) {
    if (!hasTime()) return 'more';
    await replayParked(ports, shop, id);
  }
  return unread.length > MOST_AT_ONCE ? 'more' : 'finished';
}

/** Oldest first, by when the shop told of it. What was set aside before `since` was told of before it too. */
async function unreadSince(parking: ParkingLot, shop: ShopDomain, since: Instant): Promise<ParkedSummary[]> {
  const unread: ParkedSummary[] = [];
  for await (const parked of parkedDeliveries(parking, shop)) {
    if (parked.at < since) break;
    if (parked.source === 'unread' && parked.triggeredAt >= since) unread.push(parked);
  }
  return unread.sort((a, b) => a.triggeredAt - b.triggeredAt);
}
