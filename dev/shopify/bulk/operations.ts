import type { Database } from '../store/database.ts';

/** A bulk operation as the stand-in keeps it. Times are ISO 8601 of domain time. */
export type BulkOperation = {
  id: string;
  shop: string;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | null;
  query: string;
  /** Children stand right below their parents. */
  groupObjects: boolean;
  /** Of the token that asked for it. */
  scopes: readonly string[];
  createdAt: string;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number;
  /** Names the file, and lets whoever knows it read it. */
  key: string;
};

export type BulkOperations = {
  save(operation: BulkOperation): void;
  find(shop: string, id: string): BulkOperation | undefined;
  /** Newest first. */
  of(shop: string): BulkOperation[];
  byKey(key: string): BulkOperation | undefined;
  unfinished(): BulkOperation[];
};

export function isUnfinished({ status }: BulkOperation): boolean {
  return status === 'CREATED' || status === 'RUNNING';
}

export function openBulkOperations({ sql }: Database): BulkOperations {
  sql.exec(
    'CREATE TABLE IF NOT EXISTS bulk_operations (id TEXT PRIMARY KEY, shop TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL)',
  );
  const save = sql.prepare(
    'INSERT INTO bulk_operations (id, shop, key, json) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json',
  );
  const all = sql.prepare('SELECT json FROM bulk_operations ORDER BY rowid DESC');
  const read = (row: Record<string, unknown>) => JSON.parse(String(row.json)) as BulkOperation;
  const operations = () => all.all().map(read);
  return {
    save: (operation) => void save.run(operation.id, operation.shop, operation.key, JSON.stringify(operation)),
    find: (shop, id) => operations().find((operation) => operation.shop === shop && operation.id === id),
    of: (shop) => operations().filter((operation) => operation.shop === shop),
    byKey: (key) => operations().find((operation) => operation.key === key),
    unfinished: () => operations().filter(isUnfinished).reverse(),
  };
}
