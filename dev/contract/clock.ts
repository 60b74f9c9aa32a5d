import express, { type RequestHandler } from 'express';
import * as z from 'zod';
import { fail } from './failure.ts';

const TEN_YEARS_S = 10 * 366 * 86_400;

const BodySchema = z.strictObject({
  advance_s: z
    .number({ error: 'advance_s must be a number of seconds' })
    .min(0, 'advance_s must not be negative: domain time only moves forward')
    .max(TEN_YEARS_S, 'advance_s must be at most ten years'),
});

/** `POST /dev/clock {"advance_s": 86400}`: moves domain time, answers `{now}`. */
export function postClock(advance: (byMs: number) => Date): RequestHandler[] {
  return [
    express.json(),
    (request, response) => {
      const body = BodySchema.safeParse(request.body);
      if (!body.success) return fail(response, 400, body.error.issues.map((issue) => issue.message).join('; '));
      response.json({ now: advance(body.data.advance_s * 1_000).toISOString() });
    },
  ];
}
