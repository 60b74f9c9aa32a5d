import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import { readCustomer } from '../../app/customer-details.server.ts';
import { effectUrl } from '../../app/effect-url.ts';
import type { ChangeId, ChangeOfCustomer } from '../../core/customer-card.ts';
import type { OrderHold } from '../../core/hold.ts';
import { type FulfillmentOrderId, gid } from '../../core/identity.ts';
import { newOrderRecord } from '../../core/order.ts';
import { newCustomerRecord, replaceContribution, seeOrder } from '../../core/profile.ts';
import type { ReturnRecord, SendingBack } from '../../core/return.ts';
import type { ShipmentRecord } from '../../core/shipment.ts';
import {
  buildDispute,
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
import { buildDecision, firstEffect, NO_CHANGES } from '../core/decisions.ts';

const SHOP = buildShop();
const ACME = gid('Company', '31');
const COMPANIES = {
  companiesOf: async () => ({ kind: 'found' as const, companies: ACME ? [{ id: ACME, name: 'Acme' }] : [] }),
};
const read = (stores: ReturnType<typeof createMemoryStores>, cursor?: string, id = customerId(7)) =>
  readCustomer({ ...stores, companyNames: COMPANIES }, SHOP, id, cursor, 'Ada Norberg', NOW);

test('a customer’s page adds up no amounts of two currencies', async () => {
  const stores = createMemoryStores();
  const before = { customer: customerId(7), placedAt: NOW - 30 * DAY_MS, netMinor: 9_900 };
  const since = { ...before, placedAt: NOW - DAY_MS, netMinor: 5_000 };
  const { profile } = newCustomerRecord(customerId(7));
  const both = [before, since].reduce((known, each) => replaceContribution(known, null, each), profile);
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    customers: [{ ...newCustomerRecord(customerId(7)), revision: 1, profile: both }],
  });
  const records = { ...stores, companyNames: COMPANIES };
  const changedAgo = async (days: number) => {
    const shop = { ...SHOP, currency: 'EUR', currencySince: NOW - days * DAY_MS };
    return (await readCustomer(records, shop, customerId(7), undefined, 'Ada Norberg', NOW))?.details;
  };
  expect(await changedAgo(10)).toMatchObject({
    year: { spend: null, orders: 2 },
    lifetime: { spend: null, orders: 2 },
  });
  // Whoever ordered nothing before the change is known in full.
  expect(await changedAgo(40)).toMatchObject({ year: { spend: '149.00 EUR' }, lifetime: { spend: '149.00 EUR' } });
});

