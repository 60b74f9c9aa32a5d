import type { DataRequest } from '../data-request.ts';
import type { Instant, ShopDomain } from '../identity.ts';
import type { Observation } from '../observation.ts';
import type { DataRequestStore, ErasureStore, Ledger, ShopStore } from '../ports.ts';
import { nameOrNobody } from './erase-customer.ts';
import type { Observed } from './observe-ports.ts';

interface RequestPorts {
  readonly shops: ShopStore;
  readonly erasures: ErasureStore;
  readonly ledger: Ledger;
  readonly requests: DataRequestStore;
}

/** Writes down that a customer wants to see their data, once, however often it is delivered, and whether or not the app
 * is installed. */
export async function recordDataRequest(
  ports: RequestPorts,
  domain: ShopDomain,
  { request: id, customer, contacts }: Extract<Observation, { type: 'data.requested' }>,
  now: Instant,
): Promise<Observed> {
  if (!(await ports.shops.find(domain))) return { kind: 'ignored', reason: 'not_installed' };
  const asked = await nameOrNobody(ports, domain, customer);
  const authors = asked === null ? [] : authorsOf(ports.erasures, domain, contacts);
  const request = { id, revision: 1, customer: asked, authors, receivedAt: now, handedOverAt: null };
  if (await ports.requests.save(domain, request)) return { kind: 'folded' };
  // Whoever wrote at the same time may have been about something else.
  const isListed = (await ports.requests.find(domain, id)) !== null;
  return isListed ? { kind: 'known' } : { kind: 'try_again', problem: 'the request could not be written down' };
}

/** Of e-mail addresses and telephone numbers, the hashes by which reviews are found. */
export function authorsOf(
  erasures: Pick<ErasureStore, 'authorOf'>,
  shop: ShopDomain,
  contacts: readonly string[],
): string[] {
  return contacts.filter((contact) => contact.includes('@')).map((email) => erasures.authorOf(shop, email));
}

/** The merchant says that the customer has their file. Saying it again changes nothing. */
export async function handOver(
  { requests }: Pick<RequestPorts, 'requests'>,
  shop: ShopDomain,
  id: string,
  now: Instant,
): Promise<'handed_over' | 'unknown' | 'changed'> {
  const known = await requests.find(shop, id);
  if (!known) return 'unknown';
  if (known.handedOverAt !== null) return 'handed_over';
  const next: DataRequest = { ...known, revision: known.revision + 1, handedOverAt: now };
  return (await requests.save(shop, next)) ? 'handed_over' : 'changed';
}
