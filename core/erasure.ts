import type { CustomerId, Instant, OrderId } from './identity.ts';

/** The erasing of one customer. It stays when it is done: what comes later about this customer is nobody's. */
export interface Erasure {
  /** Tells customers apart and no one who they are: a keyed hash. */
  readonly id: string;
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  readonly receivedAt: Instant;
  /** Null while there is something left to do. */
  readonly finishedAt: Instant | null;
  /** Nobody goes on before: somebody is at it, or what is under way has to settle first. */
  readonly notBefore: Instant;
  /** Whom to erase; null once it is done: nothing of them is left here either. */
  readonly traces: Traces | null;
  /** How many records were changed or removed until now. */
  readonly erased: Erased;
}

/** By what a customer is found. */
export interface Traces {
  readonly customer: CustomerId;
  /** E-mail address and telephone number, as the platform wrote them. */
  readonly contacts: readonly string[];
  /** Keyed hashes of the e-mail addresses: as the author of a review. Absent where none is known. */
  readonly authors?: readonly string[];
  /** Orders that the platform named; others are found by the customer. */
  readonly orders: readonly OrderId[];
  /** Everything was erased once; what was under way then is over, and all is looked through once more. */
  readonly settling: boolean;
  /** Where looking through the reviews goes on; absent at their beginning. */
  readonly reviewsCursor?: string;
  /** Where looking through the parked deliveries goes on; null at their beginning. */
  readonly parkedCursor: string | null;
}

export interface Erased {
  readonly orders: number;
  readonly decisions: number;
  readonly parked: number;
}

export const NOTHING_ERASED: Erased = { orders: 0, decisions: 0, parked: 0 };

export function newErasure(id: string, traces: Traces, at: Instant): Erasure {
  return { id, revision: 1, receivedAt: at, finishedAt: null, notBefore: at, traces, erased: NOTHING_ERASED };
}

/**
 * The erasing once more is known of the same customer: all is looked through again, for what it was done by and for what
 * is new. It is the same one where nothing is new. What it was done by is forgotten when it is done: then anything that
 * is named is new.
 */
export function withTraces(known: Erasure, more: Traces, at: Instant): Erasure {
  const { contacts, authors = [], orders } = known.traces ?? { contacts: [], orders: [] };
  const added = {
    contacts: beyond(contacts, more.contacts),
    authors: beyond(authors, more.authors ?? []),
    orders: beyond(orders, more.orders),
  };
  if (Object.values(added).every(({ length }) => length === 0)) return known;
  const traces: Traces = {
    customer: more.customer,
    contacts: [...contacts, ...added.contacts],
    authors: [...authors, ...added.authors],
    orders: [...orders, ...added.orders],
    settling: false,
    parkedCursor: null,
  };
  return { ...known, revision: known.revision + 1, finishedAt: null, notBefore: at, traces };
}

function beyond<Item>(known: readonly Item[], more: readonly Item[]): Item[] {
  return more.filter((item) => !known.includes(item));
}
