import type { CustomerId, Instant, ShopDomain } from '../identity.ts';
import type { Observation } from '../observation.ts';
import { type CustomerRecord, mergedInto, newCustomerRecord } from '../profile.ts';
import { mayRead, type Shop } from '../shop.ts';
import { commitPast, ORDERS_PER_COMMIT } from './fold-past.ts';
import { isMovable, type Movable, planMove } from './move-belongings.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';
import { touchCustomer } from './read-card.ts';
import { untilWritten } from './until-written.ts';
import { keptCustomer } from './who-now.ts';

type Merged = Extract<Observation, { type: 'customers.merged' }>;

const PAGE = 100;
/** As after so many tries: by then the list shows what it did not. */
const LONG_PAUSE = 8;
/** A customer with more than this is merged in several goes, so that nobody else’s order waits for it. */
const MOST_PORTIONS = 200;

/**
 * Makes one customer of two. First the one that goes is marked, so that whatever is folded for them from then on is
 * folded for the one that is kept; then their orders, with what these count, their returns, shipments and reviews move
 * there, a few at a time. Decisions stay as they are: they say who it was then. It may end at any moment and goes on when it is told again.
 */
export async function mergeCustomers(ports: ObservePorts, shop: Shop, merged: Merged, now: Instant): Promise<Observed> {
  const marked = await markMerged(ports, shop, merged, now);
  if (marked !== 'marked') return marked;
  let portions = 0;
  // The list of what belongs to a customer lags behind by less than a second: until it shows nothing that is to move,
  // and twice at least.
  for (let looks = 0, hasMoved = false; looks < 2 || hasMoved; looks += 1) {
    if (looks > 0 && !hasMoved) await ports.backoff(LONG_PAUSE);
    hasMoved = false;
    let cursor: string | undefined;
    do {
      const page = await ports.ledger.belongings(shop.domain, merged.gone, PAGE, cursor);
      const movable = page.belongings.filter(isMovable);
      for (let start = 0; start < movable.length; start += ORDERS_PER_COMMIT) {
        if (portions === MOST_PORTIONS) return { kind: 'try_again', problem: 'not everything has moved yet' };
        portions += 1;
        const moved = await movePortion(ports, shop, merged, movable.slice(start, start + ORDERS_PER_COMMIT), now);
        if (moved === 'moved') hasMoved = true;
        else if (moved !== 'nothing') return moved;
      }
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
  }
  const left = await ports.ledger.customer(shop.domain, merged.gone, 'latest');
  const counts = left !== null && (left.profile.lifetime.orders > 0 || left.profile.disputes !== undefined);
  if (counts) return { kind: 'try_again', problem: 'not all orders are listed yet' };
  return readCardOfKept(ports, shop, merged.kept, now);
}

/**
 * The shop has put their tags together, too. Also where nobody asked for them yet: an import may still bring the card as it
 * was before, and the older one is never kept.
 */
async function readCardOfKept(ports: ObservePorts, shop: Shop, kept: CustomerId, now: Instant): Promise<Observed> {
  if (!mayRead('customers', shop.scopes)) return { kind: 'folded' };
  const read = await touchCustomer(ports, shop, { type: 'customer.touched', customer: kept, change: null }, now);
  return read.kind === 'try_again' ? read : { kind: 'folded' };
}

async function markMerged(
  ports: ObservePorts,
  shop: Shop,
  { gone, kept, toldAt }: Merged,
  now: Instant,
): Promise<Observed | 'marked'> {
  return untilWritten(ports, 'the customers’ records', async (): Promise<Observed | 'marked' | 'conflict'> => {
    const goes = await ports.ledger.customer(shop.domain, gone, 'latest');
    // Who is kept may have been merged themselves by now.
    const is = await keptCustomer(ports.ledger, shop.domain, kept);
    const stays = await ports.ledger.customer(shop.domain, is, 'latest');
    if (await isOneErased(ports, shop.domain, [goes ? null : gone, stays ? null : is])) {
      return eraseBoth(ports, shop.domain, { gone, kept: is }, now);
    }
    if (goes && mergedInto(goes) !== null) return 'marked';
    // A circle would leave nobody to be.
    if (is === gone) return { kind: 'known' };
    const from = goes ?? newCustomerRecord(gone);
    const { card: _card, ...others } = from;
    const marked = { ...others, revision: from.revision + 1, gone: { at: now, mergedInto: kept } };
    const joined = stays ? [{ ...joinKnowledge(stays, from, toldAt), revision: stays.revision + 1 }] : [];
    return (await commitPast(ports, shop, [], [marked, ...joined], now)) === 'committed' ? 'marked' : 'conflict';
  });
}

/** The orders move before the merge is told of: whose past was read so shortly before may have had none left. */
const MOVED_BEFORE_TOLD_MS = 3_600_000;

/** Of both together is known what is known of each; where one’s past was not read, it is read with the next order. */
function joinKnowledge(stays: CustomerRecord, goes: CustomerRecord, toldAt: Instant): CustomerRecord {
  const isRead = goes.learnedAt !== null && goes.learnedAt <= toldAt - MOVED_BEFORE_TOLD_MS;
  if (!isRead) return { ...stays, learnedAt: null, pastCursor: null };
  if (stays.learnedAt === null || goes.learnedAt === null) return stays;
  const since = [stays.profile.knownSince, goes.profile.knownSince].filter((at) => at !== null);
  const profile = { ...stays.profile, knownSince: since.length === 0 ? null : Math.max(...since) };
  return { ...stays, profile, learnedAt: Math.min(stays.learnedAt, goes.learnedAt) };
}

async function isOneErased(
  { erasures }: ObservePorts,
  shop: ShopDomain,
  unknown: readonly (CustomerId | null)[],
): Promise<boolean> {
  for (const id of unknown) if (id !== null && (await erasures.isErased(shop, id))) return true;
  return false;
}

/** Both are one person: whose data was erased under one name is erased under the other too. */
async function eraseBoth(
  { erasures }: ObservePorts,
  shop: ShopDomain,
  { gone, kept }: Pick<Merged, 'gone' | 'kept'>,
  now: Instant,
): Promise<Observed> {
  const traces = { contacts: [], orders: [], settling: false, parkedCursor: null };
  const begun = [
    await erasures.begin(shop, { customer: gone, ...traces }, now),
    await erasures.begin(shop, { customer: kept, ...traces }, now),
  ];
  const erasure = begun.find(({ finishedAt }) => finishedAt === null);
  return erasure ? { kind: 'to_erase', erasure: erasure.id } : { kind: 'ignored', reason: 'erased' };
}

/** `moved`: something was written; `nothing`: all of it had moved before. */
async function movePortion(
  ports: ObservePorts,
  shop: Shop,
  { gone, kept }: Merged,
  portion: readonly Movable[],
  now: Instant,
): Promise<Observed | 'moved' | 'nothing'> {
  return untilWritten(
    ports,
    'the customers’ records',
    async (): Promise<Observed | 'moved' | 'nothing' | 'conflict'> => {
      const from = await ports.ledger.customer(shop.domain, gone, 'latest');
      const is = await keptCustomer(ports.ledger, shop.domain, kept);
      const to = await ports.ledger.customer(shop.domain, is, 'latest');
      if (!from || (await isOneErased(ports, shop.domain, [to ? null : is]))) {
        return eraseBoth(ports, shop.domain, { gone, kept: is }, now);
      }
      const changes = await planMove(ports, shop, { from, to, is }, portion, now);
      if (changes === null) return 'nothing';
      return (await ports.ledger.commit(shop.domain, changes)) === 'committed' ? 'moved' : 'conflict';
    },
  );
}

/** Nothing is read of somebody who is gone. An order that names them all the same counts as any other. */
export async function markDeleted(ports: ObservePorts, shop: Shop, id: CustomerId, now: Instant): Promise<Observed> {
  return untilWritten(ports, 'the customer’s record', async (): Promise<Observed | 'conflict'> => {
    const found = await ports.ledger.customer(shop.domain, id, 'latest');
    if (found?.gone) return { kind: 'known' };
    if (await isOneErased(ports, shop.domain, [found ? null : id])) return { kind: 'ignored', reason: 'erased' };
    const known = found ?? newCustomerRecord(id);
    const marked = { ...known, revision: known.revision + 1, gone: { at: now, mergedInto: null } };
    return (await commitPast(ports, shop, [], [marked], now)) === 'committed' ? { kind: 'folded' } : 'conflict';
  });
}
