import { assertNever } from '../assert-never.ts';
import { hasPerson, withoutPerson } from '../company.ts';
import { requestOfNobody } from '../data-request.ts';
import { type Decision, withoutCustomer as decisionWithout } from '../decide.ts';
import { type Erased, type Erasure, NOTHING_ERASED, type Traces } from '../erasure.ts';
import {
  type CompanyId,
  type CustomerId,
  type DecisionId,
  gidNumber,
  type Instant,
  type OrderId,
  type ReviewId,
  type ShopDomain,
} from '../identity.ts';
import { withoutCustomer as orderWithout } from '../order.ts';
import type {
  Backoff,
  Belonging,
  Changes,
  CompanyStore,
  DataRequestStore,
  ErasureStore,
  Ledger,
  ParkedDelivery,
  ParkingLot,
  ReviewStore,
  SweepStore,
} from '../ports.ts';
import { mergedInto } from '../profile.ts';
import { withoutCustomer as returnWithout } from '../return.ts';
import { byNobody, type Review, withoutAuthor } from '../review.ts';
import { withoutCustomer as shipmentWithout } from '../shipment.ts';
import { withoutCustomer as sweepWithout } from '../sweep.ts';
import { allCompanies } from './all-companies.ts';
import { MAX_TRIES } from './observe-ports.ts';
import { keptCustomer } from './who-now.ts';

export interface ErasurePorts {
  readonly erasures: ErasureStore;
  readonly ledger: Ledger;
  readonly sweeps: SweepStore;
  readonly reviews: ReviewStore;
  readonly requests: DataRequestStore;
  readonly companies: CompanyStore;
  readonly parking: ParkingLot;
  readonly backoff: Backoff;
}

/** Nobody else begins meanwhile; longer than a function lives. */
const LEASE_MS = 2 * 60_000;
/** Whoever read the customer before they were erased has written what came of it by then: a function lives a minute. */
const SETTLE_MS = 3 * 60_000;
const PAGE = 100;
/** Records of one customer that are changed side by side. */
const AT_ONCE = 10;
const ALL_SWEEPS = 10_000;
const ALL_REQUESTS = 100_000;

/**
 * Erases a customer: profile, orders' and decisions' mention of them, reports and parked deliveries. Everything else of
 * the orders and decisions stays, so that the merchant's sums do. It may end at any moment and goes on at the next call;
 * doing it again changes nothing. After a while all is looked through once more: by then nothing is under way any more
 * that began before.
 */
export async function eraseCustomer(
  ports: ErasurePorts,
  shop: ShopDomain,
  id: string,
  now: Instant,
  hasTime: () => boolean,
): Promise<'finished' | 'later' | 'nothing_due'> {
  const erasure = await ports.erasures.find(shop, id);
  if (!erasure?.traces || erasure.notBefore > now) return 'nothing_due';
  const leased: Erasure = { ...erasure, revision: erasure.revision + 1, notBefore: now + LEASE_MS };
  if (!(await ports.erasures.save(shop, leased))) return 'nothing_due';
  const run: Run = { ports, shop, traces: erasure.traces, now, hasTime, erased: { ...NOTHING_ERASED } };
  const left = await eraseAll(run);
  const next = nextErasure(leased, erasure.traces, left, run.erased, now);
  // Where it can't be saved somebody else is at it: they find little left.
  return (await ports.erasures.save(shop, next)) && next.finishedAt !== null ? 'finished' : 'later';
}

interface Run {
  readonly ports: ErasurePorts;
  readonly shop: ShopDomain;
  readonly traces: Traces;
  readonly now: Instant;
  readonly hasTime: () => boolean;
  readonly erased: { orders: number; decisions: number; parked: number };
}

