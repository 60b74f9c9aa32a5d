import { parseDecimal } from '../decimal.ts';
import { type Document, records } from '../document.ts';
import { amountOf, refundedAmount } from '../store/current.ts';
import { money, moneyBag, moneyV2, shopMoneyBag } from './view.ts';

/** The amounts of an order, as sets and as the older plain fields. */
export function orderMoney(document: Document, currency: string) {
  const bag = (field: string) => moneyBag(document, field, currency);
  const total = amountOf(document, 'total_price');
  const refunded = records(document.refunds).reduce((sum, refund) => sum + refundedAmount(refund, document), 0n);
  const outstanding = parseDecimal(document.total_outstanding) ?? (isPaid(document) ? 0n : total);
  const received = isPaid(document) ? total : document.financial_status === 'partially_paid' ? total - outstanding : 0n;
  const zero = shopMoneyBag(0n, currency);
  return {
    currencyCode: currency,
    presentmentCurrencyCode:
      typeof document.presentment_currency === 'string' ? document.presentment_currency : currency,
    totalPrice: money(total),
    totalPriceSet: bag('total_price'),
    originalTotalPriceSet: bag('total_price'),
    currentTotalPriceSet: bag('current_total_price'),
    subtotalPrice: money(amountOf(document, 'subtotal_price')),
    subtotalPriceSet: bag('subtotal_price'),
    currentSubtotalPriceSet: bag('current_subtotal_price'),
    totalTax: money(amountOf(document, 'total_tax')),
    totalTaxSet: bag('total_tax'),
    currentTotalTaxSet: bag('current_total_tax'),
    totalDiscounts: money(amountOf(document, 'total_discounts')),
    totalDiscountsSet: bag('total_discounts'),
    currentTotalDiscountsSet: bag('current_total_discounts'),
    cartDiscountAmountSet: bag('total_discounts'),
    currentCartDiscountAmountSet: bag('current_total_discounts'),
    totalShippingPrice: money(amountOf(document, 'total_shipping_price')),
    totalShippingPriceSet: bag('total_shipping_price'),
    currentShippingPriceSet: bag('total_shipping_price'),
    totalTipReceived: moneyV2(amountOf(document, 'total_tip_received'), currency),
    totalTipReceivedSet: bag('total_tip_received'),
    totalReceived: money(received),
    totalReceivedSet: shopMoneyBag(received, currency),
    totalRefunded: money(refunded),
    totalRefundedSet: shopMoneyBag(refunded, currency),
    totalRefundedShippingSet: zero,
    refundDiscrepancySet: zero,
    netPayment: money(received - refunded),
    netPaymentSet: shopMoneyBag(received - refunded, currency),
    totalOutstandingSet: shopMoneyBag(outstanding, currency),
    totalCapturable: money(document.financial_status === 'authorized' ? total : 0n),
    totalCapturableSet: shopMoneyBag(document.financial_status === 'authorized' ? total : 0n, currency),
  };
}

function isPaid({ financial_status: status }: Document): boolean {
  return status === 'paid' || status === 'partially_refunded' || status === 'refunded';
}
