import type { Afterthought, Decision, RuleOutcome } from '../../core/decide.ts';
import type { Effect } from '../../core/effects.ts';
import type { Instant, RuleId, ShopDomain } from '../../core/identity.ts';
import type { Condition } from './expressions.ts';
import { pack, unpack } from './packed.ts';
import { customerPartition, decisionKey, dueAttributes, type Key } from './table.ts';

/** One decision. What is written after the decision was made stands beside `body`, each by its own writer. */
export interface DecisionItem extends Key {
  readonly revision: number;
  /** Key of the index by customer; absent for guests. */
  readonly customer?: string;
  /** `|return-bag:granted|birthday:no_match|`: what a filter looks into. */
  readonly outcomes: string;
  /** The decision without its effects and afterthoughts. */
  readonly body: Uint8Array;
  readonly effects: Uint8Array;
  readonly afterthoughts?: Uint8Array;
  /** How many afterthoughts there are. */
  readonly noted?: number;
  /** Key of the index by due time; absent when nothing is pending. */
  readonly dueShard?: string;
  readonly dueAt?: string;
}

export function decisionItem(shop: ShopDomain, decision: Decision, resendAt: Instant): DecisionItem {
  const key = decisionKey(shop, decision.id);
  const { customer } = decision.event;
  return {
    ...key,
    revision: decision.revision,
    ...(customer !== null && { customer: customerPartition(shop, customer) }),
    outcomes: outcomesText(decision.outcomes),
    body: pack({ ...decision, id: null, revision: null, effects: null, afterthoughts: null }),
    effects: packEffects(decision.effects),
    ...(decision.afterthoughts.length > 0 && packAfterthoughts(decision.afterthoughts)),
    ...(decision.effects.some(({ state }) => state === 'pending') && dueAttributes(key, resendAt)),
  };
}

export function packEffects(effects: readonly Effect[]): Uint8Array {
  return pack(effects);
}

export function packAfterthoughts(afterthoughts: readonly Afterthought[]) {
  return { afterthoughts: pack(afterthoughts), noted: afterthoughts.length };
}

/** The nulls in the body keep the places of the fields that stand beside it. */
export function decisionRecord(item: DecisionItem): Decision {
  return {
    ...unpack<Decision>(item.body),
    id: item.sk as Decision['id'],
    revision: item.revision,
    effects: unpack<Effect[]>(item.effects),
    afterthoughts: item.afterthoughts ? unpack<Afterthought[]>(item.afterthoughts) : [],
  };
}

function outcomesText(outcomes: readonly RuleOutcome[]): string {
  return `|${outcomes.map(({ rule, outcome }) => `${rule}:${outcome}|`).join('')}`;
}

/** What `outcomes` has to contain; null when everything passes. */
export function outcomesFilter(
  rule: RuleId | undefined,
  outcome: RuleOutcome['outcome'] | undefined,
): Condition | null {
  if (rule === undefined && outcome === undefined) return null;
  const text = `${rule === undefined ? '' : `|${rule}`}:${outcome === undefined ? '' : `${outcome}|`}`;
  return { expression: 'contains(#outcomes, :outcomes)', values: { ':outcomes': text } };
}
