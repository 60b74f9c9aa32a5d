import { isLately } from './fold.ts';
import type { CustomerId, DecisionId, Instant, OrderId, ReturnId } from './identity.ts';
import type { Money } from './money.ts';
import type { Shop } from './shop.ts';

/** As in the Admin API's `ReturnStatus`. */
export type ReturnStatus = 'requested' | 'open' | 'declined' | 'cancelled' | 'closed';

/** How the items of a return come back, once a label or a tracking number was attached to it. */
export interface SendingBack {
  /** When its first label was made; null where there is none. */
  readonly labelledAt: Instant | null;
  /** A tracking number is known. It is not kept. */
  readonly isTracked: boolean;
}

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
  /** Null until then; absent in what was read before it was asked for. */
  readonly approvedAt?: Instant | null;
  readonly closedAt?: Instant | null;
  /** What comes back; what goes out in exchange is not counted. */
  readonly items: number;
  /** What was paid for what comes back, after discounts, in shop money. Null where the shop can't say. */
  readonly value: Money | null;
  /** Absent while nothing is attached. */
  readonly sendingBack?: SendingBack;
}

/** Everything kept about one return. */
export interface ReturnRecord {
  /** Counts the writes: the condition of the next write. */
  readonly revision: number;
  readonly snapshot: ReturnSnapshot;
  /** When the snapshot was read: a newer reading replaces it. */
  readonly readAt: Instant;
  /** `past`: first seen when it was answered or too old; no rule was asked, and none will be. */
  readonly request: 'decided' | 'past';
  readonly decision: DecisionId | null;
  /** When a reading first showed its status; absent where the first one did. */
  readonly changedAt?: Instant;
  /** Since when a label or a tracking number is attached, as far as was seen; absent while there is none. */
  readonly attachedAt?: Instant;
  /** When a sweep told of what no delivery did; absent when none ever had to. */
  readonly foundLateAt?: Instant;
}

export interface SeenReturn {
  readonly return: ReturnSnapshot;
  /** When the shop was asked. */
  readonly readAt: Instant;
}

export interface ReturnFold {
  /** Its revision is that of the record before. */
  readonly record: ReturnRecord;
  readonly changed: boolean;
  /** `return.requested` happens now: first sight, while it awaits an answer, asked for since the install and lately. */
  readonly requested: boolean;
}

/** Puts what was read of a return into its record; an older reading than the newest changes nothing of it. */
export function foldReturn(known: ReturnRecord | null, seen: SeenReturn, shop: Shop, now: Instant): ReturnFold {
  const { return: snapshot, readAt } = seen;
  if (!known) {
    const requested = snapshot.status === 'requested' && isLately(snapshot.requestedAt, shop, now);
    const request = requested ? 'decided' : 'past';
    const record: ReturnRecord = { revision: 0, snapshot, readAt, request, decision: null };
    return { record: withAttached(record), changed: true, requested };
  }
  const isNewer = readAt > known.readAt;
  const next = isNewer ? withSendingBack(snapshot, known.snapshot) : withSendingBack(known.snapshot, snapshot);
  if (JSON.stringify(next) === JSON.stringify(known.snapshot)) {
    return { record: known, changed: false, requested: false };
  }
  const changed = next.status === known.snapshot.status ? {} : { changedAt: readAt };
  const record = withAttached({ ...known, snapshot: next, readAt: isNewer ? readAt : known.readAt, ...changed });
  return { record, changed: true, requested: false };
}

/** A file of the past does not tell how a return comes back, and what is attached is never taken away again. */
function withSendingBack(newest: ReturnSnapshot, { sendingBack }: ReturnSnapshot): ReturnSnapshot {
  return newest.sendingBack || !sendingBack ? newest : { ...newest, sendingBack };
}

/** A tracking number has no time of its own: it is there since it was seen first. */
function withAttached({ attachedAt, ...record }: ReturnRecord): ReturnRecord {
  const { sendingBack } = record.snapshot;
  return sendingBack ? { ...record, attachedAt: sendingBack.labelledAt ?? attachedAt ?? record.readAt } : record;
}

/** The return as a guest's; the same object where it is another customer's. */
export function withoutCustomer(record: ReturnRecord, customer: CustomerId): ReturnRecord {
  return record.snapshot.customer === customer ? ownedBy(record, null) : record;
}

export function ownedBy(record: ReturnRecord, customer: CustomerId | null): ReturnRecord {
  return { ...record, snapshot: { ...record.snapshot, customer } };
}
