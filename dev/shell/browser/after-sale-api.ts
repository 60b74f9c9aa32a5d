import {
  approveReturn,
  customerOrders,
  declineReturn,
  holdOrder,
  orderAfterSale,
  releaseOrder,
  requestReturn,
  returnableItems,
  shipOrder,
  tellOfShipment,
} from './after-sale-documents.ts';
import { request } from './store-api.ts';

/** Shipments and returns as the store's Admin API tells them. Times are ISO 8601; `timeZone` is the store's. */

interface Item {
  title: string;
  variantTitle: string | null;
}

export interface StoreReturn {
  id: string;
  /** `#1001-R1`. */
  name: string;
  status: 'REQUESTED' | 'OPEN' | 'DECLINED' | 'CANCELED' | 'CLOSED';
  decline: { reason: string; note: string | null } | null;
  returnLineItems: Nodes<{
    quantity: number;
    returnReason: string;
    customerNote: string | null;
    fulfillmentLineItem: { lineItem: Item };
  }>;
}

export interface PastOrder {
  id: string;
  name: string;
  createdAt: string;
  cancelledAt: string | null;
  displayFulfillmentStatus: string;
  lineItems: Nodes<Item & { currentQuantity: number }>;
  fulfillments: { displayStatus: string }[];
  returns: Nodes<StoreReturn>;
}

export interface CustomerOrders {
  timeZone: string;
  name: string;
  /** The newest first. */
  orders: PastOrder[];
}

export interface ReturnableItem extends Item {
  /** Of the shipment's line. */
  id: string;
  /** How many can still be sent back. */
  quantity: number;
}

export interface ReturnRequest {
  order: string;
  lines: { fulfillmentLineItemId: string; quantity: number; returnReason: string; customerNote: string | null }[];
}

export interface Shipment {
  id: string;
  /** `#1001.1`. */
  name: string;
  displayStatus: string;
  createdAt: string;
  deliveredAt: string | null;
  /** When the carrier says that it comes. */
  estimatedDeliveryAt: string | null;
  totalQuantity: number;
  trackingInfo: { number: string | null }[];
}

export interface ShippingDetails {
  tracking: string | null;
  /** `2026-11-24`; null where nothing is promised. */
  promisedOn: string | null;
}

export interface OrderRisk {
  risk: { assessments: { riskLevel: string }[] };
  disputes: { id: string; status: string }[];
}

export interface OrderAfterSale extends OrderRisk {
  timeZone: string;
  displayFulfillmentStatus: string;
  cancelledAt: string | null;
  /** What there is to ship; null when nothing is left. */
  shippable: string | null;
  /** What may not be shipped now; null when nothing is on hold. */
  held: { id: string; reasons: string[] } | null;
  shipments: Shipment[];
  returns: StoreReturn[];
}

export interface AfterSaleApi {
  ordersOf(customer: string): Promise<CustomerOrders>;
  returnable(order: string): Promise<ReturnableItem[]>;
  /** @throws Error with the store's words when it refuses; so do all that change something. */
  requestReturn(request: ReturnRequest): Promise<void>;
  order(id: string): Promise<OrderAfterSale>;
  ship(fulfillmentOrder: string, details: ShippingDetails): Promise<void>;
  /** `IN_TRANSIT` and the like. */
  tell(fulfillment: string, status: string): Promise<void>;
  hold(fulfillmentOrder: string, reason: string): Promise<void>;
  release(fulfillmentOrder: string): Promise<void>;
  /** As Shopify tells it. */
  assess(order: string, level: string): Promise<void>;
  /** As the customer's bank does; `id` is its number. */
  dispute(order: string, id: string, status: string): Promise<void>;
  approve(id: string): Promise<void>;
  decline(id: string, reason: string, note: string | null): Promise<void>;
}

interface Nodes<Node> {
  nodes: Node[];
}

interface Place {
  shop: { ianaTimezone: string };
}

