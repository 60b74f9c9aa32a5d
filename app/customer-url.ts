import { type CustomerId, gidNumber } from '../core/identity.ts';
import { boundedTrail } from './page-trail.ts';

/** What is known of a customer. `trail`: the cursors of the pages gone through. */
export function customerUrl(customer: CustomerId, trail: readonly string[] = []): string {
  const parameters = new URLSearchParams(boundedTrail(trail).map((cursor) => ['page', cursor]));
  const search = trail.length === 0 ? '' : `?${parameters}`;
  return `/app/customers/${gidNumber(customer)}${search}`;
}
