import { text } from '../document.ts';
import type { Gid } from '../gid.ts';
import { assessmentsOf, disputesOf } from '../store/risk-and-disputes.ts';
import type { Reading, View } from './view.ts';

const RECOMMENDATIONS = [
  ['HIGH', 'CANCEL'],
  ['MEDIUM', 'INVESTIGATE'],
  ['LOW', 'ACCEPT'],
] as const;

export function riskView(order: Gid, { store, shop }: Reading): View {
  const assessments = assessmentsOf(store, shop.domain, order).map((assessment): View => {
    const riskLevel = text(assessment.risk_level)?.toUpperCase() ?? 'NONE';
    // Who assessed is told of Shopify alone: the stand-in has no other apps.
    const isShopify = assessment.provider_id === null || assessment.provider_id === undefined;
    return { __typename: 'OrderRiskAssessment', facts: [], riskLevel, ...(isShopify && { provider: null }) };
  });
  const worst = RECOMMENDATIONS.find(([level]) => assessments.some(({ riskLevel }) => riskLevel === level));
  return { __typename: 'OrderRiskSummary', assessments, recommendation: worst?.[1] ?? 'NONE' };
}

export function disputeSummaries(order: Gid, { store, shop }: Reading): View[] {
  return disputesOf(store, shop.domain, order).map(({ id, document }) => ({
    __typename: 'OrderDisputeSummary',
    id,
    initiatedAs: text(document.type)?.toUpperCase() ?? 'CHARGEBACK',
    status: text(document.status)?.toUpperCase() ?? 'NEEDS_RESPONSE',
  }));
}
