import { assertNever } from './assert-never.ts';
import {
  asGroup,
  type Clause,
  type ClausePlace,
  conditionsOf,
  conditionsWithPlaces,
  type GroupKind,
  groupOf,
} from './clause.ts';
import type { Condition } from './condition.ts';
import { variablesOf } from './condition-ways.ts';
import { guardsOf, isMatch } from './evaluate.ts';
import { factDefinition } from './facts/catalogue.ts';
import type { Perk } from './perks.ts';
import type { PolicyProblem, Rule } from './policy.ts';
import { canHappen } from './satisfiability.ts';

/**
 * What a policy may say and hardly means, each at its place in the draft; it can be published all the same.
 *
 * What is said is true whatever the facts are. Not everything is found: facts that go together, such as the spend of 30
 * days and of 90, are taken to be independent of each other, and a search ends after a while.
 */
export function policyWarnings(rules: readonly Rule[]): PolicyProblem[] {
  return rules.flatMap((_, index) => ruleWarnings(rules, index));
}

/** Those of one rule among the others. */
export function ruleWarnings(rules: readonly Rule[], index: number): PolicyProblem[] {
  const rule = rules[index];
  if (!rule) return [];
  const found = [...conditionWarnings(rule), ...shadowWarnings(rules, rule, index)];
  return found.map(({ path, message }) => ({ path: ['rules', index, ...path], message }));
}

function conditionWarnings(rule: Rule): PolicyProblem[] {
  const alone = conditionsWithPlaces(rule.when).flatMap(({ condition, place }) => {
    const message = warningAlone(condition, rule);
    return message === null ? [] : [{ path: ['when', ...place], message }];
  });
  if (alone.length > 0) return alone;
  const against = rule.when.findIndex((_, index) => !canMatch({ ...rule, when: rule.when.slice(0, index + 1) }));
  if (against === -1) return idleWarnings(rule);
  const message = 'This can’t hold together with the other conditions: the rule would give to nobody.';
  return [{ path: ['when', against], message }];
}

/** Of a condition that comes out the same whatever its fact is. */
function warningAlone(condition: Condition, rule: Rule): string | null {
  const verdicts = new Set(variablesOf([{ condition, rule }]).flatMap(({ ways }) => ways.flat()));
  const { label } = factDefinition(condition.fact);
  if (!verdicts.has('holds')) return `This never holds, whatever the ${label} is.`;
  return verdicts.has('fails') ? null : `This always holds where the ${label} is known.`;
}

const IDLE: Readonly<Record<GroupKind, string>> = {
  all: 'This changes nothing: it holds wherever the other conditions do.',
  any: 'This changes nothing: where it holds, another one of its group does, or the rule gives nothing all the same.',
  none: 'This changes nothing: what it rules out is ruled out without it.',
};

/** Clauses without which the rule would match in the same cases; of two that say the same it is the later one. */
function idleWarnings(rule: Rule): PolicyProblem[] {
  let kept = rule;
  const goThrough = (clauses: readonly Clause[], kind: GroupKind, within: ClausePlace): PolicyProblem[] =>
    clauses.toReversed().flatMap((clause, back) => {
      const place = [...within, clauses.length - 1 - back];
      const without = { ...kept, when: clausesWithout(kept.when, place) };
      // By itself, and beside those that were named already.
      const alone = { ...rule, when: clausesWithout(rule.when, place) };
      if (clauses.length > 1 && !canDiffer(kept, without) && !canDiffer(rule, alone)) {
        kept = without;
        return [{ path: ['when', ...place], message: IDLE[kind] }];
      }
      const group = asGroup(clause);
      return group ? goThrough(group.clauses, group.kind, [...place, group.kind]) : [];
    });
  return goThrough(rule.when, 'all', []).reverse();
}

function clausesWithout(clauses: readonly Clause[], [index, kind, ...rest]: ClausePlace): Clause[] {
  if (kind === undefined) return clauses.filter((_, other) => other !== index);
  return clauses.map((clause, other) => {
    const group = asGroup(clause);
    return group && other === index ? groupOf(group.kind, clausesWithout(group.clauses, rest)) : clause;
  });
}

/** Of a rule for whose people another does the same: both would do it. */
function shadowWarnings(rules: readonly Rule[], rule: Rule, index: number): PolicyProblem[] {
  if (!rule.enabled) return [];
  const shadow = rules.find((other, place) => {
    const isOther = place !== index && other.enabled && other.on === rule.on && doTheSame(rule.perk, other.perk);
    // Of two that match in the same cases it is the later one.
    return isOther && implies(rule, other) && (place < index || !implies(other, rule));
  });
  if (!shadow) return [];
  const message = `“${shadow.name}” does the same wherever this rule matches: change one of the two, or turn it off.`;
  return [{ path: [], message }];
}

function doTheSame(perk: Perk, other: Perk): boolean {
  switch (perk.kind) {
    case 'packing_instruction':
      return other.kind === perk.kind && other.tag === perk.tag && other.note === perk.note;
    case 'store_credit':
      return other.kind === perk.kind && other.amount.amountMinor === perk.amount.amountMinor;
    case 'message':
      return other.kind === perk.kind && other.subject === perk.subject && other.body === perk.body;
    case 'approve_return':
      return other.kind === perk.kind;
    default:
      return assertNever(perk);
  }
}

function canMatch(rule: Rule): boolean {
  return canHappenTo([rule], ([matches]) => matches === true);
}

function canDiffer(rule: Rule, other: Rule): boolean {
  return canHappenTo([rule, other], ([matches, otherMatches]) => matches !== otherMatches);
}

function implies(rule: Rule, other: Rule): boolean {
  return !canHappenTo([rule, other], ([matches, otherMatches]) => matches === true && otherMatches === false);
}

function canHappenTo(rules: readonly Rule[], isWanted: (matches: readonly boolean[]) => boolean): boolean {
  const lists = rules.map(({ on, when }) => [...guardsOf(on), ...when]);
  const asked = lists.flatMap((clauses, index) => {
    const rule = rules[index];
    return rule ? conditionsOf(clauses).map((condition) => ({ condition, rule })) : [];
  });
  return canHappen(lists, variablesOf(asked), (verdicts) => isWanted(verdicts.map(isMatch)));
}
