import type { CustomerId, ShopDomain } from '../identity.ts';
import type { Instead } from '../order.ts';
import type { ErasureStore, Ledger } from '../ports.ts';
import { type CustomerRecord, mergedInto } from '../profile.ts';

/**
 * Who this customer is now, where they were merged into another or their data was erased; null where they are who they
 * were. Nobody whose record is there was erased, but for a moment: the usual order asks no more.
 *
 * @param record Theirs, as it was read.
 */
export async function whoNow(
  { erasures }: { readonly erasures: ErasureStore },
  shop: ShopDomain,
  named: CustomerId,
  record: CustomerRecord | null,
): Promise<Instead | null> {
  if (!record) return (await erasures.isErased(shop, named)) ? { named, is: null } : null;
  const is = mergedInto(record);
  return is === null ? null : { named, is };
}

/** At the end of all merges: who was merged into somebody who was merged is the last of them. */
export async function keptCustomer(
  ledger: Pick<Ledger, 'customer'>,
  shop: ShopDomain,
  customer: CustomerId,
): Promise<CustomerId> {
  const seen = new Set([customer]);
  for (let kept = customer; ; ) {
    const record = await ledger.customer(shop, kept, 'latest');
    const next = record && mergedInto(record);
    if (next === null || seen.has(next)) return kept;
    seen.add(next);
    kept = next;
  }
}
