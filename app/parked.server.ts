import { isUtf8 } from 'node:buffer';
import * as z from 'zod';
import { gidNumber } from '../core/identity.ts';
import type { ParkedDelivery, ParkedSummary } from '../core/ports.ts';
import { parkedUrl } from './parked-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { topicInWords } from './topic-words.ts';

/** A message from the shop that was set aside, in words. */
export interface ParkedRow {
  id: string;
  url: string;
  what: string;
  /** Why, as a kind: each has its own words on the page. */
  source: ParkedSummary['source'];
  reason: string;
  /** When the shop sent it. */
  sentAt: ShopTime;
  parkedAt: ShopTime;
  /** How often it was tried again before. */
  replays: number;
}

export function parkedRow(parked: ParkedSummary, timezone: string): ParkedRow {
  const { id, topic, source, reason, triggeredAt, at, replays } = parked;
  return {
    id,
    url: parkedUrl(id),
    what: topicInWords(topic),
    source,
    reason,
    sentAt: shopTime(triggeredAt, timezone),
    parkedAt: shopTime(at, timezone),
    replays,
  };
}

export interface ParkedDetails extends ParkedRow {
  /** `orders/updated` */
  topic: string;
  content: ParkedContent;
}

export type ParkedContent =
  /** `isCut`: there is more of it. `isText`: false where bytes had to be replaced. */
  | { kind: 'kept'; text: string; isCut: boolean; isText: boolean }
  | { kind: 'empty' }
  | { kind: 'too_big'; size: string; order: { url: string } | null };

/** As much as a person reads and a browser shows without effort. */
const MOST_SHOWN_BYTES = 100_000;

export function parkedDetails(parked: ParkedDelivery, timezone: string): ParkedDetails {
  return { ...parkedRow(parked, timezone), topic: parked.topic, content: contentOf(parked.body) };
}

function contentOf(body: ParkedDelivery['body']): ParkedContent {
  if (typeof body !== 'string') {
    const { bytes, order } = body;
    const size = `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
    return { kind: 'too_big', size, order: order && { url: `shopify://admin/orders/${gidNumber(order)}` } };
  }
  const bytes = Buffer.from(body, 'base64');
  if (bytes.length === 0) return { kind: 'empty' };
  const text = bytes.subarray(0, MOST_SHOWN_BYTES).toString('utf8');
  return { kind: 'kept', text, isCut: bytes.length > MOST_SHOWN_BYTES, isText: isUtf8(bytes) };
}

/** What the page asks for: one message, or all of them, once more; or one message never again. */
export const replayRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('replay'), id: z.string().min(1) }),
  z.strictObject({ intent: z.literal('replay_all') }),
  z.strictObject({ intent: z.literal('delete'), id: z.string().min(1) }),
]);

export type ReplayRequest = z.infer<typeof replayRequest>;

export type Replayed =
  | { kind: 'replayed' }
  /** Somebody else tried it again meanwhile. */
  | { kind: 'gone' }
  /** `isAll`: false when the time was up before the end of the list. */
  | { kind: 'replayed_all'; count: number; isAll: boolean }
  | { kind: 'deleted' };
