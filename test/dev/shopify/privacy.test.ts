import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { ALL_SCOPES, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const JON = 'gid://shopify/Customer/115310627314723954';
const HOUR_MS = 3_600_000;

// Read once a file: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

let stand: StandIn;
let forgotten: string[];
beforeEach(async () => {
  forgotten = [];
  stand = await standIn({ onForgotten: (address) => forgotten.push(address) });
  await stand.install({ scopes: [...ALL_SCOPES, 'write_customer_data_erasure'] });
});
afterEach(() => stand.close());

const told = (topic: string) => stand.received.filter(({ headers }) => headers['x-shopify-topic'] === topic);

function pass(hours: number): void {
  stand.clock.nowMs += hours * HOUR_MS;
  stand.shopify.clockMoved();
}

it('has the data of a shop deleted two days after it took the app out', async () => {
  expect((await stand.post(`/dev/stores/${SHOP}/uninstall`)).status).toBe(200);
  pass(47);
  await until(() => stand.shopify.pendingDeliveries().every(({ state }) => state === 'scheduled'));
  expect(told('shop/redact')).toEqual([]);
  pass(2);
  await until(() => told('shop/redact').length === 1);
  expect(JSON.parse(String(told('shop/redact')[0]?.body))).toEqual({ shop_id: 68_000_000_002, shop_domain: SHOP });
});

it('has a customer erased ten days after that was asked for, and empties their mailbox then', async () => {
  await stand.post(`/dev/stores/${SHOP}/deliver?topic=orders/create&import_only=1`, rawOrder());
  const ERASE = `mutation ($id: ID!) {
    customerRequestDataErasure(customerId: $id) { customerId userErrors { field code } }
  }`;
  const asked = await stand.store(ERASE, { id: JON });
  expect(asked.errors).toEqual([]);
  expect(asked.data).toEqual({ customerRequestDataErasure: { customerId: JON, userErrors: [] } });
  const unknown = await stand.store(ERASE, { id: 'gid://shopify/Customer/404' });
  expect(unknown.data).toEqual({
    customerRequestDataErasure: { customerId: null, userErrors: [{ field: ['customerId'], code: 'DOES_NOT_EXIST' }] },
  });
  pass(9 * 24);
  expect(told('customers/redact')).toEqual([]);
  pass(25);
  await until(() => forgotten.length === 1);
  expect(forgotten).toEqual(['jon@example.com']);
  const body = String(told('customers/redact')[0]?.body);
  expect(body).toContain('"id":115310627314723954');
  expect(body).toContain('"email":"jon@example.com"');
  expect(body).toContain('"orders_to_redact":[820982911946154508]');
});
