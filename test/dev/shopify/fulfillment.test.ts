import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { root } from '../../adapters/shopify/app-config.ts';
import { sample } from '../../adapters/shopify/fixtures.ts';
import { ALL_SCOPES, payloadOf, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const ORDER = 'gid://shopify/Order/820982911946154508';
const FULFILLMENT_ORDER = 'gid://shopify/FulfillmentOrder/820982911946154508';
const LINE = 'gid://shopify/FulfillmentOrderLineItem/866550311766439020';
const CREATE = `mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) {
  fulfillment { id name status totalQuantity trackingInfo(first: 2) { company number url } } userErrors { message } } }`;
const EVENT = `mutation ($event: FulfillmentEventInput!) { fulfillmentEventCreate(fulfillmentEvent: $event) {
  fulfillmentEvent { status happenedAt message } userErrors { field message } } }`;

// Read once a file: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

let stand: StandIn;
beforeEach(async () => {
  stand = await standIn();
  await stand.install();
  const [line] = (JSON.parse(rawOrder()) as { line_items: object[] }).line_items;
  const lines = [{ ...line, id: 866550311766439020n, quantity: 3, price: '20.00' }];
  await deliver(rawOrder({ line_items: lines }), 'orders/create');
});
afterEach(() => stand.close());

async function deliver(body: string, topic: string): Promise<void> {
  expect((await stand.post(`/dev/stores/${SHOP}/deliver?topic=${topic}`, body)).status).toBe(200);
}

async function run<T>(query: string, variables: object = {}): Promise<T> {
  const { data, errors } = await stand.store(query, variables);
  expect(errors).toEqual([]);
  return data as T;
}

type Created = { fulfillment: { id: string } | null; userErrors: { message: string }[] };
async function ship(quantity?: number): Promise<Created> {
  const lines = quantity === undefined ? {} : { fulfillmentOrderLineItems: [{ id: LINE, quantity }] };
  const fulfillment = {
    lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: FULFILLMENT_ORDER, ...lines }],
    trackingInfo: { company: 'UPS', number: '1Z1', url: 'https://tracking.example.com/1Z1' },
  };
  return (await run<{ fulfillmentCreate: Created }>(CREATE, { fulfillment })).fulfillmentCreate;
}

const order = async () =>
  (
    await run<{ order: Record<string, unknown> }>(`{ order(id: "${ORDER}") { displayFulfillmentStatus updatedAt
      fulfillmentOrders(first: 1) { nodes { id status lineItems(first: 1) { nodes { id remainingQuantity totalQuantity } } } }
      fulfillments { displayStatus deliveredAt events(first: 9) { nodes { status } } } } }`)
  ).order;

