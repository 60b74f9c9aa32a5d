import { askedBy } from '../asked.ts';
import { type Decision, decide } from '../decide.ts';
import { returnFacts } from '../facts/read.ts';
import type { ReturnSources } from '../facts/sources.ts';
import type { ReturnId } from '../identity.ts';
import type { Policy } from '../policy.ts';
import type { Reading } from '../ports.ts';
import type { CustomerRecord } from '../profile.ts';
import { foldReturn, type ReturnRecord, type SeenReturn } from '../return.ts';
import type { Shop } from '../shop.ts';
import { learnedCustomer, listeningPolicy } from './before-deciding.ts';
import { commitDecided } from './commit-decided.ts';
import { nameOrNobody } from './erase-customer.ts';
import { dealingsBefore } from './look-up-dealings.ts';
import { followMerge } from './move-belongings.ts';
import { type Observed, type ObservePorts, type Occasion, RESEND_AFTER_MS } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';
import { resendWaiting } from './wake-due.ts';

/** Reads the return from the shop, whatever a delivery said of it: some name no more than its id. */
export async function readReturn(ports: ObservePorts, shop: Shop, id: ReturnId, occasion: Occasion): Promise<Observed> {
  const read = await ports.reader.return(shop.domain, id);
  if (read.kind === 'missing') return { kind: 'ignored', reason: 'return_missing' };
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  return untilWritten(ports, 'the records', async (reading) => {
    const customer = await nameOrNobody(ports, shop.domain, read.seen.return.customer);
    const seen = { ...read.seen, return: { ...read.seen.return, customer } };
    const observed = await foldOnce(ports, shop, seen, occasion, reading);
    if (observed === 'conflict' || observed.kind === 'known') return observed;
    const { order } = seen.return;
    const written = { kind: 'return', id, order, at: occasion.now } as const;
    return (await followMerge(ports, shop, customer, written, occasion.now)) ?? observed;
  });
}

async function foldOnce(
  ports: ObservePorts,
  shop: Shop,
  seen: SeenReturn,
  { now, isFoundLate }: Occasion,
  reading: Reading,
): Promise<Observed | 'conflict'> {
  const { id, order } = seen.return;
  const known = await ports.ledger.return(shop.domain, order, id, reading);
  const fold = foldReturn(known, seen, shop, now);
  if (!fold.changed) {
    if (known?.decision) await resendWaiting(ports, shop.domain, known.decision);
    if (fold.record === known) return { kind: 'known' };
    const returns = [{ ...fold.record, revision: fold.record.revision + 1 }];
    const changes = { orders: [], returns, customers: [], decisions: [], resendAt: now, reconsidered: [] };
    return (await ports.ledger.commit(shop.domain, changes)) === 'committed' ? { kind: 'known' } : 'conflict';
  }
  const policy = fold.requested ? await listeningPolicy('return.requested', ports, shop) : null;
  const customer = policy
    ? await learnedCustomer('return.requested', ports, shop, seen.return.customer, now, reading)
    : null;
  if (customer && 'kind' in customer) return customer;
  const record = isFoundLate ? { ...fold.record, foundLateAt: now } : fold.record;
  const dealings =
    policy &&
    (await dealingsBefore('return.requested', ports, shop, policy, customer, {
      at: seen.return.requestedAt,
      now,
      own: id,
    }));
  const told = { note: seen.note, dealings: dealings ?? undefined };
  const decision = policy && decideRequested(policy, shop, record, customer, told, { now, isFoundLate });
  const changes = {
    orders: [],
    returns: [{ ...record, revision: record.revision + 1, decision: decision?.id ?? record.decision }],
    // Also an unchanged one: what was decided rests on the profile as it stands.
    customers: customer ? [{ ...customer, revision: customer.revision + 1 }] : [],
    resendAt: now + RESEND_AFTER_MS,
    reconsidered: [],
  };
  return commitDecided(ports, shop, changes, decision);
}

/** By what is known now; the return is as its record says. */
export function decideRequested(
  policy: Policy,
  shop: Shop,
  { snapshot, details, revision }: ReturnRecord,
  customer: CustomerRecord | null,
  told: Pick<ReturnSources, 'note' | 'dealings'>,
  { now, isFoundLate }: Occasion,
): Decision | null {
  const { id, name, order, orderName, requestedAt: at } = snapshot;
  const profile = customer?.profile ?? null;
  return decide(
    policy,
    {
      type: 'return.requested',
      return: id,
      returnName: name,
      order,
      orderName,
      customer: snapshot.customer,
      at,
      ...(isFoundLate && { foundLate: true }),
    },
    returnFacts({
      seen: snapshot,
      details,
      ...told,
      profile,
      card: customer?.card ?? null,
      asked: askedBy(policy, 'return.requested'),
      shopCurrency: shop.currency,
      currencySince: shop.currencySince,
      timezone: shop.timezone,
      at,
    }),
    {
      now,
      arrival: (customer?.revision ?? revision) + 1,
      knownSince: profile?.knownSince ?? null,
      scopes: shop.scopes,
    },
  );
}
