import { type ClauseChange, diffClauses } from './clause-diff.ts';
import type { RuleId } from './identity.ts';
import type { Perk } from './perks.ts';
import type { Rule } from './policy.ts';
import { isSameJson } from './same-json.ts';

/** A version, a draft or any other list of rules. */
export interface Rules {
  readonly rules: readonly Rule[];
}

/** What became of the rules from one version to another. Nothing, when and only when the rules are the same. */
export type RuleDiff =
  | { readonly kind: 'added' | 'removed'; readonly rule: Rule }
  | { readonly kind: 'changed'; readonly before: Rule; readonly after: Rule; readonly changes: readonly RuleChange[] }
  /** Among the rules that both have it went past others. Places count from 1. */
  | { readonly kind: 'moved'; readonly rule: Rule; readonly from: number; readonly to: number };

export type RuleChange =
  | { readonly what: 'name'; readonly from: string; readonly to: string }
  | { readonly what: 'enabled' | 'archived'; readonly to: boolean }
  | { readonly what: 'on'; readonly from: Rule['on']; readonly to: Rule['on'] }
  | { readonly what: 'when'; readonly change: ClauseChange }
  | { readonly what: 'perk'; readonly from: Perk; readonly to: Perk }
  | PerkFieldChange
  | { readonly what: 'waitForRisk'; readonly from: Rule['waitForRisk']; readonly to: Rule['waitForRisk'] };

/** A field of a perk that stayed of its kind. */
export interface PerkFieldChange {
  readonly what: 'perk_field';
  readonly field: PerkField;
  readonly from: unknown;
  readonly to: unknown;
}

type FieldOf<Each> = Each extends Perk ? Exclude<keyof Each, 'kind'> : never;
/** Those of every kind of perk. */
export type PerkField = FieldOf<Perk>;

/** Rules are known again by their ids. */
export function diffPolicies(before: Rules, after: Rules): RuleDiff[] {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(after.rules.map(({ id }) => id));
  const stayed = new Set(stayedInOrder(before.rules, after.rules));
  const diffs: RuleDiff[] = before.rules.flatMap((rule) => (kept.has(rule.id) ? [] : [{ kind: 'removed', rule }]));
  after.rules.forEach((rule, index) => {
    const known = old.get(rule.id);
    if (!known) {
      diffs.push({ kind: 'added', rule });
      return;
    }
    const changes = diffRules(known, rule);
    if (changes.length > 0) diffs.push({ kind: 'changed', before: known, after: rule, changes });
    if (!stayed.has(rule.id)) diffs.push({ kind: 'moved', rule, from: before.rules.indexOf(known) + 1, to: index + 1 });
  });
  return diffs;
}

/** The longest list of rules that stand in the same order before and after: all others were moved. */
function stayedInOrder(before: readonly Rule[], after: readonly Rule[]): RuleId[] {
  const places = new Map(before.map(({ id }, index) => [id, index]));
  const shared = after.flatMap(({ id }) => (places.has(id) ? [{ id, place: places.get(id) ?? 0 }] : []));
  /** Of each rule: the longest list that ends with it. */
  const lists: { readonly length: number; readonly previous: number }[] = [];
  shared.forEach(({ place }, index) => {
    let best = { length: 1, previous: -1 };
    for (let earlier = 0; earlier < index; earlier += 1) {
      const length = (lists[earlier]?.length ?? 0) + 1;
      if ((shared[earlier]?.place ?? 0) < place && length > best.length) best = { length, previous: earlier };
    }
    lists.push(best);
  });
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const stayed: RuleId[] = [];
  let index = lists.findIndex(({ length }) => length === longest);
  while (index >= 0) {
    const rule = shared[index];
    if (rule) stayed.push(rule.id);
    index = lists[index]?.previous ?? -1;
  }
  return stayed;
}

type DiffField<Field extends keyof Rule> = (from: Rule[Field], to: Rule[Field]) => RuleChange[];

/** Every field of a rule: one that is added can't be forgotten here. */
const DIFF_FIELDS: { readonly [Field in keyof Required<Rule>]: DiffField<Field> } = {
  // By which the rule is known again.
  id: () => [],
  name: (from, to) => [{ what: 'name', from, to }],
  enabled: (_, to) => [{ what: 'enabled', to }],
  archived: (_, to) => [{ what: 'archived', to: to === true }],
  on: (from, to) => [{ what: 'on', from, to }],
  when: (from, to) => diffClauses(from, to).map((change) => ({ what: 'when', change })),
  perk: diffPerks,
  waitForRisk: (from, to) => [{ what: 'waitForRisk', from, to }],
};

function diffRules(before: Rule, after: Rule): RuleChange[] {
  return (Object.keys(DIFF_FIELDS) as (keyof Rule)[]).flatMap((field) => diffField(before, after, field));
}

function diffField<Field extends keyof Rule>(before: Rule, after: Rule, field: Field): RuleChange[] {
  if (isSameJson(before[field], after[field])) return [];
  return (DIFF_FIELDS[field] as DiffField<Field>)(before[field], after[field]);
}

function diffPerks(from: Perk, to: Perk): RuleChange[] {
  if (from.kind !== to.kind) return [{ what: 'perk', from, to }];
  const [old, changed] = [from, to].map((perk) => perk as Readonly<Record<string, unknown>>);
  return Object.keys({ ...old, ...changed }).flatMap((field) =>
    isSameJson(old?.[field], changed?.[field])
      ? []
      : [{ what: 'perk_field', field: field as PerkField, from: old?.[field], to: changed?.[field] }],
  );
}
