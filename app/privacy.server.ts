import * as z from 'zod';
import { type DataRequest, dataRequestDueAt } from '../core/data-request.ts';
import type { Erasure } from '../core/erasure.ts';
import { type CustomerId, gidNumber, type Instant } from '../core/identity.ts';
import type { Shop } from '../core/shop.ts';
import type { ShopRedaction } from '../core/shop-redaction.ts';
import { customerUrl } from './customer-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** What customers and the platform asked for, in words. */
export interface PrivacyView {
  /** Newest first. */
  requests: RequestRow[];
  /** Newest first. */
  erasures: ErasureRow[];
  /** The platform asked to delete the shop, and the app was installed again first, or while it went on; null else. */
  kept: KeptShop | null;
  /** There are more than are shown. */
  isCut: boolean;
}

interface KeptShop {
  askedAt: ShopTime;
  /** “312 records”: were deleted before the shop came back; null where none was. */
  deleted: string | null;
}

export interface RequestRow {
  id: string;
  /** Null once their data was erased. */
  customer: { name: string; url: string } | null;
  receivedAt: ShopTime;
  dueAt: ShopTime;
  state: 'open' | 'overdue' | 'handed_over' | 'erased';
  handedOverAt: ShopTime | null;
  /** Null where there is nothing to hand over. */
  fileUrl: string | null;
  fileName: string;
}

export interface ErasureRow {
  id: string;
  receivedAt: ShopTime;
  /** Null while it is under way. */
  finishedAt: ShopTime | null;
  /** “3 orders, 2 decisions and 1 message set aside” */
  erased: string;
}

/** As many as a person looks through. */
export const MOST_SHOWN = 50;

export function viewPrivacy(
  { requests, erasures, redaction }: Known,
  { timezone }: Pick<Shop, 'timezone'>,
  nameOf: (customer: CustomerId) => string,
  now: Instant,
): PrivacyView {
  return {
    requests: newest(requests).map((request) => requestRow(request, timezone, nameOf, now)),
    erasures: newest(erasures).map((erasure) => erasureRow(erasure, timezone)),
    kept: redaction?.outcome === 'installed_again' ? keptShop(redaction, timezone) : null,
    isCut: requests.length > MOST_SHOWN || erasures.length > MOST_SHOWN,
  };
}

interface Known {
  readonly requests: readonly DataRequest[];
  readonly erasures: readonly Erasure[];
  readonly redaction: ShopRedaction | null;
}

export function newest<Record extends { readonly receivedAt: Instant }>(records: readonly Record[]): Record[] {
  return records.toSorted((a, b) => b.receivedAt - a.receivedAt).slice(0, MOST_SHOWN);
}

function keptShop({ askedAt, deleted }: ShopRedaction, timezone: string): KeptShop {
  return { askedAt: shopTime(askedAt, timezone), deleted: deleted === 0 ? null : counted(deleted, 'record') };
}

function requestRow(
  request: DataRequest,
  timezone: string,
  nameOf: (customer: CustomerId) => string,
  now: Instant,
): RequestRow {
  const { id, customer, receivedAt, handedOverAt } = request;
  const dueAt = dataRequestDueAt(request);
  return {
    id,
    customer: customer && { name: nameOf(customer), url: customerUrl(customer) },
    receivedAt: shopTime(receivedAt, timezone),
    dueAt: shopTime(dueAt, timezone),
    state: handedOverAt !== null ? 'handed_over' : customer === null ? 'erased' : now > dueAt ? 'overdue' : 'open',
    handedOverAt: handedOverAt === null ? null : shopTime(handedOverAt, timezone),
    fileUrl: customer && requestFileUrl(id),
    fileName: customer ? `customer-${gidNumber(customer)}.json` : '',
  };
}

function requestFileUrl(id: string): string {
  return `/app/privacy/requests/${id}`;
}

function erasureRow({ id, receivedAt, finishedAt, erased }: Erasure, timezone: string): ErasureRow {
  const counts = [
    counted(erased.orders, 'order'),
    counted(erased.decisions, 'decision'),
    counted(erased.parked, 'message'),
  ];
  return {
    id,
    receivedAt: shopTime(receivedAt, timezone),
    finishedAt: finishedAt === null ? null : shopTime(finishedAt, timezone),
    erased: SENTENCE_LIST.format(counts),
  };
}

const SENTENCE_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

function counted(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? what : `${what}s`}`;
}

/** What the page asks for. */
export const handOverRequest = z.strictObject({ handedOver: z.string().regex(/^\d{1,20}$/) });
export type HandOverRequest = z.infer<typeof handOverRequest>;

export type HandedOver = { kind: 'handed_over' } | { kind: 'unknown' } | { kind: 'changed' };
