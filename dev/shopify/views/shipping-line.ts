import { type Document, flag, records, text } from '../document.ts';
import { gidOf, toGid } from '../gid.ts';
import { connectionOf, moneyBag, type PageArguments, type View } from './view.ts';

/** How an order is sent: its lines of shipping, but for those that were removed. */
export function shippingFields(document: Document, currency: string) {
  const lines = records(document.shipping_lines);
  const views = (all: readonly Document[]) => all.map((line) => shippingLineView(line, currency));
  const kept = lines.filter((line) => !flag(line.is_removed));
  return {
    shippingLine: () => views(kept)[0] ?? null,
    shippingLines: ({ includeRemovals, ...page }: PageArguments & { includeRemovals?: boolean | null }) =>
      connectionOf('ShippingLine', views(includeRemovals ? lines : kept), page),
  };
}

function shippingLineView(line: Document, currency: string): View {
  return {
    __typename: 'ShippingLine',
    id: gidOf('ShippingLine', line) ?? toGid('ShippingLine', '0'),
    title: text(line.title) ?? '',
    code: text(line.code),
    source: text(line.source),
    carrierIdentifier: text(line.carrier_identifier),
    phone: text(line.phone),
    isRemoved: flag(line.is_removed),
    custom: false,
    originalPriceSet: moneyBag(line, 'price', currency),
    discountedPriceSet: moneyBag(line, 'discounted_price', currency),
  };
}
