import { type Money, parseMoney } from '../../core/money.ts';
import type { RefundPayload } from './refund-payload.ts';
import type { MoneySet } from './wire-fields.ts';

/**
 * What a refund gives back in shop money, goodwill included and never negative; null when the payload doesn't tell.
 *
 * 1. The refund's transactions of kind `refund` that succeeded or are on their way count, whatever the lines say: a
 *    merchant may give back more (goodwill) or less than the lines are worth. `pending` counts because the payload is
 *    sent once, before the money arrives; until then Shopify books the whole amount as a discrepancy.
 * 2. Transactions are in the currency that the customer paid in. Where that is not the shop's, they are converted at
 *    the refund's own rate: shop money over presentment money of what it refunds.
 * 3. Without such a transaction: lines with tax, shipping, duties and fees, less the order adjustments. An adjustment
 *    is positive when less was given back than the lines are worth and negative when more was. Refunded shipping is
 *    listed in `refund_shipping_lines` since 2024-10, in older payloads as a negative adjustment of the kind
 *    `shipping_refund`, in some as both: then the adjustment is left out.
 *
 * Sources: Shopify's pages "Refund" (REST Admin API, 2024-10), "OrderAdjustment" (GraphQL Admin API) and the topic
 * refunds/create ("independent from the movement of money"); signs as in published deliveries.
 */
export function refundedAmount(refund: RefundPayload): Money | null {
  const parts = partsOf(refund);
  const given = givenBack(refund);
  const currency = parts.sets[0]?.shop_money.currency ?? given[0]?.currency;
  if (currency === undefined) return null;
  if (given.length === 0)
    return parts.sets.length === 0 ? null : { amountMinor: Math.max(0, parts.shopMinor), currency };
  const converted = given.map((money) =>
    money.currency === currency ? money.amountMinor : inShopMoney(money, parts.sets),
  );
  if (converted.includes(null)) return null;
  return { amountMinor: converted.reduce<number>((sum, minor) => sum + (minor ?? 0), 0), currency };
}

interface Parts {
  /** Every amount of the refund in both currencies. */
  readonly sets: readonly MoneySet[];
  readonly shopMinor: number;
}

function partsOf(refund: RefundPayload): Parts {
  const given = present([
    ...refund.refund_line_items.flatMap((line) => [line.subtotal_set, line.total_tax_set]),
    ...refund.refund_shipping_lines.flatMap((line) => [line.subtotal_amount_set, line.tax_amount_set]),
    refund.total_duties_set,
    refund.total_additional_fees_set,
  ]);
  const shippingListed = refund.refund_shipping_lines.length > 0;
  const adjustments = refund.order_adjustments.filter(({ kind }) => !(shippingListed && kind === 'shipping_refund'));
  const kept = present(adjustments.flatMap((adjustment) => [adjustment.amount_set, adjustment.tax_amount_set]));
  return { sets: [...given, ...kept], shopMinor: shopMinorOf(given) - shopMinorOf(kept) };
}

function present(sets: readonly (MoneySet | null | undefined)[]): MoneySet[] {
  return sets.filter((set) => set !== null && set !== undefined);
}

function shopMinorOf(sets: readonly MoneySet[]): number {
  return sets.reduce((sum, { shop_money }) => sum + shop_money.amountMinor, 0);
}

const ON_ITS_WAY: ReadonlySet<string> = new Set(['success', 'pending']);

function givenBack(refund: RefundPayload): Money[] {
  return refund.transactions.flatMap(({ kind, status, amount, currency }) => {
    if (kind !== 'refund' || !ON_ITS_WAY.has(status ?? '')) return [];
    return parseMoney(amount ?? '', currency ?? '') ?? [];
  });
}

/**
 * At the rate of the refund itself, taken from all its amounts together: exact when the transaction is their sum,
 * within one minor unit otherwise. Signs don't matter for a rate.
 */
function inShopMoney(money: Money, sets: readonly MoneySet[]): number | null {
  const pairs = sets.filter((set) => set.presentment_money?.currency === money.currency);
  const shopMinor = pairs.reduce((sum, { shop_money }) => sum + Math.abs(shop_money.amountMinor), 0);
  const presentmentMinor = pairs.reduce((sum, set) => sum + Math.abs(set.presentment_money?.amountMinor ?? 0), 0);
  return presentmentMinor === 0 ? null : Math.round((money.amountMinor * shopMinor) / presentmentMinor);
}
