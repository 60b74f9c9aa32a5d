import { type CompanyId, type Instant, type OrderId, parseGid } from '../../core/identity.ts';
import { parseMoney } from '../../core/money.ts';
import type { OrderLine, Refund } from '../../core/order.ts';
import type { SeenOrder } from '../../core/ports.ts';
import type {
  DetailedLinesFragment,
  LinePageFragment,
  OrderDetailsFragment,
  OrderFieldsFragment,
} from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';
import { bodyHash } from './json.ts';
import { type MoreTold, moreOfLine, orderSnapshot } from './order-snapshot.ts';

/** A line, with what only one who reads a single order asks for. */
export type LineNode = LinePageFragment['nodes'][number] & Partial<DetailedLinesFragment['nodes'][number]>;
/** An order, likewise. */
type OrderNode = OrderFieldsFragment & Partial<OrderDetailsFragment>;

/**
 * The same snapshot that a webhook of the same state gives. `readAt`: when the request was sent, which orders it
 * among webhooks of the same second. Null for an amount that is finer than its currency: what it is worth is not
 * known.
 */
export function readOrderNode(order: OrderNode, lines: readonly LineNode[], readAt: Instant): SeenOrder | null {
  const { amount, currencyCode } = order.currentTotalPriceSet.shopMoney;
  const total = parseMoney(amount, currencyCode);
  if (total === null) return null;
  return {
    order: orderSnapshot({
      id: required(parseGid('Order', order.id)),
      name: order.name,
      customer: order.customer ? required(parseGid('Customer', order.customer.id)) : null,
      createdAt: required(parseInstant(order.createdAt)),
      cancelledAt: order.cancelledAt ? required(parseInstant(order.cancelledAt)) : null,
      test: order.test,
      financialStatus: order.displayFinancialStatus ?? null,
      total,
      lines: lines.map((line) => readLine(line, total.currency)),
      refunds: order.refunds.map(({ id }) => required(parseGid('Refund', id))),
      company: companyOf(order),
      more: moreOf(order),
    }),
    version: {
      updatedAt: required(parseInstant(order.updatedAt)),
      triggeredAt: readAt,
      bodyHash: bodyHash({ ...order, lines }),
    },
  };
}

function moreOf({
  sourceName,
  discountCodes,
  shippingLines,
  shippingAddress,
  ...order
}: OrderNode): MoreTold | undefined {
  // A list of orders tells none of it.
  if (discountCodes === undefined) return undefined;
  return {
    source: sourceName,
    codes: discountCodes,
    methods: shippingLines?.nodes.map(({ title }) => title),
    country: shippingAddress?.countryCodeV2,
    // Of what is not sent anywhere they don’t match, either.
    addressesMatch: shippingAddress ? order.billingAddressMatchesShippingAddress : null,
  };
}

function companyOf({ purchasingEntity }: OrderFieldsFragment): CompanyId | null {
  return purchasingEntity && 'company' in purchasingEntity ? parseGid('Company', purchasingEntity.company.id) : null;
}

interface RefundNode {
  readonly id: string;
  /** Absent, like the amount, in a file that an earlier version asked for. */
  readonly createdAt?: string | null;
  readonly totalRefundedSet?: { readonly shopMoney: { readonly amount: string; readonly currencyCode: string } };
}

/** The same, with what was refunded of it and when. */
export function readRefundedOrder(
  order: OrderFieldsFragment & { readonly refunds: readonly RefundNode[] },
  lines: readonly LineNode[],
  readAt: Instant,
): SeenOrder | null {
  const refunds = order.refunds.map(({ id }) => ({ id }));
  const seen = readOrderNode({ ...order, refunds }, lines, readAt);
  return seen && { ...seen, refunds: order.refunds.flatMap((refund) => readRefund(refund, seen.order.id) ?? []) };
}

/** Null where it is not told what was refunded and when. */
function readRefund({ id, createdAt, totalRefundedSet }: RefundNode, order: OrderId): Refund | null {
  const refund = parseGid('Refund', id);
  const at = createdAt ? parseInstant(createdAt) : null;
  const money = totalRefundedSet?.shopMoney;
  const amount = money ? parseMoney(money.amount, money.currencyCode) : null;
  return refund && at !== null && amount ? { id: refund, order, amount, createdAt: at } : null;
}

function readLine(line: LineNode, currency: string): OrderLine {
  const { product, title, variantTitle, currentQuantity: quantity, originalUnitPriceSet, sku, vendor } = line;
  const of = (unit: { readonly shopMoney: MoneyNode } | undefined) => {
    const money = unit && parseMoney(unit.shopMoney.amount, unit.shopMoney.currencyCode);
    return money?.currency === currency ? money.amountMinor * quantity : null;
  };
  return {
    product: product ? parseGid('Product', product.id) : null,
    title,
    variantTitle: variantTitle ?? null,
    quantity,
    ...(originalUnitPriceSet && {
      more: moreOfLine({
        sku,
        vendor,
        paidMinor: of(line.discountedUnitPriceAfterAllDiscountsSet),
        fullMinor: of(originalUnitPriceSet),
      }),
    }),
  };
}

interface MoneyNode {
  readonly amount: string;
  readonly currencyCode: string;
}

/** The schema promises these: without them it is not the API that we know. */
function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the Admin API answered an order in another shape than its schema');
  return value;
}
