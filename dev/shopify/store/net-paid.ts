import { parseDecimal } from '../decimal.ts';
import { type Document, flag, records, text } from '../document.ts';
import { parseTime } from '../zoned-time.ts';
import { amountOf, refundedAmount } from './current.ts';

/** What the customer paid for this order less what was given back, shop money; unpaid, test and cancelled ones are 0. */
export function netPaid(document: Document): bigint {
  const paid = ['paid', 'partially_refunded', 'refunded', 'partially_paid'].includes(
    text(document.financial_status) ?? '',
  );
  if (!paid || flag(document.test) || parseTime(document.cancelled_at) !== null) return 0n;
  const outstanding = parseDecimal(document.total_outstanding) ?? 0n;
  const refunded = records(document.refunds).reduce((sum, refund) => sum + refundedAmount(refund, document), 0n);
  return (
    amountOf(document, 'total_price') - (document.financial_status === 'partially_paid' ? outstanding : 0n) - refunded
  );
}
