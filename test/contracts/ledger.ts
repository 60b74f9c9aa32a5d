import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeId, CustomerCard, CustomerChange } from '../../core/customer-card.ts';
import { type Decision, withoutCustomer } from '../../core/decide.ts';
import type { CustomerId } from '../../core/identity.ts';
import { newOrderRecord } from '../../core/order.ts';
import type { Rule } from '../../core/policy.ts';
import type { Belonging, BelongingsPage, Ledger, ShopStore } from '../../core/ports.ts';
import type { ReturnRecord, ReturnStatus } from '../../core/return.ts';
import {
  buildDelayed,
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
  refundId,
  returnId,
  shipmentId,
  shopDomain,
} from '../core/builders.ts';
import {
  anyCustomer,
  anyDecision,
  anyOrder,
  buildCustomer,
  buildDecision,
  NOTHING,
  THREE_RULES,
  withAfterthought,
  withEffects,
  yearOfOrders,
} from './records.ts';

const SHOP = shopDomain('atelier');
const OTHER = shopDomain('atelier-2');

export interface LedgerSubject {
  readonly ledger: Ledger;
  readonly shops: ShopStore;
}

/**
 * What every ledger keeps. `create` gives an empty one whose clock stands at `NOW`; `runs` is how often a property
 * is tried.
 */
