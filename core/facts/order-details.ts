import type { OrderLine, OrderSnapshot } from '../order.ts';
import type { Fact } from './definition.ts';
import type { OrderSources } from './sources.ts';
import { booleanFact, type FactValue, NOT_TOLD, numberFact, oneWordFact, unknown, wordsFact } from './value.ts';

/** What deliveries of an order tell beside; where they did not, the shop is asked. */
export const ORDER_DETAIL_FACTS = [
  {
    id: 'order.products.vendors',
    label: 'vendors of the order’s products',
    german: 'die Anbieter der Produkte in der Bestellung',
    type: 'words',
    word: 'vendor',
    events: ['order.placed'],
    help: 'Those of all products together, as they were when it was ordered; upper and lower case are the same.',
    example: 'Acme',
    follows: 'order',
    read: ofLines(({ vendor }) => vendor),
  },
  {
    id: 'order.products.skus',
    label: 'SKUs in the order',
    german: 'die SKUs in der Bestellung',
    type: 'words',
    word: 'sku',
    events: ['order.placed'],
    help: 'Those of all items together, as they were when it was ordered; upper and lower case are the same.',
    example: 'SHIRT-M-NAVY',
    follows: 'order',
    read: ofLines(({ sku }) => sku),
  },
  {
    id: 'order.discountShare',
    label: 'order’s discount',
    german: 'der Rabatt der Bestellung',
    type: 'number',
    unit: '%',
    range: { most: 100 },
    hasDecimal: true,
    events: ['order.placed'],
    help: 'How much less than their price is paid for the items that are still ordered, with one decimal, rounded down: discounts of the order, of its items and of codes, without shipping. Unknown where all items are free anyway.',
    example: 20,
    follows: 'order',
    read: discountShare,
  },
  {
    id: 'order.discountCodes',
    label: 'discount codes of the order',
    german: 'die Rabattcodes der Bestellung',
    type: 'words',
    word: 'code',
    events: ['order.placed'],
    help: 'Those that were entered; upper and lower case are the same. Discounts without a code are none of them.',
    example: 'WELCOME10',
    read: (sources, words) => readDetails(sources, ({ more }) => wordsFact(words, more?.codes ?? [])),
  },
  {
    id: 'order.source',
    label: 'order’s source',
    german: 'die Herkunft der Bestellung',
    type: 'words',
    word: 'source',
    isSingle: true,
    events: ['order.placed'],
    help: 'As Shopify names it: web for the online shop, pos for the point of sale, shopify_draft_order for draft orders; the number of an app for what an app placed. Unknown where the shop does not say it.',
    example: 'web',
    read: (sources, words) => readDetails(sources, ({ more }) => oneWordFact(words, more?.source)),
  },
  {
    id: 'order.shippingMethods',
    label: 'shipping methods of the order',
    german: 'die Versandarten der Bestellung',
    type: 'words',
    word: 'method',
    events: ['order.placed'],
    help: 'As customers see them at the checkout; upper and lower case are the same. An order that is not sent has none.',
    example: 'Express',
    read: (sources, words) => readDetails(sources, ({ more }) => wordsFact(words, more?.methods ?? [])),
  },
  {
    id: 'order.shippingCountry',
    label: 'country that the order is sent to',
    german: 'das Zielland der Bestellung',
    type: 'words',
    word: 'country',
    isSingle: true,
    events: ['order.placed'],
    help: 'Its code of two letters, such as AT for Austria. Unknown for orders that are not sent, and where your shop does not let Concierge read addresses.',
    example: 'AT',
    read: (sources, words) => readDetails(sources, ({ more }) => oneWordFact(words, more?.country)),
  },
  {
    id: 'order.addressesMatch',
    label: 'order is billed to the address that it is sent to',
    german: {
      yes: 'Rechnungs- und Lieferadresse der Bestellung gleich sind',
      no: 'Rechnungs- und Lieferadresse der Bestellung verschieden sind',
    },
    type: 'boolean',
    events: ['order.placed'],
    help: 'Your shop compares them: Concierge sees neither. Without a billing address they don’t match. Unknown for orders that are not sent, and where your shop does not let Concierge read addresses.',
    example: true,
    read: (sources) => readDetails(sources, ({ more }) => booleanFact(more?.addressesMatch ?? null)),
  },
] as const satisfies readonly Fact<'order.placed'>[];

/** What deliveries never tell. */
export const ADDRESSES_MATCH = ORDER_DETAIL_FACTS[7].id;

/** Where the lines’ and the order’s details stand; null where nobody told them. */
function detailedOrder({ order, told }: Pick<OrderSources, 'order' | 'told'>) {
  return told ?? (order.more ? order : null);
}

function readDetails(sources: OrderSources, read: (order: Pick<OrderSnapshot, 'lines' | 'more'>) => FactValue) {
  const detailed = detailedOrder(sources);
  return detailed ? read(detailed) : sources.told === null ? NOT_TOLD : unknown('not_looked_at');
}

function ofLines(wordOf: (more: NonNullable<OrderLine['more']>) => string | undefined) {
  return (sources: OrderSources, words: readonly string[]): FactValue =>
    readDetails(sources, ({ lines }) =>
      wordsFact(
        words,
        lines.flatMap(({ quantity, more = {} }) => (quantity > 0 ? (wordOf(more) ?? []) : [])),
      ),
    );
}

function discountShare(sources: OrderSources): FactValue {
  return readDetails(sources, ({ lines }) => {
    let paidMinor = 0;
    let fullMinor = 0;
    for (const { quantity, more } of lines) {
      if (quantity === 0) continue;
      if (more?.paidMinor === undefined) return NOT_TOLD;
      paidMinor += more.paidMinor;
      fullMinor += more.fullMinor ?? more.paidMinor;
    }
    return fullMinor <= 0 ? NOT_TOLD : numberFact(Math.floor(((fullMinor - paidMinor) * 1000) / fullMinor) / 10);
  });
}
