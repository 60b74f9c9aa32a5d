import type { Dispute, DisputeStatus } from '../core/dispute.ts';
import type { OrderRecord } from '../core/order.ts';
import type { RiskAnswer } from '../core/risk.ts';
import { shopTime } from './shop-time.server.ts';

/** What was said of an order's risk, and what its customer disputes, one sentence each. */
export function riskAndDisputes({ risk = [], disputes = [] }: OrderRecord, timezone: string): string[] {
  return [
    ...risk.map(({ provider, answer, at }) => {
      const who = provider === null ? 'Shopify' : `App ${provider}`;
      return `${who}: ${ANSWERS[answer]}, ${shopTime(at, timezone).text}.`;
    }),
    ...disputes.map((dispute) => describeDispute(dispute, timezone)),
  ];
}

const ANSWERS: Readonly<Record<RiskAnswer, string>> = {
  none: 'says nothing about the fraud risk',
  pending: 'is still assessing the fraud risk',
  low: 'low fraud risk',
  medium: 'medium fraud risk',
  high: 'high fraud risk',
};

function describeDispute({ type, status, openedAt }: Dispute, timezone: string): string {
  const what = type === 'chargeback' ? 'The payment was charged back' : 'The bank asked about the payment';
  return `${what} ${shopTime(openedAt, timezone).text}: ${STATUSES[status]}.`;
}

const STATUSES: Readonly<Record<DisputeStatus, string>> = {
  needs_response: 'it awaits your answer',
  under_review: 'the bank looks at it',
  charge_refunded: 'it was refunded',
  accepted: 'you accepted it',
  lost: 'it was lost',
  won: 'you won',
  prevented: 'it was prevented',
};
