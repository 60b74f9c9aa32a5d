import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { LINE_BYTES, orderLine, pastOrder } from './past-orders.ts';

const LINES_AT_ONCE = 200;

/** Serves the file of a bulk operation, made up as it is read, in ranges as a storage does. */
export async function servePast(orders: number): Promise<{ url: string; close(): void }> {
  const bytes = orders * LINE_BYTES;
  const server = createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= bytes) return void response.writeHead(416).end();
    response.writeHead(206, { 'content-length': bytes - from });
    const body = Readable.from(linesFrom(from, orders));
    body.pipe(response);
    response.on('close', () => body.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/past.jsonl`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function* linesFrom(from: number, orders: number): Generator<string> {
  let index = Math.floor(from / LINE_BYTES);
  let cut = from % LINE_BYTES;
  while (index < orders) {
    let chunk = '';
    const end = Math.min(orders, index + LINES_AT_ONCE);
    for (; index < end; index += 1) chunk += orderLine(pastOrder(index, orders));
    yield chunk.slice(cut);
    cut = 0;
  }
}
