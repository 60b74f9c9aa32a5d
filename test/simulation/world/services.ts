import type { Services } from '../../../adapters/compose.ts';
import type { Config } from '../../../adapters/config.ts';
import { createLiquidTemplates } from '../../../adapters/liquid/templates.ts';
import { createPerformer } from '../../../adapters/performer.ts';
import { keepSession } from '../../../adapters/sessions.ts';
import { createAdminGateway } from '../../../adapters/shopify/admin.ts';
import { createPastExport } from '../../../adapters/shopify/bulk/past-export.ts';
import { createCompanyNames } from '../../../adapters/shopify/companies.ts';
import { createEffectPerformer } from '../../../adapters/shopify/effects.ts';
import { createOfflineTokens } from '../../../adapters/shopify/offline-tokens.ts';
import { createShopReader } from '../../../adapters/shopify/reader.ts';
import { createRecipientReader } from '../../../adapters/shopify/recipient.ts';
import { readShopDetails } from '../../../adapters/shopify/shop-details.ts';
import { createSqsDeadLetters } from '../../../adapters/sqs/dead-letters.ts';
import { createSqsEffectQueue } from '../../../adapters/sqs/effect-queue.ts';
import { createSqsWorkQueue } from '../../../adapters/sqs/work-queue.ts';
import type { Stores } from '../../../adapters/stores.ts';
import type { ShopDomain } from '../../../core/identity.ts';
import type { ConfirmInstallation } from '../../../core/ports.ts';
import { isBeingDeleted } from '../../../core/shop-redaction.ts';
import { installShop } from '../../../core/use-cases/install-shop.ts';
import { createFetch, type Internet } from './http.ts';
import { createMessenger } from './mail.ts';
import type { Process } from './process.ts';
import type { Queue } from './queue.ts';
import { createSqsClient } from './sqs-client.ts';
import { storesFor } from './stores.ts';

export const QUEUE_URLS = {
  events: 'https://sqs/events',
  service: 'https://sqs/service',
  bulk: 'https://sqs/bulk',
} as const;

export const DEAD_LETTER_URLS = {
  events: 'https://sqs/events-dead',
  service: 'https://sqs/service-dead',
  bulk: 'https://sqs/bulk-dead',
} as const;

/** Loaded before a life begins: what is loaded meanwhile would take time that is not the world’s. */
const TEMPLATES = createLiquidTemplates();
await TEMPLATES.problems('', []);

const CONFIG = {
  logLevel: 'ERROR',
  region: 'us-east-1',
  table: 'concierge',
  queues: QUEUE_URLS,
  keyedHashSecret: 'secret',
  deadLetterQueues: DEAD_LETTER_URLS,
  shopify: { apiKey: 'key', apiSecret: 'secret', appUrl: 'https://app', scopes: [], appBridgeUrl: undefined },
} as unknown as Config;

export interface Outside {
  readonly internet: Internet;
  readonly stores: Stores;
  readonly queues: ReadonlyMap<string, Queue>;
}

/** As `compose` wires them for one process, over the simulated world. */
export function composeFor({ internet, stores, queues }: Outside, process: Process): Services {
  const { agenda, tell } = internet;
  const seen = storesFor(internet, process, stores);
  const fetch = createFetch(internet, process);
  const nowMs = () => agenda.now();
  const tokens = createOfflineTokens({ sessions: seen.sessions, apiKey: 'key', apiSecret: 'secret', fetch, nowMs });
  const gateway = createAdminGateway({ tokens, fetch, nowMs, sleep: (ms) => process.sleep(ms) });
  const sqs = createSqsClient(internet, process, queues);
  const log = {
    info: () => undefined,
    warn: (message: unknown, about?: object) => tell(`${process.name}: ${message} ${JSON.stringify(about ?? {})}`),
    error: (message: unknown, about: { error?: { message?: string } } = {}) =>
      tell(`${process.name}: ${message} (${about.error?.message ?? JSON.stringify(about)})`),
  };
  async function confirmInstallation(text: string): Promise<Awaited<ReturnType<ConfirmInstallation>>> {
    const askedAt = agenda.now();
    const read = await readShopDetails(gateway, text as ShopDomain);
    if (read.kind !== 'details' && isBeingDeleted(await seen.redactions.find(text as ShopDomain)))
      return 'being_deleted';
    if (read.kind === 'revoked') return 'revoked';
    if (read.kind !== 'details') return 'unreachable';
    const installed = await installShop(seen, text as ShopDomain, read.details, askedAt);
    return installed === 'being_deleted' ? installed : 'confirmed';
  }
  return {
    ...seen,
    config: CONFIG,
    clock: { now: () => new Date(agenda.now()) },
    log: log as unknown as Services['log'],
    meter: { count: () => undefined },
    companyNames: createCompanyNames(gateway),
    reader: createShopReader(gateway, nowMs),
    exports: createPastExport(gateway, fetch),
    performer: createPerformer(createEffectPerformer(gateway), {
      policies: seen.policies,
      recipients: createRecipientReader(gateway),
      templates: TEMPLATES,
      messenger: createMessenger(internet, process),
    }),
    templates: TEMPLATES,
    effects: createSqsEffectQueue(sqs, QUEUE_URLS),
    work: createSqsWorkQueue(sqs, QUEUE_URLS),
    deadLetters: createSqsDeadLetters(sqs, DEAD_LETTER_URLS),
    random: () => process.random(),
    backoff: (attempt) => process.sleep(process.random() * Math.min(400, 10 * 2 ** attempt)),
    async shopInstalled(session) {
      const confirmed = await confirmInstallation(session.shop);
      if (confirmed === 'revoked') throw new Error('the shop takes no token of ours');
      if (confirmed === 'unreachable') throw new Error('the shop’s details can’t be read');
      if (confirmed === 'being_deleted') throw new Error('the shop is being deleted');
      const shop = session.shop as ShopDomain;
      await keepSession(seen.sessions, session, async () => (await seen.shops.find(shop))?.uninstalledAt !== null);
    },
    async confirmInstallation(text) {
      const refused = await seen.sessions.findSessionsByShop(text);
      const confirmed = await confirmInstallation(text);
      if (confirmed === 'revoked') await Promise.all(refused.map((session) => seen.sessions.forgetSession(session)));
      return confirmed;
    },
  };
}
