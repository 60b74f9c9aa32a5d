import type { Rule } from '../../core/policy.ts';
import type { TestPlatform } from '../platform.ts';

export const SHOP = 'concierge-demo.myshopify.com';
const DAY_MS = 86_400_000;

/** Raw bytes as the platform sends them: ids are written as text so that they stay exact. */
export interface OrderBytes {
  readonly id: string;
  readonly customer: string | null;
  readonly total?: string;
  readonly currency?: string;
  readonly sizes?: readonly string[];
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly cancelledAt?: number | null;
  readonly financialStatus?: string;
  readonly test?: boolean;
  readonly refunds?: readonly string[];
}

const seconds = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, '+00:00');

export function orderBytes(order: OrderBytes): string {
  const { id, customer, total = '180.00', currency = 'USD', sizes = ['S', 'M', 'L'], refunds = [] } = order;
  const createdAt = order.createdAt ?? Date.now();
  const money = `{"shop_money":{"amount":"${total}","currency_code":"${currency}"},"presentment_money":{"amount":"${total}","currency_code":"${currency}"}}`;
  const lines = sizes.map(
    (size, index) =>
      `{"id":${id}${index},"product_id":632910392000000001,"variant_id":80895081${index},"title":"Oxford shirt","variant_title":"${size} / Navy","quantity":1,"current_quantity":1,"price":"60.00"}`,
  );
  return `{"id":${id},"admin_graphql_api_id":"gid://shopify/Order/${id}","name":"#${id.slice(-6)}","created_at":"${seconds(createdAt)}","updated_at":"${seconds(order.updatedAt ?? createdAt)}","cancelled_at":${order.cancelledAt ? `"${seconds(order.cancelledAt)}"` : null},"test":${order.test ?? false},"currency":"${currency}","financial_status":"${order.financialStatus ?? 'paid'}","total_price":"${total}","current_total_price":"${total}","current_total_price_set":${money},"total_price_set":${money},"customer":${customer === null ? null : `{"id":${customer},"admin_graphql_api_id":"gid://shopify/Customer/${customer}"}`},"line_items":[${lines.join(',')}],"refunds":[${refunds.map((refund) => `{"id":${refund},"admin_graphql_api_id":"gid://shopify/Refund/${refund}"}`).join(',')}]}`;
}

export function refundBytes(id: string, order: string, amount: string): string {
  const money = (value: string) =>
    `{"shop_money":{"amount":"${value}","currency_code":"USD"},"presentment_money":{"amount":"${value}","currency_code":"USD"}}`;
  return `{"id":${id},"admin_graphql_api_id":"gid://shopify/Refund/${id}","order_id":${order},"created_at":"${seconds(Date.now())}","processed_at":"${seconds(Date.now())}","refund_line_items":[],"order_adjustments":[{"id":${id}1,"order_id":${order},"refund_id":${id},"amount":"-${amount}","tax_amount":"0.00","kind":"refund_discrepancy","reason":"Refund discrepancy","amount_set":${money(`-${amount}`)},"tax_amount_set":${money('0.00')}}],"transactions":[{"id":${id}2,"kind":"refund","status":"success","amount":"${amount}","currency":"USD"}]}`;
}

export const daysAgo = (days: number) => Date.now() - days * DAY_MS;

