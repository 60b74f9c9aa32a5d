import type { RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import type { ShopDomain } from '../../core/identity.ts';
import type { ParkedSummary } from '../../core/ports.ts';
import { parkedDeliveries } from '../../core/use-cases/parked-deliveries.ts';
import { replayAllParked, replayParked } from '../../core/use-cases/replay-parked.ts';
import { iso } from './effect-row.ts';
import { fail, route } from './failure.ts';
import { shopOf } from './shop.ts';

/** `GET /dev/stores/{shop}/parked`: deliveries that were set aside, newest first, each with its reason. */
export function getParked(services: Services): RequestHandler {
  return route(async (_request, response) => {
    const parked = await allParked(services, shopOf(response).domain);
    response.json(parked.map((each) => ({ ...each, at: iso(each.at), triggeredAt: iso(each.triggeredAt) })));
  });
}

/** `POST /dev/stores/{shop}/parked/{id}/replay`: once more; answers `{replayed}`, 404 for what is not parked. */
export function postReplay(services: Services): RequestHandler {
  return route(async (request, response) => {
    const { id = '' } = request.params;
    const replayed = await replayParked(services, shopOf(response).domain, id);
    if (replayed === 'unknown') return fail(response, 404, `no delivery ${id} is parked`);
    response.json({ replayed: 1 });
  });
}

/** `POST /dev/stores/{shop}/parked/replay`: all of them once more; answers `{replayed}`. */
export function postReplayAll(services: Services): RequestHandler {
  return route(async (_request, response) => {
    response.json({ replayed: await replayAllParked(services, shopOf(response).domain, () => true) });
  });
}

export async function allParked({ parking }: Services, shop: ShopDomain): Promise<ParkedSummary[]> {
  const parked: ParkedSummary[] = [];
  for await (const delivery of parkedDeliveries(parking, shop)) parked.push(delivery);
  return parked;
}
