import { join } from 'node:path';
import type { Router } from 'express';
import { openCallLog } from './admin-api/calls.ts';
import { createAdminApi } from './admin-api/executor.ts';
import { readAppConfig } from './app-config.ts';
import { type BulkOperation, openBulkOperations } from './bulk/operations.ts';
import { createBulkRunner } from './bulk/runner.ts';
import { placeOrder } from './checkout.ts';
import { createDeliverer } from './deliver.ts';
import { addressIn } from './erasure-request.ts';
import { createForward, type SignReview } from './forward.ts';
import { restId, toGid } from './gid.ts';
import { installedShop, scopesPayload, shopPayload } from './install.ts';
import { createSessionToken } from './oauth/session-token.ts';
import { createTokenEndpoint } from './oauth/token-endpoint.ts';
import { openTokenStore } from './oauth/tokens.ts';
import { notConnected, reviewDelivery, writeReview } from './reviews.ts';
import { createRoutes } from './routes.ts';
import { loadAdminSchema } from './schema/load.ts';
import { type SeedKind, seedDemoShop } from './seed/plant.ts';
import { openDatabase } from './store/database.ts';
import type { Shop } from './store/shop.ts';
import { openStore } from './store/store.ts';
import { openDeliveryQueue } from './webhooks/delivery-queue.ts';
import { createEmitter } from './webhooks/emitter.ts';
import { createSender, type Log, type PendingDelivery } from './webhooks/sender.ts';

export type ShopifyOptions = {
  /** Where `store.sqlite` lives. */
  dataDir: string;
  /** Domain time. */
  now: () => Date;
  apiKey: string;
  apiSecret: string;
  /** The full URL that takes webhooks; may change when the worker restarts. */
  webhookUrl: () => string;
  /** The full URL of a path of the app, for `POST /dev/webhooks?path=…`. */
  appUrl: (path: string) => string;
  /** Opens the app once for a shop, so that it exchanges its tokens; awaited by the install route. */
  onInstalled: (domain: string) => Promise<void>;
  /** For reviews, and `POST /dev/webhooks?sign=judgeme` and the like. Default: nothing is connected. */
  signReview?: SignReview;
  /** The path that the shop gave to Judge.me; null where it gave none. Default: none did. */
  reviewPath?: (shop: string) => Promise<string | null>;
  log: Log;
  /** Whoever has this address is forgotten: the app was told so. */
  onForgotten?: (address: string) => void;
  /** First boot: the demo shop with a year of orders, or installed and empty. Default `demo`. */
  seed?: SeedKind;
  /** The app's shopify.app.toml. Default: the one of this repository. */
  configFile?: string | URL;
  /** Real time in milliseconds, for tokens and the throttle. */
  realNow?: () => number;
  /** How long a refused webhook connection is tried again at once. Default 30 s. */
  refusedForMs?: number;
};

export type InstalledShop = Shop & {
  /** False until the app has exchanged its first token: the platform then opens it once. */
  hasToken: boolean;
};

export type Shopify = {
  router: Router;
  installedShops(): InstalledShop[];
  shop(domain: string): Shop | undefined;
  /** Webhooks not delivered yet, echoes and scheduled retries included; `dueAt` is domain time. */
  pendingDeliveries(): PendingDelivery[];
  /** Call after the domain clock moved: due retries and delayed deliveries are sent. */
  clockMoved(): void;
  /** A session token as App Bridge gives it; 60 s of real time. */
  sessionToken(domain: string, options?: { userId?: string }): string;
  close(): Promise<void>;
};

/** After an app was taken out (page “Privacy law compliance”). */
const REDACTED_AFTER_MS = 48 * 3_600_000;
const OWNER_ID = '90210001';
const FIRST_SHOP_ID = 68_000_000_001;

/**
 * The stand-in for Shopify: store, Admin API, OAuth and webhooks behind one router. What a previous run left
 * undelivered is sent again from now on.
 */
