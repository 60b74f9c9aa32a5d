import type { Instant, OrderId } from './identity.ts';

/** As in the Admin API's `RiskAssessmentResult`. `none`: this assessment will say nothing about the order. */
export const RISK_ANSWERS = ['none', 'pending', 'low', 'medium', 'high'] as const;
export type RiskAnswer = (typeof RISK_ANSWERS)[number];

/** How likely an order is a fraud. */
export type RiskLevel = 'low' | 'medium' | 'high';

/** What one assessor said of an order last. */
export interface RiskAssessment {
  /** The number of the app that assessed the order; null for the platform itself. */
  readonly provider: string | null;
  readonly answer: RiskAnswer;
  readonly at: Instant;
}

export interface SeenRisk {
  readonly order: OrderId;
  readonly assessment: RiskAssessment;
}

/** The order waits for its risk before it is decided. */
export interface Waiting {
  readonly since: Instant;
  /** Then it is decided all the same. */
  readonly until: Instant;
  /** No delivery told of the order: reconciliation found it. */
  readonly foundLate?: true;
}

/** That a decision waited, and how the waiting ended. */
export interface Waited {
  readonly since: Instant;
  readonly until: Instant;
  readonly end: 'risk_came' | 'time_up';
}

/** The newest word of each assessor counts; of two of one moment, the worse. */
export function withAssessment(known: readonly RiskAssessment[], seen: RiskAssessment): readonly RiskAssessment[] {
  const before = known.find(({ provider }) => provider === seen.provider);
  if (before && !replaces(seen, before)) return known;
  const others = known.filter((each) => each !== before);
  return [...others, seen].sort((a, b) => compare(a.provider ?? '', b.provider ?? ''));
}

function replaces(seen: RiskAssessment, before: RiskAssessment): boolean {
  if (seen.at !== before.at) return seen.at > before.at;
  return RISK_ANSWERS.indexOf(seen.answer) > RISK_ANSWERS.indexOf(before.answer);
}

/** The worst that anybody said; null while nobody has said anything. */
export function riskLevel(said: readonly RiskAssessment[] = []): RiskLevel | null {
  return (['high', 'medium', 'low'] as const).find((level) => said.some(({ answer }) => answer === level)) ?? null;
}

/** Whether there is nothing more to wait for: it can’t be worse, or nobody is still at it. */
export function isAssessed(said: readonly RiskAssessment[] = []): boolean {
  const level = riskLevel(said);
  return level === 'high' || (level !== null && !said.some(({ answer }) => answer === 'pending'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
