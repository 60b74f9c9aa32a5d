import type { Errand } from '../mutation.ts';

const CANCEL_BULK_OPERATION = `#graphql
  mutation CancelBulkOperation($id: ID!) {
    bulkOperationCancel(id: $id) {
      userErrors {
        field
        message
      }
    }
  }
` as const;

/** Exactly once by nature: what is cancelled, or has ended, stays so. */
export const cancelBulkOperation = {
  document: CANCEL_BULK_OPERATION,
  scopes: [],
  exactlyOnce: 'nature',
  variables: (id: string) => ({ id }),
} as const satisfies Errand<typeof CANCEL_BULK_OPERATION, string>;