test('a customer’s page says what is known and lists orders, decisions and merges, newest first', async () => {
  const stores = createMemoryStores();
  const decision = buildDecision();
  const order = { ...newOrderRecord(orderId(1001)), revision: 1, decision: decision.id };
  const snapshot = buildOrder({
    createdAt: NOW - DAY_MS,
    financialStatus: 'partially_refunded',
  });
  const contribution = { customer: customerId(7), placedAt: NOW - 400 * DAY_MS, netMinor: 9_900 };
  const profile = replaceContribution(
    seeOrder({ ...newCustomerRecord(customerId(7)).profile, knownSince: NOW - 500 * DAY_MS }, NOW, NOW),
    null,
    contribution,
  );
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    orders: [{ ...order, snapshot }],
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
        title: 'Order #1001 placed',
        url: 'shopify://admin/orders/1001',
        details: ['180.00 USD, partially refunded.'],
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

const told = async (stores: ReturnType<typeof createMemoryStores>) =>
  (await read(stores))?.details.entries.map(({ title, at, details }) => [title, at.text, ...details]);

test('each thing that happened to an order later is an entry of its own, in its place among all others', async () => {
  const stores = createMemoryStores();
  const at = (hours: number) => NOW - DAY_MS + hours * 3_600_000;
  const part = (number: number) => gid('FulfillmentOrder', String(number)) as FulfillmentOrderId;
  const holds: OrderHold[] = [
    { fulfillmentOrder: part(1), reasons: ['awaiting_payment', 'high_risk_of_fraud'], since: at(3), readAt: at(3) },
    {
      fulfillmentOrder: part(2),
      reasons: [],
      place: { name: 'Oakland', routedAt: at(0.5) },
      since: null,
      readAt: at(5),
      lastHold: { from: at(1), until: at(4), reasons: ['incorrect_address'] },
    },
  ];
  const disputes = [buildDispute({ status: 'won', openedAt: at(7), toldAt: at(8) })];
  const refunds = [buildRefund({ createdAt: at(6) })];
  const edits = [{ number: '7', at: at(5) }];
  const placed = (number: number, createdAt: number) => ({
    ...newOrderRecord(orderId(number)),
    revision: 1,
    snapshot: buildOrder({ id: orderId(number), name: `#${number}`, createdAt }),
  });
  const { snapshot, ...first } = placed(1001, at(0));
  await stores.ledger.commit(SHOP.domain, {
    ...NO_CHANGES,
    orders: [
      { ...first, snapshot: { ...snapshot, cancelledAt: at(9) }, holds, disputes, refunds, edits },
      placed(1002, at(2)),
    ],
  });
  expect(await told(stores)).toEqual([
    ['Order #1001 cancelled', 'Nov 19, 2026, 4:00 PM'],
    ['Dispute about order #1001 settled', 'Nov 19, 2026, 3:00 PM', 'You won.'],
    ['Payment of order #1001 charged back', 'Nov 19, 2026, 2:00 PM'],
    ['50.00 USD of order #1001 refunded', 'Nov 19, 2026, 1:00 PM'],
    ['Order #1001 edited', 'Nov 19, 2026, 12:00 PM'],
    ['Order #1001 released from hold', 'Nov 19, 2026, 11:00 AM'],
    ['Order #1001 put on hold', 'Nov 19, 2026, 10:00 AM', 'Payment is awaited and the risk of fraud is high.'],
    ['Order #1002 placed', 'Nov 19, 2026, 9:00 AM', '180.00 USD, paid.'],
    ['Order #1001 put on hold', 'Nov 19, 2026, 8:00 AM', 'The address is not right.'],
    ['Order #1001 to be sent from Oakland', 'Nov 19, 2026, 7:30 AM'],
    ['Order #1001 placed', 'Nov 19, 2026, 7:00 AM', '180.00 USD, paid.'],
  ]);
});

test('an order that was deleted in the shop says when, and leads nowhere', async () => {
  const stores = createMemoryStores();
  const snapshot = buildOrder({ createdAt: NOW - DAY_MS });
  const order = { ...newOrderRecord(orderId(1001)), revision: 1, snapshot, deletedAt: NOW };
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, orders: [order] });
  expect((await read(stores))?.details.entries).toMatchObject([
    { title: 'Order #1001 deleted in your shop', url: null, details: ['It does not count any more.'] },
    { title: 'Order #1001 placed', url: null },
  ]);
});

test('what belongs to an order that was deleted leads nowhere, and awaits nothing', async () => {
  const stores = createMemoryStores();
  const snapshot = buildOrder({ createdAt: NOW - DAY_MS });
  const order = { ...newOrderRecord(orderId(1001)), revision: 1, snapshot, deletedAt: NOW };
  const requested: ReturnRecord = {
    ...{ revision: 1, readAt: NOW, request: 'past', decision: null },
    snapshot: buildReturn({ name: '#R1', status: 'requested', requestedAt: NOW - 3_600_000, value: null }),
  };
  const sent = { sentAt: NOW - 2 * 3_600_000, deliveredAt: NOW - 1_800_000, promisedAt: null };
  const shipments = [buildShipmentRecord({ snapshot: buildShipment(sent) })];
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, orders: [order], returns: [requested], shipments });
  const entries = (await read(stores))?.details.entries ?? [];
  expect(entries.map(({ url }) => url)).toEqual([null, null, null, null, null]);
  expect(entries.map(({ title, details }) => [title, ...details])).toEqual([
    ['Order #1001 deleted in your shop', 'It does not count any more.'],
    ['Shipment #1001.1 delivered'],
    ['Return #R1 asked for', 'Its order was deleted in your shop.'],
    ['Shipment #1001.1 sent', 'Its order was deleted in your shop.'],
    ['Order #1001 placed', '180.00 USD, paid.'],
  ]);
});