export function createShopify(options: ShopifyOptions): Shopify {
  const { now, apiKey, apiSecret } = options;
  const realNow = options.realNow ?? Date.now;
  const keys = { apiKey, apiSecret };
  const config = readAppConfig(options.configFile ?? new URL('../../shopify.app.toml', import.meta.url));
  const database = openDatabase(join(options.dataDir, 'store.sqlite'));
  const store = openStore(database);
  const tokens = openTokenStore(database);
  const calls = openCallLog(database);
  const queue = openDeliveryQueue(database);
  const signReview: SignReview = options.signReview ?? (async () => null);
  const sender = createSender({
    ...options,
    signReview,
    queue,
    onTaken({ topic, body }) {
      const address = topic === 'customers/redact' ? addressIn(body) : null;
      if (address !== null) options.onForgotten?.(address);
    },
  });
  const emitter = createEmitter(database, config, sender, now);
  const bulk = openBulkOperations(database);
  const adminApi = createAdminApi({ admin: loadAdminSchema, store, emitter, calls, bulk, apiKey, now, realNow });
  const bulkRunner = createBulkRunner({
    directory: join(options.dataDir, 'bulk'),
    operations: bulk,
    emitter,
    admin: loadAdminSchema,
    shop: (domain) => store.shop(domain),
    execute: (...call) => adminApi.collect(...call),
    now,
  });
  const newShopId = () => String(store.nextNumber('id:Shop', FIRST_SHOP_ID));
  const sessionToken: Shopify['sessionToken'] = (domain, { userId = OWNER_ID } = {}) =>
    createSessionToken(keys, domain, userId, realNow());

  const tellOfChange = (before: Shop, after: Shop) => {
    if (before.currency !== after.currency || before.timezone !== after.timezone || before.plan !== after.plan) {
      emitter.emitPayload(after, 'shop/update', shopPayload(after, now()));
    }
    if ([...before.scopes].sort().join() === [...after.scopes].sort().join()) return;
    emitter.emitPayload(after, 'app/scopes_update', scopesPayload(before, after, now()));
  };

  database.transaction(() => seedDemoShop(store, options.seed ?? 'demo', config.scopes, now(), newShopId));

  const router = createRoutes({
    store,
    calls,
    tokens,
    now,
    realNow,
    sessionToken,
    adminApi: {
      ...adminApi,
      execute(...call) {
        const answer = adminApi.execute(...call);
        bulkRunner.wake();
        return answer;
      },
    },
    bulkFile: (key) => bulkRunner.file(key),
    tokenEndpoint: (shop, request) => {
      const endpoint = createTokenEndpoint(keys, tokens, realNow);
      return database.transaction(() => endpoint(shop, request));
    },
    deliver: createDeliverer({ database, store, sender, config, now }),
    forward: createForward({ ...options, signReview }),
    async install(domain, request) {
      const scopes = request.scopes ?? config.scopes;
      const known = store.shop(domain);
      const shop = installedShop(domain, known, request, scopes, now(), newShopId);
      emitter.change(() => {
        store.putShop(shop);
        // Installing again what is installed only changes the shop and what was granted: the tokens stay good.
        if (known?.installed === true) tellOfChange(known, shop);
        else tokens.removeAllOf(domain);
      });
      await options.onInstalled(domain);
      return shop;
    },
    uninstall: (shop) =>
      emitter.change(() => {
        emitter.emitPayload(shop, 'app/uninstalled', shopPayload(shop, now()));
        const redact = { shop_id: restId(toGid('Shop', shop.id)), shop_domain: shop.domain };
        emitter.emitCompliance(shop, 'shop/redact', redact, new Date(now().getTime() + REDACTED_AFTER_MS));
        tokens.removeAllOf(shop.domain);
        store.putShop({ ...shop, installed: false });
      }),
    checkout: (shop, request) =>
      emitter.change(() => {
        const outcome = placeOrder(store, shop, request, now());
        if (!outcome.ok) return outcome;
        if (outcome.newCustomer !== null) emitter.emit(shop, ['customers/create'], outcome.newCustomer);
        emitter.emit(shop, ['orders/create', 'orders/paid'], outcome.order);
        return outcome;
      }),
    async review(shop, request) {
      const path = await options.reviewPath?.(shop.domain);
      if (path == null) return notConnected(shop);
      const { written, delivery } = database.transaction(() => {
        const written = writeReview(store, shop, request, now());
        return { written, delivery: written.ok ? sender.record(reviewDelivery(shop, path, written, now())) : null };
      });
      if (delivery) void sender.release(delivery);
      return written;
    },
  });

  sender.sendDue();
  bulkRunner.wake();
  return {
    router,
    installedShops: () =>
      store
        .shops()
        .filter((shop) => shop.installed)
        .map((shop) => ({ ...shop, hasToken: tokens.hasAny(shop.domain) })),
    shop: (domain) => store.shop(domain),
    pendingDeliveries: () => [
      ...sender.pending(),
      ...bulkRunner.unfinished().map((each) => pendingFinish(each, now())),
    ],
    clockMoved: () => sender.sendDue(),
    sessionToken,
    async close() {
      bulkRunner.close();
      await sender.close();
      database.close();
    },
  };
}

/** A bulk operation that runs ends in a delivery. */
function pendingFinish({ id, shop }: BulkOperation, now: Date): PendingDelivery {
  const topic = 'bulk_operations/finish';
  return { shop, topic, webhookId: id, eventId: id, retries: 0, dueAt: now, state: 'sending' };
}
