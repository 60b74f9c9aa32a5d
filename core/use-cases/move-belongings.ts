import type { CustomerId, Instant } from '../identity.ts';
import { type OrderRecord, recordInstead } from '../order.ts';
import type { Belonging, Changes } from '../ports.ts';
import { type CustomerRecord, mergedInto, newCustomerRecord, replaceContribution, seeOrder } from '../profile.ts';
import { ownedBy as returnOwnedBy } from '../return.ts';
import { matchedWith } from '../review.ts';
import { ownedBy as shipmentOwnedBy } from '../shipment.ts';
import type { Shop } from '../shop.ts';
import type { ObservePorts, TryAgain } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';
import { keptCustomer } from './who-now.ts';

/** What moves when two customers become one. Everything else stays with the name that it was told of. */
export type Movable = Extract<Belonging, { kind: 'order' | 'return' | 'shipment' | 'review' }>;

export function isMovable(belonging: Belonging): belonging is Movable {
  return ['order', 'return', 'shipment', 'review'].includes(belonging.kind);
}

/** The customer that goes, and the one that it becomes; the latter null where no record of them begins with this. */
export interface Move {
  readonly from: CustomerRecord;
  readonly to: CustomerRecord | null;
  readonly is: CustomerId;
}

/** What is to be written so that all of it is the one's who is kept; null where it is already. */
export async function planMove(
  ports: Pick<ObservePorts, 'ledger' | 'reviews'>,
  shop: Shop,
  { from, to: known, is }: Move,
  belongings: readonly Movable[],
  now: Instant,
): Promise<Changes | null> {
  const gone = from.profile.customer;
  const parts = await readParts(ports, shop, belongings);
  const returns = parts.returns
    .filter(({ snapshot }) => snapshot.customer === gone)
    .map((each) => ({ ...returnOwnedBy(each, is), revision: each.revision + 1 }));
  const shipments = parts.shipments
    .filter(({ snapshot }) => snapshot.customer === gone)
    .map((each) => ({ ...shipmentOwnedBy(each, is), revision: each.revision + 1 }));
  const reviews = parts.reviews
    .filter(({ match }) => match.kind === 'matched' && match.customer === gone)
    .map((each) => ({ ...matchedWith(each, is), revision: each.revision + 1 }));
  const to = known ?? newCustomerRecord(is);
  let [fromProfile, toProfile] = [from.profile, to.profile];
  const orders: OrderRecord[] = [];
  for (const order of parts.orders) {
    if (order.snapshot?.customer !== gone) continue;
    const contribution = order.contribution && { ...order.contribution, customer: is };
    orders.push({ ...recordInstead(order, { named: gone, is }), contribution, revision: order.revision + 1 });
    fromProfile = replaceContribution(fromProfile, order.contribution, contribution);
    toProfile = seeOrder(toProfile, order.snapshot.createdAt, now);
    toProfile = replaceContribution(toProfile, order.contribution, contribution);
  }
  if (orders.length + returns.length + shipments.length + reviews.length === 0) return null;
  const customers = [
    { ...from, revision: from.revision + 1, profile: fromProfile },
    // With it, so that who is erased or merged meanwhile gets nothing more.
    { ...to, revision: to.revision + 1, profile: toProfile },
  ];
  return { orders, returns, shipments, reviews, customers, decisions: [], resendAt: now, reconsidered: [] };
}

export type FollowPorts = Pick<ObservePorts, 'ledger' | 'reviews' | 'erasures' | 'backoff'>;

/**
 * What was written under the name of somebody who was merged at that very moment follows them: whoever merged them may
 * have looked before. Where the one who was kept is erased, the erasing finds it under either name.
 */
export async function followMerge(
  ports: FollowPorts,
  shop: Shop,
  owner: CustomerId | null,
  written: Movable,
  now: Instant,
): Promise<TryAgain | null> {
  if (owner === null) return null;
  return untilWritten(ports, 'the customers’ records', async () => {
    const from = await ports.ledger.customer(shop.domain, owner, 'latest');
    if (!from || mergedInto(from) === null) return null;
    const is = await keptCustomer(ports.ledger, shop.domain, owner);
    const to = await ports.ledger.customer(shop.domain, is, 'latest');
    if (!to && (await ports.erasures.isErased(shop.domain, is))) return null;
    const changes = await planMove(ports, shop, { from, to, is }, [written], now);
    if (changes === null) return null;
    return (await ports.ledger.commit(shop.domain, changes)) === 'committed' ? null : 'conflict';
  });
}

async function readParts(
  { ledger, reviews }: Pick<ObservePorts, 'ledger' | 'reviews'>,
  { domain }: Shop,
  belongings: readonly Movable[],
) {
  const ids = belongings.flatMap((each) => (each.kind === 'order' ? [each.id] : []));
  const orders = ids.length === 0 ? [] : [...(await ledger.orders(domain, ids, 'latest')).values()];
  const read = <Found>(of: (each: Movable) => Promise<Found | null> | null) =>
    Promise.all(belongings.map(of)).then((all) => all.filter((each) => each !== null));
  return {
    orders,
    returns: await read((each) =>
      each.kind === 'return' ? ledger.return(domain, each.order, each.id, 'latest') : null,
    ),
    shipments: await read((each) =>
      each.kind === 'shipment' ? ledger.shipment(domain, each.order, each.id, 'latest') : null,
    ),
    reviews: await read((each) => (each.kind === 'review' ? reviews.find(domain, each.id) : null)),
  };
}
