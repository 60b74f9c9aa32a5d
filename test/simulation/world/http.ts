import { answerFile, beginBulk, FILES_HOST } from './bulk.ts';
import type { Deliveries } from './deliveries.ts';
import { execute, operationOf, type Variables } from './graphql.ts';
import { orderPayload } from './payloads.ts';
import type { Ground, Process } from './process.ts';
import { RETURN_STEPS, returnPayload } from './return.ts';
import type { SimulatedShop } from './shop.ts';
import { fieldsOf, type Told } from './shop-fields.ts';
import { issueTokens } from './tokens.ts';

export interface Internet extends Ground {
  /** By host. */
  readonly shops: ReadonlyMap<string, SimulatedShop>;
  readonly deliveries: Deliveries;
}

/** After this long nobody waits for an answer any more. */
const PATIENCE_MS = 4_000;
/** So long after that a call may still happen. */
const LATEST_MS = 59_000;

/** `fetch` for one process: the only hosts are the simulated shops. */
export function createFetch(internet: Internet, process: Process): typeof fetch {
  const { shops } = internet;
  const fetchIt = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    if (url.hostname === FILES_HOST) {
      const [, domain = '', number = ''] = url.pathname.split('/');
      const from = shops.get(domain);
      if (!from) throw new Error(`nobody has a file at ${url.pathname}`);
      const { range = '' } = init.headers as Record<string, string>;
      return process.call(`GET ${url.pathname}`, 200, (at) => answerFile(internet, from, number, range, at));
    }
    const shop = shops.get(url.hostname);
    if (!shop) throw new Error(`nobody is at ${url.hostname}`);
    const body = JSON.parse(String(init.body));
    if (url.pathname.endsWith('/oauth/access_token')) {
      return process.call(`POST ${url.hostname} token`, 100, async (at) => refresh(internet, shop, body, at));
    }
    const token = (init.headers as Record<string, string>)['X-Shopify-Access-Token'] ?? '';
    const { name } = operationOf(body.query);
    const subject = subjectOf(body.variables);
    const what = `POST ${url.hostname} ${name} ${subject}`;
    return process.call(what, 200, (at) => answer(internet, shop, { ...body, token, subject }, at));
  };
  return fetchIt as typeof fetch;
}

interface Call {
  readonly query: string;
  readonly variables: Variables;
  readonly token: string;
  readonly subject: string;
}

function subjectOf({ id, input, customer, account, email }: Variables): string {
  const named = id ?? (input as { id?: string } | undefined)?.id ?? customer ?? account ?? email;
  return typeof named === 'string' ? named.replace('gid://shopify/', '') : '';
}

async function answer(internet: Internet, shop: SimulatedShop, call: Call, at: string): Promise<Response> {
  const { agenda, chance, faults, tell } = internet;
  const { name, isMutation } = operationOf(call.query);
  const askedAt = agenda.now();
  shop.calls.push({ at: askedAt, operation: name, subject: call.subject, token: call.token });
  const perform = () =>
    execute(call.query, call.variables, fieldsOf(shop, agenda.now(), askedAt, toldBy(internet, shop)));
  const told = (kind: string) => shop.refusals.push({ at: agenda.now(), subject: call.subject, kind });
  const failed = <Answer>(answer: Answer): Answer => {
    told('failed');
    return answer;
  };
  const lost = () => failed(noAnswer(internet));

  const { outage } = shop;
  if (outage && askedAt < outage.until) {
    told(`outage ${outage.mode}`);
    if (outage.mode === 'http_503') return response({}, 503);
    if (outage.mode === 'locked') return response({ errors: 'Unavailable Shop' }, 423);
    return lost();
  }
  if (faults.strikes('admin.timeout_before', at)) return lost();
  if (faults.strikes('admin.throttled', at)) {
    told('throttled');
    return throttled(chance.of(`throttled ${at}`));
  }
  if (faults.strikes('admin.http_500', at)) return failed(response({}, 500));
  const known = shop.tokens.get(call.token);
  if (!shop.installed || !known || known.expiresAt <= askedAt) {
    told('unauthorized');
    return response({ errors: 'Invalid API key or access token' }, 401);
  }
  const missing = missingFor(shop, name, call.variables);
  if (missing) {
    told('denied');
    const extensions = { code: 'ACCESS_DENIED', requiredAccess: missing };
    return response({ errors: [{ message: 'Access denied', extensions }] }, 200);
  }
  if (faults.strikes('admin.late', at)) {
    const lateMs = PATIENCE_MS + Math.ceil(chance.of(`late ${at}`) * LATEST_MS);
    agenda.at(askedAt + lateMs, () => {
      if (isMutation && shop.installed) tell(`${shop.domain} does late what it was asked: ${name} ${call.subject}`);
      if (shop.installed) perform();
    });
    return lost();
  }
  if (isMutation && faults.strikes('admin.user_error', at)) {
    told('user_error');
    const field = MUTATIONS[name] ?? name;
    const userErrors = [{ field: ['id'], message: 'Something is wrong with it', code: 'INVALID' }];
    return response({ data: { [field]: { userErrors } } }, 200);
  }
  const data = perform();
  if (isMutation) tell(`${shop.domain} did ${name} ${call.subject}: ${JSON.stringify(data)}`);
  if (faults.strikes('admin.timeout_after', at)) return lost();
  if (faults.strikes('admin.http_500_after', at)) return failed(response({}, 502));
  if (faults.strikes('admin.internal_error', at)) {
    const extensions = { code: 'INTERNAL_SERVER_ERROR' };
    return failed(response({ errors: [{ message: 'Internal error', extensions }] }, 200));
  }
  return response({ data, extensions: cost(1990, 10) }, 200);
}

