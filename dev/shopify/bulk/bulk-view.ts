import type { View } from '../views/view.ts';
import { paginate } from '../views/view.ts';
import type { BulkOperation } from './operations.ts';

export function bulkOperationView(operation: BulkOperation): View {
  const { id, shop, status, errorCode, query, createdAt, completedAt, key } = operation;
  return {
    __typename: 'BulkOperation',
    id,
    status,
    errorCode,
    query,
    createdAt,
    completedAt,
    type: 'QUERY',
    objectCount: String(operation.objectCount),
    rootObjectCount: String(operation.rootObjectCount),
    fileSize: status === 'COMPLETED' ? String(operation.fileSize) : null,
    // Without a single object there is no file.
    url: status === 'COMPLETED' && operation.objectCount > 0 ? `https://${shop}/bulk/${key}.jsonl` : null,
    partialDataUrl: null,
  };
}

/** Newest first, as the platform lists them. */
export function bulkOperationsView(operations: BulkOperation[], args: Record<string, unknown>): View {
  return paginate(
    'BulkOperation',
    { items: operations, idOf: ({ id }) => id, toNode: bulkOperationView },
    { first: args.first as number | null, after: args.after as string | null },
  );
}
