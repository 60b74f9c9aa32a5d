import type { OrderRecord } from '../order.ts';
import { type RiskLevel, riskLevel } from '../risk.ts';
import type { Fact } from './definition.ts';
import { type FactValue, unknown } from './value.ts';

const HELP = 'The worst that the shop or one of its apps said. Unknown until somebody has: a rule may wait for it.';

export const RISK_FACTS = [
  {
    id: 'order.risk.high',
    label: 'order’s fraud risk is high',
    german: { yes: 'das Betrugsrisiko der Bestellung hoch ist', no: 'das Betrugsrisiko der Bestellung nicht hoch ist' },
    type: 'boolean',
    events: ['order.placed'],
    help: HELP,
    example: true,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ risk }) => isAmong(['high'], risk),
  },
  {
    id: 'order.risk.raised',
    label: 'order’s fraud risk is medium or high',
    german: {
      yes: 'das Betrugsrisiko der Bestellung mittel oder hoch ist',
      no: 'das Betrugsrisiko der Bestellung weder mittel noch hoch ist',
    },
    type: 'boolean',
    events: ['order.placed'],
    help: HELP,
    example: true,
    isAlwaysKept: true,
    follows: 'order',
    read: ({ risk }) => isAmong(['medium', 'high'], risk),
  },
] as const satisfies readonly Fact<'order.placed'>[];

type RiskFact = (typeof RISK_FACTS)[number]['id'];

function isAmong(levels: readonly RiskLevel[], risk: OrderRecord['risk']): FactValue {
  const level = riskLevel(risk);
  return level === null ? unknown('not_assessed') : { type: 'boolean', boolean: levels.includes(level) };
}

export function isRiskFact(fact: string): fact is RiskFact {
  return RISK_FACTS.some(({ id }) => id === fact);
}

export function riskFacts(risk: OrderRecord['risk']): Readonly<Record<RiskFact, FactValue>> {
  return { 'order.risk.high': isAmong(['high'], risk), 'order.risk.raised': isAmong(['medium', 'high'], risk) };
}