/** What the app changes is told like any other change. */
function toldBy(internet: Internet, shop: SimulatedShop): Told {
  const { agenda, deliveries } = internet;
  return {
    order(order) {
      order.updatedAt = agenda.now();
      const body = orderPayload(order);
      deliveries.tell({ shop: shop.domain, topic: 'orders/updated', body, subject: order.name });
    },
    approval(approved) {
      const { topic } = RETURN_STEPS.approved;
      const order = shop.orders.get(approved.order);
      deliveries.tell({ shop: shop.domain, topic, body: returnPayload(approved, topic), subject: approved.name });
      if (order) this.order(order);
    },
    collect: (query) => beginBulk(internet, shop, query),
  };
}

function noAnswer({ agenda }: Ground): Promise<Response> {
  return new Promise((_, reject) => {
    agenda.at(agenda.now() + PATIENCE_MS, () => reject(new Error('The operation was aborted due to timeout')));
  });
}

function throttled(chance: number): Response {
  if (chance < 0.3) return response({}, 429, chance < 0.15 ? '2.0' : '20');
  const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }];
  return response({ errors, extensions: { ...cost(0, chance < 0.7 ? 100 : 1500) } }, 200);
}

function cost(currentlyAvailable: number, requestedQueryCost: number) {
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 };
  return { cost: { requestedQueryCost, actualQueryCost: null, throttleStatus } };
}

const MUTATIONS: Readonly<Record<string, string>> = {
  AddTags: 'tagsAdd',
  SetOrderNote: 'orderUpdate',
  CreditCustomer: 'storeCreditAccountCredit',
  ApproveReturn: 'returnApproveRequest',
  RunBulkQuery: 'bulkOperationRunQuery',
  CancelBulkOperation: 'bulkOperationCancel',
};

const SCOPES: Readonly<Record<string, string>> = {
  AddTags: 'write_orders',
  SetOrderNote: 'write_orders',
  CreditCustomer: 'write_store_credit_account_transactions',
  StoreCreditAccounts: 'read_store_credit_accounts',
  StoreCredits: 'read_store_credit_accounts',
  ChangedCustomers: 'read_customers',
  MessageRecipient: 'read_customers',
  Return: 'read_returns',
  ReturnAnswer: 'read_returns',
  ApproveReturn: 'write_returns',
  CustomerCard: 'read_customers',
  CustomerWithEmail: 'read_customers',
  Company: 'read_customers',
  Hold: 'read_merchant_managed_fulfillment_orders',
  OrderGoods: 'read_products',
};

/** In the platform's words; null where nothing is. */
function missingFor({ scopes, showsCosts }: SimulatedShop, operation: string, { withCosts }: Variables): string | null {
  const scope = SCOPES[operation] ?? (operation === 'ShopDetails' ? null : 'read_orders');
  if (scope && !scopes.includes(scope)) return `\`${scope}\` access scope`;
  return withCosts === true && !showsCosts ? 'the permission to view product costs' : null;
}

interface Grant {
  readonly grant_type?: string;
  readonly refresh_token?: string;
}

async function refresh(internet: Internet, shop: SimulatedShop, grant: Grant, at: string): Promise<Response> {
  const { agenda, faults } = internet;
  if (shop.outage && agenda.now() < shop.outage.until) {
    return shop.outage.mode === 'silent' ? noAnswer(internet) : response({}, 503);
  }
  if (faults.strikes('admin.timeout_before', at)) return noAnswer(internet);
  if (!shop.installed || grant.refresh_token !== shop.refreshToken) return response({ error: 'invalid_grant' }, 400);
  const tokens = issueTokens(shop, agenda.now());
  if (faults.strikes('admin.timeout_after', at)) return noAnswer(internet);
  return response(tokens, 200);
}

/** What the callers read of a response, far cheaper than a real one. */
function response(body: object, status: number, retryAfter: string | null = null): Response {
  const headers = new Map([['content-type', 'application/json']]);
  if (retryAfter !== null) headers.set('retry-after', retryAfter);
  const made = {
    ok: status >= 200 && status < 300,
    status,
    statusText: String(status),
    headers: { get: (name: string) => headers.get(name.toLowerCase()) ?? null },
    json: async () => body,
  };
  return made as unknown as Response;
}
