import { randomBytes } from 'node:crypto';
import type { Database } from '../store/database.ts';

/** A token of the app for a shop. Times are real time, in milliseconds. */
export type Token = {
  token: string;
  shop: string;
  kind: 'offline' | 'online' | 'refresh';
  scopes: readonly string[];
  userId: string | null;
  /** Null: never. */
  expiresAtMs: number | null;
  /** The refresh token that this one replaces: still good until this one is used (a lost answer must not lock out). */
  replaces: string | null;
};

export type TokenStore = {
  find(token: string): Token | undefined;
  add(token: Token): void;
  remove(token: string): void;
  removeAllOf(shop: string): void;
  hasAny(shop: string): boolean;
};

export function openTokenStore({ sql }: Database): TokenStore {
  const tokens = new Map<string, Token>();
  const insert = sql.prepare('INSERT OR REPLACE INTO tokens (token, shop, json) VALUES (?, ?, ?)');
  const erase = sql.prepare('DELETE FROM tokens WHERE token = ?');
  const eraseAll = sql.prepare('DELETE FROM tokens WHERE shop = ?');
  for (const row of sql.prepare('SELECT json FROM tokens').all()) {
    const token = JSON.parse(String(row.json)) as Token;
    tokens.set(token.token, token);
  }
  return {
    find: (token) => tokens.get(token),
    add(token) {
      insert.run(token.token, token.shop, JSON.stringify(token));
      tokens.set(token.token, token);
    },
    remove(token) {
      erase.run(token);
      tokens.delete(token);
    },
    removeAllOf(shop) {
      eraseAll.run(shop);
      for (const token of tokens.values()) if (token.shop === shop) tokens.delete(token.token);
    },
    hasAny: (shop) => [...tokens.values()].some((token) => token.shop === shop),
  };
}

export function isCurrent({ expiresAtMs }: Token, realNowMs: number): boolean {
  return expiresAtMs === null || expiresAtMs > realNowMs;
}

const PREFIXES = { offline: 'shpat', online: 'shpua', refresh: 'shprt' };

export function newTokenText(kind: Token['kind']): string {
  return `${PREFIXES[kind]}_${randomBytes(16).toString('hex')}`;
}
