import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Dynamo } from '../../../adapters/dynamo/client.ts';
import { isConflict } from '../../../adapters/dynamo/conflict.ts';
import { createSqs } from '../../../adapters/sqs/client.ts';
import { breakClient } from '../../../dev/aws/faulty-client.ts';
import { type LocalQueues, startQueues } from '../../../dev/aws/queues.ts';
import { createFaults, type FaultKind } from '../../../dev/platform/faults.ts';
import { startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

/** What the real library above makes of each fault. */

let dynamodb: TestDynamodb;
let dynamo: Dynamo;
let queues: LocalQueues;
let sqs: ReturnType<typeof createSqs>;
let crashes = 0;
const faults = createFaults(() => undefined);

beforeAll(async () => {
  dynamodb = await startTestDynamodb();
  queues = await startQueues(mkdtempSync(join(tmpdir(), 'concierge-queues-')));
  dynamo = await dynamodb.createTable();
  sqs = createSqs({ region: 'us-east-1', endpoint: queues.endpoint });
  const onAwsClient = breakClient(
    async (call) => faults.strike({ ...call, from: 'worker' }),
    () => {
      crashes += 1;
    },
  );
  onAwsClient(dynamo.client);
  onAwsClient(sqs);
});
afterAll(async () => {
  dynamo.client.destroy();
  sqs.destroy();
  await Promise.all([dynamodb.stop(), queues.stop()]);
});
beforeEach(() => faults.clear());

function breakNext(target: 'dynamodb' | 'sqs', kind: FaultKind, count: number): void {
  faults.add({ target, kind, rate: 1, seed: 1, count, shop: null });
}

const struck = () => faults.active().map((fault) => fault.struck);

let items = 0;
/** Writes a new item, which fails if it was written before. */
function write() {
  items += 1;
  const Item = { pk: `item-${items}`, sk: '1' };
  const Put = { TableName: dynamo.table, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  const stored = async () => {
    const { Item: found } = await dynamo.client.send(
      new GetCommand({ TableName: dynamo.table, Key: Item, ConsistentRead: true }),
    );
    return found !== undefined;
  };
  return {
    alone: () => new PutCommand(Put),
    inTransaction: () => new TransactWriteCommand({ TransactItems: [{ Put }] }),
    stored,
  };
}

it.each(['timeout_before', 'throttled', 'http_500'] as const)(
  'one %s of DynamoDB is made good by the library’s own retry',
  async (kind) => {
    breakNext('dynamodb', kind, 1);
    const { alone, stored } = write();
    await dynamo.client.send(alone());
    expect(struck()).toEqual([1]);
    expect(await stored()).toBe(true);
  },
);

it.each([
  ['timeout_before', 'Error'],
  ['throttled', 'ProvisionedThroughputExceededException'],
  ['http_500', 'InternalServerError'],
] as const)('a DynamoDB with %s for ever ends as %s, with nothing written', async (kind, name) => {
  breakNext('dynamodb', kind, 4);
  const { alone, stored } = write();
  await expect(dynamo.client.send(alone())).rejects.toMatchObject({ name });
  expect(struck()).toEqual([4]);
  expect(await stored()).toBe(false);
});

it('a write whose answer is lost is written, and its own retry meets it', async () => {
  breakNext('dynamodb', 'timeout_after_apply', 1);
  const { alone, stored } = write();
  await expect(dynamo.client.send(alone())).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  expect(await stored()).toBe(true);
});

it('a transaction conflict is one for the product, at once, with nothing written', async () => {
  breakNext('dynamodb', 'transaction_conflict', 1);
  const { inTransaction, stored } = write();
  const error = await dynamo.client.send(inTransaction()).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });
  expect(isConflict(error)).toBe(true);
  expect(await stored()).toBe(false);
});

it.each(['timeout_before', 'timeout_after_apply', 'throttled', 'http_500'] as const)(
  'one %s of SQS is made good by the library’s own retry, and the message sent once',
  async (kind) => {
    const QueueUrl = String(queues.urls.events);
    const before = await messagesIn(QueueUrl);
    breakNext('sqs', kind, 1);
    const ids = { MessageGroupId: kind, MessageDeduplicationId: kind };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: kind, ...ids }));
    expect(struck()).toEqual([1]);
    expect(await messagesIn(QueueUrl)).toBe(before + 1);
  },
);

async function messagesIn(QueueUrl: string): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const { Attributes } = await sqs.send(command);
  return Number(Attributes?.ApproximateNumberOfMessages);
}

it('a crash strikes in the middle of a call', async () => {
  breakNext('dynamodb', 'crash_worker', 1);
  await dynamo.client.send(write().alone()).catch(() => undefined);
  expect(crashes).toBe(1);
});
