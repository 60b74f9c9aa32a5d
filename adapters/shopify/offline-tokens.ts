import type { Session } from '@shopify/shopify-api';
// Not the whole zod: act and tick need no more, and start sooner without it.
import * as z from 'zod/mini';
import type { ShopDomain } from '../../core/identity.ts';

export type OfflineToken =
  | { readonly kind: 'token'; readonly token: string }
  /** The app is not installed there, or a person has to open it once more. */
  | { readonly kind: 'none' }
  /** The shop's token endpoint could not be reached. */
  | { readonly kind: 'failed'; readonly problem: string };

export interface OfflineTokens {
  token(shop: ShopDomain): Promise<OfflineToken>;
  /** Another token than the one that the shop refused. */
  replace(shop: ShopDomain, refused: string): Promise<OfflineToken>;
}

/** The part of the app's session storage that is needed here. */
interface SessionStore {
  loadSession(id: string): Promise<Session | undefined>;
  storeSession(session: Session): Promise<boolean>;
}

export interface OfflineTokenSettings {
  readonly sessions: SessionStore;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly fetch: typeof fetch;
  /** Real time, epoch milliseconds: tokens age by it even where domain time was moved. */
  readonly nowMs: () => number;
}

/** A token that ends sooner than this is not used any more. */
const MARGIN_MS = 60_000;
const TIMEOUT_MS = 4_000;

const refreshed = z.object({
  access_token: z.string(),
  scope: z.optional(z.string()),
  /** Seconds. */
  expires_in: z.number(),
  refresh_token: z.string(),
  refresh_token_expires_in: z.number(),
});

/**
 * The offline access token of each shop, as the app stored it when it was opened, refreshed when it is about to
 * expire. Kept in memory until then, so a call costs no read. Refreshing in two processes at once is safe: Shopify
 * keeps the refresh token valid until its replacement is used (changelog "More resilient refreshes for expiring
 * offline access tokens").
 */
export function createOfflineTokens(settings: OfflineTokenSettings): OfflineTokens {
  const kept = new Map<ShopDomain, { token: string; expiresMs: number }>();
  const underWay = new Map<ShopDomain, Promise<OfflineToken>>();

  async function load(shop: ShopDomain, refused: string | null): Promise<OfflineToken> {
    // The id under which Shopify's library stores it (`session.getOfflineId`).
    const session = await settings.sessions.loadSession(`offline_${shop}`);
    if (!session?.accessToken) return { kind: 'none' };
    const expiresMs = session.expires?.getTime() ?? Number.POSITIVE_INFINITY;
    if (session.accessToken === refused || expiresMs - settings.nowMs() < MARGIN_MS) return refresh(shop, session);
    kept.set(shop, { token: session.accessToken, expiresMs });
    return { kind: 'token', token: session.accessToken };
  }

  async function refresh(shop: ShopDomain, session: Session): Promise<OfflineToken> {
    if (!session.refreshToken) return { kind: 'none' };
    // Before it is asked: a token that is thought to live longer than it does would seem newer than it is.
    const startMs = settings.nowMs();
    const answer = await requestRefresh(settings, shop, session.refreshToken);
    if (answer.kind !== 'refreshed') return answer;
    const { tokens } = answer;
    session.accessToken = tokens.access_token;
    session.expires = new Date(startMs + tokens.expires_in * 1000);
    session.refreshToken = tokens.refresh_token;
    session.refreshTokenExpires = new Date(startMs + tokens.refresh_token_expires_in * 1000);
    if (tokens.scope !== undefined) session.scope = tokens.scope;
    if (!(await settings.sessions.storeSession(session))) return load(shop, null);
    kept.set(shop, { token: tokens.access_token, expiresMs: session.expires.getTime() });
    return { kind: 'token', token: tokens.access_token };
  }

  /** One load or refresh for all who ask at the same time. */
  function loadOnce(shop: ShopDomain, refused: string | null): Promise<OfflineToken> {
    const running = underWay.get(shop);
    if (running) return running;
    const started = load(shop, refused).finally(() => underWay.delete(shop));
    underWay.set(shop, started);
    return started;
  }

  return {
    async token(shop) {
      const known = kept.get(shop);
      if (known && known.expiresMs - settings.nowMs() >= MARGIN_MS) return { kind: 'token', token: known.token };
      return loadOnce(shop, null);
    },
    replace(shop, refused) {
      kept.delete(shop);
      return loadOnce(shop, refused);
    },
  };
}

type Answer = { readonly kind: 'refreshed'; readonly tokens: z.output<typeof refreshed> } | OfflineToken;

async function requestRefresh(settings: OfflineTokenSettings, shop: ShopDomain, refreshToken: string): Promise<Answer> {
  const grant = {
    client_id: settings.apiKey,
    client_secret: settings.apiSecret,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  };
  try {
    const response = await settings.fetch(`https://${shop}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(grant),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 400 || response.status === 401) return { kind: 'none' };
    if (!response.ok) return { kind: 'failed', problem: `the token endpoint answered ${response.status}` };
    const parsed = refreshed.safeParse(await response.json());
    if (parsed.success) return { kind: 'refreshed', tokens: parsed.data };
    return { kind: 'failed', problem: 'the token endpoint answered something else than tokens' };
  } catch (error) {
    return { kind: 'failed', problem: `the token endpoint can’t be reached: ${(error as Error).message}` };
  }
}
