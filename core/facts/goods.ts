import { type Goods, grossMarginPercent } from '../goods.ts';
import type { Fact } from './definition.ts';
import type { OrderSources } from './sources.ts';
import { type FactValue, NOT_TOLD, numberFact, unknown, wordsFact } from './value.ts';

/** What only the shop says of what was ordered: it is asked where a rule does. */
export const GOODS_FACTS = [
  {
    id: 'order.products.tags',
    label: 'tags of the order’s products',
    german: 'die Tags der bestellten Produkte',
    type: 'words',
    word: 'tag',
    events: ['order.placed'],
    help: 'Those of all products together; upper and lower case are the same. Unknown where your shop does not let Concierge read products.',
    example: 'fragile',
    read: ofGoods(({ lines, hasMore }, _, words) =>
      wordsOfProducts(
        words,
        lines.map(({ tags }) => tags),
        hasMore,
      ),
    ),
  },
  {
    id: 'order.products.collections',
    label: 'collections of the order’s products',
    german: 'die Kollektionen der bestellten Produkte',
    type: 'words',
    word: 'collection',
    events: ['order.placed'],
    help: 'Their titles, as they are in your shop, those of all products together; upper and lower case are the same. Unknown where your shop does not let Concierge read products.',
    example: 'New in',
    read: ofGoods(({ lines, hasMore }, _, words) =>
      wordsOfProducts(
        words,
        lines.map(({ collections }) => collections),
        hasMore || lines.some(({ hasMoreCollections }) => hasMoreCollections),
      ),
    ),
  },
  {
    id: 'order.margin',
    label: 'order’s gross margin',
    german: 'die Bruttomarge der Bestellung',
    type: 'number',
    unit: '%',
    range: { least: -Infinity, most: 100 },
    hasDecimal: true,
    events: ['order.placed'],
    help: 'What is left of the items’ price, after discounts and without taxes, after their cost. Unknown where one item has no cost in your shop, such as a gift wrap, or all are free.',
    example: 40,
    read: ofGoods((goods, shopCurrency) => numberFact(grossMarginPercent(goods, shopCurrency))),
  },
] as const satisfies readonly Fact<'order.placed'>[];

export type GoodsFact = (typeof GOODS_FACTS)[number]['id'];
export const GOODS_FACT_IDS: readonly GoodsFact[] = GOODS_FACTS.map(({ id }) => id);

function ofGoods(read: (goods: Goods, shopCurrency: string, words: readonly string[]) => FactValue) {
  return ({ goods, shopCurrency }: OrderSources, words: readonly string[]): FactValue => {
    if (goods === undefined) return unknown('not_looked_at');
    return goods === null ? NOT_TOLD : read(goods, shopCurrency, words);
  };
}

/** @param there by product. */
function wordsOfProducts(words: readonly string[], there: readonly (readonly string[])[], hasMore?: boolean) {
  // Nothing is ordered any more: nobody knows what it was.
  return there.length === 0 ? NOT_TOLD : wordsFact(words, there.flat(), hasMore);
}
