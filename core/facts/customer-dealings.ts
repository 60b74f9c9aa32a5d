import { type Dealings, type DealingsKind, isSentBack, percentOf } from '../dealings.ts';
import { EVENT_TYPES, type EventType } from '../event.ts';
import type { Money } from '../money.ts';
import { type Profile, spentUntil, windowTotals } from '../profile.ts';
import { OWN_ORDER_LEFT_OUT, ofCustomer } from './customer.ts';
import type { Fact } from './definition.ts';
import type { Sources } from './sources.ts';
import { type FactValue, NOT_TOLD, numberFact, unknown } from './value.ts';

/** A fact that is read from records of the customer's year: those that it needs are looked up where a rule asks for it. */
type DealingsFact = Fact<EventType> & { readonly needs: readonly DealingsKind[] };

const OWN_RETURN_LEFT_OUT = {
  'return.requested': { en: 'this return not counted', de: 'diese Rückgabe nicht mitgezählt' },
} as const;
const OWN_LEFT_OUT = { ...OWN_RETURN_LEFT_OUT, ...OWN_ORDER_LEFT_OUT } as const;
const OWN_PARCEL_LEFT_OUT = {
  'shipment.delayed': { en: 'this one not counted', de: 'diese nicht mitgezählt' },
} as const;
const OWN_REVIEW_LEFT_OUT = {
  'review.posted': { en: 'this review not counted', de: 'diese Bewertung nicht mitgezählt' },
} as const;

const AS_FAR_AS_KNOWN =
  'What was returned before Concierge was installed counts once the past of your shop is imported.';
const TOO_MANY = 'for customers with more entries within the year than are read (1,000, or 200 of this kind)';

/** What a customer's returns, refunds, parcels and reviews of a year tell. */
export const CUSTOMER_DEALINGS_FACTS = [
  {
    id: 'customer.returnRate.value.365d',
    label: 'customer’s return rate by value in the last 365 days',
    german: 'die Rückgabequote der Kundin oder des Kunden nach Wert in den letzten 365 Tagen',
    aside: OWN_LEFT_OUT,
    type: 'number',
    unit: '%',
    range: { least: 0, most: 100 },
    hasDecimal: true,
    events: EVENT_TYPES,
    help: `What they paid for what they sent back or asked to, in percent of all that they paid; what you declined or they called off is no return. ${AS_FAR_AS_KNOWN} Unknown for guests, for who bought nothing within these days, where the shop can’t say what a return is worth, ${TOO_MANY}, where the shop had another currency within these days, and in the minute in which their past orders are first read.`,
    example: 30,
    needs: ['returns', 'refunds'],
    read: ofDealings(returnRateByValue),
  },
  {
    id: 'customer.openReturns',
    label: 'number of returns of the customer that are open',
    german: 'die Anzahl der offenen Rückgaben der Kundin oder des Kunden',
    aside: OWN_RETURN_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: `Asked for within the last 365 days, and neither declined, called off nor closed. Unknown for guests, and ${TOO_MANY}.`,
    example: 1,
    needs: ['returns'],
    read: ofDealings(({ returns }) =>
      numberFact(returns.filter(({ status }) => status === 'requested' || status === 'open').length),
    ),
  },
  {
    id: 'customer.refunds.365d',
    label: 'number of refunds to the customer in the last 365 days',
    german: 'die Anzahl der Erstattungen an die Kundin oder den Kunden in den letzten 365 Tagen',
    type: 'number',
    events: EVENT_TYPES,
    help: `Of whatever amount, goodwill included, as far back as their orders are known. Unknown for guests, ${TOO_MANY}, and in the minute in which their past orders are first read.`,
    example: 3,
    needs: ['refunds'],
    read: ofDealings(({ refunds }) => (refunds ? numberFact(refunds.length) : JUST_MET)),
  },
  {
    id: 'customer.refunded.365d',
    label: 'amount refunded to the customer in the last 365 days',
    german: 'der Betrag der Erstattungen an die Kundin oder den Kunden in den letzten 365 Tagen',
    type: 'money',
    range: { least: 0 },
    events: EVENT_TYPES,
    help: `In shop currency, goodwill included, as far back as their orders are known. Unknown for guests, ${TOO_MANY}, where one was in another currency, and in the minute in which their past orders are first read.`,
    example: 200,
    needs: ['refunds'],
    read: ofDealings(({ refunds }, _, { shopCurrency }) =>
      refunds
        ? sumFact(
            refunds.map(({ amount }) => amount),
            shopCurrency,
          )
        : JUST_MET,
    ),
  },
  {
    id: 'customer.lateDeliveries.365d',
    label: 'number of deliveries to the customer that were late in the last 365 days',
    german: 'die Anzahl der verspäteten Lieferungen an die Kundin oder den Kunden in den letzten 365 Tagen',
    aside: OWN_PARCEL_LEFT_OUT,
    type: 'number',
    events: EVENT_TYPES,
    help: `Shipments that came a whole day or more after the promised delivery, or still have not; those that the shop promised nothing for are never late. Known since Concierge was installed. Unknown for guests, and ${TOO_MANY}.`,
    example: 1,
    needs: ['parcels'],
    read: ofDealings(({ lateParcels }) => numberFact(lateParcels)),
  },
  {
    id: 'customer.lastReview.365d',
    label: 'rating of the customer’s last review in the last 365 days',
    german: 'die Sternezahl der letzten Bewertung der Kundin oder des Kunden in den letzten 365 Tagen',
    aside: OWN_REVIEW_LEFT_OUT,
    type: 'number',
    range: { least: 1, most: 5 },
    events: EVENT_TYPES,
    help: `Stars, from 1 to 5, of a review that was told since Concierge was installed. Unknown for guests, for who wrote none, and ${TOO_MANY}.`,
    example: 2,
    needs: ['reviews'],
    read: ofDealings(({ reviews }) => {
      const [last] = reviews;
      return last ? numberFact(last.rating) : NEVER_REVIEWED;
    }),
  },
  {
    id: 'customer.averageReview.365d',
    label: 'average rating of the customer’s reviews in the last 365 days',
    german: 'die durchschnittliche Sternezahl der Bewertungen der Kundin oder des Kunden in den letzten 365 Tagen',
    aside: OWN_REVIEW_LEFT_OUT,
    type: 'number',
    range: { least: 1, most: 5 },
    hasDecimal: true,
    events: EVENT_TYPES,
    help: `Stars, from 1 to 5, with one decimal, of the reviews that were told since Concierge was installed. Unknown for guests, for who wrote none, and ${TOO_MANY}.`,
    example: 4,
    needs: ['reviews'],
    read: ofDealings(({ reviews }) => {
      if (reviews.length === 0) return NEVER_REVIEWED;
      const stars = reviews.reduce((sum, { rating }) => sum + rating, 0);
      return numberFact(Math.round((stars * 10) / reviews.length) / 10);
    }),
  },
] as const satisfies readonly DealingsFact[];

