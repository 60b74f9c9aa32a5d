import type { EventType } from '../event.ts';
import type { CustomerId, Instant } from '../identity.ts';
import type { Policy } from '../policy.ts';
import type { Reading } from '../ports.ts';
import { type CustomerRecord, newCustomerRecord } from '../profile.ts';
import type { Shop } from '../shop.ts';
import { isLearned, learnHistory } from './learn-history.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';
import { withCard } from './read-card.ts';

/** The rules in force, when any of them waits for such an event: nobody is looked up for nothing. */
export async function rulesOn(event: EventType, ports: ObservePorts, shop: Shop): Promise<Policy | null> {
  const policy = await ports.policies.version(shop.domain, shop.policyVersion);
  if (!policy) throw new Error(`policy version ${shop.policyVersion} of ${shop.domain} is missing`);
  return policy.rules.some(({ enabled, on }) => enabled && on === event) ? policy : null;
}

/** Whom a decision on such an event is about, with their past and what its rules ask the shop for; null for a guest. */
export async function learnedCustomer(
  event: EventType,
  ports: ObservePorts,
  shop: Shop,
  customer: CustomerId | null,
  now: Instant,
  reading: Reading,
): Promise<CustomerRecord | null | Extract<Observed, { kind: 'try_again' }>> {
  if (customer === null) return null;
  const known = (await ports.ledger.customer(shop.domain, customer, reading)) ?? newCustomerRecord(customer);
  const learned = isLearned(known, shop) ? known : await learnHistory(ports, shop, known, null, now);
  return 'kind' in learned ? learned : withCard(event, ports, shop, learned);
}
