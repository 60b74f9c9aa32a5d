import type { Dispute, DisputeStatus } from '../core/dispute.ts';
import type { RiskAnswer, RiskAssessment } from '../core/risk.ts';
import { shopTime } from './shop-time.server.ts';

/** What was said of an order's risk, one sentence for each who said something. */
export function riskWords(risk: readonly RiskAssessment[], timezone: string): string[] {
  return risk.map(({ provider, answer, at }) => {
    const who = provider === null ? 'Shopify' : `App ${provider}`;
    return `${who}: ${ANSWERS[answer]}, ${shopTime(at, timezone).text}.`;
  });
}

const ANSWERS: Readonly<Record<RiskAnswer, string>> = {
  none: 'says nothing about the fraud risk',
  pending: 'is still assessing the fraud risk',
  low: 'low fraud risk',
  medium: 'medium fraud risk',
  high: 'high fraud risk',
};

export function disputeTitle({ type }: Dispute, orderName: string): string {
  return type === 'chargeback'
    ? `Payment of order ${orderName} charged back`
    : `The bank asked about the payment of order ${orderName}`;
}

export const DISPUTE_WORDS: Readonly<Record<DisputeStatus, string>> = {
  needs_response: 'It awaits your answer.',
  under_review: 'The bank looks at it.',
  charge_refunded: 'It was refunded.',
  accepted: 'You accepted it.',
  lost: 'It was lost.',
  won: 'You won.',
  prevented: 'It was prevented.',
};
