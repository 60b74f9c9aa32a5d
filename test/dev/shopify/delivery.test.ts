import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const ORDER = 'gid://shopify/Order/820982911946154508';
const HOUR_MS = 3_600_000;

let stand: StandIn;
beforeEach(async () => {
  stand = await standIn();
  await stand.install();
});
afterEach(() => stand.close());

const deliver = (query = '') => stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/create${query}`, rawOrder());

describe('webhook retries', () => {
  it('come 8 times over 4 hours of domain time with the same ids, then end', async () => {
    stand.statuses.splice(0, 1, 500);
    const { body } = await deliver('&webhook_id=w');
    expect(body).toMatchObject([{ webhookId: 'w', status: 500 }]);
    const waits: number[] = [];
    for (let retry = 1; retry <= 8; retry += 1) {
      const [pending] = stand.shopify.pendingDeliveries();
      if (pending === undefined) throw new Error('no retry is planned');
      expect(pending).toMatchObject({ webhookId: 'w', retries: retry, state: 'scheduled' });
      waits.push(pending.dueAt.getTime() - stand.clock.nowMs);
      stand.clock.nowMs = pending.dueAt.getTime() - 1;
      stand.shopify.clockMoved();
      expect(stand.received).toHaveLength(retry);
      stand.clock.nowMs += 1;
      stand.shopify.clockMoved();
      await until(
        () =>
          stand.received.length === retry + 1 &&
          !stand.shopify.pendingDeliveries().some(({ state }) => state === 'sending'),
      );
    }
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeCloseTo(4 * HOUR_MS, -2);
    expect(waits.every((wait, index) => index === 0 || Math.abs(wait / (waits[index - 1] ?? 1) - 2) < 0.01)).toBe(true);
    expect(stand.shopify.pendingDeliveries()).toEqual([]);
    expect(new Set(stand.received.map(({ headers }) => headers['x-shopify-webhook-id']))).toEqual(new Set(['w']));
  });

  it('end with the first success', async () => {
    stand.statuses.splice(0, 1, 503, 200);
    await deliver();
    stand.clock.nowMs += HOUR_MS;
    stand.shopify.clockMoved();
    await until(() => stand.shopify.pendingDeliveries().length === 0);
    expect(stand.received).toHaveLength(2);
  });
});

describe('a delayed delivery', () => {
  it('waits for its time and is sent when the clock gets there', async () => {
    const { body } = await deliver('&delay_ms=60000');
    expect(body).toMatchObject([{ status: 'scheduled' }]);
    expect(stand.received).toEqual([]);
    stand.clock.nowMs += 60_000;
    stand.shopify.clockMoved();
    await until(() => stand.received.length === 1);
  });
});

describe('what was acknowledged', () => {
  it('is there after the process ended: store, tokens, calls and undelivered webhooks', async () => {
    const token = await stand.token();
    stand.statuses.splice(0, 1, 500, 200);
    await deliver('&webhook_id=survivor');
    await stand.app(token, `mutation { tagsAdd(id: "${ORDER}", tags: ["bag"]) { userErrors { message } } }`);
    await until(() => stand.received.length === 2);
    await stand.reopen();
    const { data } = await stand.app(token, `{ order(id: "${ORDER}") { tags lineItems(first: 1) { nodes { id } } } }`);
    expect(data).toEqual({
      order: {
        tags: ['from-payload', 'bag'],
        lineItems: { nodes: [{ id: 'gid://shopify/LineItem/866550311766439020' }] },
      },
    });
    expect((await stand.get(`/dev/stores/${SHOP}/calls`)).body).toHaveLength(2);
    stand.clock.nowMs += HOUR_MS;
    stand.shopify.clockMoved();
    await until(() => stand.received.length === 3);
    expect(stand.received[2]?.headers['x-shopify-webhook-id']).toBe('survivor');
    expect(stand.received[2]?.body.toString()).toBe(rawOrder());
  });

  it('is sent again at boot when the process died before the answer', async () => {
    const { port } = new URL(stand.url);
    let target = `http://127.0.0.1:${port}/nowhere`;
    const other = await standIn({ webhookUrl: () => target });
    await other.install();
    await other.post(`/dev/stores/${SHOP}/deliver?topic=orders/create&delay_ms=1000`, rawOrder());
    target = `${stand.url}/dev/webhooks?path=/webhooks`;
    other.clock.nowMs += 1000;
    await other.reopen();
    await until(() => stand.received.length === 1);
    expect(stand.received[0]?.body.toString()).toBe(rawOrder());
    await other.close();
  });
});

describe('an endpoint that is only just booting', () => {
  it('gets the delivery as soon as it takes connections, without a retry being used up', async () => {
    let target = 'http://127.0.0.1:1/webhooks';
    const other = await standIn({ webhookUrl: () => target, refusedForMs: 5_000 });
    await other.install();
    const answer = other.post(`/dev/stores/${SHOP}/deliver?topic=orders/create&webhook_id=w`, rawOrder());
    await until(() => other.shopify.pendingDeliveries().some(({ state }) => state === 'sending'));
    expect(other.shopify.pendingDeliveries()).toMatchObject([{ retries: 0 }]);
    target = `${stand.url}/dev/webhooks?path=/webhooks`;
    expect((await answer).body).toMatchObject([{ webhookId: 'w', status: 200 }]);
    expect(other.shopify.pendingDeliveries()).toEqual([]);
    await other.close();
  });
});