test('a return tells when it was asked for and when it was answered, where that is known', async () => {
  const stores = createMemoryStores();
  const at = (minutes: number) => NOW - DAY_MS + minutes * 60_000;
  const record = (number: number, over: Parameters<typeof buildReturn>[0], changedAt?: number): ReturnRecord => ({
    ...{ revision: 1, readAt: NOW, request: 'past', decision: null },
    snapshot: buildReturn({ id: returnId(number), name: `#R${number}`, requestedAt: at(number), value: null, ...over }),
    ...(changedAt !== undefined && { changedAt }),
  });
  const returns = [
    record(1, { status: 'closed', approvedAt: at(10), closedAt: at(20) }, at(21)),
    record(2, { status: 'declined' }, at(11)),
    record(3, { status: 'declined' }),
    record(4, { status: 'requested' }),
  ];
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, returns });
  expect((await told(stores))?.map(([title, , ...details]) => [title, ...details])).toEqual([
    ['Return #R1 closed'],
    ['Return #R2 declined'],
    ['Return #R1 approved'],
    ['Return #R4 asked for', 'It awaits an answer.'],
    ['Return #R3 asked for', 'It was declined.'],
    ['Return #R2 asked for'],
    ['Return #R1 asked for'],
  ]);
});

test('a shipment says what was promised, when it was late or out of sight, and when it arrived', async () => {
  const stores = createMemoryStores();
  const at = (hours: number) => NOW - 2 * DAY_MS + hours * 3_600_000;
  const shipment = (
    number: number,
    over: Parameters<typeof buildShipment>[0],
    delay: ShipmentRecord['delay'] = 'awaited',
    delayedAt?: number,
  ) =>
    buildShipmentRecord({
      snapshot: buildShipment({ id: shipmentId(number), name: `#1001.${number}`, sentAt: at(-number), ...over }),
      delay,
      ...(delayedAt !== undefined && { delayedAt }),
    });
  const shipments = [
    shipment(1, { promisedAt: at(0), lastScan: { at: at(1), status: 'out_for_delivery' } }, 'decided'),
    shipment(2, { promisedAt: at(0), deliveredAt: at(30) }, 'past', at(24)),
    shipment(3, { promisedAt: at(9), deliveredAt: at(1) }),
    shipment(4, { lastScan: null, isTracked: false }),
    shipment(5, { status: 'called_off' }),
  ];
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, shipments });
  expect((await told(stores))?.map(([title, , ...details]) => [title, ...details])).toEqual([
    ['Shipment #1001.2 delivered', '1 day late.'],
    [
      'Shipment #1001.2 late or out of sight',
      'It was late or out of sight before Concierge could tell: no rule was asked.',
    ],
    ['Shipment #1001.3 delivered', 'In time.'],
    [
      'Shipment #1001.1 sent',
      'Promised for Nov 18, 2026, 7:00 AM.',
      'The carrier’s last word, Nov 18, 2026, 8:00 AM: out for delivery.',
      'It was late or out of sight, and no rule waits for that.',
    ],
    ['Shipment #1001.2 sent', 'Promised for Nov 18, 2026, 7:00 AM.'],
    ['Shipment #1001.3 sent', 'Promised for Nov 18, 2026, 4:00 PM.'],
    ['Shipment #1001.4 sent', 'It has no tracking number.'],
    ['Shipment #1001.5 sent', 'It was called off.'],
  ]);
});

test('an e-mail that was sent stands in its own place and leads to its perk', async () => {
  const stores = createMemoryStores();
  const decision = buildDecision({ at: NOW - DAY_MS });
  const action = { kind: 'customer.message', customer: customerId(7) } as const;
  const effects = decision.effects
    .slice(0, 1)
    .map((effect) => ({ ...effect, action, state: 'done' as const, attemptedAt: NOW }));
  await stores.ledger.commit(SHOP.domain, { ...NO_CHANGES, decisions: [{ ...decision, effects }] });
  expect((await read(stores))?.details.entries).toMatchObject([
    {
      title: 'E-mail sent about order #1001',
      at: { text: 'Nov 20, 2026, 7:00 AM' },
      url: effectUrl(decision.id, firstEffect(decision).id),
    },
    { title: 'Decision about order #1001' },
  ]);
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
  expect(titles).toEqual(orders.map(({ snapshot }) => `Order ${snapshot.name} placed`));
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
  expect((await told(stores))?.map(([title, , ...details]) => [title, ...details])).toEqual([
    ['Return #1001-R2 can be sent back', 'A tracking number is attached.'],
    ['Return #1001-R1 can be sent back', 'A label with a tracking number is attached.'],
    ['Return #1001-R1 asked for', 'It was approved.', 'What comes back was paid with 60.00 USD.'],
    ['Return #1001-R2 asked for', 'It was approved.', 'What comes back was paid with 60.00 USD.'],
  ]);
});
