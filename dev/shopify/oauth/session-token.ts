import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Document, record, text } from '../document.ts';

export type SessionTokenKeys = { apiKey: string; apiSecret: string };

const LIFETIME_SECONDS = 60;
/** What @shopify/shopify-api tolerates between two clocks. */
const TOLERANCE_SECONDS = 10;

/** A session token as App Bridge gives it to the embedded app (page "About session tokens"). Real time. */
export function createSessionToken(keys: SessionTokenKeys, shop: string, userId: string, realNowMs: number): string {
  const seconds = Math.floor(realNowMs / 1000);
  const payload = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: keys.apiKey,
    sub: userId,
    exp: seconds + LIFETIME_SECONDS,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${content}.${sign(content, keys.apiSecret).toString('base64url')}`;
}

export type VerifiedToken = { shop: string; userId: string; sessionId: string };

/** The shop and user of a genuine, current session token; null for any other text. */
export function verifySessionToken(keys: SessionTokenKeys, token: string, realNowMs: number): VerifiedToken | null {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(`${header}.${payload}`, keys.apiSecret);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = decode(payload);
  if (claims === null || decode(header)?.alg !== 'HS256') return null;
  const seconds = realNowMs / 1000;
  const { exp, nbf, aud } = claims;
  const destination = text(claims.dest) ?? '';
  if (aud !== keys.apiKey || claims.iss !== `${destination}/admin`) return null;
  if (typeof exp !== 'number' || exp < seconds - TOLERANCE_SECONDS) return null;
  if (typeof nbf !== 'number' || nbf > seconds + TOLERANCE_SECONDS) return null;
  return {
    shop: destination.replace(/^https:\/\//, ''),
    userId: text(claims.sub) ?? '',
    sessionId: text(claims.sid) ?? '',
  };
}

function sign(content: string, apiSecret: string): Buffer {
  return createHmac('sha256', apiSecret).update(content).digest();
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Document | null {
  try {
    return record(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
