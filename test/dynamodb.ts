import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamo, type Dynamo } from '../adapters/dynamo/client.ts';
import { unpack } from '../adapters/dynamo/packed.ts';
import { tableDefinition } from '../adapters/dynamo/table.ts';
import type { Meter } from '../adapters/meter.ts';
import { findDynamodb } from '../dev/aws/dynamodb.ts';
import { findFreePort } from '../dev/platform/loopback.ts';

const READY_WITHIN_MS = 10_000;

/** A DynamoDB of a test's own, in memory, on a free port. */
export interface TestDynamodb {
  readonly endpoint: string;
  /** A connection to a new, empty table. */
  createTable(meter?: Meter): Promise<Dynamo>;
  stop(): Promise<void>;
}

export async function startTestDynamodb(): Promise<TestDynamodb> {
  // The library asks for credentials and a region even when nobody checks them.
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
  const server = await startServer();
  const region = 'us-east-1';
  const admin = new DynamoDBClient({ region, endpoint: server.endpoint });
  return {
    endpoint: server.endpoint,
    async createTable(meter) {
      const table = `concierge-test-${randomUUID()}`;
      await admin.send(new CreateTableCommand(tableDefinition(table)));
      return createDynamo({ table, region, endpoint: server.endpoint, meter });
    },
    stop: server.stop,
  };
}

/** Every item of the table, for what must hold for all of them. */
export async function scanAll({ client, table }: Dynamo): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

/** Everything that the table says, in text: one item a line, with what is packed opened. */
export async function tableText(dynamo: Dynamo): Promise<string> {
  const readable = (value: unknown) => {
    if (!(value instanceof Uint8Array)) return value;
    try {
      return unpack<unknown>(value);
    } catch {
      return inflateRawSync(value).toString();
    }
  };
  const items = await scanAll(dynamo);
  return items
    .map((item) =>
      JSON.stringify(Object.fromEntries(Object.entries(item).map(([key, value]) => [key, readable(value)]))),
    )
    .join('\n');
}

async function startServer() {
  const source = findDynamodb(process.env.DYNAMODB_ENDPOINT);
  if (source.kind === 'endpoint') return { endpoint: source.url, stop: async () => undefined };
  if (source.kind === 'absent') throw new Error(`no DynamoDB for ${source.platform}: set DYNAMODB_ENDPOINT`);
  const port = await findFreePort();
  const server = spawn(source.path, ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  await untilItAnswers(endpoint, server);
  return {
    endpoint,
    async stop() {
      server.kill();
      await ended;
    },
  };
}

async function untilItAnswers(endpoint: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await fetch(endpoint);
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await delay(10);
    }
  }
}
