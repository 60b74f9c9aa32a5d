import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RETURN as RETURN_QUERY } from '../../../adapters/shopify/documents/returns.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { root } from '../../adapters/shopify/app-config.ts';
import { sample } from '../../adapters/shopify/fixtures.ts';
import { ALL_SCOPES, payloadOf, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const ORDER = 'gid://shopify/Order/820982911946154508';
const LINE = 'gid://shopify/LineItem/866550311766439020';
const REQUEST = `mutation ($input: ReturnRequestInput!) { returnRequest(input: $input) {
  return { id name status totalQuantity } userErrors { field code message } } }`;
const RETURN_FIELDS = `id name status totalQuantity closedAt requestApprovedAt decline { reason note } order { id }
  returnLineItems(first: 5) { nodes { ... on ReturnLineItem {
    quantity refundableQuantity processableQuantity returnReason customerNote fulfillmentLineItem { id lineItem { id title } }
    withCodeDiscountedTotalPriceSet { shopMoney { amount } } } } }`;

// Read once a file: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

/** The app's own configuration without what it leaves out of payloads: each is told whole. */
const directory = mkdtempSync(join(tmpdir(), 'concierge-returns-'));
const configFile = join(directory, 'shopify.app.toml');
const config = readFileSync(new URL('shopify.app.toml', root), 'utf8');
writeFileSync(configFile, config.replace(/^ *include_fields = \[[^\]]*\]$/gm, ''));
afterAll(() => rmSync(directory, { recursive: true }));

let stand: StandIn;
beforeEach(async () => {
  stand = await standIn({ configFile });
  await stand.install({ scopes: [...ALL_SCOPES, 'write_returns'] });
  await deliver(rawOrder({ line_items: [line(2)] }), 'orders/create');
});
afterEach(() => stand.close());

const line = (quantity: number) => ({
  id: 866550311766439020n,
  product_id: 632910392,
  variant_id: 808950810,
  title: 'Shirt',
  variant_title: 'M',
  quantity,
  price: '50.00',
});

async function deliver(body: string, topic: string, more = ''): Promise<void> {
  expect((await stand.post(`/dev/stores/${SHOP}/deliver?topic=${topic}${more}`, body)).status).toBe(200);
}

async function run<T>(query: string, variables: object = {}): Promise<T> {
  const { data, errors } = await stand.store(query, variables);
  expect(errors).toEqual([]);
  return data as T;
}

async function ship(): Promise<void> {
  const fulfillmentOrder = 'gid://shopify/FulfillmentOrder/820982911946154508';
  await run(`mutation { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [
    { fulfillmentOrderId: "${fulfillmentOrder}" }] }) { userErrors { message } } }`);
}

type Returnable = { quantity: number; fulfillmentLineItem: { id: string } };
async function returnable(): Promise<Returnable[]> {
  const { returnableFulfillments } = await run<{
    returnableFulfillments: { nodes: { returnableFulfillmentLineItems: { nodes: Returnable[] } }[] };
  }>(`{ returnableFulfillments(orderId: "${ORDER}", first: 5) { nodes { returnableFulfillmentLineItems(first: 5) {
    nodes { quantity fulfillmentLineItem { id } } } } } }`);
  return returnableFulfillments.nodes.flatMap((node) => node.returnableFulfillmentLineItems.nodes);
}

type Outcome = { return: { id: string; name: string } | null; userErrors: unknown[] };
async function request(more: object = {}): Promise<Outcome> {
  const [shipped] = await returnable();
  const item = {
    fulfillmentLineItemId: shipped?.fulfillmentLineItem.id ?? 'gid://shopify/FulfillmentLineItem/1',
    quantity: 1,
    returnReason: 'SIZE_TOO_SMALL',
    customerNote: 'tight at the arms',
    ...more,
  };
  const input = { orderId: ORDER, returnLineItems: [item] };
  return (await run<{ returnRequest: Outcome }>(REQUEST, { input })).returnRequest;
}

async function requested(): Promise<string> {
  await ship();
  const { return: made, userErrors } = await request();
  expect(userErrors).toEqual([]);
  return made?.id ?? '';
}

const MUTATIONS = {
  returnApproveRequest: 'returnApproveRequest(input: { id: $id })',
  returnDeclineRequest:
    'returnDeclineRequest(input: { id: $id, declineReason: FINAL_SALE, declineNote: "worn, sorry" })',
  returnCancel: 'returnCancel(id: $id)',
  returnClose: 'returnClose(id: $id)',
  returnReopen: 'returnReopen(id: $id)',
};

