import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SessionTokenExpectation {
  apiKey: string;
  apiSecret: string;
  /** The shop the request names, if it names one: `demo.myshopify.com`. */
  shop: string | null;
}

/** `genuine` says nothing about time: an expired token of ours is renewed by App Bridge, not refused. */
export type SessionTokenVerdict = 'genuine' | 'forged' | 'foreign';

/**
 * Judges a session token before the library sees it. The library sends a document request with a forged token to its
 * bounce page (302); here nothing but an honest, merely expired token gets that far.
 * Source: shopify.dev "Set up session tokens" (claims `iss`, `dest`, `aud`; HS256 with the API secret).
 */
export function judgeSessionToken(token: string, expected: SessionTokenExpectation): SessionTokenVerdict {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return 'forged';
  const algorithm = decodeJson(header)?.alg;
  if (algorithm !== 'HS256') return 'forged';
  const mac = createHmac('sha256', expected.apiSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) return 'forged';

  const claims = decodeJson(payload);
  const shop = hostOf(claims?.dest);
  if (!claims || !shop?.endsWith('.myshopify.com')) return 'forged';
  const isOurs = claims.aud === expected.apiKey && hostOf(claims.iss) === shop;
  const isForThisShop = expected.shop === null || expected.shop === shop;
  const ends = typeof claims.exp === 'number';
  return isOurs && isForThisShop && ends ? 'genuine' : 'foreign';
}

/** The shop that a token names; whether that is true is for `judgeSessionToken` to say. */
export function shopOfSessionToken(token: string): string | null {
  return hostOf(decodeJson(token.split('.')[1] ?? '')?.dest) ?? null;
}

function decodeJson(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).hostname : undefined;
}
