import { askedBy, cardAskedBy } from '../asked.ts';
import { conditionsOf } from '../clause.ts';
import { type Decision, decide, type RuleOutcome } from '../decide.ts';
import type { EventType } from '../event.ts';
import { FACT_IDS, type FactId, type Facts, factIn } from '../facts/catalogue.ts';
import type { CustomerId, Instant, OrderId, ReturnId, ReviewId, ShipmentId } from '../identity.ts';
import type { OrderRecord, OrderSnapshot } from '../order.ts';
import type { Policy, Rule } from '../policy.ts';
import { type CustomerRecord, newCustomerRecord } from '../profile.ts';
import type { Shop } from '../shop.ts';
import { decidePlaced } from './decide-placed.ts';
import { decideRequested } from './fold-return.ts';
import { decideDelayed } from './fold-shipment.ts';
import { dealingsBefore } from './look-up-dealings.ts';
import type { ObservePorts, TryAgain } from './observe-ports.ts';
import { readCard } from './read-card.ts';
import { decidePosted } from './see-review.ts';

/** What happened once, for a rule to be tried on. */
export type Tryable =
  | { readonly kind: 'order'; readonly order: OrderId }
  | { readonly kind: 'return'; readonly order: OrderId; readonly return: ReturnId }
  | { readonly kind: 'shipment'; readonly order: OrderId; readonly shipment: ShipmentId }
  | { readonly kind: 'review'; readonly review: ReviewId };

export type Tried =
  | {
      readonly kind: 'tried';
      /** As it would have been: never written. */
      readonly decision: Decision;
      readonly outcome: RuleOutcome;
      /** Rules were asked about it then, and what they looked at is taken from there. */
      readonly wasDecided: boolean;
      /** What the rule looks at and no decision kept: as it is known now. */
      readonly asNow: readonly FactId[];
    }
  /** Nothing is known of it. */
  | { readonly kind: 'not_known' }
  /** The parcel never was late or out of sight. */
  | { readonly kind: 'never_late' }
  | { readonly kind: 'unreadable'; readonly problem: string };

/**
 * What a rule would have made of something that happened: decided by the same code as everything, from the records as of
 * then where they are kept, and writing nothing. What only the shop knows it is asked for.
 */
export async function tryRule(
  ports: ObservePorts,
  shop: Shop,
  { archived: _, ...rule }: Rule,
  on: Tryable,
  now: Instant,
): Promise<Tried> {
  const policy: Policy = {
    version: shop.policyVersion,
    publishedAt: now,
    author: 'try',
    rules: [{ ...rule, enabled: true }],
  };
  const found = await decideAnew(keepingNothing(ports), shop, policy, on, now);
  if (found === null) return { kind: 'not_known' };
  if (found === 'never_late') return { kind: 'never_late' };
  const { made, known } = found;
  if (made === null) throw new Error(`a rule on ${rule.on} was tried on a ${on.kind}`);
  if ('problem' in made) return { kind: 'unreadable', problem: made.problem };
  const then = known && (await ports.ledger.decision(shop.domain, known));
  const kept = then ? await factsOfThen(ports, shop, policy, then) : {};
  const { event, facts, arrival, knownSince, titleParts } = made;
  const decision = decide(
    policy,
    event,
    { ...facts, ...kept },
    {
      now,
      arrival,
      knownSince: then?.knownSince ?? knownSince,
      scopes: shop.scopes,
      ...(titleParts && { titleParts }),
    },
  );
  const [outcome] = decision?.outcomes ?? [];
  if (!decision || !outcome) throw new Error('a rule that is on was not asked');
  const asked = new Set(conditionsOf(rule.when).map(({ fact }) => fact));
  const asNow = [...asked].filter((fact) => !(fact in kept));
  return { kind: 'tried', decision, outcome, wasDecided: then !== null, asNow };
}

interface Found {
  readonly made: Decision | TryAgain | null;
  readonly known: Decision['id'] | null;
}