async function move(name: keyof typeof MUTATIONS, id: string) {
  const document = `mutation ($id: ID!) { ${MUTATIONS[name]} { return { status } userErrors { field code } } }`;
  const data = await run<Record<string, { return: { status: string } | null; userErrors: unknown[] }>>(document, {
    id,
  });
  return data[name];
}

async function told(topic: string, count = 1): Promise<Record<string, unknown>> {
  const matching = () => stand.received.filter(({ headers }) => headers['x-shopify-topic'] === topic);
  await until(() => matching().length >= count);
  const last = matching().at(-1);
  if (last === undefined) throw new Error(`no ${topic}`);
  return payloadOf(last);
}

describe('a return', () => {
  it('is requested for what was shipped, read back, and told with the order touched', async () => {
    expect(await returnable()).toEqual([]);
    await ship();
    expect(await returnable()).toMatchObject([{ quantity: 2 }]);
    stand.clock.nowMs += 60_000;
    const { return: made } = await request();
    expect(made).toMatchObject({ name: '#1001-R1', status: 'REQUESTED', totalQuantity: 1 });
    expect(await returnable()).toMatchObject([{ quantity: 1 }]);

    const payload = await told('returns/request');
    expect(payload).toMatchObject({
      admin_graphql_api_id: made?.id,
      status: 'requested',
      name: '#1001-R1',
      order: { id: 820982911946154508n, admin_graphql_api_id: ORDER },
      total_return_line_items: 1,
      return_line_items: [
        {
          fulfillment_line_item: { line_item: { id: 866550311766439020n, admin_graphql_api_id: LINE } },
          quantity: 1,
          return_reason: 'size_too_small',
          customer_note: 'tight at the arms',
        },
      ],
    });
    expect(Object.keys(payload)).toEqual(Object.keys(sample('returns_request').body as object));
    expect((await told('orders/updated', 2)).updated_at).toBe('2026-11-22T05:01:00-05:00');

    const { return: read, order } = await run<Record<string, unknown>>(
      `query ($id: ID!) { return(id: $id) { ${RETURN_FIELDS} }
        order(id: "${ORDER}") { returnStatus updatedAt returns(first: 5) { nodes { id } } } }`,
      { id: made?.id },
    );
    expect(order).toEqual({
      returnStatus: 'RETURN_REQUESTED',
      updatedAt: '2026-11-22T10:01:00Z',
      returns: { nodes: [{ id: made?.id }] },
    });
    expect(read).toMatchObject({
      status: 'REQUESTED',
      decline: null,
      order: { id: ORDER },
      returnLineItems: {
        nodes: [
          {
            quantity: 1,
            refundableQuantity: 1,
            processableQuantity: 0,
            returnReason: 'SIZE_TOO_SMALL',
            customerNote: 'tight at the arms',
            fulfillmentLineItem: { lineItem: { id: LINE, title: 'Shirt' } },
            withCodeDiscountedTotalPriceSet: { shopMoney: { amount: '50.0' } },
          },
        ],
      },
    });
  });

  it('is approved once; a second time its state is wrong and nothing is told', async () => {
    const id = await requested();
    expect(await move('returnApproveRequest', id)).toEqual({ return: { status: 'OPEN' }, userErrors: [] });
    expect(await told('returns/approve')).toMatchObject({ status: 'open', return_line_items: [{ quantity: 1 }] });
    await told('orders/updated', 3);
    const before = stand.received.length;
    const error = { field: ['input', 'id'], code: 'INVALID_STATE' };
    expect(await move('returnApproveRequest', id)).toEqual({ return: null, userErrors: [error] });
    expect(await move('returnDeclineRequest', id)).toEqual({ return: null, userErrors: [error] });
    expect(stand.shopify.pendingDeliveries()).toEqual([]);
    expect(stand.received).toHaveLength(before);
  });

  it('is declined with reason and note, and its lines can be asked for again', async () => {
    const id = await requested();
    expect(await move('returnDeclineRequest', id)).toEqual({ return: { status: 'DECLINED' }, userErrors: [] });
    const payload = await told('returns/decline');
    expect(payload).toMatchObject({ status: 'declined', decline: { reason: 'final_sale', note: 'worn, sorry' } });
    expect(Object.keys(payload)).toEqual(Object.keys(sample('returns_decline').body as object));
    expect(await returnable()).toMatchObject([{ quantity: 2 }]);
    expect((await request({ quantity: 2 })).return).toMatchObject({ name: '#1001-R2' });
  });

  it('goes through cancel, close and reopen, each from the right state only', async () => {
    const id = await requested();
    const refused = { return: null, userErrors: [{ field: ['id'], code: 'INVALID_STATE' }] };
    expect(await move('returnClose', id)).toEqual(refused);
    expect(await move('returnReopen', id)).toEqual(refused);
    await move('returnApproveRequest', id);
    expect(await move('returnClose', id)).toMatchObject({ return: { status: 'CLOSED' } });
    expect(await told('returns/close')).toMatchObject({ order_id: 820982911946154508n, status: 'closed' });
    expect(await move('returnCancel', id)).toEqual(refused);
    expect(await move('returnReopen', id)).toMatchObject({ return: { status: 'OPEN' } });
    expect(await told('returns/reopen')).toMatchObject({ status: 'open' });
    expect(await move('returnCancel', id)).toMatchObject({ return: { status: 'CANCELED' } });
    expect(Object.keys(await told('returns/cancel'))).toEqual(Object.keys(sample('returns_cancel').body as object));
  });

  it('loses lines by removeFromReturn, told as what changed', async () => {
    await ship();
    const { return: made } = await request({ quantity: 2 });
    const { return: read } = await run<{ return: { returnLineItems: { nodes: { id: string }[] } } }>(
      'query ($id: ID!) { return(id: $id) { returnLineItems(first: 1) { nodes { id } } } }',
      { id: made?.id },
    );
    const item = read.returnLineItems.nodes[0]?.id;
    const data = await run(
      `mutation ($id: ID!, $item: ID!) { removeFromReturn(returnId: $id, returnLineItems: [
        { returnLineItemId: $item, quantity: 1 }]) { return { totalQuantity } userErrors { code } } }`,
      { id: made?.id, item },
    );
    expect(data).toEqual({ removeFromReturn: { return: { totalQuantity: 1 }, userErrors: [] } });
    const payload = await told('returns/update');
    expect(payload).toMatchObject({
      admin_graphql_api_id: made?.id,
      return_line_items: { removals: [{ admin_graphql_api_id: item, delta: 1 }] },
    });
    expect(Object.keys(payload)).toEqual(Object.keys(sample('returns_update').body as object));
  });

  it.each<[string, object, object]>([
    [
      'more than was shipped',
      { quantity: 3 },
      { code: 'INVALID', field: ['input', 'returnLineItems', '0', 'quantity'] },
    ],
    ['nothing of it', { quantity: 0 }, { code: 'GREATER_THAN' }],
    [
      'a line that was not shipped',
      { fulfillmentLineItemId: 'gid://shopify/FulfillmentLineItem/1' },
      { code: 'NOT_FOUND' },
    ],
    ['no reason', { returnReason: null }, { code: 'BLANK' }],
  ])('is refused for %s', async (_what, more, error) => {
    await ship();
    expect(await request(more)).toMatchObject({ return: null, userErrors: [error] });
  });

  it('is written only with write_returns, and read with read_returns', async () => {
    const id = await requested();
    const token = await stand.token();
    await stand.install({ scopes: ALL_SCOPES });
    const reader = await stand.token();
    const approve = `mutation { returnApproveRequest(input: { id: "${id}" }) { return { status } userErrors { code } } }`;
    const { errors } = await stand.app(reader, approve);
    expect(errors[0]?.message).toContain(
      'Access denied for returnApproveRequest field. Required access: `write_returns`',
    );
    expect((await stand.app(reader, `{ return(id: "${id}") { status } }`)).data).toEqual({
      return: { status: 'REQUESTED' },
    });
    expect((await stand.app(token, approve)).data).toMatchObject({
      returnApproveRequest: { return: { status: 'OPEN' } },
    });
  });

  it('survives a restart of the platform', async () => {
    const id = await requested();
    await stand.reopen();
    expect(await move('returnApproveRequest', id)).toMatchObject({ return: { status: 'OPEN' } });
  });
});

