import { createHmac } from 'node:crypto';
import type { LocalQueues } from '../aws/queues.ts';
import { CHILD_ENVIRONMENT } from './messages.ts';

export interface EnvironmentParts {
  readonly platformUrl: string;
  readonly appUrl: string;
  readonly intakeUrl: string;
  readonly mailPort: number;
  readonly importsPast: boolean;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly table: string;
  readonly dynamodbEndpoint: string;
  readonly queues: Pick<LocalQueues, 'deadLetterUrls' | 'endpoint' | 'urls'>;
}

/** The product's configuration on this machine, spelt as `adapters/config.ts` reads it. */
export function productEnvironment(parts: EnvironmentParts) {
  return {
    NODE_ENV: 'production',
    CONCIERGE_TABLE: parts.table,
    DYNAMODB_ENDPOINT: parts.dynamodbEndpoint,
    SQS_ENDPOINT: parts.queues.endpoint,
    EVENTS_QUEUE_URL: parts.queues.urls.events ?? '',
    SERVICE_QUEUE_URL: parts.queues.urls.service ?? '',
    BULK_QUEUE_URL: parts.queues.urls.bulk ?? '',
    EVENTS_DEAD_LETTERS_URL: parts.queues.deadLetterUrls.events,
    SERVICE_DEAD_LETTERS_URL: parts.queues.deadLetterUrls.service,
    BULK_DEAD_LETTERS_URL: parts.queues.deadLetterUrls.bulk,
    SHOPIFY_API_KEY: parts.apiKey,
    SHOPIFY_API_SECRET: parts.apiSecret,
    SHOPIFY_APP_URL: parts.appUrl,
    INTAKE_URL: parts.intakeUrl,
    // Of this data directory alone, and the same at every start.
    KEYED_HASH_SECRET: createHmac('sha256', parts.apiSecret).update('keyed hashes').digest('hex'),
    IMPORT_ON_INSTALL: parts.importsPast ? 'yes' : 'no',
    APP_BRIDGE_URL: `${parts.platformUrl}/app-bridge.js`,
    SMTP_URL: `smtp://127.0.0.1:${parts.mailPort}`,
    EMAIL_FROM: 'concierge@localhost.localdomain',
    AWS_REGION: 'us-east-1',
    // No profile of the user's may be found and no request may be signed with real keys.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: '',
    AWS_PROFILE: '',
    [CHILD_ENVIRONMENT.platformUrl]: parts.platformUrl,
  };
}

export type ProductEnvironment = ReturnType<typeof productEnvironment>;
