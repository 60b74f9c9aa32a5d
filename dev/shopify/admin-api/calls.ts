import type { Database } from '../store/database.ts';

/** One Admin API call that the app made. `at` is domain time, ISO 8601. */
type Call = { operation: string; kind: 'query' | 'mutation'; variables: unknown; response: unknown; at: string };

export type CallLog = { add(shop: string, call: Call): void; of(shop: string): Call[] };

export function openCallLog({ sql }: Database): CallLog {
  const insert = sql.prepare('INSERT INTO calls (shop, json) VALUES (?, ?)');
  const select = sql.prepare('SELECT json FROM calls WHERE shop = ? ORDER BY id');
  return {
    add: (shop, call) => void insert.run(shop, JSON.stringify(call)),
    of: (shop) => select.all(shop).map((row) => JSON.parse(String(row.json)) as Call),
  };
}
