import type { ConsentState } from '../../../core/customer-card.ts';
import type { Dispute } from '../../../core/dispute.ts';
import type { HoldReason } from '../../../core/hold.ts';
import type { Instant } from '../../../core/identity.ts';
import type { RiskAnswer } from '../../../core/risk.ts';
import type { Steering } from '../../../core/use-cases/steer-import.ts';
import type { ProductChange } from '../world/product.ts';
import type { ReturnStep } from '../world/return.ts';
import type { Outage, ShopSettings } from '../world/shop.ts';

/**
 * One thing that happens in a shop. Capabilities to come add theirs here, an act in `live.ts`, a weight in `generate.ts` and,
 * where it promises something, an invariant.
 */
export type LifeEvent = {
  /** Its own, whatever else happens. */
  readonly name: string;
  readonly at: Instant;
  /** Which shop. */
  readonly shop: number;
} & Happening;

export type Happening =
  | { readonly kind: 'installed'; readonly scopes: readonly string[] }
  | { readonly kind: 'uninstalled' }
  /** `isTold`: the platform tells of it, and nobody opens the app. */
  | { readonly kind: 'scopes'; readonly scopes: readonly string[]; readonly isTold?: true }
  | { readonly kind: 'settings'; readonly to: Partial<ShopSettings> }
  | { readonly kind: 'customer'; readonly customer: number }
  /** Staff delete them, where they have not ordered. */
  | { readonly kind: 'customer_deleted'; readonly customer: number }
  /** Staff make one customer of two. `isTold`: the orders that change hands are told of, too. */
  | { readonly kind: 'merged'; readonly gone: number; readonly kept: number; readonly isTold: boolean }
  /** The merchant asks for the customer's data to be erased. What is under way, or comes later, may still name them. */
  | { readonly kind: 'redacted'; readonly customer: number }
  /** A customer asks, by way of the merchant, what is kept of them. */
  | { readonly kind: 'data_requested'; readonly request: number; readonly customer: number }
  /** The platform asks for all of a shop that left to be deleted, whether it has come back meanwhile or not. */
  | { readonly kind: 'shop_redacted' }
  | {
      readonly kind: 'order';
      readonly order: number;
      /** Null for a guest. */
      readonly customer: number | null;
      readonly sizes: number;
      readonly totalMinor: number;
      readonly paid: boolean;
      readonly test: boolean;
      /** Absent: for themselves. */
      readonly company?: number;
    }
  | { readonly kind: 'paid'; readonly order: number }
  | { readonly kind: 'edited'; readonly order: number; readonly sizes: number; readonly addedMinor: number }
  | { readonly kind: 'refunded'; readonly order: number; readonly percent: number }
  | { readonly kind: 'cancelled'; readonly order: number }
  /** Staff delete it, where nothing was sent of it and nothing is sent back. */
  | { readonly kind: 'order_deleted'; readonly order: number }
  /** Somebody assesses how likely it is a fraud. */
  | { readonly kind: 'assessed'; readonly order: number; readonly answer: RiskAnswer }
  /** The customer's bank disputes a payment of it, or says more of that. */
  | ({ readonly kind: 'disputed'; readonly order: number; readonly number: number } & Pick<Dispute, 'type' | 'status'>)
  /** One of its parts is not to be sent for now, for one reason more. */
  | { readonly kind: 'held'; readonly order: number; readonly part: number; readonly reason: HoldReason }
  /** It is sent from somewhere else. */
  | { readonly kind: 'moved'; readonly order: number; readonly part: number; readonly place: string }
  /** One reason less. */
  | { readonly kind: 'hold_released'; readonly order: number; readonly part: number }
  | { readonly kind: 'shipped'; readonly order: number }
  /** The customer asks to send back a part of a shipped order, the first time or once more. */
  | {
      readonly kind: 'return_requested';
      readonly order: number;
      readonly number: number;
      readonly items: number;
      readonly percent: number;
    }
  /** Staff, or the customer, take the return a step on, where it is in the state for it. */
  | { readonly kind: 'return_moved'; readonly order: number; readonly number: number; readonly step: ReturnStep }
  /** `promisedMs`: so long after that it is to arrive; null where nobody says. */
  | { readonly kind: 'parcel_sent'; readonly order: number; readonly promisedMs: number | null }
  | { readonly kind: 'parcel_scanned'; readonly order: number; readonly status: 'IN_TRANSIT' | 'DELIVERED' }
  /** The order gets another customer, or one at all. */
  | { readonly kind: 'reassigned'; readonly order: number; readonly customer: number }
  | { readonly kind: 'staff_tags'; readonly order: number; readonly tag: string }
  | { readonly kind: 'staff_notes'; readonly order: number; readonly line: string }
  | {
      readonly kind: 'staff_credits';
      readonly customer: number;
      readonly amountMinor: number;
      readonly endsAt: Instant | null;
    }
  /** A customer, or a stranger, writes a review; of one that is there the stars are changed. */
  | {
      readonly kind: 'reviewed';
      readonly review: number;
      readonly customer: number | null;
      readonly rating: number;
      /** In the shop itself; absent: at the service. */
      readonly isInShop?: true;
    }
  | {
      readonly kind: 'customer_tagged';
      readonly customer: number;
      readonly tag: string;
      readonly isAdded: boolean;
    }
  /** To e-mails, or to text messages. */
  | {
      readonly kind: 'consented';
      readonly customer: number;
      readonly state: ConsentState;
      readonly to?: 'text_messages';
    }
  /** Somebody buys for a company from then on, or no longer. */
  | { readonly kind: 'company_joined' | 'company_left'; readonly customer: number; readonly company: number }
  | { readonly kind: 'company_deleted'; readonly company: number }
  | { readonly kind: 'product_changed'; readonly product: number; readonly title: string }
  | { readonly kind: 'product_deleted'; readonly product: number }
  /** What is sold costs another amount, or is sorted otherwise. */
  | ({ readonly kind: 'goods_changed'; readonly product: number } & Pick<
      ProductChange,
      'tags' | 'collections' | 'costMinor'
    >)
  /** Whether the app may see costs is another permission than its scopes. */
  | { readonly kind: 'costs_hidden' }
  /** What somebody of the staff wants of the import of the past. */
  | { readonly kind: 'import'; readonly steering: Steering }
  /** Staff export the orders, and let the app read the file some time later. */
  | { readonly kind: 'file_exported' }
  | { readonly kind: 'file_read' }
  | { readonly kind: 'published'; readonly rules: readonly object[] }
  | { readonly kind: 'perks'; readonly to: 'stopped' | 'given' }
  | { readonly kind: 'outage'; readonly mode: Outage['mode']; readonly forMs: number }
  /** Somebody of the staff looks at what needs a person. */
  | { readonly kind: 'attended' }
  | { readonly kind: 'garbage'; readonly body: string };

/** In words, for the story. */
export function describe({ kind, name, at, shop, ...rest }: LifeEvent): string {
  const details = Object.entries(rest).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return `shop ${shop}: ${kind} ${details.join(', ')}`.trim();
}
