import { join } from 'node:path';
import { findDynamodb, type RunningDynamodb, startDynamodb } from '../aws/dynamodb.ts';
import { type LocalQueues, startQueues } from '../aws/queues.ts';
import { ensureTable } from '../aws/table.ts';
import { type ProductEnvironment, productEnvironment } from './environment.ts';
import { findFreePort } from './loopback.ts';
import type { PartsOptions } from './parts.ts';

/** Where the product's processes will listen, known before they do. */
export interface Addresses {
  readonly appPort: number;
  readonly appUrl: string;
  readonly ingestPort: number;
  readonly mailPort: number;
  /** Where the functions take webhooks. */
  readonly webhookUrl: string;
}

export interface Stores {
  readonly addresses: Addresses;
  readonly dynamodb: RunningDynamodb;
  readonly queues: LocalQueues;
  /** How the product finds them, and who it is for Shopify. */
  readonly environment: ProductEnvironment;
}

/** Starts DynamoDB with the product's table, and SQS with its queues, both in the data directory. */
export async function startStores({ settings, directory, server, stops }: PartsOptions): Promise<Stores> {
  const { apiKey, apiSecret } = directory.state;
  // A DynamoDB of the user's may serve several platforms.
  const table = `concierge-${apiKey.slice(0, 8)}`;
  const startDatabase = async () => {
    const dynamodb = await startDynamodb(findDynamodb(settings.dynamodbEndpoint), directory.path);
    stops.push(dynamodb.stop);
    await ensureTable(table, dynamodb.endpoint, directory.path);
    return dynamodb;
  };
  const startQueueing = async () => {
    const queues = await startQueues(join(directory.path, 'queues'));
    stops.push(queues.stop);
    return queues;
  };
  const [dynamodb, queues, addresses] = await Promise.all([startDatabase(), startQueueing(), chooseAddresses()]);
  const environment = productEnvironment({
    platformUrl: server.url,
    appUrl: addresses.appUrl,
    intakeUrl: new URL(addresses.webhookUrl).origin,
    mailPort: addresses.mailPort,
    importsPast: settings.importsPast,
    apiKey,
    apiSecret,
    table,
    dynamodbEndpoint: dynamodb.endpoint,
    queues,
  });
  return { addresses, dynamodb, queues, environment };
}

async function chooseAddresses(): Promise<Addresses> {
  const [appPort, ingestPort, mailPort] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  return {
    appPort,
    appUrl: `http://localhost:${appPort}`,
    ingestPort,
    mailPort,
    webhookUrl: `http://127.0.0.1:${ingestPort}/webhooks`,
  };
}
