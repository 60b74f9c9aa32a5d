import { FUNCTION_TIMEOUT_S } from '../adapters/sqs/queues.ts';
import {
  deleteShops,
  type Permission,
  queryCustomers,
  queryDue,
  queryOpen,
  readAndWrite,
  readItem,
  sendEmailAs,
  sendTo,
  takeFrom,
} from './permissions.ts';
import type { Queues } from './queues.ts';
import type { DeadLetterSettings, EmailSettings, Settings } from './settings.ts';

export interface FunctionParts {
  readonly table: sst.aws.Dynamo;
  readonly queues: Queues;
  readonly router: sst.aws.Router;
  readonly settings: Settings;
  /** For act alone. */
  readonly email: EmailSettings;
}

/** What is reported failed comes again alone. FIFO queues give at most 10 messages at once and know no window. */
const BATCH = { size: 10, partialResponses: true };

/** ingest → events → decide → service, bulk → act; tick sends what is due, and keeps what died on its way. */
export function createFunctions({ table, queues, router, settings, email }: FunctionParts): void {
  const { CONCIERGE_TABLE, EVENTS_QUEUE_URL, SHOPIFY_API_SECRET } = settings;
  const ingest = new sst.aws.Function('Ingest', {
    ...nodeFunction('ingest', [readItem(table), sendTo(queues.events)]),
    environment: { CONCIERGE_TABLE, EVENTS_QUEUE_URL, SHOPIFY_API_SECRET },
    // Neither Shopify nor a review service can sign as AWS asks it; what came without their own signature is refused.
    url: { cors: false },
  });
  router.route('/webhooks', ingest.url);
  router.route('/reviews', ingest.url);

  // Through indexes: what belongs to a customer, to be erased, and what the kill switch held. Parked deliveries go back to
  // the events.
  const decide = nodeFunction('decide', [
    readAndWrite(table),
    queryCustomers(table),
    queryOpen(table),
    deleteShops(table),
    sendTo(queues.events, queues.service, queues.bulk),
  ]);
  queues.events.subscribe({ ...decide, environment: settings }, { batch: BATCH });

  const act = {
    ...nodeFunction('act', [readAndWrite(table), sendEmailAs(email.EMAIL_FROM)]),
    environment: { ...settings, ...email },
  };
  queues.service.subscribe(act, { batch: BATCH });
  queues.bulk.subscribe(act, { batch: BATCH });

  const { events, service, bulk } = queues.deadLetters;
  const deadLetters: DeadLetterSettings = {
    EVENTS_DEAD_LETTERS_URL: events.url,
    SERVICE_DEAD_LETTERS_URL: service.url,
    BULK_DEAD_LETTERS_URL: bulk.url,
  };
  const tick = nodeFunction('tick', [
    readAndWrite(table),
    queryDue(table),
    sendTo(queues.events, queues.service, queues.bulk),
    takeFrom(events, service, bulk),
  ]);
  new sst.aws.CronV2('Tick', {
    schedule: 'rate(1 minute)',
    function: { ...tick, environment: { ...settings, ...deadLetters } },
  });
}

function nodeFunction(name: 'ingest' | 'decide' | 'act' | 'tick', permissions: Permission[]) {
  return {
    handler: `functions/${name}/index.handler`,
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory: '1024 MB',
    timeout: `${FUNCTION_TIMEOUT_S} seconds`,
    nodejs: { minify: true },
    logging: { format: 'json', retention: '1 month' },
    permissions,
  } satisfies sst.aws.FunctionArgs;
}
