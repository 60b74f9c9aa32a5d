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

/** What is told beside it where one return is read by itself: a file of the past tells none of it. */
export interface ReturnDetails {
  /** Shopify's names of the reasons why its items come back, `too-small`: each once, sorted. */
  readonly reasons: readonly string[];
  /** What was paid for all items of the order, after discounts and before returns, in shop money. Null where the shop can't say. */
  readonly orderValue: Money | null;
  /** When the order's last parcel arrived; null where none has. */
  readonly deliveredAt: Instant | null;
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
  /** When the newest was read that tells how it comes back; absent as above, and in what was written before it was kept. */
  readonly sendingBackReadAt?: Instant;
  /** When a sweep told of what no delivery did; absent when none ever had to. */
  readonly foundLateAt?: Instant;
  /** By the newest reading that told them; absent where none did. */
  readonly details?: ReturnDetails & { readonly readAt: Instant };
}

export interface SeenReturn {
  readonly return: ReturnSnapshot;
  /** When the shop was asked. */
  readonly readAt: Instant;
  readonly details?: ReturnDetails;
  /** What the customer wrote to it: read for the rules, and never kept. Not given where it is not told. */
  readonly note?: string;
}

export interface ReturnFold {
  /** Its revision is that of the record before. The known one itself where there is nothing to write. */
  readonly record: ReturnRecord;
  /** Something is told of it that was not. A newer reading of the same is kept as well, for its time alone. */
  readonly changed: boolean;
  /** `return.requested` happens now: first sight, while it awaits an answer, asked for since the install and lately. */
  readonly requested: boolean;
}

/** Puts what was read of a return into its record: the newest reading counts, in whatever order they come. */
export function foldReturn(known: ReturnRecord | null, seen: SeenReturn, shop: Shop, now: Instant): ReturnFold {
  const { return: snapshot, readAt } = seen;
  const attached = attachmentOf(known, seen);
  const attachedSince = attached && { attachedAt: attached.since, sendingBackReadAt: attached.readAt };
  const details = newerDetails(known, seen);
  if (!known) {
    const requested = snapshot.status === 'requested' && isLately(snapshot.requestedAt, shop, now);
    const request = requested ? 'decided' : 'past';
    const record: ReturnRecord = {
      revision: 0,
      snapshot,
      readAt,
      request,
      decision: null,
      ...attachedSince,
      ...details,
    };
    return { record, changed: true, requested };
  }
  const { sendingBack: _, ...newest } = readAt > known.readAt ? snapshot : known.snapshot;
  const next: ReturnRecord = {
    ...known,
    snapshot: { ...newest, ...(attached && { sendingBack: attached.sendingBack }) },
    readAt: Math.max(readAt, known.readAt),
    ...(newest.status !== known.snapshot.status && { changedAt: readAt }),
    ...attachedSince,
    ...details,
  };
  const isSame = JSON.stringify(next.snapshot) === JSON.stringify(known.snapshot);
  const changed = !isSame || next.attachedAt !== known.attachedAt;
  const isNewer =
    next.readAt > known.readAt ||
    next.sendingBackReadAt !== known.sendingBackReadAt ||
    next.details?.readAt !== known.details?.readAt;
  return { record: changed || isNewer ? next : known, changed, requested: false };
}

interface Attachment {
  readonly sendingBack: SendingBack;
  readonly readAt: Instant;
  readonly since: Instant;
}

/**
 * By the newest reading that tells of it, and since the earliest time that any told: a tracking number has none of its own, so
 * it is there since it was read. A file of the past does not tell of it, and what is attached is never taken away again.
 */
function attachmentOf(known: ReturnRecord | null, seen: SeenReturn): Attachment | null {
  const told = toldOf(seen.return.sendingBack, seen.readAt);
  const before = known && toldOf(known.snapshot.sendingBack, known.sendingBackReadAt ?? known.readAt, known.attachedAt);
  if (!told || !before) return told ?? before;
  return { ...(told.readAt > before.readAt ? told : before), since: Math.min(told.since, before.since) };
}

function toldOf(sendingBack: SendingBack | undefined, readAt: Instant, since?: Instant): Attachment | null {
  return sendingBack ? { sendingBack, readAt, since: since ?? sendingBack.labelledAt ?? readAt } : null;
}

function newerDetails(known: ReturnRecord | null, { details, readAt }: SeenReturn): Pick<ReturnRecord, 'details'> {
  if (!details || (known?.details && known.details.readAt >= readAt)) return {};
  return { details: { ...details, readAt } };
}

/** Reasons by which an item is of the wrong size, by Shopify's names of them (“Return reasons” of its product taxonomy). */
const SIZE_REASONS =
  /^(?:size|fit|length|width|(?:.+-)?too-(?:small|big|tight|loose|long|short|narrow|wide)|(?:tight|loose)-around-.+)$/;
/** What is said of a print or a view, not of what is worn. */
const OF_NO_SIZE = /^(?:type|field-of-view)-/;

export function isSizeReason(reason: string): boolean {
  return SIZE_REASONS.test(reason) && !OF_NO_SIZE.test(reason);
}

/** The return as a guest's; the same object where it is another customer's. */
export function withoutCustomer(record: ReturnRecord, customer: CustomerId): ReturnRecord {
  return record.snapshot.customer === customer ? ownedBy(record, null) : record;
}

export function ownedBy(record: ReturnRecord, customer: CustomerId | null): ReturnRecord {
  return { ...record, snapshot: { ...record.snapshot, customer } };
}
