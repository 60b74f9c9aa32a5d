import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../adapters/memory/stores.ts';
import type { ChangeId } from '../../core/customer-card.ts';
import {
  type CustomerId,
  type OrderId,
  type ReturnId,
  type ReviewId,
  reviewId,
  type ShipmentId,
} from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import { eraseCustomer } from '../../core/use-cases/erase-customer.ts';
import { installShop } from '../../core/use-cases/install-shop.ts';
import { observe } from '../../core/use-cases/observe.ts';
import {
  buildOrder,
  buildRefund,
  buildReturn,
  buildShipment,
  buildShop,
  customerId,
  NOW,
  orderId,
  refundId,
  returnId,
  shipmentId,
  usd,
} from '../core/builders.ts';
import { buildReview } from '../core/reviews.ts';

const SHOP = buildShop();
const CUSTOMERS = [0, 1, 2, 3, 4].map((number) => customerId(9_700 + number));
const MINUTE_MS = 60_000;

const customer = fc.constantFrom(...CUSTOMERS);

/** Who becomes whom, never in a circle; who is deleted and erased; and orders that go from hand to hand. */
const lives = fc.record({
  merges: fc.tuple(...[1, 2, 3, 4].map((most) => fc.option(fc.nat({ max: most - 1 }), { freq: 2 }))),
  redacted: fc.option(customer, { freq: 2 }),
  deleted: fc.option(customer, { freq: 2 }),
  met: fc.array(customer, { maxLength: 3 }),
  tagged: fc.array(customer, { maxLength: 3 }),
  orders: fc.array(
    fc.record({
      owners: fc.array(fc.option(customer, { freq: 6 }), { minLength: 1, maxLength: 3 }),
      totalMinor: fc.integer({ min: 100, max: 20_000 }),
      paid: fc.boolean(),
      refund: fc.boolean(),
      deleted: fc.nat({ max: 3 }).map((drawn) => drawn === 0),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  /** Whose a return, a shipment and a review are. */
  returned: fc.array(customer, { maxLength: 2 }),
  shipped: fc.array(customer, { maxLength: 2 }),
  reviewed: fc.array(customer, { maxLength: 2 }),
});
type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never;

const TAGGED = {
  id: '2026-11-20T12:00:00.000Z~tags_added~a' as ChangeId,
  at: NOW,
  what: { kind: 'tags_added', tags: ['VIP'] },
} as const;

const order = (index: number): OrderId => orderId(5_000 + index);

/** The hash of their address, as far as a review keeps it. */
const authorOf = (id: CustomerId) => `${id.split('/').at(-1)}`.padStart(32, 'e');

const reviewOf = (index: number) => reviewId('shopify', String(7_000 + index)) as ReviewId;

function deliveriesOf({ merges, redacted, deleted, met, tagged, orders, ...life }: Life): Observation[] {
  return [
    ...life.returned.map((_, index): Observation => ({ type: 'return.touched', return: returnId(index + 1) })),
    ...life.shipped.map((_, index): Observation => ({ type: 'shipment.touched', shipment: shipmentId(index + 1) })),
    ...life.reviewed.map((writer, index): Observation => {
      const review = buildReview({ id: reviewOf(index), provider: 'shopify', author: authorOf(writer) });
      const version = { updatedAt: NOW, triggeredAt: NOW, bodyHash: 'a' };
      return { type: 'review.seen', seen: { review, version }, email: null, writer };
    }),
    ...mergesOf(merges).map(({ gone, kept }): Observation => ({ type: 'customers.merged', gone, kept, toldAt: NOW })),
    ...met.map((id): Observation => ({ type: 'customer.seen', customer: id })),
    ...tagged.map((id): Observation => ({ type: 'customer.touched', customer: id, change: TAGGED })),
    ...(deleted ? [{ type: 'customer.deleted', customer: deleted } as const] : []),
    ...(redacted ? [{ type: 'customer.redacted', customer: redacted, contacts: [], orders: [] } as const] : []),
    ...orders.flatMap(({ owners, totalMinor, paid, refund, deleted: gone }, index): Observation[] => [
      ...(gone ? [{ type: 'order.deleted', order: order(index), at: NOW } as const] : []),
      ...owners.map((owner, version): Observation => {
        const isLast = version === owners.length - 1;
        const snapshot = buildOrder({
          id: order(index),
          name: `#${index}`,
          customer: owner,
          total: usd(totalMinor),
          financialStatus: isLast && !paid ? 'pending' : 'paid',
        });
        const at = NOW + version * 1000;
        return { type: 'order.seen', order: snapshot, version: { updatedAt: at, triggeredAt: at, bodyHash: 'a' } };
      }),
      ...(refund
        ? [
            {
              type: 'refund.seen',
              refund: buildRefund({ id: refundId(6_000 + index), order: order(index), amount: usd(50) }),
            } as const,
          ]
        : []),
    ]),
  ];
}

/** Returns, shipments and reviews, with whose each is told to be. */
function partsOf({ returned, shipped, reviewed }: Life): { id: string; owner: CustomerId }[] {
  return [
    ...returned.map((owner, index) => ({ id: returnId(index + 1), owner })),
    ...shipped.map((owner, index) => ({ id: shipmentId(index + 1), owner })),
    ...reviewed.map((owner, index) => ({ id: reviewOf(index), owner })),
  ];
}

function mergesOf(merges: Life['merges']): { gone: CustomerId; kept: CustomerId }[] {
  return merges.flatMap((into, index) => {
    const [gone, kept] = [CUSTOMERS[index + 1], into === null ? undefined : CUSTOMERS[into]];
    return gone && kept ? [{ gone, kept }] : [];
  });
}

/** Who everybody is in the end. */
function personOf({ merges }: Life, id: CustomerId): CustomerId {
  const merge = mergesOf(merges).find(({ gone }) => gone === id);
  return merge ? personOf({ merges } as Life, merge.kept) : id;
}

async function liveThrough(life: Life, deliveries: readonly Observation[], width: number) {
  const stores = createMemoryStores();
  await installShop(stores, SHOP.domain, SHOP, NOW - MINUTE_MS);
  const nothing = async () => ({ kind: 'page', seen: [], cursor: null }) as const;
  const card = { readAt: NOW, tags: ['VIP'], email: null, sms: null };
  const found = async () => ({ kind: 'found', card }) as const;
  let readAt = NOW;
  const owned = (owners: readonly CustomerId[], id: string) => owners[Number(id.split('/').at(-1)) - 1] ?? null;
  const reader = {
    ordersOf: nothing,
    customer: found,
    async return(_shop: string, id: ReturnId) {
      const snapshot = buildReturn({ id, customer: owned(life.returned, id), status: 'open', requestedAt: NOW });
      return { kind: 'found', seen: { return: snapshot, readAt: readAt++ } };
    },
    async shipment(_shop: string, id: ShipmentId) {
      const snapshot = buildShipment({ id, customer: owned(life.shipped, id), sentAt: NOW });
      return { kind: 'found', seen: { shipment: snapshot, readAt: readAt++ } };
    },
  } as unknown as Parameters<typeof observe>[0]['reader'];
  const confirmInstallation = async () => 'confirmed' as const;
  const effects = { send: async () => undefined };
  const ports = { ...stores, reader, effects, backoff: async () => undefined, confirmInstallation };
  const eraseDue = async (now: number) => {
    for (const { id } of await stores.erasures.list(SHOP.domain, 100)) {
      await eraseCustomer(ports, SHOP.domain, id, now, () => true);
    }
  };
  for (let start = 0; start < deliveries.length; start += width) {
    const together = deliveries.slice(start, start + width);
    const observed = await Promise.all(together.map((each) => observe(ports, SHOP.domain, each, NOW)));
    expect(observed.map(({ kind }) => kind)).not.toContain('try_again');
    if (observed.some(({ kind }) => kind === 'to_erase')) await eraseDue(NOW);
  }
  // The second look finds what was under way; a name that it comes across is erased by the next.
  for (const round of [0, 1, 2, 3, 4, 5]) await eraseDue(NOW + round * 4 * MINUTE_MS);
  return stores;
}

async function outcomeOf(stores: Awaited<ReturnType<typeof liveThrough>>, life: Life) {
  const customers = await Promise.all(CUSTOMERS.map((id) => stores.ledger.customer(SHOP.domain, id, 'latest')));
  const orders = await Promise.all(
    life.orders.map((_, index) => stores.ledger.order(SHOP.domain, order(index), 'latest')),
  );
  const { decisions } = await stores.ledger.decisions(SHOP.domain, { limit: 1_000 });
  const changes = await Promise.all(CUSTOMERS.map((id) => stores.ledger.changeOfCustomer(SHOP.domain, id, TAGGED.id)));
  const belonging = await Promise.all(
    CUSTOMERS.map(async (id) => {
      const { belongings } = await stores.ledger.belongings(SHOP.domain, id, 1_000);
      const kinds = ['return', 'shipment', 'review'];
      return belongings
        .flatMap((each) => (kinds.includes(each.kind) && 'id' in each ? [each.id as string] : []))
        .sort();
    }),
  );
  const { reviews } = await stores.reviews.list(SHOP.domain, 100);
  const parts = [
    ...reviews,
    ...(await Promise.all(
      life.returned.map((_, index) => stores.ledger.return(SHOP.domain, orderId(1001), returnId(index + 1), 'latest')),
    )),
    ...(await Promise.all(
      life.shipped.map((_, index) =>
        stores.ledger.shipment(SHOP.domain, orderId(1001), shipmentId(index + 1), 'latest'),
      ),
    )),
  ];
  return { customers, orders, parts, decisions, changes, belonging };
}

test('whatever order merges, deletions and erasures come in, with orders in flight, the same is left', async () => {
  const shuffled = lives.chain((life) => {
    const deliveries = deliveriesOf(life);
    const copies = fc.shuffledSubarray(deliveries);
    const all = copies.chain((again) =>
      fc.shuffledSubarray([...deliveries, ...again], { minLength: deliveries.length + again.length }),
    );
    return fc.record({ life: fc.constant(life), all, width: fc.integer({ min: 1, max: 5 }) });
  });
  let livesWithErasure = 0;
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ life, all, width }) => {
      const { customers, orders, parts, decisions, changes, belonging } = await outcomeOf(
        await liveThrough(life, all, width),
        life,
      );
      const erased = new Set(
        CUSTOMERS.filter((id) => life.redacted && personOf(life, id) === personOf(life, life.redacted)),
      );
      const sums = new Map<CustomerId, { netMinor: number; orders: number }>();
      for (const [index, { owners, totalMinor, paid, refund, deleted }] of life.orders.entries()) {
        const newest = owners.at(-1) ?? null;
        const owner = newest === null || erased.has(newest) ? null : personOf(life, newest);
        const netMinor = totalMinor - (refund ? 50 : 0);
        expect(orders[index]?.snapshot?.customer).toBe(owner);
        expect(orders[index]?.contribution ?? null).toEqual(
          owner && paid && !deleted ? { customer: owner, placedAt: NOW, netMinor } : null,
        );
        if (!owner || !paid || deleted) continue;
        const sum = sums.get(owner) ?? { netMinor: 0, orders: 0 };
        sums.set(owner, { netMinor: sum.netMinor + netMinor, orders: sum.orders + 1 });
      }
      for (const [index, id] of CUSTOMERS.entries()) {
        const record = customers[index];
        expect(record?.profile.lifetime ?? { netMinor: 0, orders: 0 }).toEqual(
          sums.get(id) ?? { netMinor: 0, orders: 0 },
        );
        if (erased.has(id)) expect(record).toBeNull();
        const isTold = life.tagged.includes(id) && !erased.has(id);
        expect(changes[index]).toEqual(isTold ? { ...TAGGED, customer: id } : null);
        if (isTold && personOf(life, id) === id) expect(record?.card?.tags).toEqual(['VIP']);
        const theirs = partsOf(life).filter(({ owner }) => personOf(life, owner) === id && !erased.has(id));
        expect(belonging[index]).toEqual(theirs.map((each) => each.id).sort());
      }
      const written = JSON.stringify([customers, orders, parts, decisions, changes]);
      for (const id of erased) {
        expect(written).not.toContain(id);
        expect(written).not.toContain(authorOf(id));
      }
      if (erased.size > 0) livesWithErasure += 1;
      const decided = decisions.map(({ event }) => event.order);
      expect(new Set(decided).size).toBe(decided.length);
    }),
    { numRuns: 300 },
  );
  expect(livesWithErasure).toBeGreaterThan(50);
}, 60_000);
