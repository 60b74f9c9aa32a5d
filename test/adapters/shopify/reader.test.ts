import { describe, expect, test } from 'vitest';
import { createShopReader } from '../../../adapters/shopify/reader.ts';
import { readDelivery } from '../../../adapters/shopify/webhooks.ts';
import type {
  CustomerId,
  FulfillmentOrderId,
  OrderId,
  ProductId,
  ReturnId,
  ShipmentId,
} from '../../../core/identity.ts';
import { gatewayOver, SHOP } from './gateway.ts';
import { answering, json, type Sent, shopOf } from './stub-fetch.ts';

const NOW = Date.UTC(2026, 9, 2, 12);
const ORDER = 'gid://shopify/Order/820982911946154508' as OrderId;
const CUSTOMER = 'gid://shopify/Customer/115310627314723954' as CustomerId;

interface Page {
  readonly first: number;
  readonly after?: string | null;
  readonly query?: string;
  readonly sortKey?: string;
}

function pageOf(items: readonly unknown[]) {
  return ({ first, after }: Page) => {
    const start = Number(after ?? 0);
    const hasNextPage = start + first < items.length;
    return { nodes: items.slice(start, start + first), pageInfo: { hasNextPage, endCursor: String(start + first) } };
  };
}

function refundOf(number: string, amount: string) {
  return {
    id: `gid://shopify/Refund/${number}`,
    createdAt: '2026-10-02T12:00:01Z',
    totalRefundedSet: { shopMoney: { amount, currencyCode: 'USD' } },
  };
}

const unitPrice = { shopMoney: { amount: '10.0', currencyCode: 'USD' } };
const LINE_DETAILS = {
  sku: 'LINEN',
  vendor: null,
  originalUnitPriceSet: unitPrice,
  discountedUnitPriceAfterAllDiscountsSet: unitPrice,
};
const ORDER_DETAILS = {
  sourceName: 'web',
  discountCodes: [],
  shippingLines: { nodes: [] },
  shippingAddress: null,
  billingAddressMatchesShippingAddress: false,
};

function orderOf(lineCount: number, id: string = ORDER) {
  const lines = Array.from({ length: lineCount }, (_, index) => ({
    title: 'Linen shirt',
    variantTitle: index === 0 ? 'M / Navy' : 'Default Title',
    currentQuantity: index + 1,
    product: index === 1 ? null : { id: 'gid://shopify/Product/788032119674292922' },
    ...LINE_DETAILS,
  }));
  return {
    id,
    name: '#1042',
    createdAt: '2026-10-02T12:00:00Z',
    updatedAt: '2026-10-02T12:00:01Z',
    cancelledAt: null,
    test: false,
    displayFinancialStatus: 'PARTIALLY_REFUNDED',
    customer: { id: CUSTOMER },
    currentTotalPriceSet: { shopMoney: { amount: '139.5', currencyCode: 'USD' } },
    ...ORDER_DETAILS,
    refunds: [refundOf('890088186047892319', '20.5'), refundOf('12', '1.00')],
    lineItems: pageOf(lines),
  };
}

const isPast = ({ query }: Page) => query?.includes('<') ?? false;

function readerOver(...answers: ((sent: Sent) => Response | Promise<Response>)[]) {
  const { fetch, sent } = answering(...answers);
  return { reader: createShopReader(gatewayOver(fetch).gateway, () => NOW), sent };
}

