import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Session } from '@shopify/shopify-api';
import { parseShopDomain, type ShopDomain } from '../core/identity.ts';
import type {
  Backoff,
  CompanyNames,
  ConfirmInstallation,
  EffectPerformer,
  EffectQueue,
  MessageTemplates,
  PastExport,
  ShopReader,
  WorkQueue,
} from '../core/ports.ts';

import { isBeingDeleted } from '../core/shop-redaction.ts';
import { installShop } from '../core/use-cases/install-shop.ts';
import type { Config } from './config.ts';
import { createDynamo } from './dynamo/client.ts';
import { createDynamoStores } from './dynamo/stores.ts';
import { createMessenger } from './email/messenger.ts';
import { createLiquidTemplates } from './liquid/templates.ts';
import { createLog, type Log } from './log.ts';
import type { Meter } from './meter.ts';
import { createPerformer } from './performer.ts';
import { keepSession } from './sessions.ts';
import { createAdminGateway } from './shopify/admin.ts';
import { createPastExport } from './shopify/bulk/past-export.ts';
import { createCompanyNames } from './shopify/companies.ts';
import { createEffectPerformer } from './shopify/effects.ts';
import { createOfflineTokens } from './shopify/offline-tokens.ts';
import { createShopReader } from './shopify/reader.ts';
import { createRecipientReader } from './shopify/recipient.ts';
import { readShopDetails } from './shopify/shop-details.ts';
import { createSqs } from './sqs/client.ts';
import { createSqsDeadLetters, type DeadLetters } from './sqs/dead-letters.ts';
import { createSqsEffectQueue } from './sqs/effect-queue.ts';
import { createSqsWorkQueue } from './sqs/work-queue.ts';
import type { Stores } from './stores.ts';

export interface Clock {
  /** Domain time. */
  now(): Date;
}

/** Everything that the functions and the app need of the world. */
export interface Services extends Stores {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly reader: ShopReader;
  readonly companyNames: CompanyNames;
  readonly exports: PastExport;
  readonly performer: EffectPerformer;
  readonly templates: MessageTemplates;
  readonly effects: EffectQueue;
  readonly work: WorkQueue;
  readonly deadLetters: DeadLetters;
  readonly backoff: Backoff;
  /** From 0 to 1. */
  readonly random: () => number;
  /**
   * Records that a shop installed the app, or what it grants now; one that is being deleted has to come back.
   * @throws Error when the shop can’t be read.
   */
  shopInstalled(session: Session): Promise<void>;
  readonly confirmInstallation: ConfirmInstallation;
}

const SYSTEM_CLOCK: Clock = { now: () => new Date() };
const NO_METER: Meter = { count: () => undefined };
const LONGEST_BACKOFF_MS = 400;

export interface Composition {
  readonly config: Config;
  readonly clock?: Clock;
  readonly meter?: Meter;
  /** Gets each client of the AWS SDK before its first call; the local platform lets calls fail on purpose. */
  readonly onAwsClient?: (client: AwsClient) => void;
}

export type AwsClient = Pick<DynamoDBDocumentClient, 'middlewareStack'> | Pick<SQSClient, 'middlewareStack'>;

/** The one place that wires. */
export function compose({ config, clock = SYSTEM_CLOCK, meter, onAwsClient }: Composition): Services {
  const { region, table, shopify } = config;
  const dynamo = createDynamo({ region, table, endpoint: config.dynamodbEndpoint, meter });
  onAwsClient?.(dynamo.client);
  const stores = createDynamoStores(dynamo, clock, config.keyedHashSecret);
  const nowMs = () => Date.now();
  const tokens = createOfflineTokens({
    sessions: stores.sessions,
    apiKey: shopify.apiKey,
    apiSecret: shopify.apiSecret,
    fetch: (...call) => fetch(...call),
    nowMs,
  });
  const gateway = createAdminGateway({ tokens, fetch: (...call) => fetch(...call), nowMs, sleep: (ms) => sleep(ms) });
  const templates = createLiquidTemplates();
  const sqs = createSqs({ region, endpoint: config.sqsEndpoint });
  onAwsClient?.(sqs);
  type Recorded = 'recorded' | 'revoked' | 'unavailable' | 'denied' | 'being_deleted';
  const recordShop = async (text: string): Promise<Recorded> => {
    const shop = shopOf(text);
    // Before the shop is asked: an uninstallation that comes while it answers is later than this.
    const askedAt = clock.now().getTime();
    const read = await readShopDetails(gateway, shop);
    // The deleting takes along also the sessions that begin meanwhile.
    if (read.kind !== 'details')
      return isBeingDeleted(await stores.redactions.find(shop)) ? 'being_deleted' : read.kind;
    const details = { ...read.details, importsPast: config.importsOnInstall };
    const installed = await installShop(stores, shop, details, askedAt);
    return installed === 'being_deleted' ? installed : 'recorded';
  };
  return {
    ...stores,
    config,
    clock,
    log: createLog(config.logLevel),
    meter: meter ?? NO_METER,
    companyNames: createCompanyNames(gateway),
    reader: createShopReader(gateway, () => clock.now().getTime()),
    exports: createPastExport(gateway, (...call) => fetch(...call)),
    performer: createPerformer(createEffectPerformer(gateway), {
      policies: stores.policies,
      recipients: createRecipientReader(gateway),
      templates,
      messenger: createMessenger(config),
    }),
    templates,
    effects: createSqsEffectQueue(sqs, config.queues),
    work: createSqsWorkQueue(sqs, config.queues),
    deadLetters: createSqsDeadLetters(sqs, config.deadLetterQueues),
    random: Math.random,
    backoff: (attempt) => sleep(Math.random() * Math.min(LONGEST_BACKOFF_MS, 10 * 2 ** attempt)),
    async shopInstalled(session) {
      const read = await recordShop(session.shop);
      if (read === 'being_deleted') return;
      if (read !== 'recorded') throw new Error(`the shop’s details can’t be read: ${read}`);
      const shop = shopOf(session.shop);
      await keepSession(stores.sessions, session, async () => (await stores.shops.find(shop))?.uninstalledAt !== null);
    },
    async confirmInstallation(text) {
      // Not those of an installation that comes while the shop answers.
      const refused = await stores.sessions.findSessionsByShop(text);
      const read = await recordShop(text);
      if (read === 'recorded') return 'confirmed';
      if (read === 'being_deleted') return read;
      if (read !== 'revoked') return 'unreachable';
      await Promise.all(refused.map((session) => stores.sessions.forgetSession(session)));
      return 'revoked';
    },
  };
}

function shopOf(session: string): ShopDomain {
  const shop = parseShopDomain(session);
  if (!shop) throw new Error('the session names no shop');
  return shop;
}
