import express, { type RequestHandler } from 'express';
import * as z from 'zod';
import type { Services } from '../../adapters/compose.ts';
import { switchPerks } from '../../core/use-cases/switch-perks.ts';
import { iso } from './effect-row.ts';
import { fail, route } from './failure.ts';
import { shopOf } from './shop.ts';

const BodySchema = z.strictObject({ given: z.boolean({ error: 'given must be true or false' }) });

/** `POST /dev/stores/{shop}/perks {"given": false}`: the kill switch. Answers `{given, stoppedAt}`. */
export function postPerks(services: Services): RequestHandler[] {
  return [
    express.json({ type: () => true }),
    route(async (request, response) => {
      const body = BodySchema.safeParse(request.body);
      if (!body.success) return fail(response, 400, body.error.issues.map((issue) => issue.message).join('; '));
      const { domain } = shopOf(response);
      await switchPerks(services, domain, body.data.given ? 'given' : 'stopped', services.clock.now().getTime());
      const stoppedAt = (await services.shops.find(domain))?.perksStoppedAt ?? null;
      response.json({ given: stoppedAt === null, stoppedAt: stoppedAt === null ? null : iso(stoppedAt) });
    }),
  ];
}