export function afterSaleApi(shop: string): AfterSaleApi {
  const url = `/dev/stores/${encodeURIComponent(shop)}/admin/api/2026-10/graphql.json`;
  const run = async <Data>(query: string, variables: object): Promise<Data> => {
    const { data, errors } = await request<{ data?: Data; errors?: { message: string }[] }>(url, { query, variables });
    if (errors || !data) throw new Error(`The store said: ${sentences(errors ?? [])}`);
    return data;
  };
  type Answers = Record<string, { userErrors: { message: string }[] }>;
  const changed = async <Data extends Answers>(mutation: string, variables: object): Promise<Data> => {
    const answers = await run<Data>(mutation, variables);
    const refusals = Object.values(answers).flatMap(({ userErrors }) => userErrors);
    if (refusals.length > 0) throw new Error(`The store refused: ${sentences(refusals)}`);
    return answers;
  };
  const change = async (mutation: string, variables: object): Promise<void> =>
    void (await changed(mutation, variables));
  const deliver = (topic: string, payload: object) =>
    request<unknown>(`/dev/stores/${encodeURIComponent(shop)}/deliver?topic=${topic}`, payload);
  return {
    async ordersOf(customer) {
      type Answer = Place & { customer: { displayName: string; orders: Nodes<PastOrder> } | null };
      const { shop: place, customer: found } = await run<Answer>(customerOrders, { customer });
      if (!found) throw new Error('The store no longer knows this customer.');
      return { timeZone: place.ianaTimezone, name: found.displayName, orders: found.orders.nodes };
    },
    async returnable(order) {
      type Line = { quantity: number; fulfillmentLineItem: { id: string; lineItem: Item } };
      type Answer = { returnableFulfillments: Nodes<{ returnableFulfillmentLineItems: Nodes<Line> }> };
      const { returnableFulfillments: shipments } = await run<Answer>(returnableItems, { order });
      const lines = shipments.nodes.flatMap((shipment) => shipment.returnableFulfillmentLineItems.nodes);
      return lines.map(({ quantity, fulfillmentLineItem: { id, lineItem } }) => ({ id, quantity, ...lineItem }));
    },
    requestReturn: ({ order, lines }) => change(requestReturn, { input: { orderId: order, returnLineItems: lines } }),
    async order(id) {
      type Found = Omit<OrderAfterSale, 'timeZone' | 'shippable' | 'held' | 'shipments' | 'returns'> & {
        fulfillmentOrders: Nodes<{ id: string; status: string; fulfillmentHolds: { reason: string }[] }>;
        fulfillments: Shipment[];
        returns: Nodes<StoreReturn>;
      };
      const { shop: place, order } = await run<Place & { order: Found | null }>(orderAfterSale, { order: id });
      if (!order) throw new Error('The store no longer has this order.');
      const { displayFulfillmentStatus, cancelledAt, risk, disputes, fulfillments, returns, fulfillmentOrders } = order;
      const open = fulfillmentOrders.nodes.find(({ status }) => status === 'OPEN' || status === 'IN_PROGRESS');
      const onHold = fulfillmentOrders.nodes.find(({ status }) => status === 'ON_HOLD');
      const held = onHold ? { id: onHold.id, reasons: onHold.fulfillmentHolds.map(({ reason }) => reason) } : null;
      const state = { displayFulfillmentStatus, cancelledAt, risk, disputes, shippable: open?.id ?? null, held };
      return { timeZone: place.ianaTimezone, ...state, shipments: fulfillments, returns: returns.nodes };
    },
    async ship(fulfillmentOrder, { tracking, promisedOn }) {
      type Shipped = { fulfillmentCreate: { fulfillment: { id: string }; userErrors: { message: string }[] } };
      const number = tracking === null ? {} : { tracking: { number: tracking } };
      const { fulfillmentCreate } = await changed<Shipped>(shipOrder, { fulfillmentOrder, ...number });
      if (promisedOn === null) return;
      const promise = { status: 'CONFIRMED', estimatedDeliveryAt: `${promisedOn}T18:00:00Z` };
      await change(tellOfShipment, { event: { fulfillmentId: fulfillmentCreate.fulfillment.id, ...promise } });
    },
    tell: (fulfillmentId, status) => change(tellOfShipment, { event: { fulfillmentId, status } }),
    hold: (id, reason) => change(holdOrder, { id, reason }),
    release: (id) => change(releaseOrder, { id }),
    async assess(order, level) {
      const payload = { provider_id: null, provider_title: null, risk_level: level, created_at: null };
      await deliver('orders/risk_assessment_changed', { ...payload, order_id: numberOf(order) });
    },
    async dispute(order, id, status) {
      const payload = { id: Number(id), order_id: numberOf(order), type: 'chargeback', status };
      await deliver('disputes/update', { ...payload, initiated_at: new Date(Number(id)).toISOString() });
    },
    approve: (id) => change(approveReturn, { id }),
    decline: (id, reason, note) => change(declineReturn, { id, reason, note }),
  };
}

/** As text: it may be longer than a number holds. */
function numberOf(gid: string): string {
  return gid.replace(/^.*\//, '');
}

function sentences(problems: readonly { message: string }[]): string {
  return problems.map(({ message }) => message).join(' ') || 'nothing that says why.';
}
