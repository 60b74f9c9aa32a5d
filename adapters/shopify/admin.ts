import {
  type AdminMutations,
  type AdminQueries,
  type ClientResponse,
  createAdminApiClient,
} from '@shopify/admin-api-client';
import type { ShopDomain } from '../../core/identity.ts';
import { type AdminResult, readResponse } from './admin-result.ts';
import { type CostBuckets, createCostBuckets } from './cost-bucket.ts';
import type { Errand, Mutation } from './mutation.ts';
import type { OfflineToken, OfflineTokens } from './offline-tokens.ts';

export const API_VERSION = '2026-10';

/** The documents that code generation knows, without the client's "any text" signature. */
type Known<T> = {
  [K in keyof T as string extends K ? never : number extends K ? never : symbol extends K ? never : K]: T[K];
};

export type QueryDocument = keyof Known<AdminQueries> & string;
export type QueryVariables<Document extends QueryDocument> = AdminQueries[Document]['variables'];
export type QueryData<Document extends QueryDocument> = AdminQueries[Document]['return'];
export type MutationDocument = keyof Known<AdminMutations> & string;
export type MutationVariables<Document extends MutationDocument> = AdminMutations[Document]['variables'];

/** Calls the Admin API of one shop. What can go wrong out there is a value, see `AdminResult`. */
export interface AdminGateway {
  request<Document extends QueryDocument>(
    shop: ShopDomain,
    document: Document,
    variables: QueryVariables<Document>,
  ): Promise<AdminResult<QueryData<Document>>>;
  /** Takes a mutation with its way to exactly once, never the document alone. */
  change<Document extends MutationDocument>(
    shop: ShopDomain,
    mutation: Mutation<Document> | Errand<Document>,
    variables: MutationVariables<Document>,
  ): Promise<AdminResult<unknown>>;
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

  async function callWithinLimits<Data>(call: Call): Promise<AdminResult<Data>> {
    let waitedMs = 0;
    let refusedMs = buckets.waitMs(call.shop, call.document);
    for (;;) {
      if (waitedMs + refusedMs > LONGEST_WAIT_MS) return { kind: 'throttled', retryAfterMs: refusedMs };
      if (refusedMs > 0) await settings.sleep(refusedMs);
      waitedMs += refusedMs;
      const result = await callWithToken<Data>(settings, buckets, call);
      if (result.kind !== 'throttled') return result;
      refusedMs = result.retryAfterMs;
    }
  }

  return {
    request: (shop, document, variables) => callWithinLimits({ shop, document, variables }),
    change: (shop, { document }, variables) => callWithinLimits({ shop, document, variables }),
  };
}

interface Call {
  readonly shop: ShopDomain;
  readonly document: string;
  readonly variables: unknown;
}

async function callWithToken<Data>(
  settings: AdminGatewaySettings,
  buckets: CostBuckets,
  call: Call,
): Promise<AdminResult<Data>> {
  const first = await settings.tokens.token(call.shop);
  if (first.kind !== 'token') return withoutToken(first);
  const result = await send<Data>(settings, buckets, call, first.token);
  if (result.kind !== 'unauthorized') return result;
  // A refused token did nothing, so the same call may go out once more with another.
  const second = await settings.tokens.replace(call.shop, first.token);
  return second.kind === 'token' ? send<Data>(settings, buckets, call, second.token) : withoutToken(second);
}

function withoutToken(token: Exclude<OfflineToken, { kind: 'token' }>): AdminResult<never> {
  return token.kind === 'none' ? { kind: 'unauthorized' } : { kind: 'unsent', problem: token.problem };
}

async function send<Data>(
  settings: AdminGatewaySettings,
  buckets: CostBuckets,
  { shop, document, variables }: Call,
  accessToken: string,
): Promise<AdminResult<Data>> {
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
  const response: ClientResponse<Data> = await client.request(document, options);
  buckets.note(shop, document, response.extensions?.cost);
  return readResponse(response, () => buckets.waitAfterRefusalMs(shop, document));
}
