import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** As long as fauxqs hides a message before another receiver gets it: short, so that a killed worker's come back soon. */
export const VISIBILITY_TIMEOUT_S = 5;
const HEARTBEAT_EVERY_MS = 2_000;
const BATCH_SIZE = 10;
const LONG_POLL_S = 20;
const LONGEST_BACKOFF_S = 5;

export interface EventSource {
  readonly queueUrl: string;
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** Invocations at a time, as Lambda's maximum concurrency. The order inside a FIFO group holds all the same. */
  readonly concurrency: number;
  /** What went wrong, to be written down. */
  readonly report: (problem: unknown) => void;
}

export interface RunningEventSource {
  /** Invocations at this moment. */
  running(): number;
  /** Receives no more and resolves when the running invocations are done. */
  stop(): Promise<void>;
}

/**
 * Lambda's event source mapping for one SQS queue: long polling, batches, partial batch failures (what the handler
 * names in `batchItemFailures`, or everything when it throws, comes back after a backoff; SQS itself moves a message
 * to the dead-letter queue after its last try).
 */
export function startEventSource(sqs: SQSClient, source: EventSource): RunningEventSource {
  const stopping = new AbortController();
  const invocations = new Set<Promise<void>>();

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (invocations.size >= source.concurrency) {
        await Promise.race(invocations);
        continue;
      }
      const messages = await receive(sqs, source, stopping.signal);
      if (messages.length === 0) continue;
      const invocation = invoke(sqs, source, messages).finally(() => invocations.delete(invocation));
      invocations.add(invocation);
    }
  }

  const polling = poll();
  return {
    running: () => invocations.size,
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(invocations);
    },
  };
}

async function receive(
  sqs: SQSClient,
  { queueUrl, report }: EventSource,
  abortSignal: AbortSignal,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: BATCH_SIZE,
    WaitTimeSeconds: LONG_POLL_S,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  try {
    const { Messages } = await sqs.send(command, { abortSignal });
    return Messages ?? [];
  } catch (error) {
    if (abortSignal.aborted) return [];
    report(error);
    await delay(500);
    return [];
  }
}

async function invoke(sqs: SQSClient, source: EventSource, messages: readonly Message[]): Promise<void> {
  const heartbeat = setInterval(() => {
    hideFor(sqs, source.queueUrl, messages, () => VISIBILITY_TIMEOUT_S).catch(source.report);
  }, HEARTBEAT_EVERY_MS);
  let failedIds: ReadonlySet<string | undefined>;
  try {
    const response = await source.handler({ Records: messages.map((message) => toRecord(message, source.queueUrl)) });
    failedIds = new Set(response.batchItemFailures.map((failure) => failure.itemIdentifier));
  } catch (error) {
    source.report(error);
    failedIds = new Set(messages.map((message) => message.MessageId));
  } finally {
    clearInterval(heartbeat);
  }
  const succeeded = messages.filter((message) => !failedIds.has(message.MessageId));
  const failed = messages.filter((message) => failedIds.has(message.MessageId));
  try {
    await Promise.all([
      succeeded.length > 0 && sqs.send(new DeleteMessageBatchCommand(batchOf(source.queueUrl, succeeded, () => ({})))),
      failed.length > 0 && hideFor(sqs, source.queueUrl, failed, backoffSeconds),
    ]);
  } catch (error) {
    // What was not deleted or hidden comes back after the visibility timeout, which handlers must bear anyway.
    source.report(error);
  }
}

/** Never 0: fauxqs cannot store a message that becomes visible at once. */
function backoffSeconds(message: Message): number {
  const tries = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
  return Math.min(LONGEST_BACKOFF_S, 2 ** (tries - 1));
}

async function hideFor(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
  seconds: (message: Message) => number,
): Promise<void> {
  const batch = batchOf(queueUrl, messages, (message) => ({ VisibilityTimeout: seconds(message) }));
  await sqs.send(new ChangeMessageVisibilityBatchCommand(batch));
}

function batchOf<Extra>(queueUrl: string, messages: readonly Message[], extra: (message: Message) => Extra) {
  const Entries = messages.map((message, index) => ({
    Id: String(index),
    ReceiptHandle: message.ReceiptHandle,
    ...extra(message),
  }));
  return { QueueUrl: queueUrl, Entries };
}

/** A received message as Lambda hands it over: the same fields, spelt its way. */
function toRecord(message: Message, queueUrl: string): SQSRecord {
  const [, accountId, queueName] = new URL(queueUrl).pathname.split('/');
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    { dataType: value.DataType ?? 'String', stringValue: value.StringValue ?? '' },
  ]);
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as SQSRecord['attributes'] & typeof message.Attributes,
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:${accountId}:${queueName}`,
    awsRegion: 'us-east-1',
  };
}
