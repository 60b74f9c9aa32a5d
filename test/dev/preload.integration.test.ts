import { execFile } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoopbackServer, listenOnLoopback } from '../../dev/platform/loopback.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let echo: LoopbackServer;

beforeAll(async () => {
  echo = await listenOnLoopback(async (request, response) => {
    const body = await text(request);
    response.end(
      `${request.method} ${request.url} ${request.headers['x-emulated-host']} ${request.headers['x-own']} ${body}`,
    );
  }, 0);
});
afterAll(() => echo.close());

/** Runs a program under the preload and answers what it prints. */
async function run(program: string): Promise<string> {
  const preload = new URL('../../dev/preload.ts', import.meta.url).href;
  const env = { ...process.env, CONCIERGE_PLATFORM_URL: `http://localhost:${echo.port}` };
  const options = ['--import', preload, '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: ROOT, env });
  return stdout.trim();
}

const REQUEST = `'https://demo.myshopify.com/admin/x?y=1', { method: 'POST', headers: { 'X-Own': 'kept' }, body: 'sent' }`;

it.each([
  ['the built-in fetch', `console.log(await (await fetch(${REQUEST})).text())`],
  [
    'the fetch of the package',
    `const { fetch } = await import('undici'); console.log(await (await fetch(${REQUEST})).text())`,
  ],
  [
    'request of the package',
    `const { request } = await import('undici'); console.log(await (await request(${REQUEST})).body.text())`,
  ],
  [
    'the fetch that the app library leaves',
    `await import('@shopify/shopify-app-remix/adapters/node'); console.log(await (await fetch(${REQUEST})).text())`,
  ],
])('sends what %s asks of a shop to the platform, whole and with the shop named', async (_what, program) => {
  expect(await run(program)).toBe('POST /admin/x?y=1 demo.myshopify.com kept sent');
});

it('refuses to reach any other host', async () => {
  const program = `fetch('https://cdn.shopify.com/a.js').catch((error) => console.log(String(error.cause ?? error)))`;
  expect(await run(program)).toMatch(/refuses to reach cdn\.shopify\.com/);
});
