import { sizesOfOneProduct } from '../sizes.ts';
import type { Fact } from './definition.ts';
import { booleanFact, moneyFact, numberFact } from './value.ts';

export const ORDER_FACTS = [
  {
    id: 'order.total',
    label: 'order’s total',
    german: 'der Gesamtbetrag der Bestellung',
    type: 'money',
    events: ['order.placed'],
    help: 'Shop currency, after edits and refunds.',
    example: 150,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ order, shopCurrency }) => moneyFact(order.total, shopCurrency),
  },
  {
    id: 'order.items',
    label: 'number of items in the order',
    german: 'die Anzahl der Artikel in der Bestellung',
    type: 'number',
    events: ['order.placed'],
    help: 'What is still ordered, after edits and refunds.',
    example: 3,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ order }) => numberFact(order.lines.reduce((items, { quantity }) => items + quantity, 0)),
  },
  {
    id: 'order.lines.sizesOfOneProduct',
    label: 'number of sizes of one product in the order',
    german: 'die Anzahl der Größen eines Produkts in der Bestellung',
    type: 'number',
    events: ['order.placed'],
    help: 'The product with the most different sizes counts; colours do not. The product’s options say which is the size; where they are not known, the variant’s name does.',
    example: 3,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ order, titleParts }) => numberFact(sizesOfOneProduct(order.lines, titleParts)),
  },
  {
    id: 'order.cancelled',
    label: 'order is cancelled',
    german: { yes: 'die Bestellung storniert ist', no: 'die Bestellung nicht storniert ist' },
    type: 'boolean',
    events: ['order.placed'],
    help: 'A cancelled order gets nothing, whatever the rule says.',
    example: true,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ order }) => booleanFact(order.cancelledAt !== null),
  },
] as const satisfies readonly Fact<'order.placed'>[];
