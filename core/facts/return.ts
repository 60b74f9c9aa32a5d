import type { Fact } from './definition.ts';
import { booleanFact, moneyFact, numberFact } from './value.ts';

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
] as const satisfies readonly Fact<'return.requested'>[];
