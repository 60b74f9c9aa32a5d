import type { Instant, ShopDomain } from '../../../core/identity.ts';
import type { Part, Place } from '../../../core/past-import.ts';
import type { ExportState, FileLine, PastExport } from '../../../core/ports.ts';
import type { AdminGateway } from '../admin.ts';
import { BULK_OPERATION } from '../documents/bulk.ts';
import { parseInstant } from '../instant.ts';
import type { Found, Read } from '../mutation.ts';
import { cancelBulkOperation } from '../mutations/cancel-bulk-operation.ts';
import { runBulkQuery } from '../mutations/run-bulk-query.ts';
import { readFailure } from '../read-failure.ts';
import type { Collection } from './bulk-query.ts';
import { readCustomerLine } from './customer-line.ts';
import { type FileFetch, fileLines } from './file-lines.ts';
import { readOrderLine } from './order-line.ts';
import { readProductLine } from './product-line.ts';
import { readReturnLines } from './return-lines.ts';

/** “Bulk operations limit reached”, “already in progress” (BulkOperationUserErrorCode). */
const BUSY: ReadonlySet<string | null | undefined> = new Set(['LIMIT_REACHED', 'OPERATION_IN_PROGRESS']);

/** Collects a shop's orders, or what else an import reads, by bulk operations. Source: Shopify's page “Perform bulk operations with the GraphQL Admin API”. */
export function createPastExport(gateway: AdminGateway, fetch: FileFetch): PastExport {
  const readOf =
    (shop: ShopDomain): Read =>
    (document, variables) =>
      gateway.request(shop, document, variables);

  async function begin(shop: ShopDomain, collection: Collection): ReturnType<PastExport['begin']> {
    const before = begunAs(await runBulkQuery.find(readOf(shop), collection));
    if (before !== null) return before;
    const asked = await gateway.change(shop, runBulkQuery, runBulkQuery.variables(collection));
    if (asked.kind === 'user_errors') {
      const problem = asked.errors.map(({ message }) => message).join('; ');
      const isBusy = asked.errors.some(({ code }) => BUSY.has(code));
      return isBusy ? { kind: 'busy', problem } : { kind: 'denied', problem };
    }
    if (asked.kind !== 'data') return readFailure(asked);
    const after = begunAs(await runBulkQuery.find(readOf(shop), collection));
    return after ?? { kind: 'unavailable', problem: 'the shop does not list yet what it was asked for' };
  }

  return {
    begin: (shop, of, span, mark) => begin(shop, { of, span, mark }),
    async look(shop, part, file) {
      const result = await gateway.request(shop, BULK_OPERATION, { id: file });
      if (result.kind !== 'data') return readFailure(result);
      const operation = result.data.bulkOperation;
      if (!operation) return { kind: 'gone' };
      const count = Number(operation.rootObjectCount);
      const beganAt = parseInstant(operation.createdAt) ?? 0;
      switch (operation.status) {
        case 'CREATED':
        case 'RUNNING':
          return { kind: 'collecting', count };
        case 'COMPLETED':
          return {
            kind: 'ready',
            // Of returns it counts the orders that have any.
            count: part === 'returns' ? null : count,
            lineCount: Number(operation.objectCount),
            lines: (from) => linesOf(part, fetch, operation.url ?? null, from, beganAt),
          };
        case 'EXPIRED':
          return { kind: 'gone' };
        default:
          return failedState(operation.errorCode ?? operation.status);
      }
    },
    async cancel(shop, id) {
      const result = await gateway.change(shop, cancelBulkOperation, cancelBulkOperation.variables(id));
      // It objects to ending what has ended.
      const isDone = result.kind === 'data' || result.kind === 'user_errors';
      return isDone ? { kind: 'cancelled' } : readFailure(result);
    },
  };
}

function begunAs(found: Found): Awaited<ReturnType<PastExport['begin']>> | null {
  switch (found.kind) {
    case 'there':
      return { kind: 'begun', file: found.id ?? '' };
    case 'absent':
      return null;
    case 'cannot_tell':
      return { kind: 'unavailable', problem: found.problem };
    default:
      return readFailure(found);
  }
}

function failedState(code: string): ExportState {
  const isWorthRetrying = code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT';
  const problem =
    code === 'ACCESS_DENIED' ? 'the shop did not grant reading them' : `the shop ended the collection: ${code}`;
  return { kind: 'failed', problem, isWorthRetrying };
}

const READ_LINE = { orders: readOrderLine, products: readProductLine, customers: readCustomerLine } as const;

/** Without a single one there is no file. */
async function* linesOf(
  part: Part,
  fetch: FileFetch,
  url: string | null,
  from: Place,
  beganAt: Instant,
): AsyncGenerator<FileLine> {
  if (url === null) return;
  const lines = fileLines(fetch, url, from);
  if (part === 'returns') {
    yield* readReturnLines(lines, beganAt);
    return;
  }
  for await (const line of lines) {
    yield line.kind === 'broken' ? line : { ...READ_LINE[part](line.text, beganAt), end: line.end };
  }
}
