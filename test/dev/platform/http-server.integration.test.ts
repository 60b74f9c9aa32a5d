import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlatformServer, type PlatformServer } from '../../../dev/platform/http-server.ts';

let server: PlatformServer;

beforeEach(async () => {
  server = await openPlatformServer(0);
});

afterEach(() => server.close());

/** The status of a request that names its receiver so. */
function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    // A closed connection each: an open one would keep the server from closing.
    const sent = request({ host: '127.0.0.1', port, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}

test('before the platform has started, requests are asked to come again', async () => {
  expect(await statusFor({ host: 'localhost' })).toBe(503);
});

test.each(['localhost', 'localhost:4000', 'LOCALHOST:4000', '127.0.0.1:4000', '[::1]:4000'])(
  'a request to %s is handled',
  async (host) => {
    server.serve((_request, response) => response.writeHead(204).end());
    expect(await statusFor({ host })).toBe(204);
  },
);

test.each(['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', 'a.myshopify.com'])(
  'a request to %s, which a page on the internet could have sent here, is refused unseen',
  async (host) => {
    server.serve(() => expect.unreachable());
    expect(await statusFor({ host, 'x-emulated-host': 'a.myshopify.com' })).toBe(421);
  },
);
