import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { createLiquidTemplates } from '../../adapters/liquid/templates.ts';
import { createMemoryEffectQueue } from '../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { createSqsWorkQueue } from '../../adapters/sqs/work-queue.ts';
import type { EffectPerformer, ShopReader } from '../../core/ports.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { buildShop, DAY_MS, NOW } from '../core/builders.ts';
import { NO_EXPORT } from '../core/past-export.ts';
import { createMemoryDeadLetters } from './dead-letters.ts';

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly about: unknown;
}

/** Orders and customers of nobody. */
export const EMPTY_SHOP: ShopReader = {
  order: async () => ({ kind: 'missing' }),
  return: async () => ({ kind: 'missing' }),
  shipment: async () => ({ kind: 'missing' }),
  products: async () => ({ kind: 'found', seen: [] }),
  company: async () => ({ kind: 'missing' }),
  hold: async () => ({ kind: 'missing' }),
  ordersOf: async () => ({ kind: 'page', seen: [], cursor: null }),
  changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
  changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
  customer: async () => ({ kind: 'missing' }),
  customerWithEmail: async () => ({ kind: 'missing' }),
  goods: async () => ({ kind: 'missing' }),
  ordersNamed: async () => ({ kind: 'found', orders: [] }),
};

type Perform = (...call: Parameters<EffectPerformer['perform']>) => Promise<EffectAnswer>;
type EffectAnswer = Awaited<ReturnType<EffectPerformer['perform']>>['answer'];

/** A performer for which doing it again is no harm. */
export function performerOf(perform: Perform): EffectPerformer {
  return {
    exactlyOnce: () => 'marker',
    prepare: async () => ({ asked: [], answer: { kind: 'ready', letter: null } }),
    perform: async (...call) => ({ asked: ['tagsAdd'], answer: await perform(...call) }),
    readBack: async () => {
      throw new Error('nothing is read back that is done by a marker');
    },
  };
}

/** The functions' services in memory, with one shop installed; what is logged, counted and queued can be looked at. */
export async function startServices(over: Partial<Services> = {}) {
  const stores = createMemoryStores();
  const logged: Logged[] = [];
  const counted: Record<string, number> = {};
  const log =
    (level: Logged['level']) =>
    (message: unknown, ...[about]: unknown[]) =>
      void logged.push({ level, message: String(message), about });
  const queued: string[] = [];
  const client = { send: async ({ input }: SendMessageCommand) => void queued.push(input.MessageBody ?? '') };
  const deadLetters = createMemoryDeadLetters();
  const shop = buildShop({ installedAt: NOW - 30 * DAY_MS });
  await installShop(stores, shop.domain, shop, shop.installedAt);
  const services: Services = {
    ...stores,
    config: readConfig({ KEYED_HASH_SECRET: 'hash-secret' }, []),
    clock: { now: () => new Date(NOW) },
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    meter: {
      count(name, amount) {
        counted[name] = (counted[name] ?? 0) + amount;
      },
    },
    reader: EMPTY_SHOP,
    companyNames: {
      name: async () => ({ kind: 'missing' }),
      companiesOf: async () => ({ kind: 'found', companies: [] }),
    },
    exports: NO_EXPORT,
    performer: performerOf(async () => ({ kind: 'done' })),
    templates: createLiquidTemplates(),
    effects: createMemoryEffectQueue(),
    work: createSqsWorkQueue(client as unknown as SQSClient, { events: 'http://127.0.0.1/events.fifo' }),
    deadLetters,
    random: () => 0.5,
    backoff: async () => undefined,
    shopInstalled: async () => undefined,
    confirmInstallation: async () => 'confirmed',
    ...over,
  };
  return { services, shop: shop.domain, logged, counted, queued, deadLetters };
}

/** A batch of one group as Lambda hands it over; ids are `0`, `1`, … */
export function sqsEvent(bodies: readonly string[], receiveCount = 1, groups: readonly string[] = []): SQSEvent {
  const Records = bodies.map((body, index) => ({
    messageId: String(index),
    receiptHandle: String(index),
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: String(NOW),
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: String(NOW),
      MessageGroupId: groups[index] ?? 'group',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:test.fifo',
    awsRegion: 'us-east-1',
  }));
  return { Records };
}
