import type { CustomerId, Instant, OrderId, ReturnId } from './identity.ts';
import type { Money } from './money.ts';

/** As in the Admin API's `ReturnStatus`. */
export type ReturnStatus = 'requested' | 'open' | 'declined' | 'cancelled' | 'closed';

/** A return as it was read from the shop. */
export interface ReturnSnapshot {
  readonly id: ReturnId;
  /** As people say it: `#1001-R1`. */
  readonly name: string;
  readonly order: OrderId;
  readonly orderName: string;
  readonly orderedAt: Instant;
  readonly customer: CustomerId | null;
  readonly status: ReturnStatus;
  readonly requestedAt: Instant;
  /** What comes back; what goes out in exchange is not counted. */
  readonly items: number;
  /** What was paid for what comes back, after discounts, in shop money. Null where the shop can't say. */
  readonly value: Money | null;
}