function nextErasure(leased: Erasure, traces: Traces, left: Left, more: Erased, now: Instant): Erasure {
  const { erased } = leased;
  const next: Erasure = {
    ...leased,
    revision: leased.revision + 1,
    notBefore: now,
    erased: {
      orders: erased.orders + more.orders,
      decisions: erased.decisions + more.decisions,
      parked: erased.parked + more.parked,
    },
  };
  if (left !== null) return { ...next, traces: { ...traces, ...left } };
  const { reviewsCursor: _, ...again } = traces;
  if (traces.settling) return { ...next, finishedAt: now, traces: null };
  return { ...next, notBefore: now + SETTLE_MS, traces: { ...again, settling: true, parkedCursor: null } };
}

/** Where to go on; null when nothing is left. */
type Left = Pick<Traces, 'parkedCursor' | 'reviewsCursor'> | null;

async function eraseAll(run: Run): Promise<Left> {
  const { ports, shop, traces } = run;
  // Whom they were merged into is the same person.
  const record = await ports.ledger.customer(shop, traces.customer, 'latest');
  const kept = record && mergedInto(record);
  if (kept) await eraseToo(run, kept);
  // First: from here on nothing can be written any more that counts on the customer's record.
  await ports.ledger.forgetCustomer(shop, traces.customer);
  const { parkedCursor } = traces;
  if (!(await eraseBelongings(run))) return { parkedCursor };
  for (const order of traces.orders) {
    if (!run.hasTime()) return { parkedCursor };
    await eraseFromOrder(run, order);
  }
  for (const { id } of await ports.sweeps.list(shop, ALL_SWEEPS)) await eraseFromSweep(run, id);
  for (const request of await ports.requests.list(shop, ALL_REQUESTS))
    if (request.customer === traces.customer) await eraseFromRequest(run, request.id);
  if (!(await eraseFromCompanies(run))) return { parkedCursor };
  const left = await eraseAuthored(run);
  return left === null ? eraseParked(run) : { parkedCursor, ...left };
}

