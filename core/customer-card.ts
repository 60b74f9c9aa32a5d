import type { CustomerId, Instant } from './identity.ts';

/** As in the Admin API's `CustomerEmailAddressMarketingState` and `CustomerSmsMarketingState`. */
export const CONSENT_STATES = [
  'subscribed',
  'pending',
  'not_subscribed',
  'unsubscribed',
  'invalid',
  'redacted',
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

export interface Consent {
  readonly state: ConsentState;
  /** When it became so; null where it never changed. */
  readonly at: Instant | null;
}

/** What the shop itself keeps of a customer, as far as rules look at it. No delivery tells the whole of it. */
export interface CustomerCard {
  /** When the shop was asked: a newer reading replaces it. */
  readonly readAt: Instant;
  /** In the shop's order. As many as fit. */
  readonly tags: readonly string[];
  /** There are more than are kept. */
  readonly hasMoreTags?: true;
  /** Null without an e-mail address. */
  readonly email: Consent | null;
  /** Null without a telephone number. */
  readonly sms: Consent | null;
  /** Absent where the reading did not ask for it, as one of all customers does not. */
  readonly traits?: CustomerTraits;
}

export interface CustomerTraits {
  /** When the shop made their account. */
  readonly since: Instant;
  /** Of their default address, as in ISO 3166 (`DE`); null without one, and where the shop does not let us read it. */
  readonly country: string | null;
  /** In which they read the shop, as in ISO 639 (`de`); null where it is not told. */
  readonly language: string | null;
}

/** A customer in a list of all of them. */
export interface SeenCustomer {
  readonly customer: CustomerId;
  readonly card: CustomerCard;
  /** At whatever time. */
  readonly hasOrdered: boolean;
}

/** A profile stays under 4 KB, and its head, which every order writes, should stay under 1. */
const MOST_TAG_CHARACTERS = 500;

/** Keeps the first tags that fit together. */
export function boundTags(all: readonly string[]): Pick<CustomerCard, 'tags' | 'hasMoreTags'> {
  let characters = 0;
  const tags: string[] = [];
  for (const tag of all) {
    characters += tag.length;
    if (characters > MOST_TAG_CHARACTERS) return { tags, hasMoreTags: true };
    tags.push(tag);
  }
  return { tags };
}

/** Tags are the same whatever their case (“Customer tags” in Shopify's help). */
export function tagKey(tag: string): string {
  return tag.trim().toLowerCase();
}

/** Something that the shop told about a customer at one time; it stands in their timeline and never changes. */
export interface CustomerChange {
  /** `<ISO time>~<what>~<hash of the rest>`: the same for every delivery of it. */
  readonly id: ChangeId;
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly what: ChangeOfCustomer;
}

export type ChangeId = string & { readonly changeId: true };

export type ChangeOfCustomer =
  | { readonly kind: 'tags_added' | 'tags_removed'; readonly tags: readonly string[] }
  | { readonly kind: 'email_consent' | 'sms_consent'; readonly state: ConsentState }
  /** They buy for a company of this name from then on, or no longer. */
  | { readonly kind: 'company_joined' | 'company_left'; readonly company: string };
