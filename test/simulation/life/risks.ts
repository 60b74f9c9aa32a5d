import type { Instant } from '../../../core/identity.ts';
import { RISK_ANSWERS } from '../../../core/risk.ts';
import type { Add, Draw } from './generate.ts';

type Chance = Pick<Draw, 'some' | 'isTrue' | 'gapMs'>;

/** Before the order was told, soon after it, or when nobody waits for it any more; some say first that they are at it. */
export function risksOf(order: number, placedAt: Instant, { some, isTrue, gapMs }: Chance, add: Add): void {
  for (let time = some(2); time > 0; time -= 1) {
    const at = placedAt + (isTrue(0.7) ? some(15 * 60_000) : gapMs());
    add(`risk ${order} ${time}`, at, { kind: 'assessed', order, answer: RISK_ANSWERS[some(4)] ?? 'low' });
  }
}

/** What such a policy makes of the risk: nothing, mostly. */
export function randomRiskRules({ some, isTrue }: Chance): object[] {
  if (!isTrue(0.4)) return [];
  const perk = { kind: 'packing_instruction', tag: 'trusted', note: 'Put in a card.', cost: USD_40 };
  const fact = isTrue(0.5) ? 'order.risk.high' : 'order.risk.raised';
  const waitForRisk = { minutes: 1 + some(59), without: isTrue(0.5) ? 'grant' : 'refuse' };
  const when = [{ fact, operator: 'is', value: false }];
  const rule = { id: 'trusted', name: 'trusted', enabled: isTrue(0.9), on: 'order.placed', when, perk };
  return [isTrue(0.8) ? { ...rule, waitForRisk } : rule];
}

const USD_40 = { amountMinor: 40, currency: 'USD' };
