import type { RequestHandler } from 'express';
import type { Unfinished } from '../platform/idle.ts';
import { fail, route } from './failure.ts';

const DEFAULT_TIMEOUT_S = 30;
const LONGEST_TIMEOUT_S = 600;

/** `GET /dev/idle?timeout_s=30`: 204 when nothing is left to do, else 408 with what is; dead letters are only listed. */
export function getIdle(
  waitUntilIdle: (timeoutMs: number) => Promise<Unfinished | null>,
  deadLetters: () => Promise<readonly unknown[]>,
): RequestHandler {
  return route(async (request, response) => {
    const timeoutS = Number(request.query.timeout_s ?? DEFAULT_TIMEOUT_S);
    if (!(timeoutS >= 0 && timeoutS <= LONGEST_TIMEOUT_S)) {
      return fail(response, 400, `timeout_s must be a number of seconds from 0 to ${LONGEST_TIMEOUT_S}`);
    }
    const unfinished = await waitUntilIdle(timeoutS * 1_000);
    if (unfinished === null) response.status(204).end();
    else response.status(408).json({ ...unfinished, deadLetters: await deadLetters() });
  });
}
