import type { ReviewConnections } from '../core/ports.ts';
import type { AwsClient, Clock } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { createDynamo } from './dynamo/client.ts';
import { createDynamoReviewConnections } from './dynamo/review-connections.ts';
import { createLog, type Log } from './log.ts';
import { createSqs } from './sqs/client.ts';
import { createSqsEventQueue, type EventQueue } from './sqs/event-queue.ts';

/** What ingest needs and nothing more: what it bundles is paid for at each cold start. */
export interface IngestServices {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  readonly events: EventQueue;
  readonly reviewConnections: Pick<ReviewConnections, 'find'>;
}

export function composeIngest(
  environment: NodeJS.ProcessEnv,
  clock: Clock = { now: () => new Date() },
  onAwsClient?: (client: AwsClient) => void,
): IngestServices {
  const config = readConfig(environment, ['CONCIERGE_TABLE', 'EVENTS_QUEUE_URL', 'SHOPIFY_API_SECRET']);
  const sqs = createSqs({ region: config.region, endpoint: config.sqsEndpoint });
  onAwsClient?.(sqs);
  const dynamo = createDynamo({ region: config.region, table: config.table, endpoint: config.dynamodbEndpoint });
  onAwsClient?.(dynamo.client);
  return {
    config,
    clock,
    log: createLog(config.logLevel),
    events: createSqsEventQueue(sqs, config.queues.events),
    reviewConnections: createDynamoReviewConnections(dynamo),
  };
}
