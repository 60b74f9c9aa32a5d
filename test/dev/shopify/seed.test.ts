import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { REGULARS } from '../../../dev/shopify/seed/customers.ts';
import { DEMO_SHOP, demoStore } from '../../../dev/shopify/seed/seed.ts';
import { type StandIn, standIn, until } from './stand-in.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const DAY_MS = 86_400_000;

// Read once a file: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

let stand: StandIn | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});

describe('the demo store', () => {
  it('is always the same for the same time', () => {
    expect(demoStore(NOW)).toEqual(demoStore(NOW));
  });

  it('is the last year, whenever it is made', () => {
    const later = new Date('2027-03-01T00:00:00Z');
    for (const { created_at: createdAt } of demoStore(later).orders) {
      const ageMs = later.getTime() - Date.parse(String(createdAt));
      expect(ageMs).toBeGreaterThan(0);
      expect(ageMs).toBeLessThan(365 * DAY_MS);
    }
  });

  it('is a fashion shop whose best fifth brings about four fifths', async () => {
    const startedAt = performance.now();
    stand = await standIn({ seed: 'demo' });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    const { body: shelf } = await stand.get(`/dev/stores/${DEMO_SHOP}/catalogue`);
    const { products } = shelf as { products: { variants: { size: string | null; colour: string | null }[] }[] };
    expect(products).toHaveLength(40);
    expect(
      products.every(({ variants }) => variants.every(({ size, colour }) => size !== null && colour !== null)),
    ).toBe(true);
    const { body } = await stand.get(`/dev/stores/${DEMO_SHOP}/customers`);
    const people = body as { name: string; orders: number; spent: string }[];
    expect(people).toHaveLength(300);
    const spends = people.map(({ spent }) => Number(spent));
    const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
    expect(sum(spends.slice(0, 60)) / sum(spends)).toBeGreaterThan(0.72);
    expect(sum(spends.slice(0, 60)) / sum(spends)).toBeLessThan(0.88);
    for (const name of REGULARS)
      expect(Number(people.find((person) => person.name === name)?.spent)).toBeGreaterThan(2_000);
    expect(people.filter(({ orders }) => orders === 0).length).toBeGreaterThan(3);
    const { orders } = demoStore(NOW);
    for (const status of ['refunded', 'partially_refunded', 'pending']) {
      expect(orders.some((order) => order.financial_status === status)).toBe(true);
    }
    expect(orders.some((order) => order.cancelled_at !== null)).toBe(true);
    expect(stand.received).toEqual([]);
  });

  it('has shipped what is old enough, some of it still on its way', () => {
    const { orders } = demoStore(NOW);
    const shipments = orders.flatMap(({ fulfillments }) => fulfillments as { shipment_status: string }[]);
    expect(shipments.length).toBeGreaterThan(orders.length * 0.9);
    expect(new Set(shipments.map((shipment) => shipment.shipment_status))).toEqual(
      new Set(['delivered', 'in_transit']),
    );
    for (const { fulfillment_status: status, fulfillments } of orders) {
      expect(fulfillments).toHaveLength(status === 'fulfilled' ? 1 : 0);
    }
  });

  it('has a return in each state, and lets what was delivered be sent back', async () => {
    stand = await standIn({ seed: 'demo' });
    const read = async (path: string, query: string, variables: object = {}) => {
      const url = `/dev/stores/${DEMO_SHOP}/admin/api/2026-10/graphql.json`;
      const { body } = await (stand as StandIn).post(url, { query, variables });
      expect(body).not.toHaveProperty('errors');
      return (body as { data: Record<string, { nodes: Record<string, unknown>[] }> }).data[path]?.nodes ?? [];
    };
    const returned = await read(
      'orders',
      `{ orders(first: 50, sortKey: CREATED_AT, reverse: true) { nodes { id returns(first: 1) { nodes { status } } } } }`,
    );
    const statuses = returned.flatMap(({ returns }) => (returns as { nodes: { status: string }[] }).nodes);
    expect(statuses.map(({ status }) => status).sort()).toEqual(['CLOSED', 'DECLINED', 'OPEN', 'REQUESTED']);
    const { orders } = demoStore(NOW);
    const shipped = orders.findLast(({ fulfillments }) => (fulfillments as unknown[]).length > 0);
    const returnable = await read(
      'returnableFulfillments',
      `query ($id: ID!) { returnableFulfillments(orderId: $id, first: 1) { nodes { id } } }`,
      { id: shipped?.admin_graphql_api_id },
    );
    expect(returnable).toHaveLength(1);
  });

  it('takes an order as its checkout would, and tells the app', async () => {
    stand = await standIn({ seed: 'demo' });
    const { products } = (await stand.get(`/dev/stores/${DEMO_SHOP}/catalogue`)).body as {
      products: { variants: { id: string; price: string }[] }[];
    };
    const variant = products[0]?.variants[0];
    if (variant === undefined) throw new Error('no variant');
    const order = (buyer: object) =>
      (stand as StandIn).post(`/dev/stores/${DEMO_SHOP}/orders`, {
        buyer,
        lines: [{ variant: variant.id, quantity: 2 }],
      });
    const { status, body } = await order({ kind: 'guest', email: 'guest@example.com' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      financialStatus: 'paid',
      customer: null,
      currentTotal: (Number(variant.price) * 2).toFixed(2),
    });
    expect((await order({ kind: 'new', name: 'Nia Newcomer' })).body).toMatchObject({
      customer: { name: 'Nia Newcomer' },
    });
    await until(() => stand?.received.length === 5);
    const topics = stand.received.map(({ headers }) => headers['x-shopify-topic']);
    expect(topics.sort()).toEqual(['customers/create', 'orders/create', 'orders/create', 'orders/paid', 'orders/paid']);
    expect((await order({ kind: 'known', id: 'gid://shopify/Customer/1' })).status).toBe(400);
    const read = await stand.get(`/dev/stores/${DEMO_SHOP}/orders?limit=2`);
    expect((read.body as { name: string }[]).map(({ name }) => name)).toContain((body as { name: string }).name);
  });

  it('is installed and empty with the seed none', async () => {
    stand = await standIn({ seed: 'none' });
    expect(stand.shopify.installedShops().map(({ domain, hasToken }) => [domain, hasToken])).toEqual([
      [DEMO_SHOP, false],
    ]);
    expect((await stand.get(`/dev/stores/${DEMO_SHOP}/catalogue`)).body).toMatchObject({ products: [] });
  });
});
