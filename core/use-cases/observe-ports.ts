import type { Decision } from '../decide.ts';
import type { Instant } from '../identity.ts';
import type {
  Backoff,
  CompanyStore,
  EffectQueue,
  ErasureStore,
  Ledger,
  PolicyStore,
  ProductStore,
  ReviewConnections,
  ReviewStore,
  ShopReader,
  ShopStore,
} from '../ports.ts';

export interface ObservePorts {
  readonly shops: ShopStore;
  readonly policies: PolicyStore;
  readonly ledger: Ledger;
  readonly erasures: ErasureStore;
  readonly reader: ShopReader;
  readonly products: ProductStore;
  readonly companies: CompanyStore;
  readonly reviews: ReviewStore;
  readonly reviewConnections: ReviewConnections;
  readonly effects: EffectQueue;
  readonly backoff: Backoff;
}

export type Observed =
  /** The delivery made this decision. */
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** Folded; no rule had to be asked. */
  | { readonly kind: 'folded' }
  /** A duplicate or an older snapshot: nothing to write. */
  | { readonly kind: 'known' }
  | {
      readonly kind: 'ignored';
      readonly reason:
        | 'not_installed'
        | 'installed_again'
        | 'order_missing'
        | 'return_missing'
        | 'shipment_missing'
        | 'customer_missing'
        | 'product_missing'
        | 'hold_missing'
        | 'company_missing'
        | 'erased';
    }
  /** What is to be erased was written down: it is due, also where the app is not installed. */
  | { readonly kind: 'to_erase'; readonly erasure: string }
  /** That everything of the shop is to be deleted was written down: it is due. */
  | { readonly kind: 'to_redact' }
  /** It was waited for: the shop's chores are due. */
  | { readonly kind: 'has_chores' }
  /** Nothing was lost and nothing done: deliver it again. */
  | {
      readonly kind: 'try_again';
      readonly problem: string;
      /** How long a throttled shop asks to wait. */
      readonly afterMs?: number | undefined;
    };

/** When and by whom it is noticed. */
export interface Occasion {
  readonly now: Instant;
  /** No delivery told of it: the nightly comparison found it. */
  readonly isFoundLate: boolean;
}

export type TryAgain = Extract<Observed, { kind: 'try_again' }>;

/** How often one delivery tries again when others write the same records. */
export const MAX_TRIES = 10;

/** Effects that nobody has reported on by then are sent again by tick. */
export const RESEND_AFTER_MS = 5 * 60_000;
