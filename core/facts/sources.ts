import type { CompanyOrder } from '../company.ts';
import type { CustomerCard } from '../customer-card.ts';
import type { Dealings } from '../dealings.ts';
import type { Goods } from '../goods.ts';
import type { Instant } from '../identity.ts';
import type { Contribution, OrderRecord, OrderSnapshot } from '../order.ts';
import type { TitleParts } from '../product.ts';
import type { Profile } from '../profile.ts';
import type { ReturnDetails, ReturnSnapshot } from '../return.ts';
import type { Review } from '../review.ts';
import type { ShipmentSnapshot } from '../shipment.ts';
import type { UnknownReason } from './value.ts';

/** What the facts of any event are read from. */
export interface Sources {
  /** Null when nobody knows the customer. */
  readonly profile: Profile | null;
  /** Why nobody knows them; not given where it is a guest. */
  readonly noCustomer?: UnknownReason;
  /** What the shop told of the customer; null or not given where nobody asked. */
  readonly card?: CustomerCard | null;
  /** What the customer's records of a year tell; not given where no rule asks for it. */
  readonly dealings?: Dealings | 'too_many' | undefined;
  /** The subject order's own share of the profile, which the customer's facts leave out. */
  readonly contribution?: Contribution | null;
  /** What rules look at, each with the words that they look for; not given: nothing beside what every decision keeps. */
  readonly asked?: ReadonlyMap<string, readonly string[]>;
  readonly shopCurrency: string;
  /** The shop's, as in the IANA's list. */
  readonly timezone: string;
  /** Since when the shop has this currency; null when it never had another. */
  readonly currencySince: Instant | null;
  readonly at: Instant;
}

export interface OrderSources extends Sources {
  readonly order: OrderSnapshot;
  readonly contribution: Contribution | null;
  /** Of the products that were looked up; not given where none was. */
  readonly titleParts?: TitleParts | undefined;
  /** What was said of its risk; not given where nothing was. */
  readonly risk?: OrderRecord['risk'] | undefined;
  /** The order as the shop itself told it, where deliveries left out what a rule asks for; null where it does not tell. */
  readonly told?: Pick<OrderSnapshot, 'lines' | 'more'> | null | undefined;
  /** What the shop was asked for; null where it does not tell, not given where no rule asks for it. */
  readonly goods?: Goods | null | undefined;
  /** Not given where no rule asks for it. */
  readonly company?: CompanySources | undefined;
}

export interface CompanySources {
  /** Of the company that the order was bought for; none where there is none. */
  readonly orders: readonly CompanyOrder[];
  /** From when on every order of every company is known. */
  readonly knownSince: Instant;
}

export interface ReturnSources extends Sources {
  readonly seen: ReturnSnapshot;
  /** Not given where no reading told them. */
  readonly details?: ReturnDetails | undefined;
  /** What the customer wrote to it; not given where it is not at hand. */
  readonly note?: string | undefined;
}

export interface ShipmentSources extends Sources {
  readonly seen: ShipmentSnapshot;
  readonly now: Instant;
}

export interface ReviewSources extends Sources {
  readonly seen: Pick<Review, 'rating' | 'textLength' | 'hasPhoto' | 'verifiedBuyer'>;
  /** What the customer wrote; not given where it is not at hand. */
  readonly text?: string | undefined;
}

export interface SourcesOf {
  readonly 'order.placed': OrderSources;
  readonly 'return.requested': ReturnSources;
  readonly 'shipment.delayed': ShipmentSources;
  readonly 'review.posted': ReviewSources;
}
