import type { SQSEvent } from 'aws-lambda';
import type { Services } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { createMemoryEffectQueue } from '../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { buildShop, DAY_MS, NOW } from '../core/builders.ts';

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly about: unknown;
}

/** The functions' services in memory, with one shop installed; what is logged and counted can be looked at. */
export async function startServices(over: Partial<Services> = {}) {
  const stores = createMemoryStores();
  const logged: Logged[] = [];
  const counted: Record<string, number> = {};
  const log =
    (level: Logged['level']) =>
    (message: unknown, ...[about]: unknown[]) =>
      void logged.push({ level, message: String(message), about });
  const shop = buildShop({ installedAt: NOW - 30 * DAY_MS });
  await installShop(stores, shop.domain, shop, shop.installedAt);
  const services: Services = {
    ...stores,
    config: readConfig({}, []),
    clock: { now: () => new Date(NOW) },
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    meter: {
      count(name, amount) {
        counted[name] = (counted[name] ?? 0) + amount;
      },
    },
    reader: {
      order: async () => ({ kind: 'missing' }),
      ordersOf: async () => ({ kind: 'page', seen: [], cursor: null }),
    },
    performer: { perform: async () => ({ kind: 'done' }) },
    effects: createMemoryEffectQueue(),
    backoff: async () => undefined,
    shopInstalled: async () => undefined,
    confirmInstallation: async () => 'confirmed',
    ...over,
  };
  return { services, shop: shop.domain, logged, counted };
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
