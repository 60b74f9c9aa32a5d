import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { ensureBuild } from '../app/build.ts';
import { judgemePath, signReviewWith } from '../contract/reviews.ts';
import { startMailServer } from '../email/mail-server.ts';
import { openOutbox } from '../email/outbox.ts';
import { findWhy } from '../email/why.ts';
import { loadAdminSchema } from '../shopify/schema/load.ts';
import { createShopify } from '../shopify/shopify.ts';
import type { Stop } from './boot.ts';
import { type Children, startChildren } from './children.ts';
import { createPlatformClock } from './clock.ts';
import type { DataDirectory } from './data-directory.ts';
import { createFaults } from './faults.ts';
import type { PlatformServer } from './http-server.ts';
import { openApp, openUnknownShops } from './open-app.ts';
import { reloadOnChange } from './reload.ts';
import { createPlatformRoutes } from './routes.ts';
import type { Settings } from './settings.ts';
import { createCounters } from './stats.ts';
import { startStores } from './stores.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface PartsOptions {
  readonly settings: Settings;
  readonly log: (line: string) => void;
  readonly directory: DataDirectory;
  readonly server: PlatformServer;
  /** Filled with how to end each part, in the order of starting. */
  readonly stops: Stop[];
}

/**
 * Starts the stores, Shopify's stand-in and the product on them, as parallel as their needs allow. `broken` resolves
 * with the reason when a part that cannot be started again has ended.
 */
export async function startParts(options: PartsOptions): Promise<{ broken: Promise<string> }> {
  const { settings, log, directory, server, stops } = options;
  const built = ensureBuild(ROOT, log);
  // Awaited below; while the stores still start, a failure must not count as unhandled.
  built.catch(() => undefined);
  const { addresses, dynamodb, queues, environment } = await startStores(options);
  const counters = createCounters();
  const children: Children = {};
  const faults = createFaults((targets) => {
    for (const child of Object.values(children)) child.send({ type: 'faulty', targets });
  });
  const clock = createPlatformClock(directory.state.clockOffsetMs, (offsetMs) => {
    directory.update({ clockOffsetMs: offsetMs });
    for (const child of Object.values(children)) child.send({ type: 'clock', offsetMs });
  });

  // The platform composes the product for its own routes; the AWS clients read their credentials from the environment.
  Object.assign(process.env, environment);
  // Without a meter: the stats tell what functions and app use.
  const services = compose({ config: readConfig(process.env), clock });
  const outbox = openOutbox(join(directory.path, 'messages.jsonl'));
  const shopify = createShopify({
    dataDir: directory.path,
    now: clock.now,
    apiKey: directory.state.apiKey,
    apiSecret: directory.state.apiSecret,
    webhookUrl: () => addresses.webhookUrl,
    appUrl: (path) => new URL(path, addresses.appUrl).href,
    onInstalled: (shop) => openApp(addresses.appUrl, shop, shopify.sessionToken(shop)),
    signReview: signReviewWith(services),
    reviewPath: (shop) => judgemePath(services, shop),
    seed: settings.seed,
    onForgotten: outbox.forget,
    log: (level, message) => {
      if (level !== 'info') log(message);
    },
  });
  stops.push(shopify.close);
  const mailServer = await startMailServer({
    port: addresses.mailPort,
    outbox,
    faults,
    clock,
    whyOf: findWhy(services, shopify.installedShops),
    crashWorker: () => children.worker?.crash(),
  });
  stops.push(mailServer.stop);

  const parts = {
    ...options,
    addresses,
    built,
    children,
    clock,
    counters,
    environment,
    faults,
    outbox,
    queues,
    services,
    shopify,
  };
  const routes = createPlatformRoutes(parts);
  server.serve(routes.listener);
  const started = startChildren(parts);
  // Now, while the children start in their own processes, rather than at the first order.
  loadAdminSchema();
  await started;
  stops.push(routes.refuseNewWork);
  await openUnknownShops(parts);
  if (settings.reload) stops.push(reloadOnChange(ROOT, children, () => ensureBuild(ROOT, log), log));
  return { broken: dynamodb.ended.then((reason) => `DynamoDB ended (${reason}): start Concierge again.`) };
}
