import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tableDefinition } from '../../../adapters/dynamo/table.ts';
import { ensureTable } from '../../../dev/aws/table.ts';
import { startTestDynamodb, type TestDynamodb } from '../../dynamodb.ts';

let dynamodb: TestDynamodb;

beforeAll(async () => {
  dynamodb = await startTestDynamodb();
});

afterAll(async () => {
  await dynamodb.stop();
});

test('a table of an earlier start is taken as it is', async () => {
  const name = `concierge-${randomUUID()}`;
  await ensureTable(name, dynamodb.endpoint, '/data');
  await expect(ensureTable(name, dynamodb.endpoint, '/data')).resolves.toBeUndefined();
});

test('one of another version, with another index, is refused, saying what to remove', async () => {
  const definition = tableDefinition(`concierge-${randomUUID()}`);
  const [first, ...others] = definition.GlobalSecondaryIndexes ?? [];
  const older = { ...definition, GlobalSecondaryIndexes: [{ ...first, IndexName: 'customers' }, ...others] };
  const client = new DynamoDBClient({ endpoint: dynamodb.endpoint, region: 'us-east-1' });
  await client.send(new CreateTableCommand(older as typeof definition));
  client.destroy();
  await expect(ensureTable(String(definition.TableName), dynamodb.endpoint, '/data')).rejects.toThrow(
    /^What \/data holds was written by another version .* remove it to start over/,
  );
});