describe('an order read from the shop', () => {
  test('is the same snapshot as its webhook', async () => {
    const body = `{"id":820982911946154508,"name":"#1042","created_at":"2026-10-02T08:00:00-04:00",
      "updated_at":"2026-10-02T08:00:01-04:00","cancelled_at":null,"test":false,"financial_status":"partially_refunded",
      "current_total_price_set":{"shop_money":{"amount":"139.50","currency_code":"USD"}},
      "customer":{"id":115310627314723954},
      "source_name":"web","discount_codes":[],"shipping_lines":[],"shipping_address":null,
      "line_items":[{"title":"Linen shirt","variant_title":"M / Navy","current_quantity":1,"product_id":788032119674292922,
          "quantity":1,"sku":"LINEN","price_set":{"shop_money":{"amount":"10.00","currency_code":"USD"}},"discount_allocations":[]},
        {"title":"Linen shirt","variant_title":null,"current_quantity":2,"product_id":null,
          "quantity":3,"sku":"LINEN","price_set":{"shop_money":{"amount":"10.00","currency_code":"USD"}},"discount_allocations":[]}],
      "refunds":[{"id":12},{"id":890088186047892319}]}`;
    const delivered = readDelivery({ topic: 'orders/updated', body, triggeredAt: NOW, receivedAt: NOW });
    const [webhook] = delivered.kind === 'observations' ? delivered.observations : [];
    const found = await readerOver(shopOf({ order: orderOf(2) })).reader.order(SHOP, ORDER);
    if (webhook?.type !== 'order.seen' || found.kind !== 'found') throw new Error('expected an order from both');
    expect(JSON.stringify(found.seen.order)).toBe(JSON.stringify(webhook.order));
    expect(found.seen.version).toMatchObject({ updatedAt: webhook.version.updatedAt, triggeredAt: NOW });
  });

  test('with more lines than a page has all of them', async () => {
    const { reader, sent } = readerOver(shopOf({ order: orderOf(450) }));
    const found = await reader.order(SHOP, ORDER);
    if (found.kind !== 'found') throw new Error(found.kind);
    expect(found.seen.order.lines.map(({ quantity }) => quantity)).toEqual(
      Array.from({ length: 450 }, (_, i) => i + 1),
    );
    expect(sent).toHaveLength(6);
  });

  test('that does not exist is missing; one that can’t be read says why', async () => {
    expect(await readerOver(shopOf({ order: null })).reader.order(SHOP, ORDER)).toEqual({ kind: 'missing' });
    const denied = json({ errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] });
    expect(await readerOver(denied).reader.order(SHOP, ORDER)).toMatchObject({ kind: 'denied' });
  });

  test.each<[string, () => Response, object]>([
    ['500', json({}, 500), { shopWide: 'down' }],
    ['401', json({}, 401), { shopWide: 'closed' }],
    ['403', json({}, 403), { shopWide: 'closed' }],
    ['429', json({}, 429, { 'retry-after': '30' }), { shopWide: 'throttled', afterMs: 30_000 }],
    ['an error of the query alone', json({ errors: [{ message: 'odd' }] }), { problem: 'odd' }],
  ])('that is answered by %s says whether anything else can be read', async (_, answer, failure) => {
    const read = await readerOver(answer).reader.order(SHOP, ORDER);
    expect(read).toEqual({ kind: 'unavailable', problem: expect.any(String), ...failure });
  });
});

