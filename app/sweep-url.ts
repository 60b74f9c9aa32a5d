import type { Sweep } from '../core/sweep.ts';

/** The page of one comparison with the shop. */
export function sweepUrl({ id }: Pick<Sweep, 'id'>): string {
  return `/app/reconciliation/${encodeURIComponent(id)}`;
}
