import type { EventType } from '../event.ts';
import type { CustomerId, Instant } from '../identity.ts';
import type { Policy } from '../policy.ts';
import type { Reading } from '../ports.ts';
import { type CustomerRecord, newCustomerRecord } from '../profile.ts';
import { rulesOn } from '../rules-on.ts';
import type { Shop } from '../shop.ts';
import { isLearned, learnHistory } from './learn-history.ts';
import type { ObservePorts, TryAgain } from './observe-ports.ts';
import { withCard } from './read-card.ts';

export async function runningPolicy({ policies }: Pick<ObservePorts, 'policies'>, shop: Shop): Promise<Policy> {
  const policy = await policies.version(shop.domain, shop.policyVersion);
  if (!policy) throw new Error(`policy version ${shop.policyVersion} of ${shop.domain} is missing`);
  return policy;
}

/** The rules in force, when any of them waits for such an event: nobody is looked up for nothing. */
export async function listeningPolicy(event: EventType, ports: ObservePorts, shop: Shop): Promise<Policy | null> {
  const policy = await runningPolicy(ports, shop);
  return rulesOn(policy, event).length > 0 ? policy : null;
}

/** Whom a decision on such an event is about, with their past and what its rules ask the shop for; null for a guest. */
export async function learnedCustomer(
  event: EventType,
  ports: ObservePorts,
  shop: Shop,
  customer: CustomerId | null,
  now: Instant,
  reading: Reading,
): Promise<CustomerRecord | null | TryAgain> {
  if (customer === null) return null;
  const known = (await ports.ledger.customer(shop.domain, customer, reading)) ?? newCustomerRecord(customer);
  const learned = isLearned(known, shop) ? known : await learnHistory(ports, shop, known, null, now);
  return 'kind' in learned ? learned : withCard(event, ports, shop, learned);
}