/** What a program can do to the local platform; one object for each shop that a test plays. */
export function demoShop(platform: TestPlatform, shop = SHOP) {
  const store = `${platform.url}/dev/stores/${shop}`;
  async function json<T>(path: string): Promise<T> {
    const response = await fetch(`${store}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  async function post<T>(path: string, body: object = {}): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${store}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  return {
    post,
    async deliver(topic: string, body: string, query = ''): Promise<{ webhookId: string; status: number }[]> {
      const response = await fetch(`${store}/deliver?topic=${topic}${query}`, { method: 'POST', body });
      if (!response.ok) throw new Error(`deliver ${topic}: ${response.status} ${await response.text()}`);
      return (await response.json()) as { webhookId: string; status: number }[];
    },
    /** A customer whose past of one paid order, 20 days ago, is worth this much. */
    async spentBefore(customer: string, total: string, order: Partial<OrderBytes> = {}): Promise<void> {
      const createdAt = order.createdAt ?? daysAgo(20);
      const id = order.id ?? `5${customer}`;
      await this.deliver('orders/create', orderBytes({ customer, total, sizes: ['M'], ...order, id, createdAt }));
    },
    decisions: (order: string) => json<DecisionRow[]>(`/decisions?order=gid://shopify/Order/${order}`),
    allDecisions: () => json<DecisionRow[]>('/decisions'),
    profile: (customer: string) => json<{ lifetime: object }>(`/profile?customer=gid://shopify/Customer/${customer}`),
    calls: () => json<{ operation: string; kind: 'query' | 'mutation'; variables: object }[]>('/calls'),
    effects: (state = '') => json<EffectRow[]>(`/effects${state && `?state=${state}`}`),
    parked: () => json<ParkedRow[]>('/parked'),
    replay: (id: string) => post<{ replayed: number }>(`/parked/${encodeURIComponent(id)}/replay`),
    replayAll: () => post<{ replayed: number }>('/parked/replay'),
    /** The kill switch. */
    perks: (given: boolean) => post<{ given: boolean; stoppedAt: string | null }>('/perks', { given }),
    sweeps: () => json<SweepRow[]>('/sweeps'),
    install: (details: object = {}) => post('/install', details),
    async publish(rules: readonly Rule[]): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ rules });
      const response = await fetch(`${store}/policy`, { method: 'PUT', headers, body });
      if (!response.ok) throw new Error(`publish: ${response.status} ${await response.text()}`);
    },
    /** Asks the store itself, as its owner could. */
    async query<Data>(query: string, variables: object = {}): Promise<Data> {
      type Answer = { data?: Data; errors?: unknown };
      const { data, errors } = await post<Answer>('/admin/api/2026-10/graphql.json', { query, variables });
      if (data === undefined || errors !== undefined) throw new Error(`the store answers ${JSON.stringify(errors)}`);
      return data;
    },
    async order(id: string): Promise<{ id: string; tags: string[]; note: string | null }> {
      const query = 'query Order($id: ID!) { order(id: $id) { id tags note } }';
      const gid = `gid://shopify/Order/${id}`;
      type Answer = { order: { id: string; tags: string[]; note: string | null } };
      return (await this.query<Answer>(query, { id: gid })).order;
    },
  };
}

interface DecisionRow {
  readonly decision: string;
  readonly rule: string;
  readonly outcome: string;
  readonly why: readonly string[];
  readonly order: string;
  readonly customer: string | null;
  readonly facts: Readonly<Record<string, { money?: { amountMinor: number }; number?: number; reason?: string }>>;
  readonly effects: readonly { state: string }[];
  readonly obstacle?: { readonly kind: string; readonly scopes?: readonly string[] };
}

interface EffectRow {
  readonly id: string;
  readonly order: string;
  readonly decision: string;
  readonly action: { readonly kind: string; readonly expiresAt?: string };
  readonly state: string;
  readonly attempts: number;
  readonly problem: string | null;
  readonly history: readonly { readonly what: string; readonly at: string; readonly became: string }[];
}

interface ParkedRow {
  readonly id: string;
  readonly topic: string;
  readonly reason: string;
  readonly source: string;
  readonly at: string;
  readonly replays: number;
}

interface SweepRow {
  readonly finishedAt: string | null;
  readonly checked: { readonly orders: number; readonly customers: number };
  readonly foundCount: number;
  readonly found: readonly {
    readonly what: string;
    readonly order: { id: string } | null;
    readonly decision: string | null;
  }[];
}

export const BAG_NOTE = '[concierge:return-bag] Put a return bag in the parcel: a regular is trying several sizes.';
