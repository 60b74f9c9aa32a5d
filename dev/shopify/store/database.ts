import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The one file of the stand-in. With WAL and synchronous=NORMAL a commit survives the death of the process (SIGKILL);
 * only a power cut could take the last ones, which a development store may.
 */
const TABLES = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS shops (domain TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS entities (shop TEXT NOT NULL, gid TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (shop, gid));
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, shop TEXT NOT NULL, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS calls (id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL, json TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS calls_by_shop ON calls (shop, id);
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL, body BLOB NOT NULL, retries INTEGER NOT NULL, due_at INTEGER NOT NULL
  );
`;

export type Database = {
  sql: DatabaseSync;
  /** Runs the work in one transaction; a nested call joins the outer one. Rolls back and rethrows what is thrown. */
  transaction<T>(work: () => T): T;
  close(): void;
};

export function openDatabase(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  const sql = new DatabaseSync(file);
  sql.exec(TABLES);
  let open = false;
  return {
    sql,
    transaction(work) {
      if (open) return work();
      sql.exec('BEGIN IMMEDIATE');
      open = true;
      try {
        const result = work();
        sql.exec('COMMIT');
        return result;
      } catch (error) {
        sql.exec('ROLLBACK');
        throw error;
      } finally {
        open = false;
      }
    },
    close: () => sql.close(),
  };
}
