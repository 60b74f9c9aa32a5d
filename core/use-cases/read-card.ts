import { cardAskedBy } from '../asked.ts';
import type { CustomerCard } from '../customer-card.ts';
import type { EventType } from '../event.ts';
import type { CustomerId, Instant } from '../identity.ts';
import type { Observation } from '../observation.ts';
import { type CustomerRecord, newCustomerRecord } from '../profile.ts';
import type { Shop } from '../shop.ts';
import { nameOrNobody } from './erase-customer.ts';
import type { Observed, ObservePorts, TryAgain } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

type Touched = Extract<Observation, { type: 'customer.touched' }>;

/**
 * Reads from the shop what it keeps of a customer, whatever the delivery told: tags are told as differences only, and
 * the newest reading is right in whatever order deliveries come. What was told stands in the timeline.
 */
export async function touchCustomer(
  ports: ObservePorts,
  shop: Shop,
  { customer: named, change }: Touched,
  now: Instant,
): Promise<Observed> {
  let read = null as CardOf | null;
  return untilWritten(ports, 'the customer’s record', async (): Promise<Observed | 'conflict'> => {
    const customer = await nameOrNobody(ports, shop.domain, named);
    if (customer === null) return { kind: 'ignored', reason: 'erased' };
    if (read?.customer !== customer) {
      const answer = await readCard(ports, shop, customer);
      if (answer !== null && 'kind' in answer) {
        return answer.kind === 'missing' ? { kind: 'ignored', reason: 'customer_missing' } : answer;
      }
      read = { customer, card: answer };
    }
    const known = (await ports.ledger.customer(shop.domain, customer, 'latest')) ?? newCustomerRecord(customer);
    const next = { ...withNewer(known, read.card), revision: known.revision + 1 };
    const committed = await ports.ledger.commit(shop.domain, {
      orders: [],
      customers: [next],
      decisions: [],
      resendAt: now,
      reconsidered: [],
      // Who was merged keeps a timeline of their own.
      changesOfCustomers: change ? [{ ...change, customer: named }] : [],
    });
    return committed === 'committed' ? { kind: 'folded' } : 'conflict';
  });
}

/**
 * The customer with what the shop keeps of them, where a rule on such an event asks for it and nobody has asked the shop
 * since the installation: afterwards deliveries tell of every change. Asked anew where it came from a list of all customers,
 * and a rule asks for more than that tells. Not yet written.
 */
export async function withCard(
  event: EventType,
  ports: ObservePorts,
  shop: Shop,
  record: CustomerRecord,
): Promise<CustomerRecord | TryAgain> {
  const isFresh = record.card !== undefined && record.card.readAt >= shop.installedAt;
  if (isFresh && record.card?.traits) return record;
  const policy = await ports.policies.version(shop.domain, shop.policyVersion);
  const asked = policy && cardAskedBy(policy, event);
  if (!asked || (isFresh && asked === 'plain')) return record;
  const answer = await readCard(ports, shop, record.profile.customer);
  if (answer !== null && 'kind' in answer && answer.kind === 'try_again') return answer;
  const { card: _outdated, ...without } = record;
  return answer === null || 'kind' in answer ? without : { ...without, card: answer };
}

function withNewer(known: CustomerRecord, card: CustomerCard | null): CustomerRecord {
  if (card === null || (known.card && known.card.readAt > card.readAt)) return known;
  return { ...known, card };
}

interface CardOf {
  readonly customer: CustomerId;
  readonly card: CustomerCard | null;
}

/** Null where the shop lets us read no customers. */
export async function readCard(
  { reader }: Pick<ObservePorts, 'reader'>,
  shop: Shop,
  customer: CustomerId,
): Promise<CustomerCard | null | { readonly kind: 'missing' } | TryAgain> {
  const read = await reader.customer(shop.domain, customer);
  switch (read.kind) {
    case 'found':
      return read.card;
    case 'missing':
      return { kind: 'missing' };
    case 'denied':
      return null;
    case 'unavailable':
      return { kind: 'try_again', problem: read.problem, afterMs: read.afterMs };
  }
}
