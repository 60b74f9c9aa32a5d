import type { CompanyId } from '../../core/identity.ts';
import type { FinancialStatus, MoreOfLine, MoreOfOrder, OrderLine, OrderSnapshot } from '../../core/order.ts';

const FINANCIAL_STATUSES: ReadonlySet<string> = new Set<FinancialStatus>([
  'pending',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
  'expired',
]);

/** What is told beside, with whatever the platform writes for nothing. */
export type MoreTold = { readonly [Field in keyof MoreOfOrder]: MoreOfOrder[Field] | null | undefined };

type Described = Omit<OrderSnapshot, 'financialStatus' | 'company' | 'more'> & {
  /** Not given by those that don’t tell it. */
  readonly more?: MoreTold | undefined;
  readonly financialStatus: string | null;
  readonly company?: CompanyId | null;
};

/**
 * The one place where a snapshot is put together, from a webhook or from the Admin API: the same order state gives
 * the same bytes, which the core's loop guard compares.
 */
export function orderSnapshot(order: Described): OrderSnapshot {
  return {
    id: order.id,
    name: order.name,
    customer: order.customer,
    createdAt: order.createdAt,
    cancelledAt: order.cancelledAt,
    test: order.test,
    financialStatus: financialStatus(order.financialStatus),
    total: { amountMinor: order.total.amountMinor, currency: order.total.currency },
    lines: order.lines.map(orderLine),
    refunds: [...order.refunds].sort(),
    ...(order.company && { company: order.company }),
    ...(order.more && { more: moreOf(order.more) }),
  };
}

function moreOf({ source, codes, methods, country, addressesMatch }: MoreTold): MoreOfOrder {
  const [eachCode, eachMethod] = [codes, methods].map((all) => [...new Set(all)].sort());
  return {
    ...(source && { source }),
    ...(eachCode?.length && { codes: eachCode }),
    ...(eachMethod?.length && { methods: eachMethod }),
    ...(country && { country }),
    ...(typeof addressesMatch === 'boolean' && { addressesMatch }),
  };
}

/** What is told of a line, with whatever the platform writes for nothing; amounts in minor units of the order’s total. */
export function moreOfLine(
  told: {
    readonly [Field in keyof MoreOfLine]: MoreOfLine[Field] | null | undefined;
  },
): MoreOfLine {
  const { sku, vendor, paidMinor, fullMinor } = told;
  return {
    ...(sku && { sku }),
    ...(vendor && { vendor }),
    ...(typeof paidMinor === 'number' && { paidMinor }),
    ...(typeof fullMinor === 'number' && fullMinor !== paidMinor && { fullMinor }),
  };
}

/** A status that is unknown yet counts as none, so the order is not taken as paid; the rest of it is still of use. */
function financialStatus(text: string | null): FinancialStatus | null {
  const lower = text?.toLowerCase() ?? '';
  return FINANCIAL_STATUSES.has(lower) ? (lower as FinancialStatus) : null;
}

function orderLine({ product, title, variantTitle, quantity, more }: OrderLine): OrderLine {
  // A product without options has one variant that Shopify names so; payloads also write null or nothing.
  const named = variantTitle !== null && variantTitle !== '' && variantTitle !== 'Default Title';
  const isTold = more !== undefined && Object.keys(more).length > 0;
  return { product, title, variantTitle: named ? variantTitle : null, quantity, ...(isTold && { more }) };
}
