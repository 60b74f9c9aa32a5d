import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { payloadOf, rawOrder, SHOP, type StandIn, standIn } from './stand-in.ts';

const ORDER = 'gid://shopify/Order/820982911946154508';

let stand: StandIn;
beforeEach(async () => {
  stand = await standIn();
  await stand.install();
});
afterEach(() => stand.close());

const deliver = (body: string, query = '') =>
  stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/updated${query}`, body);
const order = async () => {
  const fields =
    'name note tags currentTotalPriceSet { shopMoney { amount } } refunds { id totalRefundedSet { shopMoney { amount } } }';
  const { data, errors } = await stand.store(`{ order(id: "${ORDER}") { ${fields} } }`);
  expect(errors).toEqual([]);
  return data.order as Record<string, unknown>;
};

describe('deliver', () => {
  it('hands the very bytes to the app with Shopify’s headers and answers its status', async () => {
    const body = `  ${rawOrder()}\n`;
    const { status, body: answer } = await deliver(
      body,
      '&webhook_id=w-1&event_id=e-1&triggered_at=2026-11-22T09:00:00.123456789Z',
    );
    expect({ status, answer }).toEqual({ status: 200, answer: [{ webhookId: 'w-1', eventId: 'e-1', status: 200 }] });
    expect(stand.received[0]?.body.toString()).toBe(body);
    expect(stand.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/updated',
      'x-shopify-shop-domain': SHOP,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': 'w-1',
      'x-shopify-event-id': 'e-1',
      'x-shopify-triggered-at': '2026-11-22T09:00:00.123456789Z',
    });
    expect(stand.received[0]?.body.toString()).toContain('"id":820982911946154508');
  });

  it('repeats the same ids with times, and only imports with import_only', async () => {
    const { body } = await deliver(rawOrder(), '&times=3');
    const ids = new Set((body as { webhookId: string }[]).map(({ webhookId }) => webhookId));
    expect(ids.size).toBe(1);
    expect(stand.received).toHaveLength(3);
    await deliver(rawOrder({ updated_at: '2026-11-22T04:00:01-05:00', note: 'imported' }), '&import_only=1');
    expect(stand.received).toHaveLength(3);
    expect(await order()).toMatchObject({ note: 'imported' });
  });

  it('takes a snapshot only if it is newer than the last delivered one', async () => {
    await deliver(rawOrder({ name: '#2', updated_at: '2026-11-22T04:00:10-05:00' }));
    await deliver(rawOrder({ name: '#1', updated_at: '2026-11-22T04:00:09-05:00' }));
    expect(await order()).toMatchObject({ name: '#2' });
    await deliver(rawOrder({ name: '#3', updated_at: '2026-11-22T09:00:11Z' }));
    expect(await order()).toMatchObject({ name: '#3' });
    const sameSecond = '2026-11-22T09:00:11Z';
    await deliver(rawOrder({ name: '#0', updated_at: sameSecond }), '&triggered_at=2026-11-22T09:00:11.100Z');
    expect(await order()).toMatchObject({ name: '#3' });
    await deliver(rawOrder({ name: '#4', updated_at: sameSecond }), '&triggered_at=2026-11-22T11:00:11.200Z');
    expect(await order()).toMatchObject({ name: '#4' });
    expect(stand.received).toHaveLength(5);
  });

  it('keeps the newest word of each assessor and of each dispute with its order', async () => {
    await deliver(rawOrder());
    const tell = (topic: string, payload: object, at: string) =>
      stand.post(
        `/dev/stores/${SHOP}/deliver?topic=${topic}&triggered_at=${at}`,
        JSON.stringify({ order_id: ORDER.replace(/^.*\//, ''), ...payload }),
      );
    const [early, late] = ['2026-11-22T09:00:00Z', '2026-11-22T09:00:01Z'];
    await tell('orders/risk_assessment_changed', { provider_id: null, risk_level: 'high' }, late);
    await tell('orders/risk_assessment_changed', { provider_id: null, risk_level: 'pending' }, early);
    await tell('disputes/update', { id: 7, type: 'chargeback', status: 'won' }, late);
    await tell('disputes/create', { id: 7, type: 'chargeback', status: 'needs_response' }, early);
    const { data, errors } = await stand.store(
      `{ order(id: "${ORDER}") { risk { recommendation assessments { riskLevel } } disputes { id initiatedAs status } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.order).toEqual({
      risk: { recommendation: 'CANCEL', assessments: [{ riskLevel: 'HIGH' }] },
      disputes: [{ id: 'gid://shopify/ShopifyPaymentsDispute/7', initiatedAs: 'CHARGEBACK', status: 'WON' }],
    });
  });

  it('never touches what a mutation wrote', async () => {
    await deliver(rawOrder());
    await stand.store(`mutation { tagsAdd(id: "${ORDER}", tags: ["bag"]) { userErrors { message } } }`);
    await stand.store(`mutation { orderUpdate(input: { id: "${ORDER}", note: "ours" }) { userErrors { message } } }`);
    const later = { updated_at: '2026-11-22T12:00:00Z', name: '#1001-edited', tags: 'merchant', note: 'theirs' };
    await deliver(rawOrder(later));
    expect(await order()).toMatchObject({ name: '#1001-edited', tags: ['merchant', 'bag'], note: 'ours' });
  });

  it('puts a refund on its order, also when it comes before the order', async () => {
    const refund = (id: number) =>
      JSON.stringify({
        id,
        order_id: 'ORDER',
        created_at: '2026-11-22T09:30:00Z',
        refund_line_items: [{ id: 1, line_item_id: 'LINE', quantity: 1, subtotal: '30.00', total_tax: '0.00' }],
        transactions: [{ id, kind: 'refund', status: 'success', amount: '30.00' }],
      })
        .replace('"ORDER"', '820982911946154508')
        .replace('"LINE"', '866550311766439020');
    await stand.post(`/dev/stores/${SHOP}/deliver?topic=refunds/create`, refund(71));
    await deliver(rawOrder());
    const once = await order();
    await stand.post(`/dev/stores/${SHOP}/deliver?topic=refunds/create`, refund(71));
    expect(await order()).toEqual(once);
    expect(once).toMatchObject({
      currentTotalPriceSet: { shopMoney: { amount: '70.0' } },
      refunds: [{ id: 'gid://shopify/Refund/71', totalRefundedSet: { shopMoney: { amount: '30.0' } } }],
    });
    // A snapshot that already has the refund is not reduced a second time.
    const contained = JSON.parse(refund(71)) as object;
    await deliver(rawOrder({ updated_at: '2026-11-22T12:00:00Z', current_total_price: '70.00', refunds: [contained] }));
    expect(await order()).toMatchObject({ currentTotalPriceSet: { shopMoney: { amount: '70.0' } } });
  });

  it('delivers garbage, changing nothing', async () => {
    const { body } = await deliver('{"id": 1, ');
    expect(body).toMatchObject([{ status: 200 }]);
    await deliver('{"id": 5, "line_items": "none", "customer": 7, "refunds": {}}');
    expect(stand.received.map(({ body: bytes }) => bytes.toString())[0]).toBe('{"id": 1, ');
    expect(
      (
        await stand.store(
          '{ order(id: "gid://shopify/Order/5") { lineItems(first: 1) { nodes { id } } customer { id } } }',
        )
      ).data,
    ).toEqual({
      order: { lineItems: { nodes: [] }, customer: null },
    });
  });

  it('takes every sample of Shopify’s own trigger, compact and pretty-printed', async () => {
    const folder = new URL('../../fixtures/shopify-webhooks/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files).toHaveLength(64);
    for (const file of files) {
      const { topic, body } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
        topic: string;
        body: unknown;
      };
      for (const space of [0, 2]) {
        const path = `/dev/stores/${SHOP}/deliver?topic=${topic}`;
        expect(await stand.post(path, JSON.stringify(body, null, space)), file).toMatchObject({
          status: 200,
          body: [{ status: 200 }],
        });
      }
    }
    const { data, errors } = await stand.store(
      '{ orders(first: 9) { nodes { id test cancelReason } } products(first: 9) { nodes { title } } }',
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      orders: { nodes: [{ id: ORDER, test: true, cancelReason: 'CUSTOMER' }] },
      products: { nodes: expect.arrayContaining([{ title: 'Example T-Shirt' }]) },
    });
  });

  it('tells what is wrong with a request', async () => {
    expect(await stand.post('/dev/stores/nobody.myshopify.com/deliver?topic=orders/create', '{}')).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('there is no shop nobody.myshopify.com') },
    });
    const { status, body } = await stand.post(`/dev/stores/${SHOP}/deliver?topic=orders&times=0&colour=red`, '{}');
    expect(status).toBe(400);
    expect((body as { error: string }).error).toMatch(/topic: must be a webhook topic.*times: .*colour/);
  });
});

