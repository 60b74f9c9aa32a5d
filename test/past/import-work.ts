import type { PastPart } from './past-file.ts';

/** What an importing process is told, and what it tells. */

export interface ImportWork {
  readonly endpoint: string;
  readonly table: string;
  /** Where the files are. */
  readonly url: string;
  readonly orders: number;
  readonly domain: string;
  /** It is killed in the middle of that part, after so many writes of records; null where others do that, or nobody. */
  readonly dies: { readonly part: PastPart; readonly writes: number } | null;
}

export interface Spent {
  writeUnits: number;
  readUnits: number;
  ms: number;
}

export interface WorkReport {
  readonly rss: number;
  readonly spent: Readonly<Record<PastPart, Spent>>;
}
