import { percentOf } from '../dealings.ts';
import { isSizeReason } from '../return.ts';
import type { Fact } from './definition.ts';
import { booleanFact, moneyFact, NOT_TOLD, numberFact, phrasesFact, unknown, wordsFact } from './value.ts';

const DAY_MS = 86_400_000;

export const RETURN_FACTS = [
  {
    id: 'return.value',
    label: 'value of the return',
    german: 'der Wert der Rückgabe',
    type: 'money',
    range: { least: 0 },
    events: ['return.requested'],
    help: 'What was paid for the items that come back, after discounts, in shop currency. Unknown when the shop can’t say it.',
    example: 50,
    isAlwaysKept: true,
    read: ({ seen, shopCurrency }) => moneyFact(seen.value, shopCurrency),
  },
  {
    id: 'return.items',
    label: 'number of items in the return',
    german: 'die Anzahl der Artikel in der Rückgabe',
    type: 'number',
    events: ['return.requested'],
    help: 'What comes back; what goes out in exchange is not counted.',
    example: 2,
    isAlwaysKept: true,
    read: ({ seen }) => numberFact(seen.items),
  },
  {
    id: 'return.daysSinceOrder',
    label: 'number of days between the order and the return request',
    german: 'die Anzahl der Tage zwischen der Bestellung und dem Rückgabeantrag',
    type: 'number',
    events: ['return.requested'],
    help: 'Whole days: 0 on the first day after the order was placed.',
    example: 14,
    isAlwaysKept: true,
    read: ({ seen }) => numberFact(Math.max(0, Math.floor((seen.requestedAt - seen.orderedAt) / DAY_MS))),
  },
  {
    id: 'return.awaitsAnswer',
    label: 'return is waiting for an answer',
    german: { yes: 'die Rückgabe auf eine Antwort wartet', no: 'die Rückgabe auf keine Antwort wartet' },
    type: 'boolean',
    events: ['return.requested'],
    help: 'A return that was answered already is left as it is, whatever the rule says.',
    example: true,
    isAlwaysKept: true,
    read: ({ seen }) => booleanFact(seen.status === 'requested'),
  },
  {
    id: 'return.valueShare',
    label: 'share of the order’s value that is returned',
    german: 'der Anteil der Rückgabe am Bestellwert',
    type: 'number',
    unit: '%',
    range: { least: 0, most: 100 },
    hasDecimal: true,
    events: ['return.requested'],
    help: 'The value of the return in percent of what was paid for all items of the order, after discounts and before returns. Unknown when the shop can’t say one of them.',
    example: 50,
    read: ({ seen: { value }, details }) => {
      const whole = details?.orderValue;
      const isComparable = value && whole && value.currency === whole.currency;
      return numberFact(isComparable ? percentOf(value.amountMinor, whole.amountMinor) : null);
    },
  },
  {
    id: 'return.reasons',
    label: 'reasons of the return',
    german: 'die Gründe der Rückgabe',
    type: 'words',
    word: 'reason',
    events: ['return.requested'],
    help: 'Shopify’s names of the reasons, of all items together, such as too-small, too-big, color, style, quality, damaged-or-defective, item-not-as-described, received-the-wrong-item, arrived-late, changed-my-mind, other-reason or unknown. Unknown when the shop doesn’t say them.',
    example: 'damaged-or-defective',
    read: ({ details }, words) => (details ? wordsFact(words, details.reasons) : NOT_TOLD),
  },
  {
    id: 'return.sizeRelated',
    label: 'return is about the size',
    german: { yes: 'die Rückgabe mit der Größe zu tun hat', no: 'die Rückgabe nichts mit der Größe zu tun hat' },
    type: 'boolean',
    events: ['return.requested'],
    help: 'One of its reasons says that an item is too small, too big, too tight, too long and the like. Unknown when the shop doesn’t say the reasons.',
    example: true,
    read: ({ details }) => booleanFact(details ? details.reasons.some(isSizeReason) : null),
  },
  {
    id: 'return.note',
    label: 'customer’s words about the return',
    german: 'die Worte der Kundin oder des Kunden zur Rückgabe',
    type: 'words',
    word: 'phrase',
    events: ['return.requested'],
    help: 'Words or phrases that you look for in what the customer wrote to the items, as whole words; upper and lower case are the same. No other word of it is kept. Unknown once the return was decided.',
    example: 'allergic',
    read: ({ note }, phrases) => phrasesFact(phrases, note),
  },
  {
    id: 'return.daysSinceDelivery',
    label: 'number of days between the delivery and the return request',
    german: 'die Anzahl der Tage zwischen der Lieferung und dem Rückgabeantrag',
    type: 'number',
    events: ['return.requested'],
    help: 'Whole days since the last parcel of the order arrived: 0 on the first day. Unknown where the carrier has not told that any did.',
    example: 14,
    read: ({ seen, details }) => {
      if (!details) return NOT_TOLD;
      const { deliveredAt } = details;
      if (deliveredAt === null) return unknown('not_delivered');
      return numberFact(Math.max(0, Math.floor((seen.requestedAt - deliveredAt) / DAY_MS)));
    },
  },
] as const satisfies readonly Fact<'return.requested'>[];