async function eraseBelongings(run: Run): Promise<boolean> {
  const { ports, shop, traces } = run;
  let cursor: string | undefined;
  do {
    const page = await ports.ledger.belongings(shop, traces.customer, PAGE, cursor);
    for (let start = 0; start < page.belongings.length; start += AT_ONCE) {
      if (!run.hasTime()) return false;
      await Promise.all(
        page.belongings.slice(start, start + AT_ONCE).map((belonging) => eraseFromBelonging(run, belonging)),
      );
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return true;
}

async function eraseFromBelonging(run: Run, belonging: Belonging): Promise<void> {
  switch (belonging.kind) {
    case 'order':
      return eraseFromOrder(run, belonging.id);
    case 'return':
      return eraseFromReturn(run, belonging);
    case 'shipment':
      return eraseFromShipment(run, belonging);
    case 'review':
      return eraseFromReview(run, belonging.id);
    case 'decision':
      return eraseFromDecision(run, belonging.id);
    case 'change':
      return run.ports.ledger.forgetChange(run.shop, run.traces.customer, belonging.id);
    case 'happening':
    case 'message':
      return run.ports.ledger.forgetEntry(run.shop, belonging);
    case 'customer':
      return eraseToo(run, belonging.id);
    default:
      assertNever(belonging);
  }
}

async function eraseFromReturn(run: Run, { order, id }: Extract<Belonging, { kind: 'return' }>): Promise<void> {
  const { ports, shop, traces } = run;
  await written(ports.backoff, async () => {
    const known = await ports.ledger.return(shop, order, id, 'latest');
    const without = known && returnWithout(known, traces.customer);
    if (!known || !without || without === known) return 'nothing';
    return commitAlone(run, { returns: [{ ...without, revision: known.revision + 1 }] });
  });
}

async function eraseFromShipment(run: Run, { order, id }: Extract<Belonging, { kind: 'shipment' }>): Promise<void> {
  const { ports, shop, traces } = run;
  await written(ports.backoff, async () => {
    const known = await ports.ledger.shipment(shop, order, id, 'latest');
    const without = known && shipmentWithout(known, traces.customer);
    if (!known || !without || without === known) return 'nothing';
    return commitAlone(run, { shipments: [{ ...without, revision: known.revision + 1 }] });
  });
}

/** Another name of the same person: an erasing of its own. */
async function eraseToo({ ports, shop, now }: Run, customer: CustomerId): Promise<void> {
  const traces = { customer, contacts: [], orders: [], settling: false, parkedCursor: null };
  await ports.erasures.begin(shop, traces, now);
}

/** With the order's own decision: the list of what belongs to the customer may lag behind. */
async function eraseFromOrder(run: Run, id: OrderId): Promise<void> {
  const { ports, shop, traces } = run;
  await written(ports.backoff, async () => {
    const order = await ports.ledger.order(shop, id, 'latest');
    const without = order && orderWithout(order, traces.customer);
    if (!order || !without || without === order) return 'nothing';
    const committed = await commitAlone(run, { orders: [{ ...without, revision: order.revision + 1 }] });
    if (committed === 'written') run.erased.orders += 1;
    return committed;
  });
  const order = await ports.ledger.order(shop, id, 'latest');
  if (order?.decision) await eraseFromDecision(run, order.decision);
}

async function eraseFromDecision(run: Run, id: DecisionId): Promise<void> {
  const { ports, shop, traces, now } = run;
  await written(ports.backoff, async () => {
    const decision = await ports.ledger.decision(shop, id);
    if (decision?.event.customer !== traces.customer) return 'nothing';
    const without: Decision = { ...decisionWithout(decision, now), revision: decision.revision + 1 };
    if ((await ports.ledger.eraseDecision(shop, without)) === 'conflict') return 'conflict';
    run.erased.decisions += 1;
    return 'written';
  });
}

async function eraseFromSweep({ ports, shop, traces }: Run, id: string): Promise<void> {
  await written(ports.backoff, async () => {
    const sweep = await ports.sweeps.find(shop, id);
    const without = sweep && sweepWithout(sweep, traces.customer);
    if (!sweep || !without || without === sweep) return 'nothing';
    return (await ports.sweeps.save(shop, { ...without, revision: sweep.revision + 1 })) ? 'written' : 'conflict';
  });
}

/** What was bought for the company stays. */
async function eraseFromCompanies(run: Run): Promise<boolean> {
  const { ports, shop, traces } = run;
  for await (const company of allCompanies(ports, shop)) {
    if (!run.hasTime()) return false;
    if (hasPerson(company, traces.customer)) await eraseFromCompany(run, company.id);
  }
  return true;
}

async function eraseFromCompany({ ports, shop, traces }: Run, id: CompanyId): Promise<void> {
  await written(ports.backoff, async () => {
    const known = await ports.companies.find(shop, id);
    const without = known && withoutPerson(known, traces.customer);
    if (!known || !without || without === known) return 'nothing';
    return (await ports.companies.save(shop, { ...without, revision: known.revision + 1 })) ? 'written' : 'conflict';
  });
}

async function eraseFromRequest({ ports, shop, traces }: Run, id: string): Promise<void> {
  await written(ports.backoff, async () => {
    const known = await ports.requests.find(shop, id);
    if (known?.customer !== traces.customer) return 'nothing';
    const without = { ...requestOfNobody(known), revision: known.revision + 1 };
    return (await ports.requests.save(shop, without)) ? 'written' : 'conflict';
  });
}

/**
 * Reviews that were never matched to anybody still tell who wrote them. Answers where to go on; null when all were
 * looked at.
 */
async function eraseAuthored(run: Run): Promise<Pick<Traces, 'reviewsCursor'> | null> {
  const { ports, shop, traces } = run;
  if ((traces.authors ?? []).length === 0) return null;
  let cursor = traces.reviewsCursor ?? null;
  do {
    if (!run.hasTime()) return cursor === null ? {} : { reviewsCursor: cursor };
    const page = await ports.reviews.list(shop, PAGE, ...(cursor === null ? [] : ([cursor] as const)));
    for (const { review } of page.reviews) if (isBy(review, traces)) await eraseAuthor(run, review.id);
    cursor = page.cursor;
  } while (cursor !== null);
  return null;
}

function isBy({ author }: Review, { authors = [] }: Traces): boolean {
  return author !== null && authors.includes(author);
}

async function eraseAuthor(run: Run, id: ReviewId): Promise<void> {
  const { ports, shop, traces } = run;
  await written(ports.backoff, async () => {
    const known = await ports.reviews.find(shop, id);
    if (!known || !isBy(known.review, traces)) return 'nothing';
    return commitAlone(run, { reviews: [{ ...withoutAuthor(known), revision: known.revision + 1 }] });
  });
}

/** A review stays, as one by nobody that we know. */
async function eraseFromReview(run: Run, id: ReviewId): Promise<void> {
  const { ports, shop, traces } = run;
  await written(ports.backoff, async () => {
    const known = await ports.reviews.find(shop, id);
    if (known?.match.kind !== 'matched' || known.match.customer !== traces.customer) return 'nothing';
    return commitAlone(run, { reviews: [{ ...byNobody(known), revision: known.revision + 1 }] });
  });
}

/** Writes records of one kind and nothing beside them. */
async function commitAlone(
  { ports, shop, now }: Run,
  records: Partial<Pick<Changes, 'orders' | 'returns' | 'shipments' | 'reviews'>>,
): Promise<'written' | 'conflict'> {
  const nothing = { orders: [], customers: [], decisions: [], resendAt: now, reconsidered: [] };
  return (await ports.ledger.commit(shop, { ...nothing, ...records })) === 'committed' ? 'written' : 'conflict';
}

/** Tries until nobody else wrote in between. @throws Error when others keep writing: it is gone on with later. */
async function written(backoff: Backoff, write: () => Promise<'written' | 'nothing' | 'conflict'>): Promise<void> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    if ((await write()) !== 'conflict') return;
    await backoff(attempt);
  }
  throw new Error(`a record kept changing during ${MAX_TRIES} tries`);
}

