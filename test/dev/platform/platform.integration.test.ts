import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataDir, runPlatformToItsEnd, startPlatform, type TestPlatform } from '../../platform.ts';
import { platformProcesses, until, workerPid } from './processes.ts';

describe('a running platform', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(async () => {
    await platform.stop();
  });

  async function post(path: string, body: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${platform.url}${path}`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async function get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${platform.url}${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('tells its addresses, shops and secrets', () => {
    expect(platform.info).toMatchObject({
      url: platform.url,
      appUrl: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      webhookUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/webhooks$/),
      apiKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      apiSecret: expect.stringMatching(/^shpss_[0-9a-f]{32}$/),
      shops: ['concierge-demo.myshopify.com'],
    });
  });

  it('is idle when nothing was sent', async () => {
    expect((await fetch(`${platform.url}/dev/idle?timeout_s=5`)).status).toBe(204);
  });

  it('refuses a timeout that is no number of seconds', async () => {
    expect((await get('/dev/idle?timeout_s=soon')).status).toBe(400);
  });

  it('moves domain time forward by what it is told', async () => {
    const before = Date.parse(String((await get('/dev/info')).body.now));
    const { body } = await post('/dev/clock', '{"advance_s": 3600}');
    expect(Date.parse(String(body.now)) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.parse(String(body.now)) - before).toBeLessThan(3_610_000);
  });

  it.each([['{"advance_s": -1}'], ['{"advance_s": "1"}'], ['{}'], ['{"advance_s": 1, "back": true}'], ['{advance']])(
    'refuses to move the clock by %s',
    async (body) => {
      expect(await post('/dev/clock', body)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    },
  );

  it('counts what functions, stores and queues do', async () => {
    const count = { invocations: expect.any(Number), milliseconds: expect.any(Number), events: expect.any(Number) };
    expect((await get('/dev/stats')).body).toMatchObject({
      functions: { ingest: count, decide: count, act: count, tick: count },
      decisions: {},
      effects: {},
      deadLetters: { events: 0, service: 0, bulk: 0 },
      dynamodb: { readUnits: expect.any(Number), writeUnits: expect.any(Number) },
      queues: { requests: expect.any(Number) },
      adminApi: { cost: expect.any(Number) },
    });
  });

  it('does not count what it reads itself, such as to know that it is idle', async () => {
    const readUnits = async () => ((await get('/dev/stats')).body.dynamodb as { readUnits: number }).readUnits;
    await platform.idle();
    const before = await readUnits();
    for (let asked = 0; asked < 20; asked += 1) await platform.idle();
    // 8 for the tick of the minute, should it come just now.
    expect((await readUnits()) - before).toBeLessThanOrEqual(8);
  });

  it.each(['policy', 'profile?customer=gid://shopify/Customer/1', 'decisions', 'effects', 'parked', 'sweeps'])(
    'has no %s of an unknown shop',
    async (path) => {
      expect(await get(`/dev/stores/nobody.myshopify.com/${path}`)).toMatchObject({
        status: 404,
        body: { error: expect.any(String) },
      });
    },
  );

  it.each(['/dev/messages', '/dev/stores/concierge-demo.myshopify.com/parked'])(
    'has an empty list of %s',
    async (path) => {
      expect(await get(path)).toEqual({ status: 200, body: [] });
    },
  );

  it('adds faults, replaces those of the same target and kind, lists them and clears them all', async () => {
    const before = { target: 'email', kind: 'timeout_before' };
    const after = { target: 'email', kind: 'timeout_after_apply', rate: 0.25, seed: 9, count: 5 };
    expect((await post('/dev/faults', JSON.stringify(before))).body).toEqual([
      { ...before, rate: 1, seed: 1, count: null, shop: null, struck: 0 },
    ]);
    await post('/dev/faults', JSON.stringify(after));
    const { status, body } = await post('/dev/faults', JSON.stringify({ ...before, rate: 0.5 }));
    expect([status, body]).toEqual([200, [expect.objectContaining({ rate: 0.5 }), expect.objectContaining(after)]]);
    expect((await get('/dev/faults')).body).toEqual(body);
    expect(await post('/dev/faults', '{}')).toEqual({ status: 200, body: [] });
  });

  it.each([
    ['{"target": "mars", "kind": "throttled"}', 'target must be one of admin_api, dynamodb, sqs, email'],
    ['{"target": "sqs"}', 'kind must be one of timeout_before,'],
    ['{"target": "admin_api", "kind": "transaction_conflict"}', 'makes sense of dynamodb only'],
    ['{"target": "sqs", "kind": "throttled", "rate": 1.2}', 'rate must be a number from 0 to 1'],
    ['{"target": "sqs", "kind": "throttled", "rate": "1"}', 'rate must be a number from 0 to 1'],
    ['{"target": "sqs", "kind": "throttled", "seed": 0.5}', 'seed must be a whole number'],
    ['{"target": "sqs", "kind": "throttled", "count": 0}', 'count must be a whole number of at least 1'],
    ['{"target": "sqs", "kind": "throttled", "shop": "a.myshopify.com"}', 'shop makes sense of admin_api only'],
    ['{"target": "admin_api", "kind": "throttled", "shop": "evil.example"}', 'shop must be a domain'],
    ['{"target": "sqs", "kind": "throttled", "often": true}', 'often'],
    ['[]', 'expected object'],
    ['{fault', 'JSON'],
  ])('refuses the fault %s and says why', async (body, why) => {
    const answer = await post('/dev/faults', body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(why) } });
    expect((await get('/dev/faults')).body).toEqual([]);
  });

  it('starts a worker again that crashes in a call', async () => {
    const pid = () => workerPid(platform.dataDir, platform.pid);
    const before = pid();
    await post('/dev/faults', '{"target": "sqs", "kind": "crash_worker", "count": 1}');
    await post('/dev/stores/concierge-demo.myshopify.com/deliver?topic=customers/update', '{"id": 1}');
    await until(() => pid() !== undefined && pid() !== before, 30_000);
    expect((await get('/dev/faults')).body).toMatchObject([{ struck: 1 }]);
    await post('/dev/faults', '{}');
    await platform.idle();
  });

  it.each(['pending', 'attempting', 'unclear', 'refused', 'held', 'stopped', 'done', 'abandoned'])(
    'lists effects that are %s',
    async (state) => {
      const path = `/dev/stores/concierge-demo.myshopify.com/effects?state=${state}`;
      expect(await get(path)).toEqual({ status: 200, body: [] });
    },
  );

  it('refuses to list effects in a state that there is none of', async () => {
    expect(await get('/dev/stores/concierge-demo.myshopify.com/effects?state=gone')).toMatchObject({ status: 400 });
  });

  it.each(['{}', '{"given": 1}', '[]'])('refuses to turn the kill switch by %s', async (body) => {
    const { status } = await post('/dev/stores/concierge-demo.myshopify.com/perks', body);
    expect(status).toBe(400);
  });

  it('has nothing to replay of a delivery that is not parked', async () => {
    const path = '/dev/stores/concierge-demo.myshopify.com/parked/nothing/replay';
    expect(await post(path, '')).toMatchObject({ status: 404, body: { error: expect.any(String) } });
  });

  it('lets the shell, and nobody else new, frame the app', async () => {
    const { body } = await get('/dev/stores/concierge-demo.myshopify.com/session-token');
    const query = new URLSearchParams({
      embedded: '1',
      shop: 'concierge-demo.myshopify.com',
      host: Buffer.from('admin.shopify.com/store/concierge-demo').toString('base64url'),
      id_token: String(body.token),
    });
    const headers = { 'user-agent': 'Mozilla/5.0 Chrome/147.0.0.0' };
    const response = await fetch(`${platform.info.appUrl}/app?${query}`, { headers });
    expect(response.status).toBe(200);
    const policy = String(response.headers.get('content-security-policy'));
    const ancestors = /^frame-ancestors ([^;]*);$/.exec(policy)?.[1]?.split(' ') ?? [];
    expect(ancestors).toContain(platform.url);
    expect(ancestors.filter((ancestor) => ancestor.startsWith('http:')).length).toBe(2);
  });

  it('refuses a second platform on its data directory in one line', async () => {
    const ending = await runPlatformToItsEnd({ dataDir: platform.dataDir });
    expect(ending).toMatchObject({ code: 1, stdout: '' });
    expect(ending.stderr).toMatch(/^Concierge cannot start: Another Concierge runs on .*\n$/);
  });

  it('lets another platform run beside it with its own keys', async () => {
    const other = await startPlatform();
    expect(other.info.apiSecret).not.toBe(platform.info.apiSecret);
    expect((await other.stop()).code).toBe(0);
    await platform.idle();
  });
});

describe('starting', () => {
  it('says in one line that the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ending = await runPlatformToItsEnd({ port });
    await new Promise((resolve) => server.close(resolve));
    expect(ending.code).toBe(1);
    expect(ending.stderr).toBe(
      `Concierge cannot start: Port ${port} is taken: stop what uses it, or set PORT to another (PORT=0: any free one).\n`,
    );
  });

  it('says in one line that DynamoDB does not answer', async () => {
    const environment = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' };
    const ending = await runPlatformToItsEnd({ environment });
    expect(ending.code).toBe(1);
    expect(ending.stderr).toMatch(/^Concierge cannot start: DynamoDB at DYNAMODB_ENDPOINT=\S+ does not answer: .*\n$/);
  });
});

describe('ending and starting again', () => {
  it('keeps keys and clock over SIGTERM, which exits with 0 and leaves no process', async () => {
    const dataDir = createDataDir();
    const first = await startPlatform({ dataDir });
    await fetch(`${first.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advance_s": 864000}',
    });
    expect(await first.stop()).toMatchObject({ code: 0 });
    expect(platformProcesses(dataDir, first.pid)).toEqual([]);
    const second = await startPlatform({ dataDir });
    expect(second.info.apiSecret).toBe(first.info.apiSecret);
    expect(Date.parse(second.info.now) - Date.parse(first.info.now)).toBeGreaterThanOrEqual(864_000_000);
    expect(second.readyAfterMs).toBeLessThan(10_000);
    await second.stop();
  });

  it('leaves no process after SIGKILL and starts again on the same state', async () => {
    const dataDir = createDataDir();
    const first = await startPlatform({ dataDir });
    expect(platformProcesses(dataDir, first.pid).length).toBeGreaterThanOrEqual(4);
    await first.kill();
    await until(() => platformProcesses(dataDir, first.pid).length === 0);
    const second = await startPlatform({ dataDir });
    expect(second.info.apiSecret).toBe(first.info.apiSecret);
    await second.idle();
    await second.stop();
  });
});