describe('POST /dev/webhooks', () => {
  it('hands bytes and headers on unchanged, and signs when asked', async () => {
    stand.statuses.splice(0, 1, 418);
    const { status, body } = await stand.post('/dev/webhooks?path=/webhooks&sign=1', '{"a": 1}', {
      'x-shopify-topic': 'a/b',
    });
    expect({ status, body }).toEqual({ status: 418, body: 'seen' });
    expect(stand.received[0]?.body.toString()).toBe('{"a": 1}');
    expect(stand.received[0]?.headers).toMatchObject({
      'x-shopify-topic': 'a/b',
      'x-shopify-hmac-sha256': expect.any(String),
    });
    await stand.post('/dev/webhooks?path=/app/home', '');
    expect(stand.received[1]?.headers).not.toHaveProperty('x-shopify-hmac-sha256');
  });
});

describe('payloads that the store makes', () => {
  it('carry neither consent nor tags of the customer, and keep big ids exact', async () => {
    await deliver(
      rawOrder({
        customer: { id: 115310627314723954n, tags: 'vip', email_marketing_consent: { state: 'subscribed' } },
      }),
    );
    await stand.store(`mutation { tagsAdd(id: "${ORDER}", tags: ["bag"]) { userErrors { message } } }`);
    const deadline = performance.now() + 3_000;
    while (stand.received.length < 2 && performance.now() < deadline)
      await new Promise((resolve) => setImmediate(resolve));
    const echo = stand.received[1];
    if (echo === undefined) throw new Error('no echo');
    expect(payloadOf(echo).customer).toEqual({ id: 115310627314723954n });
    expect(echo.body.toString()).toContain('"id":866550311766439020');
  });
});
