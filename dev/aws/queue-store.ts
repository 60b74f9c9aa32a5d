import { mkdirSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import { buildApp } from 'fauxqs';
import { type FifoQueue, receiveWholeGroups } from './whole-groups.ts';

/**
 * fauxqs from its parts. Its own `startFauxqs` listens on every network interface and restores messages that a killed
 * platform had in flight as still in flight; here it can be put on loopback and its store looked into at one moment.
 */
export interface QueueStore {
  readonly app: ReturnType<typeof buildApp>;
  /** Creates a queue, or brings an existing one (with its messages) to these attributes. */
  ensureQueue(queue: { name: string; url: string; arn: string; attributes: Record<string, string> }): void;
  queue(name: string): StoredQueue;
  /** Ends the long polls on a queue and shows what their receiver had in flight. */
  abandonReceivers(name: string): void;
}

/** The part of fauxqs' SqsQueue that is used. */
interface StoredQueue extends FifoQueue {
  /** Grows with every message ever sent. */
  readonly sequenceCounter: number;
  setAttributes(attributes: Record<string, string>): void;
  inspectMessages(): { ready: StoredMessage[]; delayed: StoredMessage[]; inflight: StoredInFlight[] };
  cancelWaiters(): void;
  changeVisibility(receiptHandle: string, timeoutSeconds: number): void;
}

interface StoredInFlight {
  readonly message: StoredMessage;
  readonly receiptHandle: string;
}

export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentTimestamp: number;
  readonly approximateReceiveCount: number;
  readonly messageGroupId?: string;
}

interface SqsStore {
  persistence: PersistenceManager;
  createQueue(name: string, url: string, arn: string, attributes: Record<string, string>): StoredQueue;
  getQueueByName(name: string): StoredQueue | undefined;
  allQueues(): Iterable<FifoQueue & { persistence: PersistenceManager }>;
}

interface PersistenceManager {
  readonly db: { exec(sql: string): void };
  loadSqsAndSns(sqsStore: SqsStore, snsStore: unknown): void;
  close(): void;
}

/** Not 0, which fauxqs cannot store (it sets a column that must not be null to null). */
const SOON_S = 0.05;

/** Stores that fauxqs needs to exist although only SQS is used. */
type EmptyStore = new () => never;

export async function openQueueStore(directory: string): Promise<QueueStore> {
  mkdirSync(directory, { recursive: true });
  const [{ PersistenceManager }, { SqsStore }, { SnsStore }, { S3Store }] = await Promise.all([
    part<{ PersistenceManager: new (directory: string) => PersistenceManager }>('persistence.js'),
    part<{ SqsStore: new () => SqsStore }>('sqs/sqsStore.js'),
    part<{ SnsStore: EmptyStore }>('sns/snsStore.js'),
    part<{ S3Store: EmptyStore }>('s3/s3Store.js'),
  ]);
  const persistence = new PersistenceManager(directory);
  // With a write-ahead log this survives a kill of the process; only a power cut could lose the last messages.
  persistence.db.exec('PRAGMA synchronous = NORMAL');
  releaseInFlight(persistence);
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) {
    queue.persistence = persistence;
    receiveWholeGroups(queue);
  }
  const app = buildApp({ logger: false, stores: { sqsStore, snsStore, s3Store: new S3Store() } as never });
  app.addHook('onClose', async () => persistence.close());
  function queueNamed(name: string): StoredQueue {
    const queue = sqsStore.getQueueByName(name);
    if (queue === undefined) throw new Error(`There is no queue ${name}.`);
    return queue;
  }
  return {
    app,
    ensureQueue({ name, url, arn, attributes }) {
      const existing = sqsStore.getQueueByName(name);
      if (existing === undefined) receiveWholeGroups(sqsStore.createQueue(name, url, arn, attributes));
      else existing.setAttributes(attributes);
    },
    queue: queueNamed,
    abandonReceivers(name) {
      const queue = queueNamed(name);
      queue.cancelWaiters();
      for (const { receiptHandle } of queue.inspectMessages().inflight) queue.changeVisibility(receiptHandle, SOON_S);
    },
  };
}

/** Nobody holds a message any more when the platform starts. The interrupted try is not counted as a failed one. */
function releaseInFlight(persistence: PersistenceManager): void {
  persistence.db.exec(`
    UPDATE sqs_messages
    SET receipt_handle = NULL, visibility_deadline = NULL, approximate_receive_count = MAX(0, approximate_receive_count - 1)
    WHERE receipt_handle IS NOT NULL`);
}

/** The package exports only its main module; its version is pinned in the lock file. */
async function part<Module>(path: string): Promise<Module> {
  const manifest = findPackageJSON('fauxqs', import.meta.url);
  if (manifest === undefined) throw new Error('fauxqs is not installed.');
  return (await import(new URL(`dist/${path}`, pathToFileURL(manifest)).href)) as Module;
}
