import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readCustomer } from '../../app/customer-details.server.ts';
import type { ChangeId, ChangeOfCustomer } from '../../core/customer-card.ts';
import type { OrderHold } from '../../core/hold.ts';
import { type FulfillmentOrderId, gid } from '../../core/identity.ts';
import { newOrderRecord } from '../../core/order.ts';
import { newCustomerRecord, replaceContribution, seeOrder } from '../../core/profile.ts';
import type { ReturnRecord, SendingBack } from '../../core/return.ts';
import type { ShipmentRecord } from '../../core/shipment.ts';
import {
  buildOrder,
  buildRefund,
  buildReturn,
  buildShipment,
  buildShipmentRecord,
  buildShop,
  customerId,
  DAY_MS,
  NOW,
  orderId,
  returnId,
  shipmentId,
  usd,
} from '../core/builders.ts';
import { buildDecision, NO_CHANGES } from '../core/decisions.ts';

const SHOP = buildShop();
const ACME = gid('Company', '31');
const COMPANIES = {
  companiesOf: async () => ({ kind: 'found' as const, companies: ACME ? [{ id: ACME, name: 'Acme' }] : [] }),
};
const read = (stores: ReturnType<typeof createMemoryStores>, cursor?: string, id = customerId(7)) =>
  readCustomer({ ...stores, companyNames: COMPANIES }, SHOP, id, cursor, 'Ada Norberg', NOW);

test('a customer’s page says what is known and lists orders, decisions and merges, newest first', async () => {
  const stores = createMemoryStores();
  const decision = buildDecision();
  const order = { ...newOrderRecord(orderId(1001)), revision: 1, decision: decision.id };
  const snapshot = buildOrder({
    createdAt: NOW - DAY_MS,
    cancelledAt: NOW - 1_000,
    financialStatus: 'partially_refunded',
  });
  const part = gid('FulfillmentOrder', '1001') as FulfillmentOrderId;
  const released = gid('FulfillmentOrder', '1002') as FulfillmentOrderId;
  const holds: OrderHold[] = [
    { fulfillmentOrder: part, reasons: ['awaiting_payment', 'high_risk_of_fraud'], since: NOW, readAt: NOW },
    {
      fulfillmentOrder: released,
      reasons: [],
      place: { name: 'Oakland', routedAt: NOW - 60_000 },
      since: null,
      readAt: NOW,
    },
  ];
  const contribution = { customer: customerId(7), placedAt: NOW - 400 * DAY_MS, netMinor: 9_900 };
  const profile = replaceContribution(
    seeOrder({ ...newCustomerRecord(customerId(7)).profile, knownSince: NOW - 500 * DAY_MS }, NOW, NOW),
    null,
    contribution,
  );
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    orders: [{ ...order, snapshot, holds, refunds: [buildRefund()] }],
    customers: [
      { ...newCustomerRecord(customerId(7)), revision: 1, profile },
      { ...newCustomerRecord(customerId(8)), revision: 1, gone: { at: NOW - 2 * DAY_MS, mergedInto: customerId(7) } },
    ],
    decisions: [decision],
  });
  const found = await read(stores);
  expect(found?.details).toMatchObject({
    name: 'Ada Norberg',
    shopUrl: 'shopify://admin/customers/7',
    gone: null,
    year: { spend: '0.00 USD', orders: 0 },
    lifetime: { spend: '99.00 USD', orders: 1 },
    companies: [{ name: 'Acme', url: '/app/companies/31' }],
    entries: [
      {
        title: 'Decision about order #1001',
        details: ['Perks for 0.40 USD.'],
        outcomes: [{ name: 'Return bag for regulars', outcome: 'granted' }],
        effects: [{ what: 'Add the tag “include-return-bag” to the order', status: 'started' }, { status: 'started' }],
      },
      {
        title: 'Order #1001',
        url: 'shopify://admin/orders/1001',
        details: [
          '180.00 USD, partially refunded.',
          'Cancelled Nov 20, 2026, 6:59 AM.',
          'On hold since Nov 20, 2026, 7:00 AM: payment is awaited and the risk of fraud is high.',
          'Sent from Oakland, routed Nov 20, 2026, 6:59 AM.',
          'Refunded 50.00 USD Nov 20, 2026, 7:00 AM.',
        ],
      },
      { title: 'Customer 8 was merged into this one', url: '/app/customers/8' },
    ],
  });
  expect((await read(stores, undefined, customerId(8)))?.details).toMatchObject({
    shopUrl: null,
    gone: { what: 'merged', keptUrl: '/app/customers/7' },
    entries: [],
  });
  expect(await read(stores, undefined, customerId(9))).toBeNull();
});

