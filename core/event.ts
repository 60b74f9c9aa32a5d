import { assertNever } from './assert-never.ts';
import {
  type CustomerId,
  gidNumber,
  type Instant,
  type OrderId,
  type ReturnId,
  type ReviewId,
  type ShipmentId,
} from './identity.ts';

/** What a rule can listen to. */
export const EVENT_TYPES = ['order.placed', 'return.requested', 'shipment.delayed', 'review.posted'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Something that happened to a customer, in domain words. It happens once per subject. */
export type DomainEvent = OrderPlaced | ReturnRequested | ShipmentDelayed | ReviewPosted;

interface Happened {
  /** Null where nobody knows whose it is. */
  readonly customer: CustomerId | null;
  readonly at: Instant;
  /** No delivery told of it: reconciliation found it. */
  readonly foundLate?: true;
}

export interface OrderPlaced extends Happened {
  readonly type: 'order.placed';
  readonly order: OrderId;
  /** As people say it: `#1001`. */
  readonly orderName: string;
}

export interface ReturnRequested extends Happened {
  readonly type: 'return.requested';
  readonly return: ReturnId;
  /** As people say it: `#1001-R1`. */
  readonly returnName: string;
  readonly order: OrderId;
  readonly orderName: string;
}

/** It came to be late, or out of sight: `at` is the moment from which on it is. */
export interface ShipmentDelayed extends Happened {
  readonly type: 'shipment.delayed';
  readonly shipment: ShipmentId;
  /** As people say it: `#1001.1`. */
  readonly shipmentName: string;
  readonly order: OrderId;
  readonly orderName: string;
}

export interface ReviewPosted extends Happened {
  readonly type: 'review.posted';
  readonly review: ReviewId;
  /** What was reviewed, as its title says. */
  readonly reviewName: string;
  /** 1 to 5. */
  readonly rating: number;
  /** Null where nobody knows of which order it speaks. */
  readonly order: OrderId | null;
  readonly orderName: string | null;
}

/** What an event is about. */
export interface Subject {
  readonly kind: 'order' | 'return' | 'shipment' | 'review';
  /** Unique among all subjects of a shop, without `/` and `~`: the ids of decisions and effects contain it. */
  readonly key: string;
  readonly name: string;
  readonly order: OrderId | null;
}

export function subjectOf(event: DomainEvent): Subject {
  const { order } = event;
  switch (event.type) {
    case 'order.placed':
      // The plain number, as it always was: stored ids stay the same.
      return { kind: 'order', key: gidNumber(event.order), name: event.orderName, order };
    case 'return.requested':
      return { kind: 'return', key: `return-${gidNumber(event.return)}`, name: event.returnName, order };
    case 'shipment.delayed':
      return { kind: 'shipment', key: `shipment-${gidNumber(event.shipment)}`, name: event.shipmentName, order };
    case 'review.posted':
      return { kind: 'review', key: `review-${event.review.replace('/', '-')}`, name: event.reviewName, order };
    default:
      return assertNever(event);
  }
}
