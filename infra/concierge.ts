import { createFunctions } from './functions.ts';
import { createQueues } from './queues.ts';
import { createSite } from './site.ts';
import { createTable } from './table.ts';

/** Puts the parts together. What it answers is printed after a deploy. */
export function createConcierge() {
  const table = createTable();
  const queues = createQueues();
  // Its address is known before what it leads to, so functions and app can be told where the app is.
  const router = new sst.aws.Router('Router');
  const settings = {
    CONCIERGE_TABLE: table.name,
    EVENTS_QUEUE_URL: queues.events.url,
    SERVICE_QUEUE_URL: queues.service.url,
    BULK_QUEUE_URL: queues.bulk.url,
    SHOPIFY_API_KEY: new sst.Secret('ShopifyApiKey').value,
    SHOPIFY_API_SECRET: new sst.Secret('ShopifyApiSecret').value,
    SHOPIFY_APP_URL: router.url,
    KEYED_HASH_SECRET: new sst.Secret('KeyedHashSecret').value,
  };
  const email = {
    EMAIL_FROM: new sst.Secret('EmailFrom', '').value,
    SMTP_URL: new sst.Secret('SmtpUrl', '').value,
  };
  createFunctions({ table, queues, router, settings, email });
  createSite({ table, queues, router, settings });
  return { app: router.url, webhooks: $interpolate`${router.url}/webhooks` };
}