test('a shipment says what was promised, what became of it and whether it was late', async () => {
  const stores = createMemoryStores();
  const at = (hours: number) => NOW - 2 * DAY_MS + hours * 3_600_000;
  const shipment = (
    number: number,
    over: Parameters<typeof buildShipment>[0],
    delay: ShipmentRecord['delay'] = 'awaited',
  ) =>
    buildShipmentRecord({
      snapshot: buildShipment({ id: shipmentId(number), name: `#1001.${number}`, sentAt: at(-number), ...over }),
      delay,
    });
  const shipments = [
    shipment(1, { promisedAt: at(0), lastScan: { at: at(1), status: 'out_for_delivery' } }, 'decided'),
    shipment(2, { promisedAt: at(0), deliveredAt: at(30) }, 'past'),
    shipment(3, { promisedAt: at(9), deliveredAt: at(1) }),
    shipment(4, { lastScan: null, isTracked: false }),
    shipment(5, { status: 'called_off' }),
  ];
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, shipments });
  const found = await read(stores);
  expect(found?.details.entries.map(({ title, url, details }) => ({ title, url, details }))).toEqual(
    [
      [
        'Promised for Nov 18, 2026, 7:00 AM.',
        'The carrier’s last word, Nov 18, 2026, 8:00 AM: out for delivery.',
        'It was late or out of sight, and no rule waits for that.',
      ],
      [
        'Promised for Nov 18, 2026, 7:00 AM.',
        'Arrived Nov 19, 2026, 1:00 PM, 1 day late.',
        'It was late or out of sight before Concierge could tell: no rule was asked.',
      ],
      ['Promised for Nov 18, 2026, 4:00 PM.', 'Arrived Nov 18, 2026, 8:00 AM, in time.'],
      ['It has no tracking number.'],
      ['It was called off.'],
    ].map((details, index) => ({
      title: `Shipment #1001.${index + 1}`,
      url: 'shopify://admin/orders/1001',
      details,
    })),
  );
});

test('tags and consent are shown as they are, and each change of them in its place', async () => {
  const stores = createMemoryStores();
  const customer = customerId(7);
  const card = {
    readAt: NOW,
    tags: ['VIP'],
    email: { state: 'subscribed', at: NOW - DAY_MS },
    sms: null,
  } as const;
  const change = (at: number, what: ChangeOfCustomer) => {
    const id = `${new Date(at).toISOString()}~${what.kind}~a` as ChangeId;
    return { id, customer, at, what };
  };
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    customers: [{ ...newCustomerRecord(customer), revision: 1, card }],
    changesOfCustomers: [
      change(NOW - DAY_MS, { kind: 'email_consent', state: 'subscribed' }),
      change(NOW - 2, { kind: 'tags_added', tags: ['VIP', 'wholesale'] }),
      change(NOW - 1, { kind: 'tags_removed', tags: ['wholesale'] }),
      change(NOW - 2 * DAY_MS, { kind: 'sms_consent', state: 'pending' }),
    ],
  });
  expect((await read(stores))?.details).toMatchObject({
    card: {
      tags: ['VIP'],
      hasMoreTags: false,
      email: { state: 'Subscribed', since: { text: 'Nov 19, 2026, 7:00 AM' } },
      sms: null,
    },
    entries: [
      { title: 'Tag removed', details: ['wholesale'] },
      { title: 'Tags added', details: ['VIP, wholesale'] },
      { title: 'Marketing e-mails', details: ['Subscribed.'] },
      { title: 'Marketing text messages', details: ['Asked to confirm.'] },
    ],
  });
});

test('a long history comes in pages of 25', async () => {
  const stores = createMemoryStores();
  const orders = Array.from({ length: 60 }, (_, index) => ({
    ...newOrderRecord(orderId(index + 1)),
    revision: 1,
    snapshot: buildOrder({
      id: orderId(index + 1),
      name: `#${index + 1}`,
      createdAt: NOW - index * DAY_MS,
      total: usd(100),
    }),
  }));
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, orders });
  const titles: string[] = [];
  let pages = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; pages += 1) {
    const page = await read(stores, cursor);
    titles.push(...(page?.details.entries ?? []).map(({ title }) => title));
    cursor = page?.cursor ?? undefined;
  }
  expect(pages).toBe(3);
  expect(titles).toEqual(orders.map(({ snapshot }) => `Order ${snapshot.name}`));
});

test('a return says since when there is a way to send it back', async () => {
  const stores = createMemoryStores();
  const returned = (number: number, sendingBack: SendingBack): ReturnRecord => ({
    revision: 1,
    snapshot: buildReturn({
      id: returnId(number),
      name: `#1001-R${number}`,
      requestedAt: NOW - number,
      status: 'open',
      sendingBack,
    }),
    readAt: NOW,
    request: 'decided',
    decision: null,
    attachedAt: NOW,
  });
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    customers: [{ ...newCustomerRecord(customerId(7)), revision: 1 }],
    returns: [returned(1, { labelledAt: NOW, isTracked: true }), returned(2, { labelledAt: null, isTracked: true })],
  });
  const entries = (await read(stores))?.details.entries;
  const paid = 'What comes back was paid with 60.00 USD.';
  expect(entries?.map(({ details }) => details)).toEqual([
    [
      'It was approved.',
      paid,
      'A label to send it back is attached since Nov 20, 2026, 7:00 AM, with a tracking number.',
    ],
    ['It was approved.', paid, 'A tracking number to send it back is attached since Nov 20, 2026, 7:00 AM.'],
  ]);
});
