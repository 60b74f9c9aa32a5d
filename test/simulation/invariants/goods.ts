import { conditionsOf } from '../../../core/clause.ts';
import type { Condition } from '../../../core/condition.ts';
import { wordsOf } from '../../../core/condition-value.ts';
import type { Decision } from '../../../core/decide.ts';
import type { OrderPlaced } from '../../../core/event.ts';
import type { Facts } from '../../../core/facts/catalogue.ts';
import { GOODS_FACT_IDS, type GoodsFact } from '../../../core/facts/goods.ts';
import type { FactValue } from '../../../core/facts/value.ts';
import { PRICE_MINOR, type ProductState } from '../world/product.ts';
import type { Evidence, Invariant } from './evidence.ts';
import { detailsKnown, inForce } from './heard.ts';

/** Costs and collections change without a word: they are read for each decision. */
export const goodsAreAsSaid: Invariant = {
  name: 'what a decision says of its goods is what the shop said then',
  contradictions: (evidence) =>
    evidence.decisions.flatMap((decision) => {
      const asked = askedIn(evidence, decision);
      return GOODS_FACT_IDS.flatMap((fact) => {
        const value = decision.facts[fact];
        const isAsked = asked.some((each) => each.fact === fact);
        if (!value || !isAsked) return isAsked === Boolean(value) ? [] : [`${decision.event.orderName}: ${fact}`];
        const isTrue = statesThen(evidence, decision).some((state) => isSaid(evidence, decision, fact, value, state));
        return isTrue ? [] : [`${decision.event.orderName}: ${fact} was never ${JSON.stringify(value)}`];
      });
    }),
};

type OfOrder = Decision<OrderPlaced>;

/** The conditions of its rules. */
function askedIn({ policies }: Evidence, { policyVersion }: OfOrder): Condition[] {
  const rules = policies.get(policyVersion)?.rules ?? [];
  return rules.filter(({ enabled, on }) => enabled && on === 'order.placed').flatMap(({ when }) => conditionsOf(when));
}

const UNCHANGED: ProductState & { readonly at: number } = {
  title: '',
  tags: [],
  collections: [],
  costMinor: null,
  at: 0,
  isDeleted: false,
};

function statesThen({ truth }: Evidence, { decidedAt }: OfOrder): ProductState[] {
  const ordered = truth.products.filter(({ id }) => id.endsWith(`/${truth.number}0`));
  return inForce([UNCHANGED, ...ordered], decidedAt);
}

function isSaid(
  evidence: Evidence,
  decision: OfOrder,
  fact: GoodsFact,
  value: NonNullable<Facts[GoodsFact]>,
  state: ProductState,
): boolean {
  if (value.type === 'unknown') return mayBeUnknown(evidence, decision, fact, state);
  if (!detailsKnown(evidence, decision.decidedAt).some(({ scopes }) => scopes.includes('read_products'))) return false;
  if (fact === 'order.margin') return marginOf(state) === (value.type === 'number' ? value.number : null);
  const there = fact === 'order.products.tags' ? state.tags : state.collections;
  const words = askedIn(evidence, decision).flatMap((each) => (each.fact === fact ? wordsOf(each.value) : []));
  return value.type === 'words' && isSame(value, state.isDeleted ? [] : words.filter((word) => there.includes(word)));
}

function isSame({ words }: Extract<FactValue, { type: 'words' }>, expected: readonly string[]): boolean {
  return [...words].sort().join() === [...new Set(expected)].sort().join();
}

function marginOf({ costMinor, isDeleted }: ProductState): number | null {
  if (costMinor === null || isDeleted) return null;
  return Math.floor(((PRICE_MINOR - costMinor) * 1000) / PRICE_MINOR) / 10;
}

/** The shop did not let it be read, or has nothing to say; amounts may be in a currency that it had before. */
function mayBeUnknown(
  evidence: Evidence,
  { decidedAt, event }: OfOrder,
  fact: GoodsFact,
  state: ProductState,
): boolean {
  const { truth } = evidence;
  // What the shop deleted it shows no more.
  if (truth.deletedOrders.has(event.order)) return true;
  const known = detailsKnown(evidence, decidedAt).map(({ scopes }) => scopes);
  const granted = inForce(truth.grants, decidedAt).map(({ scopes }) => scopes);
  if ([...known, ...granted].some((scopes) => !scopes.includes('read_products'))) return true;
  if (fact !== 'order.margin') return false;
  return marginOf(state) === null || !truth.showsCosts || truth.settingsChanges.length > 0;
}