describe('the orders of a customer', () => {
  test('come newest first: recent ones with all their lines, then past ones without, page by page', async () => {
    const recent = Array.from({ length: 12 }, (_, index) =>
      orderOf(index === 3 ? 30 : 2, `gid://shopify/Order/${index + 1}`),
    );
    const past = Array.from({ length: 95 }, (_, index) => orderOf(2, `gid://shopify/Order/${index + 101}`));
    const asked: Page[] = [];
    const shop = shopOf({
      order: ({ id }: { id: string }) => recent.find((order) => order.id === id) ?? null,
      orders: (page: Page) => {
        asked.push(page);
        return pageOf(isPast(page) ? past : recent)(page);
      },
    });
    const { reader } = readerOver(shop);
    const since = Date.UTC(2025, 9, 2);
    const pages = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof reader.ordersOf>> = await reader.ordersOf(SHOP, CUSTOMER, since, cursor);
      if (page.kind !== 'page') throw new Error(page.kind);
      pages.push(page.seen);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(pages.map((seen) => seen.length)).toEqual([5, 5, 2 + 20, 49, 26]);
    expect(pages.flat().map(({ order }) => order.id)).toEqual([...recent, ...past].map(({ id }) => id));
    expect(pages[0]?.[3]?.order.lines).toHaveLength(30);
    expect(pages[3]?.[0]?.order.lines).toEqual([]);
    const createdAt = Date.UTC(2026, 9, 2, 12, 0, 1);
    for (const seen of [pages[0]?.[0], pages[3]?.[0]]) {
      const refund = { order: seen?.order.id, createdAt };
      expect(seen?.refunds).toEqual([
        { ...refund, id: 'gid://shopify/Refund/890088186047892319', amount: { amountMinor: 2_050, currency: 'USD' } },
        { ...refund, id: 'gid://shopify/Refund/12', amount: { amountMinor: 100, currency: 'USD' } },
      ]);
    }
    const owner = 'customer_id:115310627314723954';
    expect(asked[0]).toMatchObject({
      query: `${owner} AND created_at:>='2026-09-30T12:00:00.000Z'`,
      sortKey: 'CREATED_AT',
    });
    expect(asked[1]?.query).toBe(
      `${owner} AND created_at:>='2025-10-02T00:00:00.000Z' AND created_at:<'2026-09-30T12:00:00.000Z'`,
    );
  });

  test('leave out one whose amount is finer than its currency; alone it can’t be read', async () => {
    const finer = (id: string) => ({
      ...orderOf(1, id),
      currentTotalPriceSet: { shopMoney: { amount: '139.505', currencyCode: 'USD' } },
    });
    const known = (number: number) => orderOf(1, `gid://shopify/Order/${number}`);
    const recent = [known(1), finer('gid://shopify/Order/2')];
    const past = [finer('gid://shopify/Order/3'), known(4)];
    const shop = shopOf({ order: finer(ORDER), orders: (page: Page) => pageOf(isPast(page) ? past : recent)(page) });
    const page = await readerOver(shop).reader.ordersOf(SHOP, CUSTOMER, 0, null);
    if (page.kind !== 'page') throw new Error(page.kind);
    expect(page.seen.map(({ order }) => order.id)).toEqual([known(1).id, known(4).id]);
    expect(await readerOver(shop).reader.order(SHOP, ORDER)).toMatchObject({ kind: 'unavailable' });
  });

  test('that can’t be read say why', async () => {
    expect(await readerOver(json({}, 503)).reader.ordersOf(SHOP, CUSTOMER, 0, null)).toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('a return read from the shop', () => {
  const RETURN = 'gid://shopify/Return/945000954000001' as ReturnId;
  const verified = (
    amount: string,
    currencyCode = 'USD',
    handle = 'too-small',
    customerNote: string | null = null,
  ) => ({
    __typename: 'ReturnLineItem',
    customerNote,
    returnReasonDefinition: { handle },
    withCodeDiscountedTotalPriceSet: { shopMoney: { amount, currencyCode } },
  });
  const orderOfReturn = {
    ...{ id: ORDER, name: '#1042', createdAt: '2026-09-20T08:00:00Z', customer: { id: CUSTOMER } },
    subtotalPriceSet: { shopMoney: { amount: '398.00', currencyCode: 'USD' } },
    fulfillments: [
      { deliveredAt: '2026-09-25T10:00:00Z' },
      { deliveredAt: null },
      { deliveredAt: '2026-09-24T10:00:00Z' },
    ],
  };
  const returned = (lines: readonly object[], over: object = {}) => ({
    return: () => ({
      id: RETURN,
      name: '#1042-R1',
      status: 'REQUESTED',
      createdAt: '2026-10-02T12:00:00Z',
      totalQuantity: 3,
      order: orderOfReturn,
      reverseFulfillmentOrders: { nodes: [] },
      returnLineItems: pageOf(lines),
      ...over,
    }),
  });
  const worth = async (lines: readonly object[]) => {
    const found = await readerOver(shopOf(returned(lines))).reader.return(SHOP, RETURN);
    return found.kind === 'found' ? found.seen.return.value : found;
  };

  const APPROVED = { status: 'OPEN', requestApprovedAt: '2026-10-03T09:00:00Z' };

  test('says whose it is, what comes back and what was paid for it', async () => {
    const { reader } = readerOver(shopOf(returned([verified('39.5'), verified('60.00')], APPROVED)));
    expect(await reader.return(SHOP, RETURN)).toEqual({
      kind: 'found',
      seen: {
        readAt: NOW,
        return: {
          id: RETURN,
          name: '#1042-R1',
          order: ORDER,
          orderName: '#1042',
          orderedAt: Date.UTC(2026, 8, 20, 8),
          customer: CUSTOMER,
          status: 'open',
          requestedAt: NOW,
          approvedAt: Date.UTC(2026, 9, 3, 9),
          closedAt: null,
          items: 3,
          value: { amountMinor: 9_950, currency: 'USD' },
        },
        details: {
          reasons: ['too-small'],
          orderValue: { amountMinor: 39_800, currency: 'USD' },
          deliveredAt: Date.UTC(2026, 8, 25, 10),
        },
        note: '',
      },
    });
  });

  test('says why, each reason once, and what the customer wrote to each item', async () => {
    const told = async (lines: readonly object[], over: object = {}) => {
      const found = await readerOver(shopOf(returned(lines, over))).reader.return(SHOP, RETURN);
      return found.kind === 'found' ? { ...found.seen.details, note: found.seen.note } : found;
    };
    const lines = [
      verified('10', 'USD', 'too-small', ' Tight at the shoulders. '),
      verified('10', 'USD', 'color', 'Too dark.'),
      verified('10', 'USD', 'too-small', ''),
      { __typename: 'UnverifiedReturnLineItem', customerNote: null, returnReasonDefinition: null },
    ];
    expect(await told(lines)).toMatchObject({
      reasons: ['color', 'too-small'],
      note: 'Tight at the shoulders.\nToo dark.',
    });
    expect(await told([], { order: { ...orderOfReturn, subtotalPriceSet: null, fulfillments: [] } })).toEqual({
      reasons: [],
      orderValue: null,
      deliveredAt: null,
      note: '',
    });
  });

  test('says how it comes back: since when its first label is there, and whether it is tracked, never by which number', async () => {
    const parcel = (attached: object | null) => ({
      deliverable: attached && { __typename: 'ReverseDeliveryShippingDeliverable', ...attached },
    });
    const sendingBack = async (...parcels: readonly object[]) => {
      const orders = parcels.map((each) => ({ reverseDeliveries: { nodes: [each] } }));
      const over = { reverseFulfillmentOrders: { nodes: orders } };
      const found = await readerOver(shopOf(returned([], over))).reader.return(SHOP, RETURN);
      return found.kind === 'found' ? found.seen.return.sendingBack : found;
    };
    const labelled = (createdAt: string) => parcel({ label: { createdAt }, tracking: null });
    expect(await sendingBack(parcel(null), parcel({ label: null, tracking: { number: null } }))).toBeUndefined();
    expect(await sendingBack(parcel({ label: null, tracking: { number: '1Z999' } }))).toEqual({
      labelledAt: null,
      isTracked: true,
    });
    expect(await sendingBack(labelled('2026-11-20T11:00:00Z'), labelled('2026-11-20T10:00:00Z'))).toEqual({
      labelledAt: Date.UTC(2026, 10, 20, 10),
      isTracked: false,
    });
  });

  test('of a guest names no customer, in whatever state it is', async () => {
    const order = { ...orderOfReturn, customer: null };
    const states = ['REQUESTED', 'OPEN', 'DECLINED', 'CANCELED', 'CLOSED'].map(async (status) => {
      const { reader } = readerOver(shopOf(returned([], { order, status })));
      const found = await reader.return(SHOP, RETURN);
      return found.kind === 'found' && [found.seen.return.customer, found.seen.return.status];
    });
    expect(await Promise.all(states)).toEqual(
      ['requested', 'open', 'declined', 'cancelled', 'closed'].map((status) => [null, status]),
    );
  });

  test('is worth nothing that is known when a line does not say it, or there are more lines than are read', async () => {
    const unverified = { __typename: 'UnverifiedReturnLineItem', customerNote: null, returnReasonDefinition: null };
    expect(await worth([verified('10'), unverified])).toBeNull();
    expect(await worth([verified('10'), verified('10', 'EUR')])).toBeNull();
    expect(await worth([verified('10.005')])).toBeNull();
    expect(await worth([])).toBeNull();
    expect(await worth(Array.from({ length: 91 }, () => verified('1')))).toBeNull();
    expect(await worth(Array.from({ length: 90 }, () => verified('1')))).toEqual({
      amountMinor: 9_000,
      currency: 'USD',
    });
  });

  test('that does not exist any more is missing; a shop that lets nobody read it says so', async () => {
    expect(await readerOver(shopOf({ return: () => null })).reader.return(SHOP, RETURN)).toEqual({ kind: 'missing' });
    expect(await readerOver(json({}, 503)).reader.return(SHOP, RETURN)).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a shipment read from the shop', () => {
  const SHIPMENT = 'gid://shopify/Fulfillment/255858046000001' as ShipmentId;
  const told = (status: string, happenedAt: string) => ({ status, happenedAt });
  const shipment = async (over: object = {}) => {
    const order = { id: ORDER, name: '#1042', customer: { id: CUSTOMER } };
    const fields = { id: SHIPMENT, name: '#1042.1', status: 'SUCCESS', displayStatus: 'IN_TRANSIT', order };
    const times = { createdAt: '2026-09-28T12:00:00Z', updatedAt: '2026-10-01T07:00:00Z' };
    const parts = {
      estimatedDeliveryAt: '2026-10-03T18:00:00Z',
      deliveredAt: null,
      requiresShipping: true,
      trackingInfo: [{ number: '1Z1' }],
      events: { nodes: [told('IN_TRANSIT', '2026-10-01T06:00:00Z'), told('LABEL_PRINTED', '2026-10-01T06:30:00Z')] },
    };
    const fulfillment = () => ({ ...fields, ...times, ...parts, ...over });
    const found = await readerOver(shopOf({ fulfillment })).reader.shipment(SHOP, SHIPMENT);
    if (found.kind !== 'found') throw new Error(found.kind);
    return found.seen;
  };

  test('says whose it is, what was promised and what the carrier told last; a label is no scan', async () => {
    expect(await shipment()).toEqual({
      readAt: NOW,
      shipment: {
        id: SHIPMENT,
        name: '#1042.1',
        order: ORDER,
        orderName: '#1042',
        customer: CUSTOMER,
        status: 'sent',
        sentAt: Date.UTC(2026, 8, 28, 12),
        isTracked: true,
        promisedAt: Date.UTC(2026, 9, 3, 18),
        deliveredAt: null,
        lastScan: { at: Date.UTC(2026, 9, 1, 6), status: 'in_transit' },
        shownAs: 'in_transit',
        attempts: 0,
      },
    });
  });

  test('counts how often the carrier tried in vain, and says what the shop shows of it, if it shows anything', async () => {
    const nodes = [
      told('ATTEMPTED_DELIVERY', '2026-10-02T06:00:00Z'),
      told('OUT_FOR_DELIVERY', '2026-10-02T05:00:00Z'),
      told('ATTEMPTED_DELIVERY', '2026-10-01T06:00:00Z'),
    ];
    const read = async (over: object) => (await shipment({ events: { nodes }, ...over })).shipment;
    expect(await read({ displayStatus: 'ATTEMPTED_DELIVERY' })).toMatchObject({
      attempts: 2,
      shownAs: 'attempted_delivery',
    });
    expect(await read({ displayStatus: null })).not.toHaveProperty('shownAs');
  });

  test('without a number, without a parcel or without a promise says so', async () => {
    const read = async (over: object) => (await shipment(over)).shipment;
    expect(await read({ trackingInfo: [] })).toMatchObject({ isTracked: false });
    expect(await read({ trackingInfo: [{ number: null }] })).toMatchObject({ isTracked: false });
    expect(await read({ requiresShipping: false })).toMatchObject({ isTracked: false });
    expect(await read({ estimatedDeliveryAt: null })).toMatchObject({ promisedAt: null });
    expect(await read({ events: { nodes: [told('CONFIRMED', '2026-10-01T06:00:00Z')] } })).toMatchObject({
      lastScan: null,
    });
    expect(await read({ order: { id: ORDER, name: '#1042', customer: null } })).toMatchObject({ customer: null });
  });

  test('has arrived when it says so, and also where it was fetched', async () => {
    const arrivedAt = async (over: object) => (await shipment(over)).shipment.deliveredAt;
    expect(await arrivedAt({ deliveredAt: '2026-10-02T09:00:00Z' })).toBe(Date.UTC(2026, 9, 2, 9));
    const events = { nodes: [told('DELIVERED', '2026-10-02T10:00:00Z')] };
    expect(await arrivedAt({ displayStatus: 'DELIVERED', events })).toBe(Date.UTC(2026, 9, 2, 10));
    const fetched = { displayStatus: 'PICKED_UP', events: { nodes: [] } };
    expect(await arrivedAt(fetched)).toBe(Date.UTC(2026, 9, 1, 7));
  });

  test('is sent once its service says so, and never when that failed', async () => {
    const states = ['PENDING', 'OPEN', 'SUCCESS', 'CANCELLED', 'ERROR', 'FAILURE'];
    const read = await Promise.all(states.map(async (status) => (await shipment({ status })).shipment.status));
    expect(read).toEqual(['prepared', 'prepared', 'sent', 'called_off', 'called_off', 'called_off']);
  });
});

describe('products read from the shop', () => {
  const PRODUCT = 'gid://shopify/Product/788032119674292922' as ProductId;
  const product = {
    __typename: 'Product',
    id: PRODUCT,
    title: 'Leinenhemd',
    productType: 'Hemden',
    tags: ['sale', 'linen'],
    updatedAt: '2026-10-02T12:00:01Z',
    options: [
      { name: 'Größe', position: 2 },
      { name: 'Farbe', position: 1 },
    ],
  };

  test('are the same as their webhooks, their options in the order in which titles name them', async () => {
    const body = `{"id":788032119674292922,"title":"Leinenhemd","product_type":"Hemden","tags":"linen, sale",
      "updated_at":"2026-10-02T08:00:01-04:00","options":[{"name":"Farbe","position":1},{"name":"Größe","position":2}]}`;
    const delivery = readDelivery({ topic: 'products/update', body, triggeredAt: NOW, receivedAt: NOW });
    const told = delivery.kind === 'observations' ? delivery.observations[0] : null;
    const { reader } = readerOver(shopOf({ nodes: () => [product] }));
    const found = await reader.products(SHOP, [PRODUCT]);
    if (told?.type !== 'product.seen' || found.kind !== 'found') throw new Error(found.kind);
    const [seen] = found.seen;
    expect(seen?.product).toEqual(told.product);
    expect(seen?.product).toMatchObject({ options: ['Farbe', 'Größe'], tags: ['linen', 'sale'] });
    expect({ ...seen?.version, bodyHash: '' }).toEqual({ ...told.version, bodyHash: '' });
  });

  test('that are gone are left out; a shop that lets nobody read them says so', async () => {
    const { reader } = readerOver(shopOf({ nodes: () => [null, product] }));
    expect(await reader.products(SHOP, [PRODUCT, PRODUCT])).toMatchObject({ seen: [{ product: { id: PRODUCT } }] });
    expect(await readerOver(json({}, 503)).reader.products(SHOP, [PRODUCT])).toMatchObject({ kind: 'unavailable' });
  });
});

describe('what holds an order', () => {
  const PART = 'gid://shopify/FulfillmentOrder/564786110' as FulfillmentOrderId;
  const held = async (status: string, reasons: readonly string[]) => {
    const fulfillmentHolds = reasons.map((reason) => ({ reason }));
    const createdAt = '2026-11-20T11:00:00Z';
    const assignedLocation = { name: 'Oakland' };
    const fulfillmentOrder = () => ({
      id: PART,
      orderId: ORDER,
      status,
      createdAt,
      assignedLocation,
      fulfillmentHolds,
    });
    const found = await readerOver(shopOf({ fulfillmentOrder })).reader.hold(SHOP, PART);
    return found.kind === 'found' ? found.seen : found;
  };

  test('is read with its order, each reason once; without one it is not on hold', async () => {
    expect(await held('ON_HOLD', ['OTHER', 'AWAITING_PAYMENT', 'OTHER'])).toEqual({
      order: ORDER,
      fulfillmentOrder: PART,
      reasons: ['awaiting_payment', 'other'],
      place: { name: 'Oakland', routedAt: Date.UTC(2026, 10, 20, 11) },
      readAt: NOW,
    });
    expect(await held('OPEN', [])).toMatchObject({ reasons: [] });
    expect(await held('ON_HOLD', [])).toMatchObject({ reasons: ['other'] });
    // Nothing is sent any more.
    expect(await held('CANCELLED', [])).not.toHaveProperty('place');
  });

  test('that does not exist any more is missing', async () => {
    const { reader } = readerOver(shopOf({ fulfillmentOrder: () => null }));
    expect(await reader.hold(SHOP, PART)).toEqual({ kind: 'missing' });
  });
});

describe('what the shop keeps of a customer', () => {
  const customer = {
    createdAt: '2024-05-01T08:00:00Z',
    locale: 'de-AT',
    defaultAddress: { countryCodeV2: 'AT' },
    tags: ['vip'],
    defaultEmailAddress: { marketingState: 'SUBSCRIBED', marketingUpdatedAt: null },
    defaultPhoneNumber: { smsMarketingConsent: { state: 'UNSUBSCRIBED', updatedAt: '2026-01-01T00:00:00Z' } },
  };
  const read = async (over: object = {}) => {
    const found = await readerOver(shopOf({ customer: () => ({ ...customer, ...over }) })).reader.customer(
      SHOP,
      CUSTOMER,
    );
    if (found.kind !== 'found') throw new Error(found.kind);
    return found.card;
  };

  test('is their tags and consents, since when, in which country and language', async () => {
    expect(await read()).toEqual({
      readAt: NOW,
      tags: ['vip'],
      email: { state: 'subscribed', at: null },
      sms: { state: 'unsubscribed', at: Date.UTC(2026, 0, 1) },
      traits: { since: Date.UTC(2024, 4, 1, 8), country: 'AT', language: 'de' },
    });
    expect((await read({ defaultAddress: null, locale: 'pt_BR' })).traits).toMatchObject({
      country: null,
      language: 'pt',
    });
    expect((await read({ locale: '' })).traits).toMatchObject({ language: null });
  });

  test('is read without the country where the shop lets nobody read addresses', async () => {
    const denied = json({ errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] });
    const { defaultAddress: _, ...shown } = customer;
    const { reader } = readerOver(denied, shopOf({ customer: () => shown }));
    expect(await reader.customer(SHOP, CUSTOMER)).toMatchObject({
      kind: 'found',
      card: { tags: ['vip'], traits: { country: null, language: 'de' } },
    });
    expect(await readerOver(denied, denied).reader.customer(SHOP, CUSTOMER)).toMatchObject({ kind: 'denied' });
  });
});
