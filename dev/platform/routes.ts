import type { RequestListener } from 'node:http';
import express, { type RequestHandler } from 'express';
import type { Services } from '../../adapters/compose.ts';
import type { LocalQueues } from '../aws/queues.ts';
import { postClock } from '../contract/clock.ts';
import { listDeadLetters } from '../contract/dead-letters.ts';
import { answerFailure, fail, route } from '../contract/failure.ts';
import { getFaults, postFaults } from '../contract/faults.ts';
import { getIdle } from '../contract/idle.ts';
import { describePlatform } from '../contract/info.ts';
import { collectStats } from '../contract/stats.ts';
import { storeRoutes } from '../contract/stores.ts';
import type { Outbox } from '../email/outbox.ts';
import { createShell } from '../shell/shell.ts';
import type { Shopify } from '../shopify/shopify.ts';
import { countAdminApiCost } from './admin-api-cost.ts';
import { breakAdminApi } from './admin-api-faults.ts';
import type { Children } from './children.ts';
import type { PlatformClock } from './clock.ts';
import type { DataDirectory } from './data-directory.ts';
import type { ProductEnvironment } from './environment.ts';
import type { Faults } from './faults.ts';
import type { PlatformServer } from './http-server.ts';
import { waitUntilIdle } from './idle.ts';
import { idleSources } from './idle-sources.ts';
import type { Counters } from './stats.ts';
import type { Addresses } from './stores.ts';

export interface RoutesOptions {
  readonly addresses: Addresses;
  readonly children: Children;
  readonly clock: PlatformClock;
  readonly counters: Counters;
  readonly directory: DataDirectory;
  readonly environment: ProductEnvironment;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly queues: LocalQueues;
  readonly server: PlatformServer;
  readonly services: Services;
  readonly shopify: Shopify;
}

export interface PlatformRoutes {
  readonly listener: RequestListener;
  /** From now on only what running functions ask of the Admin API is answered. */
  refuseNewWork(): void;
}

/** Everything the platform's one HTTP server answers: the contract's own routes, then Shopify's stand-in. */
export function createPlatformRoutes(options: RoutesOptions): PlatformRoutes {
  const { clock, children, faults, shopify } = options;
  let isStopping = false;
  const refuseWhenStopping: RequestHandler = (request, response, next) => {
    if (isStopping && request.headers['x-emulated-host'] === undefined) fail(response, 503, 'Concierge is stopping');
    else next();
  };
  const advance = (byMs: number): Date => {
    clock.advance(byMs);
    shopify.clockMoved();
    void children.worker?.ask('tick');
    return clock.now();
  };

  const app = express();
  app.disable('x-powered-by');
  app.use(refuseWhenStopping);
  app.use(countAdminApiCost(options.counters));
  app.use(breakAdminApi(faults, () => children.worker?.crash()));
  app.get('/dev/info', (_request, response) => void response.json(describePlatform(options)));
  app.get(
    '/dev/stats',
    route(async (_request, response) => void response.json(await collectStats(options))),
  );
  app.post('/dev/clock', ...postClock(advance));
  const untilIdle = (timeoutMs: number) => waitUntilIdle(idleSources(options, timeoutMs), timeoutMs);
  app.get(
    '/dev/idle',
    getIdle(untilIdle, () => listDeadLetters(options)),
  );
  app.use(storeRoutes(options));
  app.get('/dev/faults', getFaults(faults));
  app.post('/dev/faults', ...postFaults(faults));
  app.get('/dev/messages', (_request, response) => void response.json(options.outbox.all()));
  app.use(shopify.router);
  app.use(
    createShell({
      shops: shopify.installedShops,
      appUrl: () => options.addresses.appUrl,
      sessionToken: shopify.sessionToken,
    }),
  );
  app.use((request, response) => fail(response, 404, `there is no ${request.method} ${request.path}`));
  app.use(answerFailure);
  return {
    listener: app,
    refuseNewWork() {
      isStopping = true;
    },
  };
}
