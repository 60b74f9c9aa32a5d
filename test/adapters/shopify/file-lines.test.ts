import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { fileLines } from '../../../adapters/shopify/bulk/file-lines.ts';
import { BEGINNING, type Place } from '../../../core/past-import.ts';

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

type Manner = 'ranges' | 'no_ranges' | 'breaks' | 'forbids';

/** Serves a file in the given manner; chunks are as small as asked. */
async function serve(content: Buffer, manner: Manner, chunkBytes = 7): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(request.headers.range ?? '');
    if (manner === 'forbids') return void response.writeHead(403).end('expired');
    const from = manner === 'no_ranges' ? 0 : Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= content.length) return void response.writeHead(416).end();
    const length = content.length - from;
    response.writeHead(manner === 'no_ranges' ? 200 : 206, { 'content-length': length });
    const until = manner === 'breaks' ? from + length / 2 : content.length;
    for (let at = from; at < until; at += chunkBytes)
      response.write(content.subarray(at, Math.min(until, at + chunkBytes)));
    if (manner === 'breaks') setImmediate(() => response.destroy());
    else response.end();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.jsonl`, asked };
}

async function read(url: string, from: Place = BEGINNING) {
  const lines: { text: string; end: Place }[] = [];
  for await (const line of fileLines(fetch, url, from)) {
    if (line.kind === 'broken') return { lines, broken: line.problem };
    lines.push({ text: line.text, end: line.end });
  }
  return { lines, broken: null };
}

test.each(['ranges', 'no_ranges'] as const)('from any place on, the same lines follow (%s)', async (manner) => {
  const texts = ['{"id":1}', '', '{"name":"Größe 🎁"}', 'x'.repeat(100), '{"id":4}'];
  const { url } = await serve(Buffer.from(texts.join('\n')), manner);
  const { lines } = await read(url);
  expect(lines.map(({ text }) => text)).toEqual(texts);
  expect(lines.at(-1)?.end.lines).toBe(5);
  for (const [index, { end }] of lines.entries()) {
    expect((await read(url, end)).lines).toEqual(lines.slice(index + 1));
  }
});

test('a line feed at the end makes no empty line', async () => {
  const { url } = await serve(Buffer.from('a\nb\n'), 'ranges');
  const { lines } = await read(url);
  expect(lines).toEqual([
    { text: 'a', end: { bytes: 2, lines: 1 } },
    { text: 'b', end: { bytes: 4, lines: 2 } },
  ]);
});

test('what breaks on the way gives the lines until there, and going on from the last gives the rest', async () => {
  const texts = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const { url } = await serve(Buffer.from(texts.join('\n')), 'breaks');
  const seen: string[] = [];
  let place: Place = BEGINNING;
  for (let tries = 0; tries < 100 && seen.length < 39; tries += 1) {
    const { lines, broken } = await read(url, place);
    seen.push(...lines.map(({ text }) => text));
    place = lines.at(-1)?.end ?? place;
    if (lines.length > 0) expect(broken).toMatch(/did not answer/);
    else break;
  }
  expect(seen).toEqual(texts.slice(0, seen.length));
  expect(seen.length).toBeGreaterThan(20);
});

test('a file that is refused is broken, with the answer’s status', async () => {
  const { url } = await serve(Buffer.from('a'), 'forbids');
  expect(await read(url)).toEqual({ lines: [], broken: 'the file can’t be read: its server answered 403' });
});

test('nobody there is broken too', async () => {
  expect((await read('http://127.0.0.1:9/file')).broken).toMatch(/did not answer/);
});

test('however the bytes come, the lines are those of the text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 20 }),
      async (texts, size) => {
        const clean = texts.map((text) => text.replace(/[\n\uD800-\uDFFF]/g, '·'));
        const content = Buffer.from(clean.map((text) => `${text}\n`).join(''));
        const respond = async () =>
          new Response(
            new ReadableStream({
              start(controller) {
                for (let at = 0; at < content.length; at += size) controller.enqueue(content.subarray(at, at + size));
                controller.close();
              },
            }),
            { status: 206 },
          );
        const lines: string[] = [];
        for await (const line of fileLines(respond, 'http://x', BEGINNING)) {
          if (line.kind === 'line') lines.push(line.text);
        }
        expect(lines).toEqual(clean);
      },
    ),
  );
});
