import * as z from 'zod';
import type { CustomerId, Instant } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import { requireId } from './wire-fields.ts';

const job = z.object({ status: z.string({ error: 'expected a status' }) }, { error: 'expected a merge' });

const completed = z
  .object({
    admin_graphql_api_customer_kept_id: z.string({ error: 'expected the id of one customer' }),
    admin_graphql_api_customer_deleted_id: z.string({ error: 'expected the id of one customer' }),
  })
  .transform((merge, context): { readonly kept: CustomerId; readonly gone: CustomerId } => {
    const idOf = (field: keyof typeof merge) =>
      requireId('Customer', { admin_graphql_api_id: merge[field] }, field, context);
    const kept = idOf('admin_graphql_api_customer_kept_id');
    const gone = idOf('admin_graphql_api_customer_deleted_id');
    if (kept === gone) context.addIssue({ code: 'custom', message: 'expected two customers' });
    return { kept, gone };
  });

/** `customers/merge` tells of the end of a merge, in good or ill: null where nothing was merged. */
export function mergePayload(triggeredAt: Instant) {
  return job.loose().transform((merge, context): Observation | null => {
    if (merge.status !== 'completed') return null;
    const read = completed.safeParse(merge);
    if (read.success) return { type: 'customers.merged', ...read.data, toldAt: triggeredAt };
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });
}