describe('shipping an order', () => {
  it('in parts and then whole is told each time, until nothing is left', async () => {
    // The app of this test subscribes to no fulfilment topics; what the order became is told by orders/updated.
    stand.clock.nowMs += 60_000;
    expect(await ship(1)).toMatchObject({
      fulfillment: {
        name: '#1001.1',
        status: 'SUCCESS',
        totalQuantity: 1,
        trackingInfo: [{ company: 'UPS', number: '1Z1', url: 'https://tracking.example.com/1Z1' }],
      },
      userErrors: [],
    });
    expect(await order()).toMatchObject({
      displayFulfillmentStatus: 'PARTIALLY_FULFILLED',
      updatedAt: '2026-11-22T10:01:00Z',
      fulfillmentOrders: {
        nodes: [
          { status: 'IN_PROGRESS', lineItems: { nodes: [{ id: LINE, remainingQuantity: 2, totalQuantity: 3 }] } },
        ],
      },
    });
    expect((await ship(3)).userErrors).toEqual([
      { message: 'Invalid fulfillment order line item quantity requested.' },
    ]);
    expect(await ship()).toMatchObject({ fulfillment: { name: '#1001.2', totalQuantity: 2 } });
    expect(await order()).toMatchObject({
      displayFulfillmentStatus: 'FULFILLED',
      fulfillmentOrders: { nodes: [{ status: 'CLOSED' }] },
    });
    expect((await ship()).userErrors[0]?.message).toContain('has an unfulfillable status= closed');
    await until(() => stand.received.length === 3);
    expect(stand.received.slice(1).map(payloadOf)).toMatchObject([
      { fulfillment_status: 'partial', fulfillments: [{ name: '#1001.1' }] },
      { fulfillment_status: 'fulfilled', fulfillments: [{ name: '#1001.1' }, { name: '#1001.2' }] },
    ]);
  });

  it('is refused for a cancelled order and for one that is not there', async () => {
    await run(
      `mutation { orderCancel(orderId: "${ORDER}", reason: OTHER, restock: false, refund: false) { userErrors { message } } }`,
    );
    expect((await ship()).userErrors[0]?.message).toContain('unfulfillable status= cancelled');
    const fulfillment = { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/1' }] };
    expect(await run(CREATE, { fulfillment })).toMatchObject({
      fulfillmentCreate: { fulfillment: null, userErrors: [{ message: 'Fulfillment order does not exist.' }] },
    });
  });
});

describe('what a carrier tells', () => {
  it('becomes the shipment’s status, its history and the time of delivery', async () => {
    const { fulfillment } = await ship();
    const tell = (status: string, happenedAt: string) =>
      run(EVENT, { event: { fulfillmentId: fulfillment?.id, status, happenedAt, message: 'from the carrier' } });
    expect(await tell('DELIVERED', '2026-11-22T09:59:00Z')).toEqual({
      fulfillmentEventCreate: {
        fulfillmentEvent: { status: 'DELIVERED', happenedAt: '2026-11-22T09:59:00Z', message: 'from the carrier' },
        userErrors: [],
      },
    });
    await tell('IN_TRANSIT', '2026-11-22T09:00:00Z');
    expect((await order()).fulfillments).toEqual([
      {
        displayStatus: 'DELIVERED',
        deliveredAt: '2026-11-22T09:59:00Z',
        events: { nodes: [{ status: 'IN_TRANSIT' }, { status: 'DELIVERED' }] },
      },
    ]);
  });

  it('of no known shipment is refused', async () => {
    const event = { fulfillmentId: 'gid://shopify/Fulfillment/1', status: 'DELIVERED' };
    expect(await run(EVENT, { event })).toMatchObject({
      fulfillmentEventCreate: {
        fulfillmentEvent: null,
        userErrors: [{ field: ['fulfillmentEvent', 'fulfillmentId'] }],
      },
    });
  });

  it('is taken from delivered webhooks too', async () => {
    const { fulfillment } = await ship();
    const id = fulfillment?.id.split('/').at(-1);
    const event = `{"id": 9, "fulfillment_id": ${id}, "status": "out_for_delivery", "happened_at": "2026-11-22T09:00:00Z"}`;
    await deliver(event, 'fulfillment_events/create');
    expect((await order()).fulfillments).toMatchObject([{ displayStatus: 'OUT_FOR_DELIVERY' }]);
  });
});

const HOLD = `mutation ($id: ID!, $reason: FulfillmentHoldReason!) {
  fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: $reason }) {
    fulfillmentHold { reason displayReason } fulfillmentOrder { status } userErrors { message } } }`;
const RELEASE = `mutation ($id: ID!) {
  fulfillmentOrderReleaseHold(id: $id) { fulfillmentOrder { status fulfillmentHolds { id } } userErrors { message } } }`;
const HELD = `{ fulfillmentOrder(id: "${FULFILLMENT_ORDER}") { status orderId
  assignedLocation { name } fulfillmentHolds { reason } } }`;

describe('an order on hold', () => {
  const hold = (reason: string) => run(HOLD, { id: FULFILLMENT_ORDER, reason });

  it('is not shipped until all holds are released', async () => {
    expect(await hold('AWAITING_PAYMENT')).toEqual({
      fulfillmentOrderHold: {
        fulfillmentHold: { reason: 'AWAITING_PAYMENT', displayReason: 'Awaiting payment' },
        fulfillmentOrder: { status: 'ON_HOLD' },
        userErrors: [],
      },
    });
    await hold('OTHER');
    expect(await run(HELD)).toEqual({
      fulfillmentOrder: {
        status: 'ON_HOLD',
        orderId: ORDER,
        assignedLocation: { name: 'Main warehouse' },
        fulfillmentHolds: [{ reason: 'AWAITING_PAYMENT' }, { reason: 'OTHER' }],
      },
    });
    expect((await ship()).userErrors[0]?.message).toContain('unfulfillable status= on_hold');
    await deliver(rawOrder({ updated_at: '2027-01-01T00:00:00Z' }), 'orders/updated');
    expect(await run(RELEASE, { id: FULFILLMENT_ORDER })).toEqual({
      fulfillmentOrderReleaseHold: { fulfillmentOrder: { status: 'OPEN', fulfillmentHolds: [] }, userErrors: [] },
    });
    expect(await run(RELEASE, { id: FULFILLMENT_ORDER })).toMatchObject({
      fulfillmentOrderReleaseHold: { userErrors: [{ message: 'Fulfillment order is not on hold.' }] },
    });
    expect((await ship()).userErrors).toEqual([]);
  });

  it('is one where a delivered webhook says so', async () => {
    const told = (status: string, holds: object[]) =>
      JSON.stringify({ fulfillment_order: { id: FULFILLMENT_ORDER, status, fulfillment_holds: holds } });
    const reason = { id: 'gid://shopify/FulfillmentHold/1', reason: 'incorrect_address' };
    await deliver(told('on_hold', [reason]), 'fulfillment_orders/placed_on_hold');
    expect(await run(HELD)).toMatchObject({
      fulfillmentOrder: { fulfillmentHolds: [{ reason: 'INCORRECT_ADDRESS' }] },
    });
    await deliver(told('on_hold', []), 'fulfillment_orders/order_routing_complete');
    expect(await run(HELD)).toMatchObject({ fulfillmentOrder: { status: 'ON_HOLD' } });
    await deliver(told('open', []), 'fulfillment_orders/hold_released');
    expect(await run(HELD)).toMatchObject({ fulfillmentOrder: { status: 'OPEN', fulfillmentHolds: [] } });
  });
});

describe('the webhooks of shipments', () => {
  it('tell of the first hold and the last release, naming no order', async () => {
    const app = await standIn({ configFile: new URL('shopify.app.toml', root) });
    try {
      await app.install({ scopes: ALL_SCOPES });
      await app.post(`/dev/stores/${SHOP}/deliver?topic=orders/create`, rawOrder());
      for (const reason of ['AWAITING_PAYMENT', 'OTHER']) await app.store(HOLD, { id: FULFILLMENT_ORDER, reason });
      await app.store(RELEASE, { id: FULFILLMENT_ORDER });
      const told = () =>
        app.received
          .filter(({ headers }) => String(headers['x-shopify-topic']).startsWith('fulfillment_orders/'))
          .map((webhook) => [webhook.headers['x-shopify-topic'], payloadOf(webhook)]);
      await until(() => told().length === 2);
      expect(told()).toMatchObject([
        ['fulfillment_orders/placed_on_hold', { fulfillment_order: { id: FULFILLMENT_ORDER, status: 'on_hold' } }],
        ['fulfillment_orders/hold_released', { fulfillment_order: { id: FULFILLMENT_ORDER, status: 'open' } }],
      ]);
      expect(JSON.stringify(told())).not.toContain('AWAITING');
    } finally {
      await app.close();
    }
  });

  it('have Shopify’s fields, and only those that the app asked for', async () => {
    const app = await standIn({ configFile: new URL('shopify.app.toml', root) });
    try {
      await app.install({ scopes: ALL_SCOPES });
      await app.post(`/dev/stores/${SHOP}/deliver?topic=orders/create`, rawOrder());
      const shipment = { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: FULFILLMENT_ORDER }] };
      const { data } = await app.store(CREATE, { fulfillment: shipment });
      const { fulfillment } = data.fulfillmentCreate as Created;
      await app.store(EVENT, { event: { fulfillmentId: fulfillment?.id, status: 'IN_TRANSIT' } });
      const told = (topic: string) => app.received.filter(({ headers }) => headers['x-shopify-topic'] === topic);
      await until(() => told('fulfillments/update').length === 1 && told('fulfillment_events/create').length === 1);
      await until(() => told('orders/fulfilled').length === 1 && told('fulfillments/create').length === 1);
      for (const topic of ['fulfillments/create', 'fulfillments/update', 'fulfillment_events/create']) {
        const [webhook] = told(topic);
        const known = Object.keys(sample(topic.replace('/', '_')).body as object);
        expect(known, topic).toEqual(expect.arrayContaining(Object.keys(webhook ? payloadOf(webhook) : { none: 1 })));
      }
      const [created] = told('fulfillments/create').map(payloadOf);
      expect(created).toMatchObject({ order_id: 820982911946154508n, status: 'success', shipment_status: null });
      expect(created).not.toHaveProperty('email');
      expect(told('fulfillments/update').map(payloadOf)).toMatchObject([{ shipment_status: 'in_transit' }]);
      expect(told('fulfillment_events/create').map(payloadOf)).toMatchObject([
        { status: 'in_transit', order_id: 820982911946154508n, happened_at: '2026-11-22T05:00:00-05:00' },
      ]);
    } finally {
      await app.close();
    }
  });
});
