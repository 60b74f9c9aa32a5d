import type { Place } from '../../../core/past-import.ts';

export type FileFetch = (url: string, init: RequestInit) => Promise<Response>;

export type RawLine =
  /** `end`: the place after it. */
  | { readonly kind: 'line'; readonly text: string; readonly end: Place }
  | { readonly kind: 'broken'; readonly problem: string };

/** As long as a function lives: one that hangs gets an answer and not its end. */
const LONGEST_MS = 55_000;
const LINE_FEED = 0x0a;

/**
 * Lines of a file from a place on, one after the other: never more of it than a chunk and a line is in memory. A server
 * that takes no ranges sends all of it, and what comes before the place is thrown away.
 */
export async function* fileLines(fetch: FileFetch, url: string, from: Place): AsyncGenerator<RawLine> {
  try {
    const response = await fetch(url, {
      // A range counts the bytes that are sent: they have to be the file's own.
      headers: { range: `bytes=${from.bytes}-`, 'accept-encoding': 'identity' },
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    // Nothing comes after the place.
    if (response.status === 416) return void (await response.body?.cancel());
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      yield { kind: 'broken', problem: `the file can’t be read: its server answered ${response.status}` };
      return;
    }
    const skipped = response.status === 206 ? 0 : from.bytes;
    yield* linesOf(response.body as unknown as AsyncIterable<Uint8Array>, skipped, from);
  } catch (error) {
    if (!(error instanceof TypeError || (error instanceof Error && /abort|timeout/i.test(error.name)))) throw error;
    yield { kind: 'broken', problem: 'the file can’t be read: its server did not answer' };
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>, skipped: number, from: Place): AsyncGenerator<RawLine> {
  let toSkip = skipped;
  let pending: Uint8Array[] = [];
  let end = from;
  for await (const chunk of chunks) {
    let start = Math.min(toSkip, chunk.length);
    toSkip -= start;
    for (let at = chunk.indexOf(LINE_FEED, start); at !== -1; at = chunk.indexOf(LINE_FEED, start)) {
      const bytes = Buffer.concat([...pending, chunk.subarray(start, at)]);
      pending = [];
      start = at + 1;
      end = { bytes: end.bytes + bytes.length + 1, lines: end.lines + 1 };
      yield { kind: 'line', text: bytes.toString('utf8'), end };
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  const last = Buffer.concat(pending);
  if (last.length === 0) return;
  const place = { bytes: end.bytes + last.length, lines: end.lines + 1 };
  yield { kind: 'line', text: last.toString('utf8'), end: place };
}
