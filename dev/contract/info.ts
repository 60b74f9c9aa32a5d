import type { RoutesOptions } from '../platform/routes.ts';

/** What `GET /dev/info` tells: enough for a program to drive this platform and to sign as Shopify would. */
export interface Info {
  /** `http://localhost:PORT`, the address of the shell and of this contract. */
  readonly url: string;
  readonly appUrl: string;
  /** Where the functions take webhooks. */
  readonly webhookUrl: string;
  readonly dynamodbEndpoint: string;
  readonly table: string;
  readonly sqsEndpoint: string;
  /** By role: events, service, bulk. */
  readonly queueUrls: Readonly<Record<string, string>>;
  readonly apiKey: string;
  /** Signs webhooks and session tokens on this data directory. */
  readonly apiSecret: string;
  /** Domains of the shops that have the app installed. */
  readonly shops: readonly string[];
  readonly dataDir: string;
  /** Domain time, ISO 8601. */
  readonly now: string;
  readonly pid: number;
}

export function describePlatform(options: RoutesOptions): Info {
  const { directory, environment, queues, shopify } = options;
  return {
    url: options.server.url,
    appUrl: options.addresses.appUrl,
    webhookUrl: options.addresses.webhookUrl,
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT,
    table: environment.CONCIERGE_TABLE,
    sqsEndpoint: queues.endpoint,
    queueUrls: queues.urls,
    apiKey: directory.state.apiKey,
    apiSecret: directory.state.apiSecret,
    shops: shopify.installedShops().map((shop) => shop.domain),
    dataDir: directory.path,
    now: options.clock.now().toISOString(),
    pid: process.pid,
  };
}
