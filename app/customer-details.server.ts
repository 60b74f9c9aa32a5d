import type { Consent, CustomerCard } from '../core/customer-card.ts';
import { type CustomerId, gidNumber, type Instant } from '../core/identity.ts';
import type { CompanyNames } from '../core/ports.ts';
import { type CustomerRecord, newCustomerRecord } from '../core/profile.ts';
import type { Shop } from '../core/shop.ts';
import { companyUrl } from './company-url.ts';
import { customerUrl } from './customer-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';
import { type Spent, spentInAll, spentInYear } from './spent.server.ts';
import {
  CONSENT_WORDS,
  entryOf,
  readOnce,
  type TimelineEntry,
  type TimelineRecords,
} from './timeline-entries.server.ts';

/** What is known of one customer, and everything that happened, newest first. */
export interface CustomerDetails {
  name: string;
  /** The customer in the shop; null where the shop has no such customer any more. */
  shopUrl: string | null;
  /** Why the shop has no such customer any more; null where it has. */
  gone: { what: 'merged' | 'deleted'; keptUrl: string | null } | null;
  year: Spent;
  lifetime: Spent;
  /** Null while nobody has asked the shop for it. */
  card: { tags: string[]; hasMoreTags: boolean; email: ConsentWords | null; sms: ConsentWords | null } | null;
  /** Those that they buy for, as the shop has them now. */
  companies: { name: string; url: string }[];
  /** Null while the past has not been read. */
  knownSince: ShopTime | null;
  entries: TimelineEntry[];
}

const PAGE_SIZE = 25;

/** Null where nothing is known of the customer. */
export async function readCustomer(
  records: TimelineRecords & { readonly companyNames: Pick<CompanyNames, 'companiesOf'> },
  shop: Shop,
  id: CustomerId,
  cursor: string | undefined,
  name: string,
  now: Instant,
): Promise<{ details: CustomerDetails; cursor: string | null } | null> {
  const [record, page, companies] = await Promise.all([
    records.ledger.customer(shop.domain, id, 'cheap'),
    records.ledger.belongings(shop.domain, id, PAGE_SIZE, cursor),
    records.companyNames.companiesOf(shop.domain, id),
  ]);
  if (record === null && page.belongings.length === 0) return null;
  const read = readOnce(records);
  const entries = await Promise.all(page.belongings.map((each) => entryOf(read, shop, id, each)));
  return {
    details: {
      ...knowledgeOf(record ?? newCustomerRecord(id), shop, now),
      name,
      // A shop that can’t be asked now shows none: the page never fails for it.
      companies:
        companies.kind === 'found'
          ? companies.companies.map((each) => ({ name: each.name, url: companyUrl(each.id) }))
          : [],
      entries: entries.filter((entry) => entry !== null),
    },
    cursor: page.cursor,
  };
}

function knowledgeOf({ profile, card, gone }: CustomerRecord, shop: Shop, now: Instant) {
  const { timezone } = shop;
  const kept = gone?.mergedInto ?? null;
  return {
    shopUrl: gone ? null : `shopify://admin/customers/${gidNumber(profile.customer)}`,
    gone: gone
      ? { what: kept === null ? ('deleted' as const) : ('merged' as const), keptUrl: kept && customerUrl(kept) }
      : null,
    year: spentInYear(profile, shop, now),
    lifetime: spentInAll(profile, shop, now),
    card: card ? cardWords(card, timezone) : null,
    knownSince: profile.knownSince === null ? null : shopTime(profile.knownSince, timezone),
  };
}

/** `Subscribed`, and since when. */
interface ConsentWords {
  state: string;
  since: ShopTime | null;
}

function cardWords({ tags, hasMoreTags, email, sms }: CustomerCard, timezone: string) {
  const words = (consent: Consent | null): ConsentWords | null =>
    consent && {
      state: CONSENT_WORDS[consent.state],
      since: consent.at === null ? null : shopTime(consent.at, timezone),
    };
  return { tags: [...tags], hasMoreTags: hasMoreTags === true, email: words(email), sms: words(sms) };
}
