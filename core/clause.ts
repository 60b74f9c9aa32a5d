import type { Condition } from './condition.ts';

export const GROUP_KINDS = ['all', 'any', 'none'] as const;
/** How many of a group's clauses must hold. */
export type GroupKind = (typeof GROUP_KINDS)[number];

/** `{ "any": [ … ] }` */
export type Group = {
  readonly [Kind in GroupKind]: { readonly [Key in Kind]: readonly Clause[] };
}[GroupKind];

/** What a rule asks: one thing, or several of which all, any or none must hold. */
export type Clause = Condition | Group;

export function groupOf(kind: GroupKind, clauses: readonly Clause[]): Group {
  return { [kind]: clauses } as unknown as Group;
}

/** Null for a single condition. */
export function asGroup(clause: Clause): { readonly kind: GroupKind; readonly clauses: readonly Clause[] } | null {
  if ('all' in clause) return { kind: 'all', clauses: clause.all };
  if ('any' in clause) return { kind: 'any', clauses: clause.any };
  return 'none' in clause ? { kind: 'none', clauses: clause.none } : null;
}

/** Where a clause stands under `when`: `[1, 'any', 0]` is the first of the group that comes second. */
export type ClausePlace = readonly (string | number)[];

export function conditionsWithPlaces(
  clauses: readonly Clause[],
  within: ClausePlace = [],
): { readonly condition: Condition; readonly place: ClausePlace }[] {
  return clauses.flatMap((clause, index) => {
    const place = [...within, index];
    const group = asGroup(clause);
    if (group) return conditionsWithPlaces(group.clauses, [...place, group.kind]);
    return [{ condition: clause as Condition, place }];
  });
}

/** What stands at a place under `when`; null where nothing does. */
export function clauseAt(clauses: readonly Clause[], [index, kind, ...rest]: ClausePlace): Clause | null {
  const clause = clauses[Number(index)];
  const group = clause && asGroup(clause);
  return kind !== undefined && group ? clauseAt(group.clauses, rest) : (clause ?? null);
}

/** Every condition, however deep it stands. */
export function conditionsOf(clauses: readonly Clause[]): Condition[] {
  return conditionsWithPlaces(clauses).map(({ condition }) => condition);
}
