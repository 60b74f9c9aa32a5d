import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, LogSeverity } from '@shopify/shopify-api';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { Services } from '../adapters/compose.ts';
import { type Config, readConfig } from '../adapters/config.ts';

/** The platform library set up for one composition of services. */
export type ShopifyApp = ReturnType<typeof createShopifyApp>;

const apps = new WeakMap<Services, ShopifyApp>();
let config: Config | undefined;

/** The app's own configuration, read on first use so that importing a route needs no environment. */
export function appConfig(): Config {
  config ??= readConfig(process.env);
  return config;
}

/** The library instance for these services, made once: a process that composes once has one. */
export function shopifyFor(services: Services): ShopifyApp {
  let app = apps.get(services);
  if (!app) {
    app = createShopifyApp(services);
    apps.set(services, app);
  }
  return app;
}

function createShopifyApp(services: Services) {
  const { apiKey, apiSecret, appUrl, scopes } = appConfig().shopify;
  return shopifyApp({
    apiKey,
    apiSecretKey: apiSecret,
    appUrl,
    scopes,
    apiVersion: ApiVersion.October26,
    authPathPrefix: '/auth',
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    sessionStorage: services.sessions,
    // The library's debug lines contain session tokens.
    logger: { level: LogSeverity.Warning },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: {
      // Runs after every exchange of a token (each hour, as tokens expire), not only after the first one.
      afterAuth: async ({ session }) => {
        await services.shopInstalled(session);
      },
    },
  });
}
