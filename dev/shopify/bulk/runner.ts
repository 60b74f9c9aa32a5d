import { appendFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { AdminSchema } from '../schema/load.ts';
import type { Shop } from '../store/shop.ts';
import type { Emitter } from '../webhooks/emitter.ts';
import { formatUtc } from '../zoned-time.ts';
import { bulkDocument } from './bulk-document.ts';
import { bulkLines, countNodes, nextPage } from './bulk-lines.ts';
import { type BulkOperation, type BulkOperations, isUnfinished } from './operations.ts';

export type BulkOptions = {
  /** Where the files lie. */
  directory: string;
  operations: BulkOperations;
  emitter: Emitter;
  admin: () => AdminSchema;
  shop: (domain: string) => Shop | undefined;
  execute: (shop: Shop, scopes: readonly string[], document: DocumentNode, variables: object) => ExecutionResult;
  now: () => Date;
};

export type BulkRunner = {
  /** Begins or goes on with whatever is not finished; call it after the transaction in which one was created. */
  wake(): void;
  unfinished(): BulkOperation[];
  /** Null where there is no such file. */
  file(key: string): string | null;
  close(): void;
};

/** Works off bulk operations page by page, other requests in between. One that was cut off begins anew. */
export function createBulkRunner(options: BulkOptions): BulkRunner {
  const { operations, directory } = options;
  let isClosed = false;
  let isWorking = false;
  const fileOf = ({ key }: Pick<BulkOperation, 'key'>) => join(directory, `${key}.jsonl`);

  async function work(): Promise<void> {
    for (;;) {
      const [next] = isClosed ? [] : operations.unfinished();
      if (next === undefined) return;
      await collect(next);
    }
  }

  async function collect(begun: BulkOperation): Promise<void> {
    const { admin, shop: shopOf, execute } = options;
    const shop = shopOf(begun.shop);
    const bulk = bulkDocument(admin().schema, begun.query);
    if (!bulk.ok || shop === undefined) return finish(begun, { status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR' });
    mkdirSync(directory, { recursive: true });
    rmSync(fileOf(begun), { force: true });
    let counts = { objectCount: 0, rootObjectCount: 0 };
    let after: string | null = null;
    do {
      await new Promise((resolve) => setImmediate(resolve));
      if (isClosed) return;
      const current = operations.find(begun.shop, begun.id);
      if (current === undefined || !isUnfinished(current)) return;
      const { data, errors } = execute(shop, begun.scopes, bulk.document, { after });
      if (errors !== undefined) {
        const isDenied = errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED');
        return finish(current, { status: 'FAILED', errorCode: isDenied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR' });
      }
      const page = data?.[bulk.root];
      const lines = bulkLines(page, bulk.connections, begun.groupObjects);
      if (lines.length > 0) appendFileSync(fileOf(begun), `${lines.join('\n')}\n`);
      counts = {
        objectCount: counts.objectCount + lines.length,
        rootObjectCount: counts.rootObjectCount + countNodes(page),
      };
      operations.save({ ...current, ...counts, status: 'RUNNING' });
      after = nextPage(page);
    } while (after !== null);
    const fileSize = existsSync(fileOf(begun)) ? statSync(fileOf(begun)).size : 0;
    finish({ ...begun, ...counts, fileSize }, { status: 'COMPLETED', errorCode: null });
  }

  function finish(operation: BulkOperation, end: Pick<BulkOperation, 'status' | 'errorCode'>): void {
    const { emitter, now, shop: shopOf } = options;
    emitter.change(() => {
      const ended = { ...operation, ...end, completedAt: formatUtc(now()) };
      operations.save(ended);
      const shop = shopOf(operation.shop);
      if (shop) emitter.emitPayload(shop, 'bulk_operations/finish', finishPayload(ended));
    });
  }

  function wake(): void {
    if (isWorking) return;
    isWorking = true;
    void work().finally(() => {
      isWorking = false;
      if (!isClosed && operations.unfinished().length > 0) wake();
    });
  }

  return {
    wake,
    unfinished: () => operations.unfinished(),
    file(key) {
      const operation = operations.byKey(key);
      const file = operation?.status === 'COMPLETED' ? fileOf(operation) : null;
      return file !== null && existsSync(file) ? file : null;
    },
    close() {
      isClosed = true;
    },
  };
}

/** Of the topic bulk_operations/finish. */
function finishPayload({ id, status, errorCode, createdAt, completedAt }: BulkOperation) {
  return {
    admin_graphql_api_id: id,
    completed_at: completedAt,
    created_at: createdAt,
    error_code: errorCode?.toLowerCase() ?? null,
    status: status.toLowerCase(),
    type: 'query',
  };
}