describe('a delivered return', () => {
  const RETURN = 'gid://shopify/Return/5';
  const read = async () => {
    const data = await run<{ return: unknown }>(`{ return(id: "${RETURN}") { ${RETURN_FIELDS} } }`);
    return data.return;
  };
  const payload = (fields: object) =>
    JSON.stringify({ id: 5, admin_graphql_api_id: RETURN, status: 'requested', name: '#1001-R1', ...fields })
      .replaceAll('"ORDER"', '820982911946154508')
      .replaceAll('"LINE"', '866550311766439020');
  const whole = {
    order: { id: 'ORDER', admin_graphql_api_id: ORDER },
    total_return_line_items: 2,
    return_line_items: [
      {
        id: 6,
        admin_graphql_api_id: 'gid://shopify/ReturnLineItem/6',
        fulfillment_line_item: { id: 7, line_item: { id: 'LINE', admin_graphql_api_id: LINE } },
        quantity: 2,
        return_reason: 'unwanted',
        customer_note: null,
      },
    ],
  };

  it('is in the store, and is decided by a mutation', async () => {
    await deliver(payload(whole), 'returns/request');
    expect(await read()).toMatchObject({
      name: '#1001-R1',
      status: 'REQUESTED',
      totalQuantity: 2,
      order: { id: ORDER },
      returnLineItems: {
        nodes: [
          {
            quantity: 2,
            returnReason: 'UNWANTED',
            fulfillmentLineItem: { id: 'gid://shopify/FulfillmentLineItem/7', lineItem: { id: LINE } },
          },
        ],
      },
    });
    stand.clock.nowMs += 1_000;
    expect(await move('returnApproveRequest', RETURN)).toMatchObject({ return: { status: 'OPEN' } });
    await deliver(payload(whole), 'returns/request', '&triggered_at=2026-11-22T10:00:00.500Z');
    expect(await read()).toMatchObject({ status: 'OPEN' });
  });

  it('keeps its lines when a later topic tells only ids or changes', async () => {
    await deliver(payload(whole), 'returns/request', '&triggered_at=2026-11-22T09:00:00Z');
    const decline = { status: 'declined', decline: { reason: 'return_period_ended', note: 'too late' } };
    await deliver(payload({ ...decline, name: undefined }), 'returns/decline', '&triggered_at=2026-11-22T09:01:00Z');
    expect(await read()).toMatchObject({
      name: '#1001-R1',
      status: 'DECLINED',
      totalQuantity: 2,
      decline: { reason: 'RETURN_PERIOD_ENDED', note: 'too late' },
    });
    const removals = [{ admin_graphql_api_id: 'gid://shopify/ReturnLineItem/6', delta: 1 }];
    const update = JSON.stringify({ admin_graphql_api_id: RETURN, return_line_items: { removals } });
    await deliver(update, 'returns/update', '&triggered_at=2026-11-22T09:02:00Z');
    expect(await read()).toMatchObject({ totalQuantity: 1, returnLineItems: { nodes: [{ quantity: 1 }] } });
  });
});

