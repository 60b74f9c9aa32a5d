import { asGroup, type Clause, type GroupKind } from './clause.ts';
import { isSameJson } from './same-json.ts';

/** What became of the conditions of a rule. */
export type ClauseChange =
  | { readonly kind: 'added' | 'removed'; readonly clause: Clause; readonly within: readonly GroupKind[] }
  | { readonly kind: 'changed'; readonly from: Clause; readonly to: Clause; readonly within: readonly GroupKind[] }
  /** The same clauses, asked for in another order. */
  | { readonly kind: 'reordered'; readonly within: readonly GroupKind[] };

/**
 * Nothing, when and only when the lists are the same.
 * @param within the groups that the lists stand in, the outermost first.
 */
export function diffClauses(
  before: readonly Clause[],
  after: readonly Clause[],
  within: readonly GroupKind[] = [],
): ClauseChange[] {
  const pairs = pairUp(before, after);
  const paired = new Map(pairs.map(([from, to]) => [to, from]));
  const removed = before.flatMap((clause, index): ClauseChange[] =>
    pairs.some(([from]) => from === index) ? [] : [{ kind: 'removed', clause, within }],
  );
  const others = after.flatMap((clause, index): ClauseChange[] => {
    const from = before[paired.get(index) ?? -1];
    return from ? diffClause(from, clause, within) : [{ kind: 'added', clause, within }];
  });
  const order = [...paired].toSorted(([one], [other]) => one - other).map(([, from]) => from);
  const isReordered = order.some((place, index) => index > 0 && place < (order[index - 1] ?? 0));
  return [...removed, ...others, ...(isReordered ? [{ kind: 'reordered', within } as const] : [])];
}

/** Clauses that stand for each other, by their places: the same ones first, then those that ask the same thing otherwise. */
function pairUp(before: readonly Clause[], after: readonly Clause[]): [from: number, to: number][] {
  const pairs: [number, number][] = [];
  const likenesses = [isSameJson, isAlike, (one: Clause, other: Clause) => subjectOf(one) === subjectOf(other)];
  for (const isLike of likenesses) {
    after.forEach((clause, to) => {
      if (pairs.some(([, taken]) => taken === to)) return;
      const from = before.findIndex((old, index) => isLike(old, clause) && pairs.every(([taken]) => taken !== index));
      if (from >= 0) pairs.push([from, to]);
    });
  }
  return pairs;
}

/** The same question with another answer, or the same clauses of which another number must hold. */
function isAlike(one: Clause, other: Clause): boolean {
  const [group, another] = [asGroup(one), asGroup(other)];
  if (group && another) return isSameJson(group.clauses, another.clauses);
  const { value: _, ...asked } = one as { readonly value?: unknown };
  const { value: __, ...alsoAsked } = other as { readonly value?: unknown };
  return isSameJson(asked, alsoAsked);
}

/** A condition is about its fact, a group about how many must hold. */
function subjectOf(clause: Clause): string | undefined {
  return 'fact' in clause ? clause.fact : Object.keys(clause)[0];
}

function diffClause(from: Clause, to: Clause, within: readonly GroupKind[]): ClauseChange[] {
  if (isSameJson(from, to)) return [];
  const [group, another] = [asGroup(from), asGroup(to)];
  if (group && another && group.kind === another.kind)
    return diffClauses(group.clauses, another.clauses, [...within, group.kind]);
  return [{ kind: 'changed', from, to, within }];
}
