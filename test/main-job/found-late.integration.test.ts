import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '../../core/policy.ts';
import { approveReturnRule } from '../../core/templates.ts';
import { startPlatform, type TestPlatform } from '../platform.ts';
import { BAG_NOTE, demoShop, orderBytes } from './demo-shop.ts';

/** Orders and returns of which no webhook ever told are found by the nightly comparison with the shop. */

const CUSTOMER = '7300000000000000001';
const HOUR_S = 3_600;
/** Whatever the time of day, one night's comparison is due by then: 12 hours' rest, and a night that may just have begun. */
const NEXT_NIGHT_S = 38 * HOUR_S;
const RETURN = 'gid://shopify/Return/9001';

let platform: TestPlatform;
let shop: ReturnType<typeof demoShop>;
beforeAll(async () => {
  platform = await startPlatform();
  shop = demoShop(platform);
  await shop.spentBefore(CUSTOMER, '2000.00');
  await platform.idle();
});
afterAll(async () => {
  await platform.stop();
});

async function placeUntold(id: string): Promise<void> {
  const body = orderBytes({ id, customer: CUSTOMER, createdAt: await platform.now() });
  expect(await shop.deliver('orders/create', body, '&import_only=1')).toMatchObject([{ status: 'imported' }]);
}

test('one that is younger than 48 hours gets its perk, and the report says so', async () => {
  const order = '820982911946157001';
  await placeUntold(order);
  await platform.idle();
  expect(await shop.decisions(order)).toEqual([]);

  await platform.advance(NEXT_NIGHT_S);
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: ['include-return-bag'], note: BAG_NOTE });
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({ outcome: 'granted', event: { foundLate: true } });
  const [sweep] = await shop.sweeps();
  expect(sweep).toMatchObject({
    finishedAt: expect.any(String),
    foundCount: 1,
    found: [{ what: 'order_missed', order: { id: `gid://shopify/Order/${order}` }, decision: row?.decision }],
  });
});

test('one that is older than 48 hours counts in the customer’s past and gets nothing', async () => {
  const order = '820982911946157002';
  await placeUntold(order);
  await platform.advance(60 * HOUR_S);
  await platform.idle();
  expect(await shop.order(order)).toMatchObject({ tags: [], note: null });
  expect(await shop.decisions(order)).toEqual([]);
  const [sweep] = await shop.sweeps();
  expect(sweep).toMatchObject({ foundCount: 1, found: [{ what: 'order_missed', decision: null }] });
  expect(await shop.profile(CUSTOMER)).toMatchObject({ lifetime: { orders: 3 } });
});

test('a return of which no webhook told is approved, where the request is younger than 48 hours', async () => {
  const any: Rule['when'] = [{ fact: 'return.items', operator: 'at_least', value: 1 }];
  await shop.publish([{ ...approveReturnRule('USD'), when: any }]);
  const order = '820982911946157003';
  const placed = { id: order, customer: CUSTOMER, createdAt: await platform.now() };
  await shop.deliver('orders/create', orderBytes(placed));
  await platform.advance(HOUR_S);
  const requestedAt = await platform.now();
  expect(await shop.deliver('returns/request', requestBytes(order, requestedAt), '&import_only=1')).toHaveLength(1);
  await shop.deliver('orders/updated', orderBytes({ ...placed, updatedAt: requestedAt }), '&import_only=1');

  await platform.advance(NEXT_NIGHT_S);
  await platform.idle();
  const [row] = await shop.decisions(order);
  expect(row).toMatchObject({ outcome: 'granted', event: { type: 'return.requested', foundLate: true } });
  type Answer = { return: { status: string } };
  const status = 'query Status($id: ID!) { return(id: $id) { status } }';
  expect((await shop.query<Answer>(status, { id: RETURN })).return).toEqual({ status: 'OPEN' });
  expect(await shop.sweeps()).toMatchObject([
    { foundCount: 1, found: [{ what: 'return_missed', part: { id: RETURN }, decision: row?.decision }] },
    {},
    {},
  ]);
});

/** As in returns/request, of the first line of the order. */
function requestBytes(order: string, at: number): string {
  const line = `"fulfillment_line_item":{"id":7,"line_item":{"id":${order}0}}`;
  return `{"id":9001,"admin_graphql_api_id":"${RETURN}","status":"requested","order":{"id":${order},"admin_graphql_api_id":"gid://shopify/Order/${order}"},"name":"#157003-R1","total_return_line_items":1,"created_at":"${new Date(at).toISOString()}","return_line_items":[{"id":6,"admin_graphql_api_id":"gid://shopify/ReturnLineItem/6",${line},"quantity":1,"return_reason":"unwanted"}]}`;
}

test('the next night finds nothing more', async () => {
  await platform.advance(NEXT_NIGHT_S);
  await platform.idle();
  expect((await shop.sweeps()).map(({ foundCount }) => foundCount)).toEqual([0, 1, 1, 1]);
});
