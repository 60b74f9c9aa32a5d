import type { OrderSnapshot } from '../order.ts';
import { lifetimeTotals } from '../profile.ts';
import { coloursOfOneProduct, sizesOfOneProduct } from '../sizes.ts';
import { ofCustomer } from './customer.ts';
import type { Fact } from './definition.ts';
import { booleanFact, moneyFact, numberFact, wordsFact } from './value.ts';

export const ORDER_FACTS = [
  {
    id: 'order.total',
    label: 'order’s total',
    german: 'der Gesamtbetrag der Bestellung',
    type: 'money',
    range: { least: 0 },
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
    id: 'order.lines.coloursOfOneProduct',
    label: 'number of colours of one product in the order',
    german: 'die Anzahl der Farben eines Produkts in der Bestellung',
    type: 'number',
    events: ['order.placed'],
    help: 'The product with the most different colours counts; sizes do not. The product’s options say which is the colour; where they are not known, what stands beside the size in the variant’s name is taken for it.',
    example: 3,
    follows: 'order',
    read: ({ order, titleParts }) => numberFact(coloursOfOneProduct(order.lines, titleParts)),
  },
  {
    id: 'order.lines.count',
    label: 'number of different items in the order',
    german: 'die Anzahl verschiedener Artikel in der Bestellung',
    type: 'number',
    events: ['order.placed'],
    help: 'Each variant of a product is one, however many of it are ordered. After edits and refunds.',
    example: 5,
    follows: 'order',
    read: ({ order }) => numberFact(stillOrdered(order).length),
  },
  {
    id: 'order.lines.mostOfOne',
    label: 'largest quantity of one item in the order',
    german: 'die größte Menge eines Artikels in der Bestellung',
    type: 'number',
    events: ['order.placed'],
    help: 'How many are ordered of the variant of which the most are. After edits and refunds.',
    example: 10,
    follows: 'order',
    read: ({ order }) => numberFact(Math.max(0, ...stillOrdered(order).map(({ quantity }) => quantity))),
  },
  {
    id: 'order.products.titles',
    label: 'products in the order',
    german: 'die Produkte der Bestellung',
    type: 'words',
    word: 'product',
    events: ['order.placed'],
    help: 'Their titles as they were when it was ordered; upper and lower case are the same.',
    example: 'Oxford shirt',
    follows: 'order',
    read: ({ order }, words) =>
      wordsFact(
        words,
        stillOrdered(order).map(({ title }) => title),
      ),
  },
  {
    id: 'order.isFirst',
    label: 'order is the customer’s first one',
    german: {
      yes: 'es die erste Bestellung der Kundin oder des Kunden ist',
      no: 'es nicht die erste Bestellung der Kundin oder des Kunden ist',
    },
    type: 'boolean',
    events: ['order.placed'],
    help: 'As far back as their orders are known: whoever has no other order that was paid and not cancelled. Unknown for guests.',
    example: true,
    follows: 'orders',
    read: ofCustomer((profile, { at, contribution = null }) =>
      booleanFact(lifetimeTotals(profile, at, contribution).orders === 0),
    ),
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

function stillOrdered({ lines }: OrderSnapshot) {
  return lines.filter(({ quantity }) => quantity > 0);
}
