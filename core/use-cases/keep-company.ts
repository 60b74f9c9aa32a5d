import { foldCompany, isOfBefore, type SeenCompany } from '../company.ts';
import type { CompanyId, CustomerId, Instant } from '../identity.ts';
import type { ShopReader } from '../ports.ts';
import type { Shop } from '../shop.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';
import { untilWritten } from './until-written.ts';

interface Ports extends Pick<ObservePorts, 'companies' | 'erasures' | 'backoff'> {
  readonly reader: Pick<ShopReader, 'company'>;
}

/** Reads a company with its people from the shop, whatever a delivery said of it: the newest reading is right. */
export async function readCompany(ports: Ports, shop: Shop, id: CompanyId, now: Instant): Promise<Observed> {
  const read = await ports.reader.company(shop.domain, id);
  if (read.kind !== 'found' && read.kind !== 'missing') return { kind: 'try_again', problem: read.problem };
  const seen = read.kind === 'found' ? read.seen : { company: id, snapshot: null, readAt: now };
  return untilWritten(ports, 'the company’s record', async (): Promise<Observed | 'conflict'> => {
    const known = await ports.companies.find(shop.domain, id);
    if (!known && seen.snapshot === null) return { kind: 'ignored', reason: 'company_missing' };
    const next = foldCompany(known, await withoutErased(ports, shop, seen, known?.snapshot?.people ?? []));
    if (next === null) return { kind: 'known' };
    return (await ports.companies.save(shop.domain, next)) ? { kind: 'folded' } : 'conflict';
  });
}

/**
 * A company that an order names and nobody told of yet, since the shop was installed, is read, once. It is done after the order was decided, which waits for
 * nothing of it: where the shop can't be asked now, the next order or its page asks again.
 */
export async function meetCompany(ports: Ports, shop: Shop, id: CompanyId, now: Instant): Promise<void> {
  const known = await ports.companies.find(shop.domain, id);
  if (!known || isOfBefore(known, shop)) await readCompany(ports, shop, id, now);
}

/** Whoever was erased is no person of it, whatever the shop says. Who is known to be one was not: erasing takes them out. */
async function withoutErased(
  { erasures }: Ports,
  { domain }: Shop,
  seen: SeenCompany,
  known: readonly CustomerId[],
): Promise<SeenCompany> {
  const { snapshot } = seen;
  if (!snapshot) return seen;
  const asked = [...new Set([...snapshot.people, ...(snapshot.mainContact ? [snapshot.mainContact] : [])])];
  const unknown = asked.filter((person) => !known.includes(person));
  const erased = new Set<CustomerId>();
  for (const person of unknown) if (await erasures.isErased(domain, person)) erased.add(person);
  if (erased.size === 0) return seen;
  const { people, mainContact } = snapshot;
  const kept = people.filter((person) => !erased.has(person));
  const main = mainContact !== null && erased.has(mainContact) ? null : mainContact;
  return { ...seen, snapshot: { ...snapshot, people: kept, mainContact: main } };
}
