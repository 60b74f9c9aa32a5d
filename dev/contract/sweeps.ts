import type { RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import type { Sweep } from '../../core/sweep.ts';
import { iso } from './effect-row.ts';
import { route } from './failure.ts';
import { shopOf } from './shop.ts';

const MOST_LISTED = 100;

/** `GET /dev/stores/{shop}/sweeps`: what the nightly comparisons with the shop found, newest first. */
export function getSweeps(services: Services): RequestHandler {
  return route(async (_request, response) => {
    const sweeps = await services.sweeps.list(shopOf(response).domain, MOST_LISTED);
    response.json(sweeps.map(toRow));
  });
}

function toRow(sweep: Sweep) {
  const { startedAt, finishedAt, from, until, found } = sweep;
  return {
    ...sweep,
    startedAt: iso(startedAt),
    finishedAt: finishedAt === null ? null : iso(finishedAt),
    from: iso(from),
    until: iso(until),
    found: found.map((each) => ({ ...each, changedAt: each.changedAt === null ? null : iso(each.changedAt) })),
  };
}
