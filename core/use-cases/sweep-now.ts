import type { Instant, ShopDomain } from '../identity.ts';
import type { WorkQueue } from '../ports.ts';
import { type ChangePorts, changeChores } from './change-chores.ts';
import { SETTLING_MS } from './sweep-shop.ts';

export type SweepAsked =
  | { readonly kind: 'woken' }
  /** The app was installed so short a while ago that nothing can be missing: from then on there is something to check. */
  | { readonly kind: 'too_early'; readonly from: Instant }
  | { readonly kind: 'not_installed' };

/**
 * Lets the comparison with the shop begin, or go on where it stands still, without waiting for the night. A sweep that
 * runs already and this one do each other no harm: each page is saved once.
 */
export async function sweepNow(
  ports: ChangePorts & { readonly work: WorkQueue },
  domain: ShopDomain,
  now: Instant,
): Promise<SweepAsked> {
  let from = 0;
  const changed = await changeChores(ports, domain, ({ chores, installedAt }) => {
    from = installedAt + SETTLING_MS;
    const { sweepAt, notBefore } = chores;
    return now <= from ? null : { ...chores, sweepAt: Math.min(sweepAt, now), notBefore: Math.min(notBefore, now) };
  });
  if (changed === 'not_installed') return { kind: 'not_installed' };
  if (changed === 'unchanged') return { kind: 'too_early', from };
  await ports.work.wake(domain, now);
  return { kind: 'woken' };
}