async function decideAnew(
  ports: ObservePorts,
  shop: Shop,
  policy: Policy,
  on: Tryable,
  now: Instant,
): Promise<Found | null | 'never_late'> {
  const { ledger } = ports;
  const occasion = { now, isFoundLate: false };
  switch (on.kind) {
    case 'order': {
      const record = await ledger.order(shop.domain, on.order, 'cheap');
      if (!record?.snapshot) return null;
      const order = await withLines(ports, shop, record, record.snapshot);
      if ('problem' in order) return { made: order, known: null };
      const fold = { record: { ...record, snapshot: order }, after: record.contribution };
      const customer = await customerAsKept('order.placed', ports, shop, policy, order.customer);
      const customers = customer ? [customer] : [];
      const made = await decidePlaced(ports, policy, shop, { fold, customers, isFoundLate: false }, now);
      return { made, known: record.decision };
    }
    case 'return': {
      const record = await ledger.return(shop.domain, on.order, on.return, 'cheap');
      if (!record) return null;
      // As it was when it was asked for.
      const snapshot = { ...record.snapshot, status: 'requested' as const };
      const customer = await customerAsKept('return.requested', ports, shop, policy, snapshot.customer);
      const before = { at: snapshot.requestedAt, now, own: snapshot.id };
      const dealings = await dealingsBefore('return.requested', ports, shop, policy, customer, before);
      const told = { note: undefined, dealings };
      const made = decideRequested(policy, shop, { ...record, snapshot }, customer, told, occasion);
      return { made, known: record.decision };
    }
    case 'shipment': {
      const record = await ledger.shipment(shop.domain, on.order, on.shipment, 'cheap');
      if (!record) return null;
      const at = record.delayedAt;
      if (at === undefined) return 'never_late';
      const snapshot = { ...record.snapshot, deliveredAt: null };
      const customer = await customerAsKept('shipment.delayed', ports, shop, policy, snapshot.customer);
      const before = { at, now, own: snapshot.id };
      const dealings = await dealingsBefore('shipment.delayed', ports, shop, policy, customer, before);
      const then = { at, now: at, isFoundLate: false };
      return {
        made: decideDelayed(policy, shop, { ...record, snapshot }, customer, dealings, then),
        known: record.decision,
      };
    }
    case 'review': {
      const record = await ports.reviews.find(shop.domain, on.review);
      if (!record) return null;
      const { match } = record;
      const writer = match.kind === 'matched' ? match.customer : null;
      const customer = await customerAsKept('review.posted', ports, shop, policy, writer);
      return {
        made: await decidePosted(ports, policy, shop, record, undefined, customer, now),
        known: record.decision,
      };
    }
  }
}

/** Products that are met only now are met again when an order names them. */
function keepingNothing(ports: ObservePorts): ObservePorts {
  const { products } = ports;
  return { ...ports, products: { find: (...asked) => products.find(...asked), save: async () => true } };
}

/** Orders that were too old to be decided are kept without their lines. As it was placed, it was not cancelled. */
async function withLines(
  { reader }: ObservePorts,
  shop: Shop,
  { decision }: OrderRecord,
  snapshot: OrderSnapshot,
): Promise<OrderSnapshot | TryAgain> {
  const placed = decision === null ? { ...snapshot, cancelledAt: null } : snapshot;
  if (snapshot.lines.length > 0) return placed;
  const read = await reader.order(shop.domain, snapshot.id);
  if (read.kind === 'missing') return placed;
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  return { ...placed, lines: read.seen.order.lines };
}

/** Without reading their past, which would be kept. */
async function customerAsKept(
  event: EventType,
  ports: ObservePorts,
  shop: Shop,
  policy: Policy,
  id: CustomerId | null,
): Promise<CustomerRecord | null> {
  if (id === null) return null;
  const record = (await ports.ledger.customer(shop.domain, id, 'cheap')) ?? newCustomerRecord(id);
  const asked = cardAskedBy(policy, event);
  if (asked === null || (record.card && (asked === 'plain' || record.card.traits))) return record;
  const card = await readCard(ports, shop, id);
  return card === null || 'kind' in card ? record : { ...record, card };
}

/** Words that rules looked for then say nothing of others, and what nobody asked for may have been known. */
async function factsOfThen(ports: ObservePorts, shop: Shop, policy: Policy, then: Decision): Promise<Facts> {
  const { type } = then.event;
  const ran = await ports.policies.version(shop.domain, then.policyVersion);
  const [asked, askedThen] = [askedBy(policy, type), ran ? askedBy(ran, type) : new Map<FactId, readonly string[]>()];
  const isKept = (id: FactId) => {
    const value = factIn(then.facts, id);
    if (value.type === 'unknown') return askedThen.has(id);
    if (value.type !== 'words') return true;
    const words = askedThen.get(id) ?? [];
    return (asked.get(id) ?? []).every((word) => words.includes(word));
  };
  // What was asked of lines says nothing of what else could be.
  return Object.fromEntries(FACT_IDS.flatMap((id) => (then.facts[id] && isKept(id) ? [[id, then.facts[id]]] : [])));
}
