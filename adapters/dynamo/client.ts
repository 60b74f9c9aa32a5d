import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Meter } from '../meter.ts';

/** A connection to the one table. */
export interface Dynamo {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

export interface DynamoOptions {
  readonly table: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
  /** Gets `dynamodb.readUnits`, `dynamodb.writeUnits` (indexes included) and `dynamodb.requests` of each call. */
  readonly meter?: Meter | undefined;
}

/** Four tries with their backoff fit into a function's minute. The library's default waits for an answer for ever. */
const MAX_ATTEMPTS = 4;
const CONNECT_WITHIN_MS = 1_000;
const ANSWER_WITHIN_MS = 3_000;

export function createDynamo({ table, region, endpoint, meter }: DynamoOptions): Dynamo {
  const client = new DynamoDBClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
    },
  });
  if (meter) observeUnits(client, meter);
  return { client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), table };
}

const READS = /^(GetItem|BatchGetItem|TransactGetItems|Query|Scan)Command$/;
const WRITES = /^(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)Command$/;

interface Consumed {
  readonly CapacityUnits?: number;
}

function observeUnits(client: DynamoDBClient, meter: Meter): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const unit = READS.test(commandName) ? 'readUnits' : WRITES.test(commandName) ? 'writeUnits' : null;
        if (unit === null) return next(call);
        const result = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const consumed = [ConsumedCapacity ?? []].flat();
        meter.count('dynamodb.requests', 1);
        meter.count(
          `dynamodb.${unit}`,
          consumed.reduce((units, { CapacityUnits = 0 }) => units + CapacityUnits, 0),
        );
        return result;
      },
    { step: 'initialize', name: 'observeUnits' },
  );
}
