import fc from 'fast-check';
import { DISPUTE_STATUSES } from '../../core/dispute.ts';
import type { CustomerId, Instant } from '../../core/identity.ts';
import type { Observation } from '../../core/observation.ts';
import type { FinancialStatus, OrderSnapshot, Refund } from '../../core/order.ts';
import { RISK_ANSWERS } from '../../core/risk.ts';
import { customerId, DAY_MS, disputeId, HOUR_MS, NOW, orderId, productId, refundId, usd } from '../core/builders.ts';

/** Weeks of a shop's life: what happened, and how the platform told of it. */
export interface ShopLife {
  readonly installedAt: Instant;
  readonly customers: readonly CustomerId[];
  /** Every state that an order ever had, by time. */
  readonly states: readonly OrderState[];
  /** As they arrive: late, out of order and more than once. */
  readonly deliveries: readonly LifeDelivery[];
}

export interface OrderState {
  readonly at: Instant;
  readonly order: OrderSnapshot;
}

export interface LifeDelivery {
  readonly arrivesAt: Instant;
  readonly duplicate: boolean;
  readonly observation: Observation;
}

const INSTALLED_AT = NOW;
const LETTERS = ['XS', 'S', 'M', 'L', 'XL'];

const happening = fc.record({
  kind: fc.constantFrom(
    'paid',
    'paid',
    'edited',
    'edited',
    'refunded',
    'refunded',
    'cancelled',
    'touched',
    'given',
    'disputed',
    'assessed' as const,
  ),
  afterMs: fc.integer({ min: 0, max: 60 * HOUR_MS }),
  sizes: fc.integer({ min: 1, max: 5 }),
  shareOfTotal: fc.integer({ min: 1, max: 100 }),
});

const bought = fc.record({
  customer: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 8 }),
  /** Some before the install, most within four weeks after it. */
  placedAfterMs: fc.integer({ min: -40 * DAY_MS, max: 28 * DAY_MS }),
  sizes: fc.integer({ min: 1, max: 5 }),
  totalMinor: fc.integer({ min: 100, max: 200_000 }),
  paid: fc.boolean(),
  test: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  happenings: fc.array(happening, { maxLength: 4 }),
});

const delay = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 * HOUR_MS }));

export const shopLife: fc.Arbitrary<ShopLife> = fc
  .record({
    orders: fc.array(bought, { minLength: 1, maxLength: 8 }),
    delays: fc.array(delay, { minLength: 200, maxLength: 200 }),
    copies: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 100, maxLength: 100 }),
  })
  .map(({ orders, delays, copies }) => {
    const told = orders.flatMap((order, index) => liveOrder(order, index));
    const next = cycle(delays);
    const copiesOf = cycle(copies);
    // What happened before the install never reached us.
    const deliveries = told
      .filter(({ at }) => at >= INSTALLED_AT)
      .flatMap(({ at, observation }) => {
        const first = { arrivesAt: at + next(), duplicate: false, observation };
        const again = Array.from({ length: copiesOf() }, () => ({
          arrivesAt: first.arrivesAt + next(),
          duplicate: true,
          observation,
        }));
        return [first, ...again];
      });
    return {
      installedAt: INSTALLED_AT,
      customers: [0, 1, 2].map((number) => customerId(700 + number)),
      states: told.flatMap(({ at, observation }) =>
        observation.type === 'order.seen' ? [{ at, order: observation.order }] : [],
      ),
      deliveries: deliveries.sort((a, b) => a.arrivesAt - b.arrivesAt),
    };
  });

function cycle<T>(values: readonly T[]): () => T {
  let index = 0;
  return () => {
    const value = values[index % values.length];
    index += 1;
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  };
}

interface Told {
  readonly at: Instant;
  readonly observation: Observation;
}

type Happening = Bought['happenings'][number];
type Bought = typeof bought extends fc.Arbitrary<infer T> ? T : never;