async function eraseParked(run: Run): Promise<Left> {
  const { ports, shop, traces } = run;
  let cursor = traces.parkedCursor;
  do {
    const page = await ports.parking.list(shop, PAGE, ...(cursor === null ? [] : ([cursor] as const)));
    for (const { id } of page.parked) {
      if (!run.hasTime()) return { parkedCursor: cursor };
      const delivery = await ports.parking.find(shop, id);
      if (!delivery || !mentions(delivery, traces)) continue;
      await ports.parking.remove(shop, delivery);
      run.erased.parked += 1;
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return null;
}

/** The body of a parked delivery; null where it was too big to keep. */
export function parkedText({ body }: Pick<ParkedDelivery, 'body'>): string | null {
  if (typeof body !== 'string') return null;
  return new TextDecoder().decode(Uint8Array.from(atob(body), (character) => character.charCodeAt(0)));
}

/** A body that was too big to keep says nothing but its order. */
export function mentions(
  delivery: Pick<ParkedDelivery, 'body'>,
  { customer, contacts, orders }: Pick<Traces, 'customer' | 'contacts' | 'orders'>,
): boolean {
  const text = parkedText(delivery);
  if (text === null) return false;
  const lower = text.toLowerCase();
  if (contacts.some((contact) => lower.includes(contact.toLowerCase()))) return true;
  const numbers = new Set(text.match(/\d+/g));
  return [customer, ...orders].some((id) => numbers.has(gidNumber(id)));
}

/** Of whom to tell what is told of this customer: who was merged is somebody else, who was erased nobody. */
export async function nameOrNobody(
  { erasures, ledger }: Pick<ErasurePorts, 'erasures' | 'ledger'>,
  shop: ShopDomain,
  customer: CustomerId | null,
): Promise<CustomerId | null> {
  if (customer === null) return null;
  const kept = await keptCustomer(ledger, shop, customer);
  return (await erasures.isErased(shop, kept)) ? null : kept;
}
