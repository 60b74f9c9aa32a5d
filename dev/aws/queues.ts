import { deadLettersName, QUEUE_ROLES, type QueueRole, queueDefinitions } from '../../adapters/sqs/queues.ts';
import { VISIBILITY_TIMEOUT_S } from './event-source.ts';
import { openQueueStore, type StoredMessage } from './queue-store.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export interface DeadLetter {
  readonly queue: string;
  readonly messageId: string;
  readonly sentAt: string;
  readonly tries: number;
}

/** SQS of the local platform: the product's own queue definitions, kept in the data directory. */
export interface LocalQueues {
  readonly endpoint: string;
  /** By the queue's role: events, service, bulk. */
  readonly urls: Readonly<Record<string, string>>;
  /** Of the dead-letter queues, by the role of the queue that they come from. */
  readonly deadLetterUrls: Readonly<Record<QueueRole, string>>;
  /** Messages waiting, hidden and delayed of each queue that has any; dead-letter queues not included. */
  unfinished(): { queue: string; ready: number; inFlight: number; delayed: number }[];
  deadLetters(): DeadLetter[];
  /** How many there are, by the role of the queue that they come from. */
  deadLetterCounts(): Readonly<Record<QueueRole, number>>;
  /** Grows with every message sent to any queue. */
  sent(): number;
  /** Requests so far by action, as AWS would bill them. */
  requests(): Readonly<Record<string, number>>;
  /** For a worker that ended: what it was waiting for or working on becomes available to the next. */
  abandonReceivers(): void;
  stop(): Promise<void>;
}

export async function startQueues(directory: string): Promise<LocalQueues> {
  const store = await openQueueStore(directory);
  const requests: Record<string, number> = {};
  store.app.addHook('onRequest', async (request: { headers: NodeJS.Dict<string | string[]> }) => {
    const action = String(request.headers['x-amz-target'] ?? '').replace('AmazonSQS.', '');
    if (action !== '') requests[action] = (requests[action] ?? 0) + 1;
  });
  const endpoint = await store.app.listen({ port: 0, host: '127.0.0.1' });
  const definitions = queueDefinitions({ arnOf });
  for (const { name, attributes } of definitions) {
    store.ensureQueue({
      name,
      url: urlOf(endpoint, name),
      arn: arnOf(name),
      attributes: { ...attributes, VisibilityTimeout: String(VISIBILITY_TIMEOUT_S) },
    });
  }
  const sources = definitions.filter((queue) => queue.role !== 'dead-letters');
  const names = sources.map((queue) => queue.name);
  const deadLetters = (role: QueueRole) => {
    const queue = deadLettersName(role);
    const { ready, inflight, delayed } = store.queue(queue).inspectMessages();
    const messages = [...ready, ...inflight.map((entry) => entry.message), ...delayed];
    return messages.map((message) => toDeadLetter(queue, message));
  };
  return {
    endpoint,
    urls: Object.fromEntries(sources.map((queue) => [queue.role, urlOf(endpoint, queue.name)])),
    deadLetterUrls: byRole((role) => urlOf(endpoint, deadLettersName(role))),
    unfinished: () =>
      names
        .map((queue) => {
          const { ready, inflight, delayed } = store.queue(queue).inspectMessages();
          return { queue, ready: ready.length, inFlight: inflight.length, delayed: delayed.length };
        })
        .filter(({ ready, inFlight, delayed }) => ready + inFlight + delayed > 0),
    deadLetters: () => QUEUE_ROLES.flatMap(deadLetters),
    deadLetterCounts: () => byRole((role) => deadLetters(role).length),
    sent: () => names.reduce((sum, queue) => sum + store.queue(queue).sequenceCounter, 0),
    requests: () => ({ ...requests }),
    abandonReceivers: () => {
      for (const queue of names) store.abandonReceivers(queue);
    },
    stop: () => store.app.close(),
  };
}

function byRole<Value>(of: (role: QueueRole) => Value): Record<QueueRole, Value> {
  return Object.fromEntries(QUEUE_ROLES.map((role) => [role, of(role)])) as Record<QueueRole, Value>;
}

function toDeadLetter(queue: string, message: StoredMessage): DeadLetter {
  return {
    queue,
    messageId: message.messageId,
    sentAt: new Date(message.sentTimestamp).toISOString(),
    tries: message.approximateReceiveCount,
  };
}

function urlOf(endpoint: string, name: string): string {
  return `${endpoint}/${ACCOUNT}/${name}`;
}

function arnOf(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
}
