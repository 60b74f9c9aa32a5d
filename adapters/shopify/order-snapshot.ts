import type { CompanyId } from '../../core/identity.ts';
import type { FinancialStatus, OrderLine, OrderSnapshot } from '../../core/order.ts';

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

type Described = Omit<OrderSnapshot, 'financialStatus' | 'company'> & {
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
  };
}

/** A status that is unknown yet counts as none, so the order is not taken as paid; the rest of it is still of use. */
function financialStatus(text: string | null): FinancialStatus | null {
  const lower = text?.toLowerCase() ?? '';
  return FINANCIAL_STATUSES.has(lower) ? (lower as FinancialStatus) : null;
}

function orderLine({ product, title, variantTitle, quantity }: OrderLine): OrderLine {
  // A product without options has one variant that Shopify names so; payloads also write null or nothing.
  const named = variantTitle !== null && variantTitle !== '' && variantTitle !== 'Default Title';
  return { product, title, variantTitle: named ? variantTitle : null, quantity };
}
