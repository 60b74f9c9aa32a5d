import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { customerFileLine, customersListed } from './past-customers.ts';
import { LINE_BYTES, orderLine, pastOrder } from './past-orders.ts';
import { linesOfReturns, returnFileLine, returnsAmong } from './past-returns.ts';

export type PastPart = 'orders' | 'returns' | 'customers';

interface PastFile {
  /** How many orders, returns or customers it holds, beside what comes with them. */
  count(orders: number): number;
  lineCount(orders: number): number;
  line(index: number, orders: number): string;
}

/** The files of a generated past, by how many orders it has. */
export const PAST_FILES: Readonly<Record<PastPart, PastFile>> = {
  orders: {
    count: (orders) => orders,
    lineCount: (orders) => orders,
    line: (index, orders) => orderLine(pastOrder(index, orders)),
  },
  returns: { count: returnsAmong, lineCount: linesOfReturns, line: returnFileLine },
  customers: { count: customersListed, lineCount: customersListed, line: customerFileLine },
};

const LINES_AT_ONCE = 200;

/** Serves the files of bulk operations, made up as they are read, in ranges as a storage does: `/orders.jsonl`. */
export async function servePast(orders: number): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const [, part = ''] = /^\/(\w+)\.jsonl$/.exec(request.url ?? '') ?? [];
    const file = PAST_FILES[part as PastPart];
    const bytes = file.lineCount(orders) * LINE_BYTES;
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= bytes) return void response.writeHead(416).end();
    response.writeHead(206, { 'content-length': bytes - from });
    const body = Readable.from(linesFrom(file, from, orders));
    body.pipe(response);
    response.on('close', () => body.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function* linesFrom(file: PastFile, from: number, orders: number): Generator<string> {
  const lineCount = file.lineCount(orders);
  let index = Math.floor(from / LINE_BYTES);
  let cut = from % LINE_BYTES;
  while (index < lineCount) {
    let chunk = '';
    const end = Math.min(lineCount, index + LINES_AT_ONCE);
    for (; index < end; index += 1) chunk += file.line(index, orders);
    yield chunk.slice(cut);
    cut = 0;
  }
}