describe('a parcel that brings a return back', () => {
  const attach = (id: string) =>
    run<{ reverseDeliveryCreateWithShipping: object }>(
      `mutation ($id: ID!) { reverseDeliveryCreateWithShipping(reverseFulfillmentOrderId: $id, reverseDeliveryLineItems: [],
        labelInput: { fileUrl: "https://labels.example/1.pdf" }, trackingInput: { number: "1Z999" }) {
          reverseDelivery { id } userErrors { field code } } }`,
      { id: id.replace('Return', 'ReverseFulfillmentOrder') },
    );
  const attached = async (id: string) => {
    const { data } = await stand.store(RETURN_QUERY, { id });
    return (data as { return: { reverseFulfillmentOrders: object } }).return.reverseFulfillmentOrders;
  };
  const parcel = (createdAt: string) => ({
    nodes: [
      {
        reverseDeliveries: { nodes: [{ deliverable: { label: { createdAt }, tracking: { number: '1Z999' } } }] },
      },
    ],
  });

  it('is attached once the return is on its way, and is told', async () => {
    await ship();
    const id = (await request()).return?.id ?? '';
    expect(await attach(id)).toMatchObject({
      reverseDeliveryCreateWithShipping: { reverseDelivery: null, userErrors: [{ code: 'NOT_FOUND' }] },
    });
    await move('returnApproveRequest', id);
    expect(await attached(id)).toMatchObject({ nodes: [{ reverseDeliveries: { nodes: [] } }] });
    expect(await attach(id)).toMatchObject({ reverseDeliveryCreateWithShipping: { userErrors: [] } });
    expect(await attached(id)).toMatchObject(parcel(new Date(stand.clock.nowMs).toISOString().replace('.000', '')));
    const told = () =>
      stand.received.filter(({ headers }) => headers['x-shopify-topic'] === 'reverse_deliveries/attach_deliverable');
    await until(() => told().length === 1);
    expect(told().map((webhook) => payloadOf(webhook))).toMatchObject([
      { return: { admin_graphql_api_id: id }, shipping_deliverable: { tracking: { tracking_number: '1Z999' } } },
    ]);
  });

  it('is known where a delivery tells of it', async () => {
    await ship();
    const id = (await request()).return?.id ?? '';
    const deliverable = { label: { created_at: null }, tracking: { tracking_number: '1Z999' } };
    const body = { id: 9, return: { admin_graphql_api_id: id }, shipping_deliverable: deliverable };
    const at = '&triggered_at=2026-11-22T10:00:00Z';
    await deliver(JSON.stringify(body), 'reverse_deliveries/attach_deliverable', at);
    expect(await attached(id)).toMatchObject(parcel('2026-11-22T10:00:00Z'));
  });
});
