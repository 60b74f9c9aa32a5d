import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningEventSource, startEventSource } from '../../../dev/aws/event-source.ts';
import { type LocalQueues, startQueues } from '../../../dev/aws/queues.ts';
import { until } from '../platform/processes.ts';

let directory: string;
let queues: LocalQueues;
let sqs: SQSClient;
let source: RunningEventSource | undefined;
let reported: unknown[];

beforeEach(async () => {
  reported = [];
  directory = mkdtempSync(join(tmpdir(), 'concierge-queues-'));
  await open();
});

afterEach(async () => {
  await close();
});

async function open(): Promise<void> {
  queues = await startQueues(directory);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sqs = new SQSClient({ endpoint: queues.endpoint, region: 'us-east-1', credentials });
}

async function close(): Promise<void> {
  await source?.stop();
  source = undefined;
  sqs.destroy();
  await queues.stop();
}

const eventsUrl = () => String(queues.urls.events);

async function send(...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    const [group] = body.split(' ');
    const ids = { MessageGroupId: group, MessageDeduplicationId: body.replaceAll(' ', '-') };
    await sqs.send(new SendMessageCommand({ QueueUrl: eventsUrl(), MessageBody: body, ...ids }));
  }
}

/** Runs the handler for each body and reports those that throw as failed, with the rest of their group. */
function consume(handle: (body: string) => void): void {
  const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const stuck = new Set<string | undefined>();
    const failed = Records.filter(({ body, attributes: { MessageGroupId } }) => {
      if (stuck.has(MessageGroupId) || fails(handle, body)) stuck.add(MessageGroupId);
      return stuck.has(MessageGroupId);
    });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  source = startEventSource(sqs, {
    queueUrl: eventsUrl(),
    handler,
    concurrency: 3,
    report: (problem) => reported.push(problem),
  });
}

function fails(handle: (body: string) => void, body: string): boolean {
  try {
    handle(body);
    return false;
  } catch {
    return true;
  }
}

it('hands over each message once, in the order of its group', async () => {
  const seen: string[] = [];
  await send('a 1', 'b 1', 'a 2', 'b 2', 'a 3');
  consume((body) => seen.push(body));
  await until(() => seen.length === 5 && queues.unfinished().length === 0);
  expect(seen.filter((body) => body.startsWith('a'))).toEqual(['a 1', 'a 2', 'a 3']);
  expect(seen.filter((body) => body.startsWith('b'))).toEqual(['b 1', 'b 2']);
});

it('brings back what failed, before the rest of its group and without holding up others', async () => {
  const seen: string[] = [];
  await send('a 1', 'a 2', 'b 1');
  consume((body) => {
    seen.push(body);
    if (body === 'a 1' && seen.filter((other) => other === body).length === 1) throw new Error('once');
  });
  await until(() => queues.unfinished().length === 0);
  expect(seen.filter((body) => body.startsWith('a'))).toEqual(['a 1', 'a 1', 'a 2']);
  expect(seen.indexOf('b 1')).toBeLessThan(seen.lastIndexOf('a 1'));
});

it('brings everything back when the handler throws', async () => {
  let tries = 0;
  const handler = async (): Promise<SQSBatchResponse> => {
    tries += 1;
    if (tries === 1) throw new Error('the first time');
    return { batchItemFailures: [] };
  };
  await send('a 1');
  source = startEventSource(sqs, {
    queueUrl: eventsUrl(),
    handler,
    concurrency: 1,
    report: (problem) => reported.push(problem),
  });
  await until(() => queues.unfinished().length === 0);
  expect(tries).toBe(2);
  expect(reported).toEqual([new Error('the first time')]);
});

it('hands over the messages of a group together, and in their order again when they come back', async () => {
  const batches: string[][] = [];
  const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    batches.push(Records.map(({ body }) => body));
    if (batches.length === 1) throw new Error('the first time');
    return { batchItemFailures: [] };
  };
  const bodies = Array.from({ length: 12 }, (_, index) => `a ${String(index).padStart(2, '0')}`);
  await send(...bodies);
  source = startEventSource(sqs, {
    queueUrl: eventsUrl(),
    handler,
    concurrency: 3,
    report: (problem) => reported.push(problem),
  });
  await until(() => queues.unfinished().length === 0);
  expect(batches).toEqual([bodies.slice(0, 10), bodies.slice(0, 10), bodies.slice(10)]);
});

it('gives what a receiver that ended had in flight to the next one at once', async () => {
  await send('a 1');
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: eventsUrl() }));
  expect(queues.unfinished()).toEqual([{ queue: 'concierge-events.fifo', ready: 0, inFlight: 1, delayed: 0 }]);
  queues.abandonReceivers();
  const seen: string[] = [];
  const abandonedAt = Date.now();
  consume((body) => seen.push(body));
  await until(() => seen.length === 1);
  expect(Date.now() - abandonedAt).toBeLessThan(2_000);
});

it('keeps messages over a restart, and does not count an interrupted try as a failed one', async () => {
  await send('a 1', 'a 2');
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: eventsUrl() }));
  await close();
  await open();
  const attributes = { MessageSystemAttributeNames: ['ApproximateReceiveCount' as const] };
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: eventsUrl(), ...attributes }));
  expect(Messages?.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount])).toEqual([['a 1', '1']]);
});
