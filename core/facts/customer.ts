import { EVENT_TYPES, type EventType } from '../event.ts';
import type { Profile } from '../profile.ts';
import type { Fact } from './definition.ts';
import type { Sources } from './sources.ts';
import { booleanFact, type FactValue, NOT_TOLD, numberFact, oneWordFact, unknown, wordsFact } from './value.ts';

export const OWN_ORDER_LEFT_OUT = {
  'order.placed': { en: 'this order not counted', de: 'diese Bestellung nicht mitgezählt' },
} as const;

/** A fact of somebody known: unknown for everybody else. */
export function ofCustomer<From extends Sources>(
  read: (profile: Profile, sources: From, words: readonly string[]) => FactValue,
) {
  return (sources: From, words: readonly string[]): FactValue =>
    sources.profile ? read(sources.profile, sources, words) : unknown(sources.noCustomer ?? 'guest');
}

const DAY_MS = 86_400_000;

/** What the shop and its banks say of a customer. */
export const CUSTOMER_FACTS = [
  {
    id: 'customer.tags',
    label: 'customer’s tags',
    german: 'die Tags der Kundin oder des Kunden',
    type: 'words',
    word: 'tag',
    events: EVENT_TYPES,
    help: 'As staff and apps set them in your shop; upper and lower case are the same. Unknown for guests.',
    example: 'VIP',
    isAlwaysKept: true,
    read: ofCustomer((_, { card }, words) => (card ? wordsFact(words, card.tags, card.hasMoreTags) : NOT_TOLD)),
  },
  {
    id: 'customer.emailConsent',
    label: 'customer is subscribed to marketing e-mails',
    german: {
      yes: 'die Kundin oder der Kunde Marketing-E-Mails abonniert hat',
      no: 'die Kundin oder der Kunde keine Marketing-E-Mails abonniert hat',
    },
    type: 'boolean',
    events: EVENT_TYPES,
    help: 'Unknown for guests and for customers without an e-mail address.',
    example: true,
    isAlwaysKept: true,
    read: ofCustomer((_, { card }) => booleanFact(card?.email ? card.email.state === 'subscribed' : null)),
  },
  {
    id: 'customer.disputes',
    label: 'number of payments the customer disputed',
    german: 'die Anzahl der angefochtenen Zahlungen der Kundin oder des Kunden',
    type: 'number',
    events: EVENT_TYPES,
    help: 'Chargebacks and inquiries told since Concierge was installed, but for those that you won or that were prevented. Unknown for guests.',
    example: 0,
    // Payments are disputed weeks later: what was right then is not regretted for it.
    isAlwaysKept: true,
    read: ofCustomer(({ disputes = 0 }) => numberFact(disputes)),
  },
  {
    id: 'customer.smsConsent',
    label: 'customer is subscribed to marketing text messages',
    german: {
      yes: 'die Kundin oder der Kunde Werbung per SMS abonniert hat',
      no: 'die Kundin oder der Kunde keine Werbung per SMS abonniert hat',
    },
    type: 'boolean',
    events: EVENT_TYPES,
    help: 'Unknown for guests and for customers without a telephone number.',
    example: true,
    read: ofCustomer((_, { card }) => booleanFact(card?.sms ? card.sms.state === 'subscribed' : null)),
  },
  {
    id: 'customer.country',
    label: 'customer’s country',
    german: 'das Land der Kundin oder des Kunden',
    type: 'words',
    word: 'country',
    isSingle: true,
    events: EVENT_TYPES,
    help: 'Of their default address in your shop, as its code of two letters: DE, US. Unknown for guests, for customers without an address, and where your shop does not let Concierge read addresses.',
    example: 'DE',
    read: ofCustomer((_, { card }, words) => oneWordFact(words, card?.traits?.country)),
  },
  {
    id: 'customer.language',
    label: 'customer’s language',
    german: 'die Sprache der Kundin oder des Kunden',
    type: 'words',
    word: 'language',
    isSingle: true,
    events: EVENT_TYPES,
    help: 'In which they read your shop, as its code: de, en. Unknown for guests, and where the shop doesn’t say.',
    example: 'de',
    read: ofCustomer((_, { card }, words) => oneWordFact(words, card?.traits?.language)),
  },
  {
    id: 'customer.daysKnown',
    label: 'number of days that your shop has known the customer',
    german: 'die Anzahl der Tage seit der Anlage des Kundenkontos',
    type: 'number',
    events: EVENT_TYPES,
    help: 'Whole days since your shop made their account, be it with their first order or before. Unknown for guests, and where your shop does not let Concierge read customers.',
    example: 365,
    read: ofCustomer((_, { card, at }) =>
      numberFact(card?.traits ? Math.max(0, Math.floor((at - card.traits.since) / DAY_MS)) : null),
    ),
  },
] as const satisfies readonly Fact<EventType>[];
