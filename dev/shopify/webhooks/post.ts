import { request } from 'node:http';

/** What became of one HTTP attempt. `refused`: nobody took it (connection refused or reset), so a try at once is fair. */
export type Attempt =
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: Buffer }
  | { kind: 'timed_out' }
  | { kind: 'refused'; reason: string };

const REFUSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EADDRNOTAVAIL']);

/** Posts raw bytes with exactly these headers (node:http adds only Host, Connection and Content-Length). */
export function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  timeoutMs: number,
  method = 'POST',
): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const attempt = request(
      url,
      { method, headers: { ...headers, 'content-length': body.length }, signal },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const received = Object.entries(response.headers).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, String(value)] as const],
          );
          const status = response.statusCode ?? 0;
          resolve({ kind: 'answered', status, headers: Object.fromEntries(received), body: Buffer.concat(chunks) });
        });
      },
    );
    function fail(error: NodeJS.ErrnoException) {
      if (signal.aborted) resolve({ kind: 'timed_out' });
      else if (error.code !== undefined && REFUSED.has(error.code)) resolve({ kind: 'refused', reason: error.code });
      else reject(error);
    }
    attempt.on('error', fail);
    attempt.end(body);
  });
}
