import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';

/** Lambda refuses larger requests. */
const LARGEST_BODY_BYTES = 6 * 1024 * 1024;

/**
 * A Lambda function URL: HTTP in, payload format 2.0 to the handler, its structured result out. The body is always
 * handed over in base64, byte for byte. A throw is answered with 502, as Lambda does.
 *
 * @see "Invoking Lambda function URLs" in the AWS Lambda developer guide
 */
export function serveFunctionUrl(
  handler: (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>,
): RequestListener {
  return (request, response) => {
    answer(request, response, handler).catch((error: Error) => {
      process.stderr.write(`${error.stack ?? error}\n`);
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/json' });
      response.end('{"message":"Internal Server Error"}');
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handler: (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413, { 'content-type': 'application/json' }).end('{"message":"Request Entity Too Large"}');
    return;
  }
  const result = await handler(toEvent(request, body));
  // A bare string is a JSON body with status 200.
  const {
    statusCode = 200,
    headers,
    body: text,
    isBase64Encoded,
  } = typeof result === 'string' ? { body: result } : result;
  response.writeHead(statusCode, headers as OutgoingHttpHeaders);
  response.end(isBase64Encoded ? Buffer.from(text ?? '', 'base64') : text);
}

/** Undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  return size > LARGEST_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function toEvent(request: IncomingMessage, body: Buffer): LambdaFunctionURLEvent {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  const { method = 'GET' } = request;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(headers),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'local',
      http: { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}
