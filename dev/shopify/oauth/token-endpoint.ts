import { type Document, text } from '../document.ts';
import type { Shop } from '../store/shop.ts';
import { type SessionTokenKeys, verifySessionToken } from './session-token.ts';
import { isCurrent, newTokenText, type Token, type TokenStore } from './tokens.ts';

type TokenAnswer = { status: number; body: Record<string, unknown> };

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';
const OFFLINE_SECONDS = 3600;
const REFRESH_SECONDS = 90 * 86_400;
const ONLINE_SECONDS = 86_399;

export type TokenEndpoint = (shop: Shop, request: Document) => TokenAnswer;

/** `POST /admin/oauth/access_token`: token exchange and refresh (pages "Token exchange", "Offline access tokens"). */
export function createTokenEndpoint(keys: SessionTokenKeys, tokens: TokenStore, realNow: () => number): TokenEndpoint {
  return (shop, request) => {
    if (request.client_id !== keys.apiKey || request.client_secret !== keys.apiSecret) {
      return refusal('invalid_client', 'The client id or secret is wrong.', 401);
    }
    switch (request.grant_type) {
      case TOKEN_EXCHANGE:
        return exchange(keys, tokens, realNow(), shop, request);
      case 'refresh_token':
        return refresh(tokens, realNow(), shop, request);
      default:
        return refusal('unsupported_grant_type', `not emulated: grant_type ${String(request.grant_type)}`);
    }
  };
}

function exchange(
  keys: SessionTokenKeys,
  tokens: TokenStore,
  nowMs: number,
  shop: Shop,
  request: Document,
): TokenAnswer {
  const verified = verifySessionToken(keys, text(request.subject_token) ?? '', nowMs);
  if (request.subject_token_type !== ID_TOKEN || verified === null || verified.shop !== shop.domain) {
    return refusal('invalid_subject_token', 'The subject token is not a valid session token of this shop.');
  }
  if (!shop.installed) return refusal('app_not_installed', 'The app is not installed on this shop.');
  switch (request.requested_token_type) {
    case OFFLINE:
      return String(request.expiring) === '1' ? expiringPair(tokens, nowMs, shop, null) : lastingToken(tokens, shop);
    case ONLINE:
      return onlineToken(tokens, nowMs, shop, verified.userId);
    default:
      return refusal('invalid_request', `not emulated: requested_token_type ${String(request.requested_token_type)}`);
  }
}

function refresh(tokens: TokenStore, nowMs: number, shop: Shop, request: Document): TokenAnswer {
  const given = tokens.find(text(request.refresh_token) ?? '');
  if (given?.kind !== 'refresh' || given.shop !== shop.domain || !isCurrent(given, nowMs)) {
    return refusal('invalid_grant', 'The refresh token is unknown, expired or revoked.');
  }
  if (given.replaces !== null) tokens.remove(given.replaces);
  return expiringPair(tokens, nowMs, shop, given.token);
}

function lastingToken(tokens: TokenStore, shop: Shop): TokenAnswer {
  const token = issue(tokens, shop, 'offline', null);
  return { status: 200, body: { access_token: token.token, scope: shop.scopes.join(',') } };
}

function expiringPair(tokens: TokenStore, nowMs: number, shop: Shop, replaces: string | null): TokenAnswer {
  const access = issue(tokens, shop, 'offline', nowMs + OFFLINE_SECONDS * 1000);
  const refreshing = issue(tokens, shop, 'refresh', nowMs + REFRESH_SECONDS * 1000, { replaces });
  const body = {
    access_token: access.token,
    scope: shop.scopes.join(','),
    expires_in: OFFLINE_SECONDS,
    refresh_token: refreshing.token,
    refresh_token_expires_in: REFRESH_SECONDS,
  };
  return { status: 200, body };
}

function onlineToken(tokens: TokenStore, nowMs: number, shop: Shop, userId: string): TokenAnswer {
  const token = issue(tokens, shop, 'online', nowMs + ONLINE_SECONDS * 1000, { userId });
  const scope = shop.scopes.join(',');
  const associatedUser = {
    id: Number(userId),
    first_name: 'Shop',
    last_name: 'Owner',
    email: `owner@${shop.domain.split('.')[0]}.example.com`,
    account_owner: true,
    locale: 'en',
    collaborator: false,
    email_verified: true,
  };
  const body = {
    access_token: token.token,
    scope,
    expires_in: ONLINE_SECONDS,
    associated_user_scope: scope,
    associated_user: associatedUser,
  };
  return { status: 200, body };
}

function issue(
  tokens: TokenStore,
  shop: Shop,
  kind: Token['kind'],
  expiresAtMs: number | null,
  extra: { userId?: string; replaces?: string | null } = {},
): Token {
  const token: Token = {
    token: newTokenText(kind),
    shop: shop.domain,
    kind,
    scopes: shop.scopes,
    userId: extra.userId ?? null,
    expiresAtMs,
    replaces: extra.replaces ?? null,
  };
  tokens.add(token);
  return token;
}

function refusal(error: string, description: string, status = 400): TokenAnswer {
  return { status, body: { error, error_description: description } };
}
