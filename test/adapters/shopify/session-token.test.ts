import '@shopify/shopify-api/adapters/node';
import { createHmac } from 'node:crypto';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { describe, expect, test } from 'vitest';
import { judgeSessionToken } from '../../../app/session-token.server.ts';
import { fixture } from './fixtures.ts';

type Claims = Record<string, string | number>;

interface TokenCase {
  readonly base?: string;
  readonly change?: Claims;
  readonly token?: string;
  readonly header?: string;
  readonly alg?: string;
  readonly sign_with?: string;
  readonly verify_with_api_key?: string;
  readonly check_audience?: boolean;
  readonly expect: string;
  readonly source: { readonly repo: string };
}

interface TokenCases {
  readonly rfc7515_a1: { readonly key_base64url: string; readonly token: string };
  readonly base_claims: Record<string, Claims>;
  readonly cases: readonly TokenCase[];
}

const { cases, base_claims, rfc7515_a1 } = fixture<TokenCases>('signatures/session_token_jwt_cases.json');
const API_KEY = 'the-api-key';
const API_SECRET = 'the-api-secret';

function library(apiKey: string, apiSecretKey = API_SECRET) {
  return shopifyApi({
    apiKey,
    apiSecretKey,
    apiVersion: ApiVersion.October26,
    hostName: 'concierge.example.com',
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}

/** Times are written as offsets from now, the API key in several ways. */
function claimsOf({ base = '', change = {} }: TokenCase): Claims {
  const now = Math.floor(Date.now() / 1000);
  const merged: Claims = { ...base_claims[base], aud: API_KEY, ...change };
  const resolved = Object.entries(merged).map(([name, value]): [string, string | number] => {
    const offset = typeof value === 'string' ? /^now([+-]\d+)?$/.exec(value) : null;
    return [name, offset ? now + Number(offset[1] ?? 0) : value];
  });
  return Object.fromEntries(resolved.filter(([name]) => !name.startsWith('_')));
}

function tokenOf(entry: TokenCase): string {
  if (entry.token !== undefined) return entry.token;
  if (entry.header !== undefined) return entry.header;
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: entry.alg ?? 'HS256', typ: 'JWT' })}.${encode(claimsOf(entry))}`;
  if (entry.alg === 'none') return `${signed}.`;
  return `${signed}.${createHmac('sha256', entry.sign_with ?? API_SECRET)
    .update(signed)
    .digest('base64url')}`;
}

const JUDGED_BY_US = ['Invalid issuer', 'The issuer and destination do not match'];

describe('a session token', () => {
  test.each(cases.filter(({ expect: outcome }) => !JUDGED_BY_US.includes(outcome)))(
    'of $source.repo $change: $expect',
    async (entry) => {
      const decoding = library(entry.verify_with_api_key ?? API_KEY).session.decodeSessionToken(tokenOf(entry), {
        checkAudience: entry.check_audience ?? true,
      });
      if (entry.expect.startsWith('ok')) await expect(decoding).resolves.toMatchObject({ sub: expect.anything() });
      else await expect(decoding).rejects.toThrow();
    },
  );

  // Shopify's library does not compare issuer and destination: the app does it before.
  test.each(cases.filter(({ expect: outcome }) => JUDGED_BY_US.includes(outcome)))(
    'of $source.repo $change is refused by the app: $expect',
    (entry) => {
      const verdict = judgeSessionToken(tokenOf(entry), { apiKey: API_KEY, apiSecret: API_SECRET, shop: null });
      expect(verdict).not.toBe('genuine');
    },
  );

  test('of RFC 7515, A.1 has a good signature and is expired', async () => {
    const secret = Buffer.from(rfc7515_a1.key_base64url, 'base64url');
    const [header, payload, signature] = rfc7515_a1.token.split('.');
    expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
    await expect(library('joe').session.decodeSessionToken(rfc7515_a1.token)).rejects.toThrow();
  });
});
