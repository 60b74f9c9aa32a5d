import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { type Document, record, records, text, texts } from './document.ts';
import { API_VERSION } from './schema/load.ts';

type Subscription = { topic: string; includeFields: readonly string[] | null; name: string | null };

/** What shopify.app.toml tells Shopify about the app, as far as the stand-in needs it. */
export type AppConfig = { scopes: readonly string[]; apiVersion: string; subscriptions: readonly Subscription[] };

const FALLBACK_TOPICS = [
  'orders/create',
  'orders/updated',
  'orders/edited',
  'orders/paid',
  'orders/cancelled',
  'refunds/create',
  'customers/create',
  'customers/update',
  'app/uninstalled',
];
const FALLBACK: AppConfig = {
  scopes: ['read_customers', 'write_orders', 'read_products'],
  apiVersion: API_VERSION,
  subscriptions: FALLBACK_TOPICS.map((topic) => ({ topic, includeFields: null, name: null })),
};

/** Reads the app's configuration file; without one, the topics and scopes of the main job. */
export function readAppConfig(file: string | URL): AppConfig {
  if (!existsSync(file)) return FALLBACK;
  const config = parse(readFileSync(file, 'utf8')) as Document;
  const webhooks = record(config.webhooks);
  const scopes = text(record(config.access_scopes)?.scopes) ?? '';
  return {
    scopes: scopes.split(',').flatMap((scope) => scope.trim() || []),
    apiVersion: text(webhooks?.api_version) ?? API_VERSION,
    subscriptions: records(webhooks?.subscriptions).flatMap(subscriptionsOf),
  };
}

function subscriptionsOf(entry: Document): Subscription[] {
  const includeFields = texts(entry.include_fields);
  return texts(entry.topics).map((topic) => ({
    topic,
    includeFields: includeFields.length === 0 ? null : includeFields,
    name: text(entry.name),
  }));
}
