import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_SCOPES, API_SECRET, payloadOf, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const ORDER = 'gid://shopify/Order/820982911946154508';
const TAGS_ADD =
  'mutation addTags($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }';
const ORDER_TAGS = 'query orderTags($id: ID!) { order(id: $id) { tags note updatedAt } }';

let stand: StandIn;
beforeEach(async () => {
  stand = await standIn();
  await stand.install();
});
afterEach(() => stand.close());

const deliver = (body: string, topic = 'orders/create') =>
  stand.post(`/dev/stores/${SHOP}/deliver?topic=${topic}`, body);

describe('the Admin API', () => {
  it('refuses a field that the schema does not have, in Shopify’s words', async () => {
    const { errors } = await stand.store('{ shop { nickname } }');
    expect(errors[0]?.message).toBe("Field 'nickname' doesn't exist on type 'Shop'");
    expect(errors[0]?.extensions).toEqual({ code: 'undefinedField', typeName: 'Shop', fieldName: 'nickname' });
  });

  it('refuses a field of the schema that the store does not hold as not emulated', async () => {
    const { errors, data } = await stand.store('{ shop { name paymentSettings { supportedDigitalWallets } } }');
    expect(errors[0]?.message).toBe('not emulated: Shop.paymentSettings');
    expect(data).toBeNull();
  });

  it('adds a tag, keeps the others, and tells the app with a signed orders/updated', async () => {
    await deliver(rawOrder());
    stand.clock.nowMs += 60_000;
    const token = await stand.token();
    const { data } = await stand.app(token, TAGS_ADD, { id: ORDER, tags: ['include-return-bag', 'FROM-payload'] });
    expect(data).toEqual({ tagsAdd: { node: { id: ORDER }, userErrors: [] } });
    await until(() => stand.received.length === 2);
    const echo = stand.received[1];
    if (echo === undefined) throw new Error('no echo');
    expect(echo.headers['x-shopify-topic']).toBe('orders/updated');
    expect(echo.headers['x-shopify-hmac-sha256']).toBe(
      createHmac('sha256', API_SECRET).update(echo.body).digest('base64'),
    );
    expect(payloadOf(echo)).toMatchObject({
      id: 820982911946154508n,
      tags: 'from-payload, include-return-bag',
      updated_at: '2026-11-22T05:01:00-05:00',
    });
    expect((await stand.store(ORDER_TAGS, { id: ORDER })).data).toEqual({
      order: {
        tags: ['from-payload', 'include-return-bag'],
        note: 'note of the payload',
        updatedAt: '2026-11-22T10:01:00Z',
      },
    });
  });

  it('changes and tells nothing when the tag is there already', async () => {
    await deliver(rawOrder());
    await stand.store(TAGS_ADD, { id: ORDER, tags: ['from-payload'] });
    expect(stand.shopify.pendingDeliveries()).toEqual([]);
    expect(stand.received).toHaveLength(1);
  });

  it('answers a user error for an order that does not exist', async () => {
    const { data } = await stand.store(TAGS_ADD, { id: 'gid://shopify/Order/1', tags: ['x'] });
    expect(data).toEqual({ tagsAdd: { node: null, userErrors: [{ field: ['id'], message: 'Order does not exist' }] } });
  });

  it('overwrites note, tags and attributes by orderUpdate', async () => {
    await deliver(rawOrder());
    const { data, errors } = await stand.store(
      `mutation ($input: OrderInput!) { orderUpdate(input: $input) { order { note tags customAttributes { key value } } userErrors { message } } }`,
      { input: { id: ORDER, note: 'packer: bag', tags: ['one'], customAttributes: [{ key: 'gift', value: 'yes' }] } },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      orderUpdate: {
        order: { note: 'packer: bag', tags: ['one'], customAttributes: [{ key: 'gift', value: 'yes' }] },
        userErrors: [],
      },
    });
  });

  it('sets a metafield and refuses a stale compareDigest', async () => {
    await deliver(rawOrder());
    const set = (more: object) =>
      stand.store(
        'mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { namespace key value compareDigest } userErrors { code } } }',
        {
          m: [{ ownerId: ORDER, namespace: '$app', key: 'mark', type: 'single_line_text_field', value: 'a', ...more }],
        },
      );
    expect((await set({})).data).toMatchObject({
      metafieldsSet: { metafields: [{ key: 'mark', value: 'a' }], userErrors: [] },
    });
    expect((await set({ value: 'b', compareDigest: 'old' })).data).toMatchObject({
      metafieldsSet: { metafields: [], userErrors: [{ code: 'STALE_OBJECT' }] },
    });
    const read =
      '{ order(id: "gid://shopify/Order/820982911946154508") { metafield(namespace: "$app", key: "mark") { value } } }';
    expect((await stand.store(read)).data).toEqual({ order: { metafield: { value: 'a' } } });
  });

  it('reads a product, its variant and the customer that an order made known, ids exact', async () => {
    await deliver(rawOrder());
    const { data, errors } = await stand.store(
      `{ order(id: "${ORDER}") { legacyResourceId currentTotalPriceSet { shopMoney { amount currencyCode } }
         customer { id displayName numberOfOrders amountSpent { amount } }
         lineItems(first: 5) { nodes { id product { id title } variant { id title price selectedOptions { name value } } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.order).toEqual({
      legacyResourceId: '820982911946154508',
      currentTotalPriceSet: { shopMoney: { amount: '100.0', currencyCode: 'USD' } },
      customer: {
        id: 'gid://shopify/Customer/115310627314723954',
        displayName: 'Jon Smith',
        numberOfOrders: '1',
        amountSpent: { amount: '100.0' },
      },
      lineItems: {
        nodes: [
          {
            id: 'gid://shopify/LineItem/866550311766439020',
            product: { id: 'gid://shopify/Product/632910392', title: 'Shirt' },
            variant: {
              id: 'gid://shopify/ProductVariant/808950810',
              title: 'M',
              price: '100.00',
              selectedOptions: [{ name: 'Title', value: 'M' }],
            },
          },
        ],
      },
    });
  });

  it('pages, sorts and searches orders', async () => {
    for (const [index, day] of ['01', '02', '03'].entries()) {
      const time = `2026-11-${day}T00:00:00Z`;
      const id = 100 + index;
      await deliver(rawOrder({ id, admin_graphql_api_id: null, name: `#${id}`, created_at: time, updated_at: time }));
    }
    const page = (args: string) =>
      stand.store(`{ orders(${args}) { nodes { name } pageInfo { hasNextPage endCursor } } }`);
    const first = (await page('first: 2, sortKey: CREATED_AT, reverse: true')).data.orders as {
      nodes: unknown;
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    expect(first.nodes).toEqual([{ name: '#102' }, { name: '#101' }]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(`first: 2, sortKey: CREATED_AT, reverse: true, after: "${first.pageInfo.endCursor}"`);
    expect(second.data.orders).toMatchObject({ nodes: [{ name: '#100' }], pageInfo: { hasNextPage: false } });
    const found = async (query: string) => {
      const { data } = await stand.store(
        'query ($query: String) { orders(first: 9, query: $query) { nodes { name } } }',
        { query },
      );
      return (data.orders as { nodes: { name: string }[] }).nodes.map(({ name }) => name);
    };
    expect(await found("created_at:>='2026-11-02T00:00:00Z'")).toEqual(['#101', '#102']);
    expect(await found('customer_id:115310627314723954 -name:#101')).toEqual(['#100', '#102']);
    expect(await found('(name:100 OR name:102) AND tag:from-payload')).toEqual(['#100', '#102']);
    expect(await found('id:>=102 test:false')).toEqual(['#102']);
    expect(
      (await stand.store('{ orders(first: 1, query: "channel:web") { nodes { id } } }')).errors[0]?.message,
    ).toContain('not emulated');
  });
});

describe('calls of the app', () => {
  it('need a token of the shop', async () => {
    const answer = await stand.post(
      '/admin/api/2026-10/graphql.json',
      { query: '{ shop { id } }' },
      { 'x-emulated-host': SHOP, 'x-shopify-access-token': 'wrong' },
    );
    expect(answer).toEqual({
      status: 401,
      body: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
    });
  });

  it('are denied without the scope, as Shopify says it', async () => {
    await stand.install({ scopes: ['read_products'] });
    await deliver(rawOrder());
    const token = await stand.token();
    const { errors, data } = await stand.app(token, '{ orders(first: 1) { nodes { id } } }');
    expect(data).toBeNull();
    expect(errors[0]?.message).toContain('Access denied for orders field. Required access: `read_orders` access scope');
    expect(errors[0]?.extensions).toMatchObject({ code: 'ACCESS_DENIED' });
    const write = await stand.app(token, TAGS_ADD, { id: ORDER, tags: ['x'] });
    expect(write.errors[0]?.message).toContain('Access denied for tagsAdd field. Required access: `write_orders`');
    expect((await stand.store(ORDER_TAGS, { id: ORDER })).data).toMatchObject({ order: { tags: ['from-payload'] } });
  });

  it('see 60 days of orders without read_all_orders', async () => {
    const old = '2026-09-01T00:00:00Z';
    await deliver(rawOrder({ created_at: old, updated_at: old }));
    await stand.install({ scopes: ['write_orders', 'read_customers'] });
    const limited = await stand.app(await stand.token(), ORDER_TAGS, { id: ORDER });
    expect(limited.data).toEqual({ order: null });
    await stand.install({ scopes: ALL_SCOPES });
    expect((await stand.app(await stand.token(), ORDER_TAGS, { id: ORDER })).data.order).not.toBeNull();
  });

  it('cost points, and are throttled when the bucket is empty until it has refilled', async () => {
    const token = await stand.token();
    const query = '{ orders(first: 250) { edges { node { id } } } }';
    const first = await stand.app(token, query);
    expect(first.extensions.cost).toEqual({
      requestedQueryCost: 252,
      actualQueryCost: 2,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1998, restoreRate: 100 },
    });
    // Mutations cost 10 and their user error 1, whatever they do.
    const many = Array.from(
      { length: 90 },
      (_unused, index) => `m${index}: tagsAdd(id: "${ORDER}", tags: []) { userErrors { message } }`,
    );
    for (let round = 0; round < 2; round += 1) await stand.app(token, `mutation { ${many.join(' ')} }`);
    const throttled = await stand.app(token, query);
    expect(throttled.status).toBe(200);
    expect(throttled.errors).toEqual([
      {
        message: 'Throttled',
        extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
      },
    ]);
    expect(throttled.extensions.cost).toMatchObject({ requestedQueryCost: 252, actualQueryCost: null });
    stand.clock.realMs += 3_000;
    expect((await stand.app(token, query)).errors).toEqual([]);
  });

  it('are on record, oldest first, unlike those at the store’s own route', async () => {
    const token = await stand.token();
    await stand.store('{ shop { id } }');
    await stand.app(token, '{ shop { currencyCode } }');
    await stand.app(token, TAGS_ADD, { id: ORDER, tags: ['x'] });
    const { body } = await stand.get(`/dev/stores/${SHOP}/calls`);
    expect(body).toMatchObject([
      {
        operation: 'shop',
        kind: 'query',
        response: { data: { shop: { currencyCode: 'USD' } } },
        at: '2026-11-22T10:00:00.000Z',
      },
      { operation: 'addTags', kind: 'mutation', variables: { id: ORDER, tags: ['x'] } },
    ]);
  });
});
