import { SQSClient } from '@aws-sdk/client-sqs';

export interface SqsOptions {
  readonly region: string;
  readonly endpoint?: string | undefined;
}

/** Ingest answers within the platform's 5 s: two tries fit. The library's default waits for an answer for ever. */
const CONNECT_WITHIN_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;
const MAX_ATTEMPTS = 2;

export function createSqs({ region, endpoint }: SqsOptions): SQSClient {
  return new SQSClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
    },
  });
}
