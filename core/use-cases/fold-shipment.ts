import { askedBy } from '../asked.ts';
import { type Decision, decide } from '../decide.ts';
import { shipmentFacts } from '../facts/read.ts';
import type { Sources } from '../facts/sources.ts';
import type { Instant, OrderId, ShipmentId } from '../identity.ts';
import type { Policy } from '../policy.ts';
import type { Reading } from '../ports.ts';
import type { CustomerRecord } from '../profile.ts';
import { foldShipment, type SeenShipment, type ShipmentRecord } from '../shipment.ts';
import type { Shop } from '../shop.ts';
import { learnedCustomer, listeningPolicy } from './before-deciding.ts';
import { commitDecided } from './commit-decided.ts';
import { nameOrNobody } from './erase-customer.ts';
import { dealingsBefore } from './look-up-dealings.ts';
import { followMerge } from './move-belongings.ts';
import { type Observed, type ObservePorts, type Occasion, RESEND_AFTER_MS } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';
import { resendWaiting } from './wake-due.ts';

/**
 * Reads the shipment from the shop, whatever a delivery said of it: none says what was promised and whose it is. The same
 * reading tells whether it is delayed, whether something happened to it or nothing did for too long.
 *
 * @param order Its order, where it is known: what is no more in the shop is looked after no more.
 */
export async function readShipment(
  ports: ObservePorts,
  shop: Shop,
  id: ShipmentId,
  occasion: Occasion,
  order?: OrderId,
): Promise<Observed> {
  const read = await ports.reader.shipment(shop.domain, id);
  if (read.kind === 'missing') {
    const missing = { kind: 'ignored', reason: 'shipment_missing' } as const;
    return (order === undefined ? null : await letGo(ports, shop, order, id, occasion.now)) ?? missing;
  }
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  return untilWritten(ports, 'the records', async (reading) => {
    const customer = await nameOrNobody(ports, shop.domain, read.seen.shipment.customer);
    const seen = { ...read.seen, shipment: { ...read.seen.shipment, customer } };
    const observed = await foldOnce(ports, shop, seen, occasion, reading);
    if (observed === 'conflict' || observed.kind === 'known') return observed;
    const { order } = seen.shipment;
    const written = { kind: 'shipment', id, order, at: occasion.now } as const;
    return (await followMerge(ports, shop, customer, written, occasion.now)) ?? observed;
  });
}

async function letGo(ports: ObservePorts, shop: Shop, order: OrderId, id: ShipmentId, now: Instant) {
  return untilWritten(ports, 'the shipment’s record', async (): Promise<null | 'conflict'> => {
    const known = await ports.ledger.shipment(shop.domain, order, id, 'latest');
    if (known === null || known.lookAt === null) return null;
    const shipments = [{ ...known, lookAt: null, revision: known.revision + 1 }];
    const changes = { orders: [], shipments, customers: [], decisions: [], resendAt: now, reconsidered: [] };
    return (await ports.ledger.commit(shop.domain, changes)) === 'committed' ? null : 'conflict';
  });
}

async function foldOnce(
  ports: ObservePorts,
  shop: Shop,
  seen: SeenShipment,
  { now, isFoundLate }: Occasion,
  reading: Reading,
): Promise<Observed | 'conflict'> {
  const { id, order } = seen.shipment;
  const known = await ports.ledger.shipment(shop.domain, order, id, reading);
  const fold = foldShipment(known, seen, shop, now);
  const { changed, delayedAt } = fold;
  const record = isFoundLate ? { ...fold.record, foundLateAt: now } : fold.record;
  if (!changed) {
    if (known?.decision) await resendWaiting(ports, shop.domain, known.decision);
    if (fold.record === known) return { kind: 'known' };
    const shipments = [{ ...fold.record, revision: fold.record.revision + 1 }];
    const changes = { orders: [], shipments, customers: [], decisions: [], resendAt: now, reconsidered: [] };
    return (await ports.ledger.commit(shop.domain, changes)) === 'committed' ? { kind: 'known' } : 'conflict';
  }
  const policy = delayedAt === null ? null : await listeningPolicy('shipment.delayed', ports, shop);
  const customer = policy
    ? await learnedCustomer('shipment.delayed', ports, shop, record.snapshot.customer, now, reading)
    : null;
  if (customer && 'kind' in customer) return customer;
  const decision =
    policy && delayedAt !== null
      ? decideDelayed(
          policy,
          shop,
          record,
          customer,
          await dealingsBefore('shipment.delayed', ports, shop, policy, customer, { at: delayedAt, now, own: id }),
          { at: delayedAt, now, isFoundLate },
        )
      : null;
  const changes = {
    orders: [],
    shipments: [{ ...record, revision: record.revision + 1, decision: decision?.id ?? record.decision }],
    // Also an unchanged one: what was decided rests on the profile as it stands.
    customers: customer ? [{ ...customer, revision: customer.revision + 1 }] : [],
    resendAt: now + RESEND_AFTER_MS,
    reconsidered: [],
  };
  return commitDecided(ports, shop, changes, decision);
}

/** By what is known now; the shipment is as its record says. */
export function decideDelayed(
  policy: Policy,
  shop: Shop,
  { snapshot, revision }: ShipmentRecord,
  customer: CustomerRecord | null,
  dealings: Sources['dealings'],
  { at, now, isFoundLate }: Occasion & { readonly at: Instant },
): Decision | null {
  const { id, name, order, orderName } = snapshot;
  const profile = customer?.profile ?? null;
  const { currency: shopCurrency, currencySince, timezone } = shop;
  return decide(
    policy,
    {
      type: 'shipment.delayed',
      shipment: id,
      shipmentName: name,
      order,
      orderName,
      customer: snapshot.customer,
      at,
      ...(isFoundLate && { foundLate: true }),
    },
    shipmentFacts({
      seen: snapshot,
      dealings,
      profile,
      card: customer?.card ?? null,
      asked: askedBy(policy, 'shipment.delayed'),
      shopCurrency,
      currencySince,
      at,
      timezone,
      now,
    }),
    {
      now,
      arrival: (customer?.revision ?? revision) + 1,
      knownSince: profile?.knownSince ?? null,
      scopes: shop.scopes,
    },
  );
}