function liveOrder(order: Bought, index: number): Told[] {
  const placedAt = INSTALLED_AT + order.placedAfterMs;
  let state: OrderSnapshot = {
    id: orderId(1000 + index),
    name: `#${1000 + index}`,
    customer: order.customer === null ? null : customerId(700 + order.customer),
    createdAt: Math.floor(placedAt / 1000) * 1000,
    cancelledAt: null,
    test: order.test,
    financialStatus: order.paid ? 'paid' : 'pending',
    total: usd(order.totalMinor),
    lines: linesOf(order.sizes, index),
    refunds: [],
  };
  const told: Told[] = [];
  let tick = 0;
  const tell = (at: Instant, topics: number) => {
    for (let topic = 0; topic < topics; topic += 1) {
      tick += 1;
      const version = {
        updatedAt: Math.floor(at / 1000) * 1000,
        triggeredAt: at + tick,
        bodyHash: `${index}-${tick}`,
      };
      told.push({ at: at + tick, observation: { type: 'order.seen', order: state, version } });
    }
  };
  tell(placedAt, 2);
  for (const [number, happening] of [...order.happenings].sort((a, b) => a.afterMs - b.afterMs).entries()) {
    const at = placedAt + happening.afterMs;
    const refund = happening.kind === 'refunded' ? refundOf(state, happening.shareOfTotal, index, number, at) : null;
    state = after(state, happening, refund, at);
    tell(at, happening.kind === 'paid' ? 2 : 1);
    tick += 1;
    if (happening.kind === 'disputed') {
      told.push({ at: at + tick, observation: disputeOf(state, happening.shareOfTotal, index, at + tick) });
    }
    if (happening.kind === 'assessed') {
      told.push({ at: at + tick, observation: assessmentOf(state, happening.shareOfTotal, at + tick) });
    }
    if (refund) told.push({ at: at + tick, observation: { type: 'refund.seen', refund } });
  }
  return told;
}

function after(state: OrderSnapshot, { kind, sizes }: Happening, refund: Refund | null, at: Instant): OrderSnapshot {
  switch (kind) {
    case 'paid':
      return { ...state, financialStatus: state.financialStatus === 'pending' ? 'paid' : state.financialStatus };
    case 'edited':
      return { ...state, lines: linesOf(sizes, sizes), total: usd(state.total.amountMinor + 1_000) };
    // The merchant puts another customer, or one at all, on the order.
    case 'given':
      return { ...state, customer: customerId(700 + (sizes % 3)) };
    case 'cancelled':
      return { ...state, cancelledAt: state.cancelledAt ?? at };
    case 'refunded': {
      if (!refund) return state;
      const left = state.total.amountMinor - refund.amount.amountMinor;
      const financialStatus: FinancialStatus =
        state.financialStatus === 'pending' ? 'pending' : left === 0 ? 'refunded' : 'partially_refunded';
      return { ...state, total: usd(left), refunds: [...state.refunds, refund.id], financialStatus };
    }
    default:
      return state;
  }
}

function refundOf(state: OrderSnapshot, share: number, order: number, number: number, at: Instant): Refund {
  return {
    id: refundId(`${9}${order}${number}0`),
    order: state.id,
    amount: usd(Math.floor((state.total.amountMinor * share) / 100)),
    createdAt: at,
  };
}

/** One of two disputes of the order, in any of its states. */
function disputeOf(state: OrderSnapshot, share: number, order: number, at: Instant): Observation {
  const status = DISPUTE_STATUSES[share % DISPUTE_STATUSES.length] ?? 'lost';
  const id = disputeId(`${8}${order}${share % 2}`);
  return {
    type: 'dispute.seen',
    order: state.id,
    dispute: { id, type: 'chargeback', status, openedAt: state.createdAt, toldAt: at },
  };
}

function assessmentOf(state: OrderSnapshot, share: number, at: Instant): Observation {
  const answer = RISK_ANSWERS[share % RISK_ANSWERS.length] ?? 'low';
  return { type: 'risk.seen', order: state.id, assessment: { provider: share % 2 ? null : '7', answer, at } };
}

function linesOf(sizes: number, product: number) {
  return LETTERS.slice(0, sizes).map((letter) => ({
    product: productId(500 + product),
    title: 'Shirt',
    variantTitle: `${letter} / Navy`,
    quantity: 1,
  }));
}
