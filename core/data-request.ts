import type { CustomerId, Instant } from './identity.ts';

/** A customer wants to see what is kept of them. The merchant gets the file and hands it over. */
export interface DataRequest {
  /** The platform's number of the request. */
  readonly id: string;
  /** Counts the writes: the condition of the next one. */
  readonly revision: number;
  /** Null once their data was erased. */
  readonly customer: CustomerId | null;
  /** Keyed hashes of their e-mail address: reviews that were never matched are found by it. */
  readonly authors: readonly string[];
  readonly receivedAt: Instant;
  /** When the merchant said that the customer has the file; null until then. */
  readonly handedOverAt: Instant | null;
}

/** The platform's rule: within 30 days of receiving the request (“Privacy law compliance”). */
export const REQUEST_DUE_DAYS = 30;
const DAY_MS = 86_400_000;

export function dataRequestDueAt({ receivedAt }: DataRequest): Instant {
  return receivedAt + REQUEST_DUE_DAYS * DAY_MS;
}

/** The request once its customer's data was erased: that it came and what became of it stays. */
export function requestOfNobody(request: DataRequest): DataRequest {
  return { ...request, customer: null, authors: [] };
}
