import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ALL_SCOPES,
  API_KEY,
  API_SECRET,
  exchangeRequest,
  host,
  payloadOf,
  SHOP,
  type StandIn,
  standIn,
  until,
} from './stand-in.ts';

let stand: StandIn;
const opened: string[] = [];
beforeEach(async () => {
  opened.length = 0;
  stand = await standIn({
    onInstalled: async (domain) => {
      opened.push(domain);
    },
  });
  await stand.install();
});
afterEach(() => stand.close());

const exchange = (body: object) => stand.post('/admin/oauth/access_token', body, host);
const refresh = (token: string) =>
  exchange({ client_id: API_KEY, client_secret: API_SECRET, grant_type: 'refresh_token', refresh_token: token });
const works = async (token: string) => (await stand.app(token, '{ shop { id } }')).status === 200;

describe('the token endpoint', () => {
  it('exchanges a session token for an expiring offline token that can be refreshed', async () => {
    const { status, body } = await exchange(exchangeRequest(stand.shopify.sessionToken(SHOP)));
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^shpat_/),
        scope: ALL_SCOPES.join(','),
        expires_in: 3600,
        refresh_token: expect.stringMatching(/^shprt_/),
        refresh_token_expires_in: 7_776_000,
      },
    });
    const pair = body as { access_token: string; refresh_token: string };
    expect(await works(pair.access_token)).toBe(true);
    stand.clock.realMs += 3_601_000;
    expect(await works(pair.access_token)).toBe(false);
    const { body: next } = await refresh(pair.refresh_token);
    expect(await works((next as typeof pair).access_token)).toBe(true);
  });

  it('keeps a used refresh token good until its replacement is used', async () => {
    const { body } = await exchange(exchangeRequest(stand.shopify.sessionToken(SHOP)));
    const { refresh_token: first } = body as { refresh_token: string };
    expect((await refresh(first)).status).toBe(200);
    const { body: again } = await refresh(first);
    expect((await refresh((again as { refresh_token: string }).refresh_token)).status).toBe(200);
    expect(await refresh(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('gives an online token with its user, and a lasting offline token on request', async () => {
    const sessionToken = stand.shopify.sessionToken(SHOP, { userId: '42' });
    const online = 'urn:shopify:params:oauth:token-type:online-access-token';
    const { body } = await exchange(exchangeRequest(sessionToken, { requested_token_type: online }));
    expect(body).toMatchObject({ expires_in: 86_399, associated_user: { id: 42 } });
    const lasting = await exchange(exchangeRequest(sessionToken, { expiring: '0' }));
    expect(Object.keys(lasting.body as object)).toEqual(['access_token', 'scope']);
  });

  it('refuses forged, expired and foreign session tokens', async () => {
    const genuine = stand.shopify.sessionToken(SHOP);
    const forged = `${genuine.slice(0, -3)}abc`;
    const foreign = stand.shopify.sessionToken('other.myshopify.com');
    for (const token of [forged, foreign, '', 'a.b.c']) {
      expect(await exchange(exchangeRequest(token))).toMatchObject({
        status: 400,
        body: { error: 'invalid_subject_token' },
      });
    }
    stand.clock.realMs += 75_000;
    expect(await exchange(exchangeRequest(genuine))).toMatchObject({
      status: 400,
      body: { error: 'invalid_subject_token' },
    });
    expect((await exchange(exchangeRequest(stand.shopify.sessionToken(SHOP), { client_secret: 'no' }))).status).toBe(
      401,
    );
  });

  it('takes form data too', async () => {
    const body = new URLSearchParams(exchangeRequest(stand.shopify.sessionToken(SHOP))).toString();
    const headers = { ...host, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await stand.post('/admin/oauth/access_token', body, headers)).status).toBe(200);
  });
});

describe('install and uninstall', () => {
  it('opens the app after installing, and names what is wrong with a request', async () => {
    expect(opened).toEqual([SHOP]);
    const wrong = { currency: 'XYZ', timezone: 'Mars', plan: 'huge', scopes: ['all'] };
    const { status, body } = await stand.post('/dev/stores/next.myshopify.com/install', wrong);
    expect(status).toBe(400);
    expect((body as { problems: string[] }).problems).toEqual([
      'currency: is not an ISO 4217 currency code',
      'timezone: is not an IANA time zone',
      expect.stringMatching(/^plan: /),
      expect.stringMatching(/^scopes/),
    ]);
    expect((await stand.post('/dev/stores/not a shop/install', {})).status).toBe(400);
    expect(opened).toEqual([SHOP]);
  });

  it('revokes tokens and delivers app/uninstalled', async () => {
    const token = await stand.token();
    expect((await stand.post(`/dev/stores/${SHOP}/uninstall`)).status).toBe(200);
    expect(await works(token)).toBe(false);
    await until(() => stand.received.length === 1);
    const [received] = stand.received;
    if (received === undefined) throw new Error('nothing received');
    expect(received.headers['x-shopify-topic']).toBe('app/uninstalled');
    expect(payloadOf(received)).toMatchObject({
      myshopify_domain: SHOP,
      currency: 'USD',
      iana_timezone: 'America/New_York',
    });
    expect(stand.shopify.installedShops().map(({ domain }) => domain)).not.toContain(SHOP);
    expect((await exchange(exchangeRequest(stand.shopify.sessionToken(SHOP)))).status).toBe(400);
    expect((await stand.post(`/dev/stores/${SHOP}/uninstall`)).status).toBe(409);
  });
});
