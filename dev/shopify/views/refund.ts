import { type Document, idDigits, integer, records, text } from '../document.ts';
import { gidDigits, gidOf, toGid } from '../gid.ts';
import { amountOf, refundedAmount } from '../store/current.ts';
import { parseTime } from '../zoned-time.ts';
import { lineItemView } from './line-item.ts';
import {
  connectionOf,
  dateTime,
  money,
  moneyBag,
  moneyV2,
  type PageArguments,
  type Reading,
  shopMoneyBag,
  type View,
} from './view.ts';

/** A refund of an order, whose `document` it is; `order` gives the order's view, `lines` its line items. */
export function refundView(
  refund: Document,
  document: Document,
  lines: Document[],
  order: () => View,
  reading: Reading,
): View {
  const { currency } = reading.shop;
  const id = gidOf('Refund', refund) ?? toGid('Refund', '0');
  const refunded = refundedAmount(refund, document);
  const createdAt = dateTime(refund.created_at);
  return {
    __typename: 'Refund',
    id,
    legacyResourceId: gidDigits(id),
    note: text(refund.note),
    createdAt,
    processedAt: dateTime(refund.processed_at) ?? createdAt,
    updatedAt: dateTime(refund.updated_at) ?? createdAt,
    totalRefunded: moneyV2(refunded, currency),
    totalRefundedSet: shopMoneyBag(refunded, currency),
    duties: [],
    return: null,
    staffMember: null,
    order,
    refundLineItems: (args: PageArguments) =>
      connectionOf(
        'RefundLineItem',
        records(refund.refund_line_items).map((line) => refundLineView(line, lines, reading)),
        args,
      ),
    refundShippingLines: (args: PageArguments) => connectionOf('RefundShippingLine', [], args),
    orderAdjustments: (args: PageArguments) =>
      connectionOf(
        'OrderAdjustment',
        records(refund.order_adjustments).map((item) => adjustmentView(item, currency)),
        args,
      ),
    transactions: (args: PageArguments) =>
      connectionOf(
        'OrderTransaction',
        records(refund.transactions).map((item) => transactionView(item, order, currency)),
        args,
      ),
  };
}

function refundLineView(line: Document, lines: Document[], reading: Reading): View {
  const { currency } = reading.shop;
  const digits = idDigits(line.line_item_id);
  const ordered =
    lines.find((candidate) => idDigits(candidate.id) === digits) ?? (line.line_item as Document | undefined) ?? {};
  return {
    __typename: 'RefundLineItem',
    id: gidOf('RefundLineItem', line),
    quantity: integer(line.quantity) ?? 0,
    restockType: (text(line.restock_type) ?? 'no_restock').toUpperCase(),
    restocked: line.restock_type !== undefined && line.restock_type !== 'no_restock',
    location: null,
    lineItem: () => lineItemView(ordered, reading),
    price: money(amountOf(ordered, 'price')),
    priceSet: moneyBag(ordered, 'price', currency),
    subtotal: money(amountOf(line, 'subtotal')),
    subtotalSet: moneyBag(line, 'subtotal', currency),
    totalTax: money(amountOf(line, 'total_tax')),
    totalTaxSet: moneyBag(line, 'total_tax', currency),
  };
}

function adjustmentView(adjustment: Document, currency: string): View {
  return {
    __typename: 'OrderAdjustment',
    id: gidOf('OrderAdjustment', adjustment) ?? toGid('OrderAdjustment', '0'),
    reason: adjustment.kind === 'refund_discrepancy' ? 'REFUND_DISCREPANCY' : null,
    amountSet: moneyBag(adjustment, 'amount', currency),
    taxAmountSet: moneyBag(adjustment, 'tax_amount', currency),
  };
}

export function transactionView(transaction: Document, order: () => View, currency: string): View {
  const id = gidOf('OrderTransaction', transaction) ?? toGid('OrderTransaction', '0');
  const processed = parseTime(transaction.processed_at) === null ? transaction.created_at : transaction.processed_at;
  return {
    __typename: 'OrderTransaction',
    id,
    kind: (text(transaction.kind) ?? 'sale').toUpperCase(),
    status: (text(transaction.status) ?? 'success').toUpperCase(),
    gateway: text(transaction.gateway),
    formattedGateway: text(transaction.gateway),
    amount: money(amountOf(transaction, 'amount')),
    amountSet: moneyBag(transaction, 'amount', currency),
    amountV2: moneyV2(amountOf(transaction, 'amount'), currency),
    createdAt: dateTime(transaction.created_at),
    processedAt: dateTime(processed),
    test: transaction.test === true,
    errorCode: null,
    manualPaymentGateway: transaction.gateway === 'manual',
    parentTransaction: null,
    order,
  };
}