export function ledgerContract(create: () => Promise<LedgerSubject>, runs: number): void {
  async function start(): Promise<Ledger> {
    const { ledger, shops } = await create();
    for (const shop of [SHOP, OTHER]) await shops.install(shop, buildShop(), NOW - 400 * DAY_MS);
    return ledger;
  }

  const order = (revision: number, number = 1001) => ({ ...newOrderRecord(orderId(number)), revision });

  test('what was never written is null', async () => {
    const ledger = await start();
    expect(await ledger.order(SHOP, orderId(1), 'cheap')).toBeNull();
    expect(await ledger.customer(SHOP, customerId(1), 'latest')).toBeNull();
    expect(await ledger.decision(SHOP, buildDecision().id)).toBeNull();
    expect(await ledger.decisions(SHOP, { limit: 5 })).toEqual({ decisions: [], cursor: null });
    expect(await ledger.countOpen(SHOP, 5)).toEqual(new Map());
  });

  test('a commit of nothing is committed', async () => {
    expect(await (await start()).commit(SHOP, NOTHING)).toBe('committed');
  });

  test('several orders are read at once, and the unknown ones are missing', async () => {
    const ledger = await start();
    const orders = Array.from({ length: 60 }, (_, index) => order(1, index + 1));
    await ledger.commit(SHOP, { ...NOTHING, orders });
    const asked = Array.from({ length: 250 }, (_, index) => orderId(index + 1));
    const known = await ledger.orders(SHOP, asked, 'latest');
    expect(known).toEqual(new Map(orders.map((each) => [each.id, each])));
    expect(await ledger.orders(OTHER, asked, 'latest')).toEqual(new Map());
    expect(await ledger.orders(SHOP, [], 'cheap')).toEqual(new Map());
  });

  test('orders read as they were written, order of fields included', async () => {
    const ledger = await start();
    await fc.assert(
      fc.asyncProperty(anyOrder(), async (written) => {
        const known = await ledger.order(SHOP, written.id, 'latest');
        const next = { ...written, revision: (known?.revision ?? 0) + 1 };
        expect(await ledger.commit(SHOP, { ...NOTHING, orders: [next] })).toBe('committed');
        const read = await ledger.order(SHOP, written.id, 'latest');
        expect(read).toEqual(next);
        expect(JSON.stringify(read)).toBe(JSON.stringify(next));
      }),
      { numRuns: runs },
    );
  });

  test('a return reads as it was written, apart from its order, under its own revision', async () => {
    const ledger = await start();
    const read = () => ledger.return(SHOP, orderId(1001), returnId(501), 'latest');
    const written = (over: Partial<ReturnRecord> = {}): ReturnRecord => ({
      ...{ revision: 1, snapshot: buildReturn(), readAt: NOW, request: 'decided', decision: null },
      ...over,
    });
    expect(await read()).toBeNull();
    expect(await ledger.commit(SHOP, { ...NOTHING, orders: [order(1)], returns: [written()] })).toBe('committed');
    expect(JSON.stringify(await read())).toBe(JSON.stringify(written()));
    const next = written({ revision: 2, snapshot: buildReturn({ status: 'open', value: null, customer: null }) });
    expect(await ledger.commit(SHOP, { ...NOTHING, returns: [written()] })).toBe('conflict');
    expect(await ledger.commit(SHOP, { ...NOTHING, returns: [{ ...next, revision: 3 }] })).toBe('conflict');
    expect(await ledger.commit(SHOP, { ...NOTHING, returns: [next] })).toBe('committed');
    expect(await read()).toEqual(next);
    expect(await ledger.order(SHOP, orderId(1001), 'latest')).toEqual(order(1));
    expect(await ledger.return(SHOP, orderId(1001), returnId(502), 'latest')).toBeNull();
    expect(await ledger.return(OTHER, orderId(1001), returnId(501), 'latest')).toBeNull();
  });

  test('what was decided about an order’s returns is found with the order, also where the order is not known', async () => {
    const ledger = await start();
    const ofReturn = (number: number, at: number) => {
      const { id, event, ...rest } = buildDecision({ at });
      const returned = {
        ...event,
        type: 'return.requested',
        return: returnId(number),
        returnName: `R${number}`,
      } as const;
      return { ...rest, id: id.replace(/~.*/, `~return.requested~return-${number}`) as typeof id, event: returned };
    };
    const record = (number: number, decision: Decision): ReturnRecord => {
      const snapshot = buildReturn({ id: returnId(number) });
      return { revision: 1, snapshot, readAt: NOW, request: 'decided', decision: decision.id };
    };
    const [first, second] = [ofReturn(1, NOW - 2), ofReturn(2, NOW - 1)];
    await ledger.commit(SHOP, { ...NOTHING, returns: [record(1, first)], decisions: [first] });
    await ledger.commit(SHOP, { ...NOTHING, returns: [record(2, second)], decisions: [second] });
    const found = async () => (await ledger.decisions(SHOP, { order: orderId(1001), limit: 5 })).decisions;
    expect(await found()).toEqual([second, first]);
    const own = buildDecision({ at: NOW });
    await ledger.commit(SHOP, { ...NOTHING, orders: [{ ...order(1), decision: own.id }], decisions: [own] });
    expect(await found()).toEqual([own, second, first]);
    expect(
      (await ledger.decisions(SHOP, { order: orderId(1001), outcome: 'not_possible', limit: 5 })).decisions,
    ).toEqual([]);
  });

  test('a return belongs to its customer from when it was asked for', async () => {
    const ledger = await start();
    const snapshot = buildReturn({ customer: customerId(7), requestedAt: NOW - DAY_MS });
    const returned: ReturnRecord = { revision: 1, snapshot, readAt: NOW, request: 'past', decision: null };
    await ledger.commit(SHOP, { ...NOTHING, returns: [returned] });
    expect(await ledger.belongings(SHOP, customerId(7), 5)).toEqual({
      belongings: [{ kind: 'return', id: returnId(501), order: orderId(1001), at: NOW - DAY_MS }],
      cursor: null,
    });
  });

  test('a shipment reads as it was written, apart from its order, under its own revision', async () => {
    const ledger = await start();
    const read = () => ledger.shipment(SHOP, orderId(1001), shipmentId(701), 'latest');
    const written = buildShipmentRecord();
    expect(await read()).toBeNull();
    expect(await ledger.commit(SHOP, { ...NOTHING, orders: [order(1)], shipments: [written] })).toBe('committed');
    expect(JSON.stringify(await read())).toBe(JSON.stringify(written));
    const snapshot = buildShipment({ customer: null, deliveredAt: NOW, promisedAt: NOW, lastScan: null });
    const next = buildShipmentRecord({ revision: 2, snapshot, delay: 'past', lookAt: null });
    expect(await ledger.commit(SHOP, { ...NOTHING, shipments: [written] })).toBe('conflict');
    expect(await ledger.commit(SHOP, { ...NOTHING, shipments: [{ ...next, revision: 3 }] })).toBe('conflict');
    expect(await ledger.commit(SHOP, { ...NOTHING, shipments: [next] })).toBe('committed');
    expect(await read()).toEqual(next);
    expect(await ledger.order(SHOP, orderId(1001), 'latest')).toEqual(order(1));
    expect(await ledger.shipment(SHOP, orderId(1001), shipmentId(702), 'latest')).toBeNull();
    expect(await ledger.shipment(OTHER, orderId(1001), shipmentId(701), 'latest')).toBeNull();
  });

  test('a shipment belongs to its customer from when it was sent, and its decision is found with its order', async () => {
    const ledger = await start();
    const { id, event, ...rest } = buildDecision({ at: NOW });
    const delayed = { ...buildDelayed(), customer: event.customer };
    const decision = { ...rest, id: id.replace(/~.*/, '~shipment.delayed~shipment-701') as typeof id, event: delayed };
    const shipment = buildShipmentRecord({ decision: decision.id });
    await ledger.commit(SHOP, { ...NOTHING, shipments: [shipment], decisions: [decision] });
    const belonging = { kind: 'shipment', id: shipmentId(701), order: orderId(1001), at: NOW - 2 * DAY_MS };
    expect((await ledger.belongings(SHOP, customerId(7), 5)).belongings).toEqual([
      { kind: 'decision', id: decision.id, at: NOW },
      belonging,
    ]);
    expect((await ledger.decisions(SHOP, { order: orderId(1001), limit: 5 })).decisions).toEqual([decision]);
  });

  test('what happened later stands in its own place, moves with its record and goes where that is nobody’s', async () => {
    const ledger = await start();
    const ofReturn = (revision: number, customer: CustomerId | null, status: ReturnStatus): ReturnRecord => ({
      revision,
      snapshot: buildReturn({ customer, status, requestedAt: NOW - DAY_MS, approvedAt: NOW, closedAt: NOW }),
      ...{ readAt: NOW, request: 'past', decision: null },
    });
    const ofOrder = (revision: number, customer: CustomerId | null) => ({
      ...order(revision),
      snapshot: buildOrder({ customer, createdAt: NOW - 2 * DAY_MS, cancelledAt: NOW - 5_000 }),
      refunds: [buildRefund({ createdAt: NOW - 4_000 })],
    });
    const shipment = buildShipmentRecord({
      delayedAt: NOW - 3_000,
      snapshot: buildShipment({ deliveredAt: NOW - 2_000 }),
    });
    const listed = async (id: CustomerId, limit: number) => {
      const found: Belonging[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const page: BelongingsPage = await ledger.belongings(SHOP, id, limit, cursor || undefined);
        found.push(...page.belongings);
        cursor = page.cursor ?? undefined;
      }
      return found.map((each) => ('what' in each ? `${each.what} ${each.number}` : each.kind));
    };
    await ledger.commit(SHOP, {
      ...NOTHING,
      orders: [ofOrder(1, customerId(7))],
      returns: [ofReturn(1, customerId(7), 'open')],
      shipments: [shipment],
    });
    await ledger.commit(SHOP, { ...NOTHING, returns: [ofReturn(2, customerId(7), 'closed')] });
    const later = [
      'return_closed 501',
      'return_approved 501',
      'shipment_delivered 701',
      'shipment_delayed 701',
      'refunded 9001',
      'cancelled 1001',
    ];
    for (const limit of [1, 2, 100])
      expect(await listed(customerId(7), limit)).toEqual([...later, 'return', 'shipment', 'order']);
    expect((await ledger.belongings(OTHER, customerId(7), 5)).belongings).toEqual([]);
    await ledger.commit(SHOP, { ...NOTHING, orders: [ofOrder(2, customerId(8))] });
    expect(await listed(customerId(8), 100)).toEqual([...later.slice(4), 'order']);
    expect(await listed(customerId(7), 100)).toEqual([...later.slice(0, 4), 'return', 'shipment']);
    await ledger.commit(SHOP, {
      ...NOTHING,
      orders: [ofOrder(3, null)],
      returns: [ofReturn(3, null, 'closed')],
      shipments: [{ ...shipment, revision: 2, snapshot: { ...shipment.snapshot, customer: null } }],
    });
    for (const id of [customerId(7), customerId(8)]) expect(await listed(id, 100)).toEqual([]);
  });

  test('more than a transaction holds happened to the orders of one commit, and all of it is listed', async () => {
    const ledger = await start();
    const refunds = Array.from({ length: 120 }, (_, index) => buildRefund({ id: refundId(index + 1), createdAt: NOW }));
    const refunded = { ...order(1), snapshot: buildOrder({ createdAt: NOW - DAY_MS }), refunds };
    expect(await ledger.commit(SHOP, { ...NOTHING, orders: [refunded] })).toBe('committed');
    expect((await ledger.belongings(SHOP, customerId(7), 500)).belongings).toHaveLength(121);
  });

  test('a message that was sent stands by when it was, until its decision is nobody’s', async () => {
    const ledger = await start();
    const { effects, ...decision } = buildDecision({ at: NOW - DAY_MS });
    const action = { kind: 'customer.message', customer: customerId(7) } as const;
    const sent = effects.map((effect) => ({ ...effect, action, state: 'done' as const, attemptedAt: NOW }));
    const waiting = sent.map((effect) => ({ ...effect, state: 'pending' as const, attemptedAt: null }));
    const kinds = async () => (await ledger.belongings(SHOP, customerId(7), 9)).belongings.map(({ kind }) => kind);
    await ledger.commit(SHOP, { ...NOTHING, decisions: [{ ...decision, effects: waiting.slice(0, 1) }] });
    expect(await kinds()).toEqual(['decision']);
    const next = { ...decision, revision: decision.revision + 1, effects: sent.slice(0, 1) };
    expect(await ledger.recordEffects(SHOP, next, null)).toBe('recorded');
    expect(await ledger.recordEffects(SHOP, next, null)).toBe('conflict');
    expect(await kinds()).toEqual(['message', 'decision']);
    await ledger.eraseDecision(SHOP, { ...withoutCustomer(next, NOW), revision: next.revision + 1 });
    expect(await kinds()).toEqual([]);
  });

  test('customers read as they were written, again and again', async () => {
    const ledger = await start();
    await fc.assert(
      fc.asyncProperty(anyCustomer(fc.constant('7')), async (written) => {
        const known = await ledger.customer(SHOP, customerId(7), 'cheap');
        const next = { ...written, revision: (known?.revision ?? 0) + 1 };
        expect(await ledger.commit(SHOP, { ...NOTHING, customers: [next] })).toBe('committed');
        expect(await ledger.customer(SHOP, customerId(7), 'latest')).toEqual(next);
      }),
      { numRuns: runs },
    );
  });

  test('decisions read as they were written, order of fields included', async () => {
    const ledger = await start();
    await fc.assert(
      fc.asyncProperty(anyDecision, async (written) => {
        if ((await ledger.decision(SHOP, written.id)) !== null) return;
        expect(await ledger.commit(SHOP, { ...NOTHING, decisions: [written] })).toBe('committed');
        const read = await ledger.decision(SHOP, written.id);
        expect(read).toEqual(written);
        expect(JSON.stringify(read)).toBe(JSON.stringify(written));
      }),
      { numRuns: runs },
    );
  });

  test('a stale revision of any record conflicts, and nothing of the commit is written', async () => {
    const ledger = await start();
    const customer = buildCustomer({ revision: 1, orders: yearOfOrders(3) });
    const decision = buildDecision();
    await ledger.commit(SHOP, { ...NOTHING, orders: [order(1)], customers: [customer], decisions: [decision] });
    const fresh = { orders: [order(2)], customers: [{ ...customer, revision: 2 }] };
    const stale = [
      { ...NOTHING, ...fresh, orders: [order(1)] },
      { ...NOTHING, ...fresh, orders: [order(3)] },
      { ...NOTHING, ...fresh, customers: [customer] },
      { ...NOTHING, ...fresh, customers: [{ ...customer, revision: 3 }] },
      { ...NOTHING, ...fresh, decisions: [decision] },
      { ...NOTHING, ...fresh, reconsidered: [withAfterthought(buildDecision({ number: 2 }))] },
    ];
    for (const changes of stale) {
      const withBystander = { ...changes, orders: [...changes.orders, order(1, 5005)] };
      expect(await ledger.commit(SHOP, withBystander)).toBe('conflict');
    }
    expect(await ledger.order(SHOP, orderId(1001), 'latest')).toEqual(order(1));
    expect(await ledger.order(SHOP, orderId(5005), 'latest')).toBeNull();
    expect(await ledger.customer(SHOP, customerId(7), 'latest')).toEqual(customer);
    expect(await ledger.commit(SHOP, { ...NOTHING, ...fresh })).toBe('committed');
  });

  test('of commits at once under one revision, one is committed', async () => {
    const ledger = await start();
    const tries = [1, 2, 3, 4, 5].map((number) =>
      ledger.commit(SHOP, {
        ...NOTHING,
        orders: [order(1, number)],
        customers: [buildCustomer({ revision: 1, orders: yearOfOrders(number) })],
      }),
    );
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'committed')).toHaveLength(1);
    const winner = results.indexOf('committed') + 1;
    expect((await ledger.customer(SHOP, customerId(7), 'latest'))?.profile.lifetime.orders).toBe(winner);
    for (const number of [1, 2, 3, 4, 5]) {
      expect((await ledger.order(SHOP, orderId(number), 'latest')) !== null).toBe(number === winner);
    }
  });

  test('a customer’s past and its many orders fit one commit', async () => {
    const ledger = await start();
    const orders = Array.from({ length: 80 }, (_, index) => order(1, index + 1));
    const customers = [buildCustomer({ revision: 1, orders: yearOfOrders(5000) })];
    expect(await ledger.commit(SHOP, { ...NOTHING, orders, customers })).toBe('committed');
    expect(await ledger.customer(SHOP, customerId(7), 'cheap')).toEqual(customers[0]);
  });

  test('effects are written under the revision, and nothing else of the decision', async () => {
    const ledger = await start();
    const decision = buildDecision();
    await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
    const noted = withAfterthought(decision);
    expect(await ledger.commit(SHOP, { ...NOTHING, reconsidered: [noted] })).toBe('committed');
    const done = withEffects(decision, { state: 'done', attempts: 1, attemptedAt: NOW, problem: '' });
    expect(await ledger.recordEffects(SHOP, { ...done, policyVersion: 99 }, null)).toBe('recorded');
    expect(await ledger.recordEffects(SHOP, done, null)).toBe('conflict');
    expect(await ledger.recordEffects(SHOP, buildDecision({ number: 2 }), null)).toBe('conflict');
    expect(await ledger.recordEffects(SHOP, withEffects(buildDecision({ number: 2 }), {}), null)).toBe('conflict');
    const read = await ledger.decision(SHOP, decision.id);
    expect(read).toEqual({ ...done, afterthoughts: noted.afterthoughts });
  });

  test('afterthoughts are added and never lost', async () => {
    const ledger = await start();
    const decision = buildDecision();
    await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
    const first = withAfterthought(decision, 'return-bag');
    const second = withAfterthought(first, 'express');
    const rival = withAfterthought(decision, 'express');
    expect(await ledger.commit(SHOP, { ...NOTHING, reconsidered: [first] })).toBe('committed');
    expect(await ledger.commit(SHOP, { ...NOTHING, reconsidered: [rival] })).toBe('conflict');
    expect(await ledger.commit(SHOP, { ...NOTHING, reconsidered: [first] })).toBe('committed');
    expect(await ledger.commit(SHOP, { ...NOTHING, reconsidered: [second] })).toBe('committed');
    expect(await ledger.decision(SHOP, decision.id)).toEqual(second);
  });

  test('pages go from the newest decision to the oldest, each decision once', async () => {
    const ledger = await start();
    const decisions = Array.from({ length: 23 }, (_, index) =>
      buildDecision({ number: index + 1, at: NOW - index * 17 * DAY_MS }),
    );
    for (const decision of decisions) await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
    for (const limit of [1, 4, 22, 23, 50]) {
      const { pages, found } = await readAll(ledger, { limit });
      expect(found).toEqual(decisions);
      expect(pages).toBe(Math.ceil(decisions.length / limit));
    }
    const ofCustomer = await readAll(ledger, { limit: 4, customer: customerId(7) });
    expect(ofCustomer).toEqual({ pages: 6, found: decisions });
  });

  test('decisions of one moment are told apart', async () => {
    const ledger = await start();
    const decisions = [1, 2, 3, 4, 5].map((number) => buildDecision({ number }));
    await ledger.commit(SHOP, { ...NOTHING, decisions });
    expect((await readAll(ledger, { limit: 2 })).found).toEqual(decisions.toReversed());
  });

  test('decisions are found by outcome, rule, customer, order and time', async () => {
    const ledger = await start();
    const granted = buildDecision({ number: 1, at: NOW - 60 * DAY_MS });
    const poor = buildDecision({ number: 2, at: NOW - 40 * DAY_MS, spendMinor: 0, customer: customerId(8) });
    const guest = buildDecision({ number: 3, at: NOW - 20 * DAY_MS, customer: null });
    const oneRule = buildDecision({ number: 4, at: NOW, rules: [rule(0)] });
    const decisions = [oneRule, guest, poor, granted];
    const orders = decisions.map(({ id, event }) => ({ ...newOrderRecord(event.order), revision: 1, decision: id }));
    await ledger.commit(SHOP, { ...NOTHING, orders, decisions });
    const find = async (query: object) => (await readAll(ledger, { limit: 2, ...query })).found;
    const returnBag = rule(0).id;
    const express = rule(2).id;
    expect(await find({ outcome: 'granted' })).toEqual([oneRule, granted]);
    expect(await find({ outcome: 'no_match' })).toEqual([guest, poor, granted]);
    expect(await find({ rule: express })).toEqual([guest, poor, granted]);
    expect(await find({ rule: express, outcome: 'granted' })).toEqual([]);
    expect(await find({ rule: returnBag, outcome: 'granted' })).toEqual([oneRule, granted]);
    expect(await find({ rule: returnBag, outcome: 'no_match' })).toEqual([guest, poor]);
    expect(await find({ rule: 'bag' })).toEqual([]);
    expect(await find({ customer: customerId(7) })).toEqual([oneRule, granted]);
    expect(await find({ customer: customerId(7), rule: express })).toEqual([granted]);
    expect(await find({ customer: customerId(8), outcome: 'granted' })).toEqual([]);
    expect(await find({ order: orderId(3) })).toEqual([guest]);
    expect(await find({ order: orderId(3), outcome: 'granted' })).toEqual([]);
    expect(await find({ order: orderId(99) })).toEqual([]);
    expect(await find({ since: poor.decidedAt })).toEqual([oneRule, guest, poor]);
    expect(await find({ since: poor.decidedAt + 1 })).toEqual([oneRule, guest]);
    expect(await find({ since: granted.decidedAt + 1, customer: customerId(7) })).toEqual([oneRule]);
    expect(await find({ since: NOW + 1 })).toEqual([]);
  });

  test('what belongs to a customer is listed by time, page by page, and goes with the order that changes hands', async () => {
    const ledger = await start();
    const mine = [1, 2, 3, 4].map((number) => buildDecision({ number, at: NOW - number * DAY_MS }));
    const orders = mine.map(({ id, event }, index) => ({
      ...order(1, index + 1),
      snapshot: buildOrder({ id: event.order, customer: customerId(7), createdAt: NOW - (index + 1) * DAY_MS - 1_000 }),
      decision: id,
    }));
    const others = { ...order(1, 9), snapshot: buildOrder({ id: orderId(9), customer: customerId(8) }) };
    const guests = { ...order(1, 10), snapshot: buildOrder({ id: orderId(10), customer: null }) };
    await ledger.commit(SHOP, { ...NOTHING, orders: [...orders, others, guests, order(1, 11)], decisions: mine });
    const listed = async (customer: number, limit: number) => {
      const found = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: BelongingsPage = await ledger.belongings(SHOP, customerId(customer), limit, cursor);
        found.push(...page.belongings);
        cursor = page.cursor;
      }
      return found;
    };
    const expected = mine.flatMap(({ id, event, decidedAt }, index): Belonging[] => [
      { kind: 'decision', id, at: decidedAt },
      { kind: 'order', id: event.order, at: NOW - (index + 1) * DAY_MS - 1_000 },
    ]);
    for (const limit of [1, 3, 8, 100]) expect(await listed(7, limit)).toEqual(expected);
    expect(await listed(8, 5)).toEqual([{ kind: 'order', id: orderId(9), at: others.snapshot.createdAt }]);
    expect((await ledger.belongings(OTHER, customerId(7), 5)).belongings).toEqual([]);
    const merged = buildCustomer({ customer: customerId(9), revision: 1 });
    const gone = { at: NOW - 5 * DAY_MS, mergedInto: customerId(7) };
    await ledger.commit(SHOP, { ...NOTHING, customers: [{ ...merged, gone }] });
    expected.push({ kind: 'customer', id: customerId(9), at: NOW - 5 * DAY_MS });
    for (const limit of [1, 100]) expect(await listed(7, limit)).toEqual(expected);
    const moved = { ...orders[0], ...order(2, 1), snapshot: { ...others.snapshot, id: orderId(1), customer: null } };
    await ledger.commit(SHOP, { ...NOTHING, orders: [moved] });
    expect(await listed(7, 5)).toEqual(expected.filter((each) => !('id' in each) || each.id !== orderId(1)));
  });

  test('a change that was told of a customer is kept once, listed among what belongs to them, and forgotten alone', async () => {
    const ledger = await start();
    const change = (at: number, tag: string): CustomerChange => ({
      id: `${new Date(at).toISOString()}~tags_added~${tag}` as ChangeId,
      customer: customerId(7),
      at,
      what: { kind: 'tags_added', tags: [tag] },
    });
    const [older, newer] = [change(NOW - DAY_MS, 'VIP'), change(NOW, 'wholesale')];
    for (const changes of [[older, newer], [newer]]) {
      expect(await ledger.commit(SHOP, { ...NOTHING, changesOfCustomers: changes })).toBe('committed');
    }
    const listed = async (shop = SHOP, limit = 5) =>
      (await ledger.belongings(shop, customerId(7), limit)).belongings.map((each) => ({
        kind: each.kind,
        id: 'id' in each && each.id,
        at: each.at,
      }));
    const entries = [newer, older].map(({ id, at }) => ({ kind: 'change', id, at }));
    expect(await listed()).toEqual(entries);
    expect(await listed(SHOP, 1)).toEqual(entries.slice(0, 1));
    expect(await listed(OTHER)).toEqual([]);
    expect(await ledger.changeOfCustomer(SHOP, customerId(7), older.id)).toEqual(older);
    expect(await ledger.changeOfCustomer(OTHER, customerId(7), older.id)).toBeNull();
    expect(await ledger.changeOfCustomer(SHOP, customerId(8), older.id)).toBeNull();
    await ledger.forgetChange(OTHER, customerId(7), newer.id);
    await ledger.forgetChange(SHOP, customerId(7), older.id);
    expect(await ledger.changeOfCustomer(SHOP, customerId(7), older.id)).toBeNull();
    expect(await listed()).toEqual(entries.slice(0, 1));
  });

  test('what the shop told of a customer is kept with them, whatever their orders', async () => {
    const ledger = await start();
    const card: CustomerCard = {
      readAt: NOW,
      tags: ['VIP', 'Café'],
      hasMoreTags: true,
      email: { state: 'subscribed', at: NOW - DAY_MS },
      sms: null,
    };
    const told = { ...buildCustomer({ revision: 1, orders: yearOfOrders(5) }), card };
    await ledger.commit(SHOP, { ...NOTHING, customers: [told] });
    expect(await ledger.customer(SHOP, customerId(7), 'latest')).toEqual(told);
  });

  test('one shop never sees another’s records', async () => {
    const ledger = await start();
    const decisions = [1, 2, 3].map((number) => buildDecision({ number }));
    const customers = [buildCustomer({ revision: 1, orders: yearOfOrders(5) })];
    const orders = decisions.map(({ id, event }) => ({ ...newOrderRecord(event.order), revision: 1, decision: id }));
    await ledger.commit(SHOP, { ...NOTHING, orders, customers, decisions });
    const [newest] = decisions.toReversed();
    const { cursor } = await ledger.decisions(SHOP, { limit: 1 });
    expect(await ledger.order(OTHER, orderId(1), 'latest')).toBeNull();
    expect(await ledger.customer(OTHER, customerId(7), 'latest')).toBeNull();
    for (const query of [{}, { customer: customerId(7) }, { order: orderId(1) }, { cursor: cursor ?? '' }]) {
      expect((await ledger.decisions(OTHER, { limit: 5, ...query })).decisions).toEqual([]);
    }
    if (!newest) throw new Error('no decision was built');
    expect(await ledger.decision(OTHER, newest.id)).toBeNull();
    expect(await ledger.recordEffects(OTHER, withEffects(newest, {}), null)).toBe('conflict');
    expect(await ledger.commit(OTHER, { ...NOTHING, reconsidered: [withAfterthought(newest)] })).toBe('conflict');
    const same = { ...NOTHING, orders, customers, decisions };
    expect(await ledger.commit(OTHER, same)).toBe('committed');
    expect(await ledger.commit(OTHER, { ...NOTHING, customers: [buildCustomer({ revision: 2 })] })).toBe('committed');
    expect(await ledger.customer(SHOP, customerId(7), 'latest')).toEqual(customers[0]);
  });

  test('a cursor that nobody gave out leads to the first page', async () => {
    const ledger = await start();
    const decision = buildDecision();
    await ledger.commit(SHOP, { ...NOTHING, decisions: [decision] });
    for (const cursor of ['', 'x', '%00', 'b3RoZXI']) {
      expect((await ledger.decisions(SHOP, { limit: 5, cursor })).decisions).toEqual([decision]);
    }
  });
}

function rule(index: number): Rule {
  const chosen = THREE_RULES[index];
  if (!chosen) throw new Error('there are three rules');
  return chosen;
}

async function readAll(ledger: Ledger, query: Parameters<Ledger['decisions']>[1]) {
  const first = await ledger.decisions(SHOP, query);
  const found = [...first.decisions];
  let { cursor } = first;
  let pages = 1;
  while (cursor !== null) {
    const page = await ledger.decisions(SHOP, { ...query, cursor });
    found.push(...page.decisions);
    cursor = page.cursor;
    pages += 1;
  }
  return { pages, found };
}
