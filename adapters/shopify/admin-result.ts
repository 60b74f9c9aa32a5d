import type { ClientResponse, GraphQLError } from '@shopify/admin-api-client';
import type { QueryCost } from './cost-bucket.ts';

export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  /** Only mutations with errors of their own type have codes. */
  readonly code?: string | null;
}

/** What came of one call of the Admin API. */
export type AdminResult<Data> =
  | { readonly kind: 'data'; readonly data: Data; readonly cost: QueryCost | null }
  /** Not done: the shop's bucket is empty for longer than a call may wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** Not done: no valid token just now. */
  | { readonly kind: 'unauthorized' }
  /** Not done: it could not be sent, since the shop gave no token just now. */
  | { readonly kind: 'unsent'; readonly problem: string }
  /** Not done and won't be: a scope is missing. */
  | { readonly kind: 'denied'; readonly problem: string }
  /** Not done: the shop is frozen, locked or away, which may pass. */
  | { readonly kind: 'closed'; readonly problem: string }
  /** Not done: the mutation's own objections. */
  | { readonly kind: 'user_errors'; readonly errors: readonly UserError[] }
  /** GraphQL errors about this call: it may or may not have been done. */
  | { readonly kind: 'errors'; readonly problem: string }
  /** Time-out, unreachable, a server's error: it may or may not have been done. */
  | { readonly kind: 'failed'; readonly problem: string };

/** Statuses of a shop that is frozen, forbidden, gone or locked. Source: Shopify's page "API response codes". */
const CLOSED: ReadonlySet<number> = new Set([402, 403, 404, 423]);

/** `waitMs` answers how long to wait after the shop refused for cost. */
export function readResponse<Data>(response: ClientResponse<Data>, waitMs: () => number): AdminResult<Data> {
  const { data, errors, extensions } = response;
  if (!errors && data !== undefined) {
    const objections = userErrorsOf(data);
    if (objections.length > 0) return { kind: 'user_errors', errors: objections };
    return { kind: 'data', data, cost: extensions?.cost ?? null };
  }
  const status = errors?.networkStatusCode;
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(errors?.response) ?? waitMs() };
  if (status !== undefined && CLOSED.has(status)) return { kind: 'closed', problem: `the shop answered ${status}` };
  return readGraphQLErrors(graphQLErrorsOf(errors?.graphQLErrors), unanswered(status, errors?.message), waitMs);
}

/** The client's own words speak of itself. */
function unanswered(status: number | undefined, message = ''): string {
  if (status !== undefined && status !== 200) return `the shop answered ${status}`;
  return /fetch failed|abort|timed? ?out/i.test(message)
    ? 'the shop did not answer'
    : message || 'the shop answered nothing';
}

function readGraphQLErrors<Data>(
  errors: readonly GraphQLError[],
  message: string,
  waitMs: () => number,
): AdminResult<Data> {
  const denied = errors.find(({ extensions }) => extensions?.code === 'ACCESS_DENIED');
  if (denied) return { kind: 'denied', problem: deniedProblem(denied) };
  if (errors.some(({ extensions }) => extensions?.code === 'THROTTLED')) {
    return { kind: 'throttled', retryAfterMs: waitMs() };
  }
  const problem = errors.map((error) => error.message).join('; ') || message;
  return { kind: errors.length > 0 ? 'errors' : 'failed', problem };
}

/** A proxy may answer with `errors` as a text. */
function graphQLErrorsOf(errors: unknown): GraphQLError[] {
  return Array.isArray(errors) ? errors : [];
}

/** `requiredAccess` is a sentence of Shopify's such as "`write_orders` access scope". */
function deniedProblem({ message, extensions }: GraphQLError): string {
  const required: unknown = extensions?.requiredAccess;
  return typeof required === 'string' ? `the shop did not grant what this needs: ${required}` : message;
}

function retryAfterMs(response: Response | undefined): number | null {
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

/** Each mutation answers its objections in a field of its own payload. */
function userErrorsOf(data: unknown): UserError[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap((payload: unknown) => {
    if (typeof payload !== 'object' || payload === null || !('userErrors' in payload)) return [];
    return payload.userErrors as UserError[];
  });
}
