import type { Afterthought, Decision, RuleOutcome } from '../../core/decide.ts';
import { type Effect, isOpen, isWaiting } from '../../core/effects.ts';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import { pack, unpack } from './packed.ts';
import { decisionKey, decisionOfCustomer, dueAttributes, type Key, openPartition } from './table.ts';

/** One decision. What is written after the decision was made stands beside `body`, each by its own writer. */
export interface DecisionItem extends Key {
  readonly revision: number;
  /** Keys of the index by customer; absent for guests. */
  readonly customer?: string;
  readonly customerAt?: string;
  /** `|return-bag:granted|birthday:no_match|`: what a filter looks into. */
  readonly outcomes: string;
  /** The decision without its effects and afterthoughts. */
  readonly body: Uint8Array;
  readonly effects: Uint8Array;
  readonly afterthoughts?: Uint8Array;
  /** How many afterthoughts there are. */
  readonly noted?: number;
  /** Key of the index by due time; absent when no effect is waiting. */
  readonly dueShard?: string;
  readonly dueAt?: string;
  /** Key of the index of what waits for a person; absent when no effect is open. */
  readonly open?: string;
  /** `|refused|held|`: the open states of its effects, each once. Beside `open` only. */
  readonly openStates?: string;
}

export function decisionItem(shop: ShopDomain, decision: Decision, resendAt: Instant): DecisionItem {
  const key = decisionKey(shop, decision.id);
  const { customer } = decision.event;
  return {
    ...key,
    revision: decision.revision,
    ...(customer !== null && decisionOfCustomer(shop, customer, decision.id)),
    outcomes: outcomesText(decision.outcomes),
    body: pack({ ...decision, id: null, revision: null, effects: null, afterthoughts: null }),
    effects: packEffects(decision.effects),
    ...(decision.afterthoughts.length > 0 && packAfterthoughts(decision.afterthoughts)),
    ...(decision.effects.some(isWaiting) && dueAttributes(key, resendAt)),
    ...openAttributes(shop, decision.effects),
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
  const body = unpack<Decision>(item.body);
  return {
    ...body,
    id: item.sk as Decision['id'],
    revision: item.revision,
    effects: unpack<StoredEffect[]>(item.effects).map((effect) => effectRecord(effect, body.decidedAt)),
    afterthoughts: item.afterthoughts ? unpack<Afterthought[]>(item.afterthoughts) : [],
  };
}

/** Effects that were stored before there was a history lack what came with it. */
type StoredEffect = Omit<Effect, Later> & Partial<Pick<Effect, Later>>;
type Later = 'uncertain' | 'since' | 'history';

function effectRecord(stored: StoredEffect, decidedAt: Instant): Effect {
  return {
    ...stored,
    // Nobody wrote down whether those attempts may have happened.
    uncertain: stored.uncertain ?? (stored.state === 'pending' && stored.attempts > 0),
    since: stored.since ?? decidedAt,
    history: stored.history ?? [],
  };
}

/** Where the decision stands in the index of what waits for a person; nothing when no effect is open. */
export function openAttributes(
  shop: ShopDomain,
  effects: readonly Effect[],
): { readonly open?: string; readonly openStates?: string } {
  const states = new Set(effects.filter(isOpen).map(({ state }) => state));
  if (states.size === 0) return {};
  return { open: openPartition(shop), openStates: `|${[...states].join('|')}|` };
}

function outcomesText(outcomes: readonly RuleOutcome[]): string {
  return `|${outcomes.map(({ rule, outcome }) => `${rule}:${outcome}|`).join('')}`;
}
