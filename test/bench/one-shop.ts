import type { SQSEvent } from 'aws-lambda';
import { compose, type Services } from '../../adapters/compose.ts';
import { readConfig } from '../../adapters/config.ts';
import { type EventMessage, eventMessageText } from '../../adapters/sqs/event-queue.ts';
import { createActHandler } from '../../functions/act/handler.ts';
import { createDecideHandler } from '../../functions/decide/handler.ts';
import { NOW } from '../core/builders.ts';

export interface Units {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly requests: number;
}

export interface Handled {
  readonly decide: Units;
  /** Zero when the decision had nothing to do. */
  readonly act: Units;
}

/** A process with the functions decide and act on a real DynamoDB; only the Admin API and the queues are stubs. */
export interface OneShop {
  readonly services: Services;
  /** One message through decide, and what decide sends through act. */
  handle(message: EventMessage): Promise<Handled>;
}

export function startShop({ endpoint, table }: { readonly endpoint: string; readonly table: string }): OneShop {
  const counts = new Map<string, number>();
  const sent: string[] = [];
  const config = readConfig({
    CONCIERGE_TABLE: table,
    DYNAMODB_ENDPOINT: endpoint,
    EVENTS_QUEUE_URL: 'http://localhost/events',
    SERVICE_QUEUE_URL: 'http://localhost/service',
    BULK_QUEUE_URL: 'http://localhost/bulk',
    SHOPIFY_API_KEY: 'bench',
    SHOPIFY_API_SECRET: 'bench',
    SHOPIFY_APP_URL: 'http://localhost',
    KEYED_HASH_SECRET: 'hash-secret',
    LOG_LEVEL: 'WARN',
  });
  const meter = { count: (name: string, amount: number) => counts.set(name, (counts.get(name) ?? 0) + amount) };
  const services: Services = {
    ...compose({
      config,
      clock: { now: () => new Date(NOW) },
      meter: { count: (...each) => void meter.count(...each) },
    }),
    reader: {
      order: async () => ({ kind: 'missing' }),
      return: async () => ({ kind: 'missing' }),
      shipment: async () => ({ kind: 'missing' }),
      products: async () => ({ kind: 'found', seen: [] }),
      hold: async () => ({ kind: 'missing' }),
      company: async () => ({ kind: 'missing' }),
      ordersOf: async () => ({ kind: 'page', seen: [], cursor: null }),
      customer: async () => ({ kind: 'missing' }),
      customerWithEmail: async () => ({ kind: 'missing' }),
      goods: async () => ({ kind: 'missing' }),
      ordersNamed: async () => ({ kind: 'found', orders: [] }),
      changedOrders: async () => ({ kind: 'page', seen: [], parts: [], leftOut: [], cursor: null }),
      changedCustomers: async () => ({ kind: 'page', customers: [], cursor: null }),
    },
    performer: {
      exactlyOnce: () => 'nature',
      prepare: async () => ({ asked: [], answer: { kind: 'ready', letter: null } }),
      perform: async () => ({ asked: ['Stub'], answer: { kind: 'done' } }),
      readBack: async () => ({ asked: ['Stub'], answer: { kind: 'absent' } }),
    },
    effects: { send: async (shop, decision) => void sent.push(JSON.stringify({ shop, decision })) },
  };
  const decide = createDecideHandler(services);
  const act = createActHandler(services);

  async function measure(run: () => Promise<unknown>): Promise<Units> {
    counts.clear();
    await run();
    const of = (name: string) => counts.get(`dynamodb.${name}`) ?? 0;
    return { writeUnits: of('writeUnits'), readUnits: of('readUnits'), requests: of('requests') };
  }

  return {
    services,
    async handle(message) {
      sent.length = 0;
      const decideUnits = await measure(async () => allWell(await decide(sqsEvent([eventMessageText(message)]))));
      const actUnits = await measure(async () => {
        if (sent.length > 0) allWell(await act(sqsEvent(sent)));
      });
      return { decide: decideUnits, act: actUnits };
    },
  };
}

function allWell({ batchItemFailures }: { batchItemFailures: readonly unknown[] }): void {
  if (batchItemFailures.length > 0) throw new Error('a handler failed: its log says why');
}

function sqsEvent(bodies: readonly string[]): SQSEvent {
  const Records = bodies.map((body, index) => ({
    messageId: String(index),
    receiptHandle: String(index),
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(NOW),
      SenderId: 'bench',
      ApproximateFirstReceiveTimestamp: String(NOW),
      MessageGroupId: 'group',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench.fifo',
    awsRegion: 'us-east-1',
  }));
  return { Records };
}
