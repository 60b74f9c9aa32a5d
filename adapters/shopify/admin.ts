import {
  type AdminMutations,
  type AdminQueries,
  type ClientResponse,
  createAdminApiClient,
} from '@shopify/admin-api-client';
import type { ShopDomain } from '../../core/identity.ts';
import { type AdminResult, readResponse } from './admin-result.ts';
import { type CostBuckets, createCostBuckets } from './cost-bucket.ts';
import type { OfflineTokens } from './offline-tokens.ts';

export const API_VERSION = '2026-10';

type Operations = AdminQueries & AdminMutations;

/** The documents that code generation knows, without the client's "any text" signature. */
type Known<T> = {
  [K in keyof T as string extends K ? never : number extends K ? never : symbol extends K ? never : K]: T[K];
};

type AdminDocument = keyof Known<Operations> & string;
type AdminVariables<Document extends AdminDocument> = Operations[Document]['variables'];
type AdminData<Document extends AdminDocument> = Operations[Document]['return'];

export interface AdminGateway {
  /** Calls the Admin API of one shop. What can go wrong out there is a value, see `AdminResult`. */
  request<Document extends AdminDocument>(
    shop: ShopDomain,
    document: Document,
    variables: AdminVariables<Document>,
  ): Promise<AdminResult<AdminData<Document>>>;
}

export interface AdminGatewaySettings {
  readonly tokens: OfflineTokens;
  readonly fetch: typeof fetch;
  /** Real milliseconds, for the cost buckets. */
  readonly nowMs: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** With the wait below and a new token, one call fits well into a function's minute. */
const TIMEOUT_MS = 4_000;
/** What one call may spend on waiting for its shop's bucket; longer is for the caller to plan. */
const LONGEST_WAIT_MS = 3000;

export function createAdminGateway(settings: AdminGatewaySettings): AdminGateway {
  const buckets = createCostBuckets(settings.nowMs);
  return {
    async request<Document extends AdminDocument>(
      shop: ShopDomain,
      document: Document,
      variables: AdminVariables<Document>,
    ) {
      let waitedMs = 0;
      let refusedMs = buckets.waitMs(shop, document);
      for (;;) {
        if (waitedMs + refusedMs > LONGEST_WAIT_MS) return { kind: 'throttled', retryAfterMs: refusedMs };
        if (refusedMs > 0) await settings.sleep(refusedMs);
        waitedMs += refusedMs;
        const result = await callWithToken<Document>(settings, buckets, shop, document, variables);
        if (result.kind !== 'throttled') return result;
        refusedMs = result.retryAfterMs;
      }
    },
  };
}

async function callWithToken<Document extends AdminDocument>(
  settings: AdminGatewaySettings,
  buckets: CostBuckets,
  shop: ShopDomain,
  document: Document,
  variables: AdminVariables<Document>,
): Promise<AdminResult<AdminData<Document>>> {
  const first = await settings.tokens.token(shop);
  if (first.kind !== 'token') return first.kind === 'none' ? { kind: 'unauthorized' } : first;
  const result = await call<Document>(settings, buckets, shop, first.token, document, variables);
  if (result.kind !== 'unauthorized') return result;
  // A refused token did nothing, so the same call may go out once more with another.
  const second = await settings.tokens.replace(shop, first.token);
  if (second.kind !== 'token') return second.kind === 'none' ? { kind: 'unauthorized' } : second;
  return call<Document>(settings, buckets, shop, second.token, document, variables);
}

async function call<Document extends AdminDocument>(
  settings: AdminGatewaySettings,
  buckets: CostBuckets,
  shop: ShopDomain,
  accessToken: string,
  document: Document,
  variables: AdminVariables<Document>,
): Promise<AdminResult<AdminData<Document>>> {
  const client = createAdminApiClient({
    storeDomain: shop,
    apiVersion: API_VERSION,
    accessToken,
    userAgentPrefix: 'Concierge',
    customFetchApi: settings.fetch as (url: string, init?: object) => Promise<Response>,
    // The client's own log lines hold the token; without a logger it writes to the console.
    logger: () => {},
  });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const options = { variables: variables as Record<string, unknown>, signal };
  const response: ClientResponse<AdminData<Document>> = await client.request(document as string, options);
  buckets.note(shop, document, response.extensions?.cost);
  return readResponse(response, () => buckets.waitAfterRefusalMs(shop, document));
}
