import { bulkQuery, type Collection, isOf } from '../bulk/bulk-query.ts';
import { BULK_OPERATIONS } from '../documents/bulk.ts';
import type { Errand, Found, Read } from '../mutation.ts';

const RUN_BULK_QUERY = `#graphql
  mutation RunBulkQuery($query: String!, $groupObjects: Boolean!) {
    bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
      userErrors {
        field
        message
        code
      }
    }
  }
` as const;

/** Exactly once by reading back: an operation under the collection's name is there, or none of its was begun. */
export const runBulkQuery = {
  document: RUN_BULK_QUERY,
  scopes: ['read_orders', 'read_customers', 'read_products', 'read_returns'],
  exactlyOnce: 'read_back',
  /** Keeping together what belongs together takes the shop longer: only what comes back stands below its return. */
  variables: (collection: Collection) => ({
    query: bulkQuery(collection),
    groupObjects: collection.of === 'returns',
  }),
  async find(read: Read, collection: Collection): Promise<Found> {
    const result = await read(BULK_OPERATIONS, {});
    if (result.kind !== 'data') return result;
    const found = result.data.bulkOperations.nodes.find(({ query }) => isOf(query, collection));
    return found ? { kind: 'there', id: found.id } : { kind: 'absent' };
  },
} as const satisfies Errand<typeof RUN_BULK_QUERY, Collection>;
