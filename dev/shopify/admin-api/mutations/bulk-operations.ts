import { randomUUID } from 'node:crypto';
import { bulkDocument } from '../../bulk/bulk-document.ts';
import { bulkOperationView } from '../../bulk/bulk-view.ts';
import { type BulkOperation, isUnfinished } from '../../bulk/operations.ts';
import { toGid } from '../../gid.ts';
import { loadAdminSchema } from '../../schema/load.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { userError } from './user-error.ts';

/** “In API versions 2026-01 and higher apps can run up to five bulk query operations at a time per shop.” */
const MOST_AT_ONCE = 5;

export const bulkOperationRunQuery: Resolver = ({ query, groupObjects }, context) => {
  const refused = (code: string, message: string) => ({
    __typename: 'BulkOperationRunQueryPayload',
    bulkOperation: null,
    userErrors: [{ __typename: 'BulkOperationUserError', field: ['query'], message, code }],
  });
  const { shop, now } = context.reading;
  const checked = bulkDocument(loadAdminSchema().schema, String(query));
  if (!checked.ok) return refused('INVALID', checked.problem);
  if (context.bulk.of(shop.domain).filter(isUnfinished).length >= MOST_AT_ONCE) {
    return refused('LIMIT_REACHED', 'Bulk operations limit reached. Please try again later.');
  }
  const operation: BulkOperation = {
    id: toGid('BulkOperation', context.newId('BulkOperation')),
    shop: shop.domain,
    status: 'CREATED',
    errorCode: null,
    query: String(query),
    groupObjects: groupObjects === true,
    scopes: scopesOf(context),
    createdAt: formatUtc(now),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: 0,
    key: randomUUID(),
  };
  context.bulk.save(operation);
  return {
    __typename: 'BulkOperationRunQueryPayload',
    bulkOperation: bulkOperationView(operation),
    userErrors: [],
  };
};

export const bulkOperationCancel: Resolver = ({ id }, context) => {
  const { shop, now } = context.reading;
  const operation = context.bulk.find(shop.domain, String(id));
  const payload = { __typename: 'BulkOperationCancelPayload' };
  if (operation === undefined) {
    return { ...payload, bulkOperation: null, userErrors: [userError(['id'], 'Bulk operation does not exist')] };
  }
  if (!isUnfinished(operation)) {
    const message = 'A bulk operation cannot be canceled when it is completed';
    return { ...payload, bulkOperation: bulkOperationView(operation), userErrors: [userError(['id'], message)] };
  }
  const canceled: BulkOperation = { ...operation, status: 'CANCELED', completedAt: formatUtc(now) };
  context.bulk.save(canceled);
  return { ...payload, bulkOperation: bulkOperationView(canceled), userErrors: [] };
};

function scopesOf({ access }: Context): readonly string[] {
  return access.kind === 'everything' ? ['write_orders', 'read_all_orders', 'read_customers'] : [...access.scopes];
}
