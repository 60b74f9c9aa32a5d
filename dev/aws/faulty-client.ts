import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsClient } from '../../adapters/compose.ts';
import { assertNever } from '../../core/assert-never.ts';
import type { Strike } from '../platform/faults.ts';
import type { AwsCall } from '../platform/messages.ts';

/** The parts of the library's HTTP messages that are used here. */
interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/**
 * Puts faults beneath a client of the AWS SDK: in the place of its HTTP handler, so that all of the library above it
 * (retries, backoff, parsing of errors) is the real one.
 *
 * @param strike What is to go wrong with a call.
 * @param crash Ends this process where it is the worker.
 */
export function breakClient(strike: (call: AwsCall) => Promise<Strike | null>, crash = () => {}) {
  return (client: AwsClient): void => {
    // All clients of the SDK have the same stack; its type names the operations of one of them.
    const { middlewareStack } = client as Pick<DynamoDBClient, 'middlewareStack'>;
    middlewareStack.add(
      (next) => async (args) => {
        const request = args.request as HttpRequest;
        const call = callOf(request);
        const struck = await strike(call);
        if (struck === null) return next(args);
        if (struck.applies) {
          const { response } = await next(args);
          (response as HttpResponse).body.destroy();
        }
        return { response: answerTo(call, request, struck, crash) } as never;
      },
      // The last one before the handler itself.
      { step: 'deserialize', priority: 'low', name: 'faults' },
    );
  };
}

/** `DynamoDB_20120810.GetItem`, `AmazonSQS.SendMessage` */
function callOf({ headers }: HttpRequest): AwsCall {
  const [service = '', operation = ''] = (headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '').split('.');
  return { target: service.startsWith('DynamoDB') ? 'dynamodb' : 'sqs', operation };
}

function answerTo({ target, operation }: AwsCall, request: HttpRequest, { kind }: Strike, crash: () => void) {
  switch (kind) {
    case 'timeout_before':
    case 'timeout_after_apply':
      throw connectionReset();
    case 'crash_worker':
      crash();
      throw connectionReset();
    case 'throttled':
      return target === 'dynamodb'
        ? errorOf('com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', TOO_MUCH)
        : errorOf('com.amazonaws.sqs#RequestThrottled', 'The request was denied due to request throttling.');
    case 'http_500':
      return errorOf(
        target === 'dynamodb' ? 'com.amazonaws.dynamodb.v20120810#InternalServerError' : 'InternalFailure',
        'The request processing has failed because of an unknown error, exception or failure.',
        500,
      );
    case 'transaction_conflict':
      return conflictOf(operation, request);
    default:
      return assertNever(kind);
  }
}

const TOO_MUCH =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const CONFLICT = 'Transaction is ongoing for the item';

/** What Node's HTTP client throws when the other side goes away. */
function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

/** A transaction is cancelled, a write of one item is refused (“Transaction conflict handling in DynamoDB”). */
function conflictOf(operation: string, { body }: HttpRequest): HttpResponse {
  const namespace = 'com.amazonaws.dynamodb.v20120810';
  if (operation !== 'TransactWriteItems') return errorOf(`${namespace}#TransactionConflictException`, CONFLICT);
  const { TransactItems } = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as {
    TransactItems: readonly unknown[];
  };
  const reasons = TransactItems.map((_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: CONFLICT } : { Code: 'None' },
  );
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`;
  return errorOf(`${namespace}#TransactionCanceledException`, message, 400, {
    CancellationReasons: reasons,
    Message: message,
  });
}

function errorOf(type: string, message: string, statusCode = 400, more: object = {}): HttpResponse {
  const body = Buffer.from(JSON.stringify({ __type: type, message, ...more }));
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'content-length': String(body.length) },
    body: Readable.from([body]),
  };
}
