import { assertNever } from './assert-never.ts';
import type { Decision } from './decide.ts';
import { type Dispute, isSettled } from './dispute.ts';
import type { OrderHold } from './hold.ts';
import { type EffectId, gidNumber, type Instant, type OrderId } from './identity.ts';
import type { OrderRecord } from './order.ts';
import type { ReturnRecord } from './return.ts';
import type { ShipmentRecord } from './shipment.ts';

/** What may happen to an order, a return or a shipment after it began. */
export const HAPPENINGS = [
  'edited',
  'cancelled',
  'deleted',
  'refunded',
  'dispute_opened',
  'dispute_settled',
  'held',
  'released',
  'routed',
  'return_approved',
  'return_declined',
  'return_cancelled',
  'return_closed',
  'return_attached',
  'shipment_delayed',
  'shipment_delivered',
] as const;
export type HappeningKind = (typeof HAPPENINGS)[number];

/**
 * Something that happened later: among all that belongs to a customer it stands in its own place. It follows from the
 * record alone, which says what more there is to tell of it.
 */
export interface Happening {
  readonly what: HappeningKind;
  /** With which order it stands. */
  readonly order: OrderId;
  /** Of the refund, the dispute, the part of the order, the return or the shipment; of the order itself where it is none. */
  readonly number: string;
  readonly at: Instant;
}

export function happeningsOfOrder(record: OrderRecord): Happening[] {
  const { id: order, snapshot, refunds, deletedAt, edits = [], disputes = [], holds = [] } = record;
  const cancelledAt = snapshot?.cancelledAt ?? null;
  return [
    ...(cancelledAt === null ? [] : [happening('cancelled', order, gidNumber(order), cancelledAt)]),
    ...(deletedAt === undefined ? [] : [happening('deleted', order, gidNumber(order), deletedAt)]),
    ...edits.map(({ number, at }) => happening('edited', order, number, at)),
    ...refunds.map(({ id, createdAt }) => happening('refunded', order, gidNumber(id), createdAt)),
    ...disputes.flatMap((dispute) => ofDispute(order, dispute)),
    ...holds.flatMap((hold) => ofHold(order, hold)),
  ];
}

function ofDispute(order: OrderId, { id, status, openedAt, toldAt }: Dispute): Happening[] {
  const opened = happening('dispute_opened', order, gidNumber(id), openedAt);
  return isSettled(status) ? [opened, happening('dispute_settled', order, gidNumber(id), toldAt)] : [opened];
}

function ofHold(order: OrderId, { fulfillmentOrder, since, lastHold, place }: OrderHold): Happening[] {
  const number = gidNumber(fulfillmentOrder);
  const from = since ?? lastHold?.from;
  return [
    ...(from === undefined ? [] : [happening('held', order, number, from)]),
    ...(lastHold ? [happening('released', order, number, lastHold.until)] : []),
    ...(place ? [happening('routed', order, number, place.routedAt)] : []),
  ];
}

export function happeningsOfReturn(record: ReturnRecord): Happening[] {
  const { snapshot, attachedAt } = record;
  const number = gidNumber(snapshot.id);
  const attached = attachedAt === undefined ? [] : [happening('return_attached', snapshot.order, number, attachedAt)];
  return [...answersTo(record, number), ...attached];
}

function answersTo({ snapshot, changedAt }: ReturnRecord, number: string): Happening[] {
  const { order, status, approvedAt, closedAt } = snapshot;
  const at = (what: HappeningKind, time: Instant | null | undefined) =>
    time === null || time === undefined ? [] : [happening(what, order, number, time)];
  const approved = at('return_approved', approvedAt);
  switch (status) {
    case 'requested':
      return [];
    case 'open':
      return approved.length > 0 ? approved : at('return_approved', changedAt);
    case 'declined':
      return at('return_declined', changedAt);
    case 'cancelled':
      return [...approved, ...at('return_cancelled', changedAt)];
    case 'closed':
      return [...approved, ...at('return_closed', closedAt ?? changedAt)];
    default:
      return assertNever(status);
  }
}

export function happeningsOfShipment({ snapshot, delayedAt }: ShipmentRecord): Happening[] {
  const { id, order, deliveredAt } = snapshot;
  const number = gidNumber(id);
  return [
    ...(delayedAt === undefined ? [] : [happening('shipment_delayed', order, number, delayedAt)]),
    ...(deliveredAt === null ? [] : [happening('shipment_delivered', order, number, deliveredAt)]),
  ];
}

/** The messages of a decision that were sent, and when. */
export function sentMessages({ effects }: Pick<Decision, 'effects'>): { effect: EffectId; at: Instant }[] {
  return effects.flatMap(({ id, action, state, attemptedAt }) =>
    action.kind === 'customer.message' && state === 'done' && attemptedAt !== null
      ? [{ effect: id, at: attemptedAt }]
      : [],
  );
}

function happening(what: HappeningKind, order: OrderId, number: string, at: Instant): Happening {
  return { what, order, number, at };
}
