/** The store as the page to shop in sees it: the platform's `/dev/stores/{shop}` routes. Amounts are decimal strings. */

export interface Variant {
  id: string;
  title: string;
  price: string;
  size: string | null;
  colour: string | null;
}

export interface Product {
  id: string;
  title: string;
  /** The kind of product, as the merchant calls it: `Shirt`. */
  type: string;
  variants: Variant[];
}

export interface Catalogue {
  currency: string;
  products: Product[];
}

export interface Customer {
  id: string;
  name: string;
  orders: number;
  /** In the last 365 days. */
  spent: string;
}

/** Who places an order: someone the store knows, someone new, or nobody it would know. */
export type Buyer = { kind: 'known'; id: string } | { kind: 'new'; name: string } | { kind: 'guest' };

export interface StoreOrder {
  id: string;
  name: string;
  tags: string[];
  note: string | null;
  /** In the store's zone: `2026-11-20T14:05:00-05:00`. */
  createdAt: string | null;
  /** Null for a guest. */
  customer: { id: string; name: string } | null;
  total: string | null;
  currency: string;
  /** `RETURN_REQUESTED` while a return waits for an answer: Shopify's OrderReturnStatus. */
  returnStatus: string;
  /** `currentQuantity` is what is left after edits and refunds. */
  lines: Array<{ title: string; variantTitle: string | null; currentQuantity: number }>;
}

export interface DecisionRow {
  /** Id of the decision; a row is one rule's outcome in it. */
  decision: string;
  name: string;
  outcome: 'granted' | 'no_match';
  why: string[];
  effects: Array<{ state: string }>;
  /** `review` where it is about one. */
  event: { review?: string };
}

export interface OrderRequest {
  buyer: Buyer;
  lines: Array<{ variant: string; quantity: number }>;
}

export interface ReviewRequest {
  customer: string;
  product: string;
  rating: number;
  text: string;
}

export interface StoreApi {
  catalogue(): Promise<Catalogue>;
  /** Those who spent most first. */
  customers(): Promise<Customer[]>;
  placeOrder(order: OrderRequest): Promise<StoreOrder>;
  order(id: string): Promise<StoreOrder>;
  /** The newest first. */
  orders(): Promise<StoreOrder[]>;
  decisions(order: string): Promise<DecisionRow[]>;
  /** What a customer ordered, what they ordered last first. */
  orderedProducts(customer: string): Promise<Array<Pick<Product, 'id' | 'title'>>>;
  postReview(review: ReviewRequest): Promise<{ id: string }>;
  decisionsOfReview(customer: string, review: string): Promise<DecisionRow[]>;
}

export function storeApi(shop: string): StoreApi {
  const base = `/dev/stores/${encodeURIComponent(shop)}`;
  return {
    catalogue: () => request(`${base}/catalogue`),
    customers: () => request(`${base}/customers`),
    placeOrder: (order) => request(`${base}/orders`, order),
    order: (id) => request(`${base}/orders/${encodeURIComponent(id)}`),
    orders: () => request(`${base}/orders`),
    decisions: (order) => request(`${base}/decisions?order=${encodeURIComponent(order)}`),
    orderedProducts: (customer) => request(`${base}/customers/${encodeURIComponent(customer)}/products`),
    postReview: (review) => request(`${base}/reviews`, review),
    async decisionsOfReview(customer, review) {
      const rows = await request<DecisionRow[]>(`${base}/decisions?customer=${encodeURIComponent(customer)}`);
      return rows.filter(({ event }) => event.review === review);
    },
  };
}

/** @throws Error with what the store answered when it is no success. */
export async function request<Answer>(url: string, body?: unknown): Promise<Answer> {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  const post = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(url, body === undefined ? { headers } : post);
  const text = await response.text();
  if (!response.ok) throw new Error(`The store answered ${response.status}: ${readProblem(text)}`);
  return JSON.parse(text) as Answer;
}

function readProblem(text: string): string {
  try {
    return (JSON.parse(text) as { error?: string }).error ?? text;
  } catch {
    return text;
  }
}