/** What has to be looked up for the facts that rules ask for. */
export function dealingsNeeded(asked: ReadonlyMap<string, unknown>): ReadonlySet<DealingsKind> {
  return new Set(CUSTOMER_DEALINGS_FACTS.filter(({ id }) => asked.has(id)).flatMap(({ needs }) => [...needs]));
}

function ofDealings(read: (dealings: Dealings, profile: Profile, sources: Sources) => FactValue) {
  return ofCustomer((profile, sources: Sources) => {
    const { dealings } = sources;
    if (dealings === undefined) return unknown('not_looked_at');
    return dealings === 'too_many' ? unknown('too_many') : read(dealings, profile, sources);
  });
}

const JUST_MET = unknown('just_met');
const NEVER_REVIEWED = unknown('never_reviewed');

function returnRateByValue({ returns, refunds }: Dealings, profile: Profile, sources: Sources): FactValue {
  const { at, shopCurrency, currencySince: change, contribution = null } = sources;
  if (refunds === null) return JUST_MET;
  if (spentUntil(profile, { at, days: 365, change }, contribution)) return unknown('other_currency');
  const values = returns.filter(isSentBack).map(({ value }) => value);
  if (values.some((value) => value === null)) return NOT_TOLD;
  const given = refunds.filter(({ isOfYear }) => isOfYear).map(({ amount }) => amount);
  const returned = sumOf(values as Money[], shopCurrency);
  const refunded = sumOf(given, shopCurrency);
  if (returned === null || refunded === null) return unknown('other_currency');
  const percent = percentOf(returned, windowTotals(profile, at, 365, contribution).netMinor + refunded);
  return percent === null ? unknown('never_ordered') : numberFact(percent);
}

function sumFact(amounts: readonly Money[], currency: string): FactValue {
  const amountMinor = sumOf(amounts, currency);
  return amountMinor === null ? unknown('other_currency') : { type: 'money', money: { amountMinor, currency } };
}

/** Null where one is in another currency. */
function sumOf(amounts: readonly Money[], currency: string): number | null {
  if (amounts.some((amount) => amount.currency !== currency)) return null;
  return amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
