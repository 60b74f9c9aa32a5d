import { type Document, flag, integer, records, splitTags, text, texts } from '../document.ts';
import { gidDigits, toGid } from '../gid.ts';
import { matchesFulfillment } from '../search/fulfillment-search.ts';
import { amountOf, currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { returnStatus, returnsOfOrder } from '../store/returns.ts';
import { customerOf } from '../store/store.ts';
import { parseTime } from '../zoned-time.ts';
import { addressView, isSameAddress } from './address.ts';
import { purchasingEntityView } from './company.ts';
import { fulfillmentView } from './fulfillment.ts';
import { fulfillmentOrderView } from './fulfillment-order.ts';
import { attributeViews, lineItemView, taxLineView } from './line-item.ts';
import { metafieldFields } from './metafield.ts';
import { orderMoney } from './order-money.ts';
import { refundView, transactionView } from './refund.ts';
import { returnView } from './return.ts';
import { disputeSummaries, riskView } from './risk-and-disputes.ts';
import { shippingFields } from './shipping-line.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, type View } from './view.ts';

export function orderView(order: Entity, reading: Reading): View {
  const document = currentDocument(order);
  const lines = records(document.line_items);
  const view: View = {
    __typename: 'Order',
    id: order.id,
    legacyResourceId: gidDigits(order.id),
    ...orderText(document),
    ...orderState(document, lines),
    ...orderMoney(document, reading.shop.currency),
    ...absentFromOrders,
    billingAddress: addressView(document.billing_address, gidDigits(order.id)),
    shippingAddress: addressView(document.shipping_address, gidDigits(order.id)),
    billingAddressMatchesShippingAddress: isSameAddress(document.billing_address, document.shipping_address),
    ...shippingFields(document, reading.shop.currency),
    displayAddress: addressView(document.shipping_address ?? document.billing_address, gidDigits(order.id)),
    customer: () => customerOfOrder(order, reading),
    purchasingEntity: () => purchasingEntityView(document, () => customerOfOrder(order, reading), reading),
    lineItems: (args: PageArguments) =>
      connectionOf(
        'LineItem',
        lines.map((line) => lineItemView(line, reading, flag(document.taxes_included))),
        args,
      ),
    refunds: ({ first }: { first?: number | null }) =>
      records(document.refunds)
        .slice(0, first ?? undefined)
        .map((refund) => refundView(refund, document, lines, () => view, reading)),
    fulfillments: ({ first, query }: { first?: number | null; query?: string | null }) =>
      records(document.fulfillments)
        .filter(matchesFulfillment(query ?? '', reading.now))
        .slice(0, first ?? undefined)
        .map((fulfillment) => fulfillmentView(fulfillment, () => view, reading)),
    fulfillmentsCount: () => ({
      __typename: 'Count',
      count: records(document.fulfillments).length,
      precision: 'EXACT',
    }),
    fulfillmentOrders: (args: PageArguments) =>
      connectionOf('FulfillmentOrder', [fulfillmentOrderView(order, reading)], args),
    risk: () => riskView(order.id, reading),
    disputes: () => disputeSummaries(order.id, reading),
    returnStatus: () => returnStatus(returnsOfOrder(reading.store, reading.shop.domain, order.id)),
    returns: (args: PageArguments) =>
      connectionOf(
        'Return',
        returnsOfOrder(reading.store, reading.shop.domain, order.id).map((item) => returnView(item, reading)),
        args,
      ),
    transactions: ({ first }: { first?: number | null }) =>
      transactionsOf(order, document)
        .slice(0, first ?? undefined)
        .map((transaction) => transactionView(transaction, () => view, reading.shop.currency)),
    transactionsCount: () => ({
      __typename: 'Count',
      count: transactionsOf(order, document).length,
      precision: 'EXACT',
    }),
    taxLines: () => records(document.tax_lines).map((tax) => taxLineView(tax, reading.shop.currency)),
    currentTaxLines: () => records(document.tax_lines).map((tax) => taxLineView(tax, reading.shop.currency)),
    statusPageUrl: () =>
      text(document.order_status_url) ?? `https://${reading.shop.domain}/orders/${gidDigits(order.id)}`,
    ...metafieldFields(order, () => view),
  };
  return view;
}

function orderText(document: Document) {
  return {
    name: text(document.name) ?? '',
    number: integer(document.order_number) ?? integer(document.number) ?? 0,
    confirmationNumber: text(document.confirmation_number),
    email: text(document.email) ?? text(document.contact_email),
    phone: text(document.phone),
    note: text(document.note),
    poNumber: text(document.po_number),
    tags: splitTags(document.tags),
    customAttributes: attributeViews(document.note_attributes),
    sourceName: text(document.source_name),
    sourceIdentifier: text(document.source_identifier),
    customerLocale: text(document.customer_locale),
    clientIp: text(document.browser_ip),
    cartToken: text(document.cart_token),
    checkoutToken: text(document.checkout_token),
    paymentGatewayNames: texts(document.payment_gateway_names),
    discountCodes: records(document.discount_codes).flatMap((code) => text(code.code) ?? []),
    discountCode: text(records(document.discount_codes)[0]?.code),
    createdAt: dateTime(document.created_at),
    updatedAt: dateTime(document.updated_at) ?? dateTime(document.created_at),
    processedAt: dateTime(document.processed_at) ?? dateTime(document.created_at),
    cancelledAt: dateTime(document.cancelled_at),
    closedAt: dateTime(document.closed_at),
    cancelReason: text(document.cancel_reason)?.toUpperCase() ?? null,
  };
}

const FINANCIAL_STATUSES: ReadonlySet<string> = new Set([
  ...['AUTHORIZED', 'EXPIRED', 'PAID', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED', 'PENDING', 'REFUNDED', 'VOIDED'],
]);

function orderState(document: Document, lines: Document[]) {
  const stated = (text(document.financial_status) ?? 'pending').toUpperCase();
  // What Shopify would never send must not make the whole order unreadable.
  const financial = FINANCIAL_STATUSES.has(stated) ? stated : 'PENDING';
  const total = amountOf(document, 'current_total_price');
  const sum = (field: string) =>
    lines.reduce((count, line) => count + (integer(line[field]) ?? integer(line.quantity) ?? 0), 0);
  return {
    displayFinancialStatus: financial,
    displayFulfillmentStatus: fulfillmentStatus(document),
    fullyPaid: financial === 'PAID' || financial === 'REFUNDED' || financial === 'PARTIALLY_REFUNDED',
    unpaid: financial === 'PENDING' || financial === 'AUTHORIZED' || financial === 'EXPIRED',
    canMarkAsPaid: financial === 'PENDING' && parseTime(document.cancelled_at) === null,
    canNotifyCustomer: text(document.email) !== null,
    capturable: financial === 'AUTHORIZED',
    refundable: total > 0n && financial !== 'REFUNDED' && financial !== 'VOIDED' && financial !== 'PENDING',
    restockable: parseTime(document.cancelled_at) === null,
    closed: parseTime(document.closed_at) !== null,
    confirmed: document.confirmed !== false,
    edited: false,
    estimatedTaxes: flag(document.estimated_taxes),
    taxesIncluded: flag(document.taxes_included),
    taxExempt: flag(document.tax_exempt),
    dutiesIncluded: flag(document.duties_included),
    test: flag(document.test),
    merchantEditable: true,
    fulfillable: parseTime(document.cancelled_at) === null && document.fulfillment_status !== 'fulfilled',
    requiresShipping: lines.some((line) => line.requires_shipping !== false),
    customerAcceptsMarketing: flag(document.buyer_accepts_marketing),
    subtotalLineItemsQuantity: sum('quantity'),
    currentSubtotalLineItemsQuantity: sum('current_quantity'),
    totalWeight: String(integer(document.total_weight) ?? 0),
    currentTotalWeight: String(integer(document.total_weight) ?? 0),
  };
}

function fulfillmentStatus(document: Document): string {
  switch (document.fulfillment_status) {
    case 'fulfilled':
      return 'FULFILLED';
    case 'partial':
      return 'PARTIALLY_FULFILLED';
    case 'restocked':
      return 'RESTOCKED';
    default:
      return 'UNFULFILLED';
  }
}

/** Parts of an order that no shop of the stand-in has: their truthful value is none. */
const absentFromOrders = {
  additionalFees: [],
  alerts: [],
  app: null,
  merchantEditableErrors: [],
  merchantOfRecordApp: null,
  paymentTerms: null,
  physicalLocation: null,
  publication: null,
  retailLocation: null,
  staffMember: null,
  registeredSourceUrl: null,
  shopifyProtect: null,
  currentTotalAdditionalFeesSet: null,
  currentTotalDutiesSet: null,
  originalTotalAdditionalFeesSet: null,
  originalTotalDutiesSet: null,
  discountApplications: (args: PageArguments) => connectionOf('DiscountApplication', [], args),
  nonFulfillableLineItems: (args: PageArguments) => connectionOf('LineItem', [], args),
};

function customerOfOrder(order: Entity, reading: Reading): View | null {
  const id = customerOf(order);
  const customer = id === null ? undefined : reading.store.entity(reading.shop.domain, id);
  return customer === undefined ? null : reading.viewOf(customer);
}

/** Order payloads carry no transactions: the payment follows from the status, refunds bring their own. */
function transactionsOf(order: Entity, document: Document): Document[] {
  const status = text(document.financial_status);
  const unpaid = status === 'pending' || status === 'voided' || status === 'expired' || status === null;
  const sale = {
    id: null,
    admin_graphql_api_id: toGid('OrderTransaction', gidDigits(order.id)),
    kind: status === 'authorized' ? 'authorization' : 'sale',
    status: 'success',
    gateway: texts(document.payment_gateway_names)[0] ?? 'manual',
    amount: document.total_price,
    amount_set: document.total_price_set,
    created_at: document.created_at,
    processed_at: document.processed_at,
    test: document.test,
  };
  return [...(unpaid ? [] : [sale]), ...records(document.refunds).flatMap((refund) => records(refund.transactions))];
}
