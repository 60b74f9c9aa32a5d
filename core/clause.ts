import type { Condition } from './condition.ts';
import type { ConditionValue } from './condition-value.ts';
import type { Operator } from './operators.ts';

export const GROUP_KINDS = ['all', 'any', 'none'] as const;
/** How many of a group's clauses must hold. */
export type GroupKind = (typeof GROUP_KINDS)[number];

/** `{ "any": [ … ] }` */
export type Group = {
  readonly [Kind in GroupKind]: { readonly [Key in Kind]: readonly Clause[] };
}[GroupKind];

/** How many of an order's lines must be as asked. */
export const LINE_QUANTIFIERS = ['any', 'every', 'none'] as const;
/** What is counted of the lines that are as asked: the lines themselves, or the items in them. */
export const LINE_MEASURES = ['count', 'quantity'] as const;

/** `where` must hold of one and the same line, all of it. `{ "lines": "count", "where": [ … ], "operator": "at_least", "value": 2 }` */
export type LinesClause =
  | { readonly lines: (typeof LINE_QUANTIFIERS)[number]; readonly where: readonly Condition[] }
  | {
      readonly lines: (typeof LINE_MEASURES)[number];
      /** Empty: of all lines. */
      readonly where: readonly Condition[];
      readonly operator: Operator;
      readonly value: ConditionValue;
    };

/** What a rule asks: one thing, or several of which all, any or none must hold, or something of an order's lines. */
export type Clause = Condition | Group | LinesClause;

export function groupOf(kind: GroupKind, clauses: readonly Clause[]): Group {
  return { [kind]: clauses } as unknown as Group;
}

/** Null for what is no group. */
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
    return 'fact' in clause ? [{ condition: clause, place }] : [];
  });
}

/** What is asked of lines, however deep it stands. */
export function linesWithPlaces(
  clauses: readonly Clause[],
  within: ClausePlace = [],
): { readonly clause: LinesClause; readonly place: ClausePlace }[] {
  return clauses.flatMap((clause, index) => {
    const place = [...within, index];
    const group = asGroup(clause);
    if (group) return linesWithPlaces(group.clauses, [...place, group.kind]);
    return 'lines' in clause ? [{ clause, place }] : [];
  });
}

/** What stands at a place under `when`; null where nothing does. */
export function clauseAt(clauses: readonly Clause[], [index, kind, ...rest]: ClausePlace): Clause | null {
  const clause = clauses[Number(index)];
  const group = clause && asGroup(clause);
  return kind !== undefined && group ? clauseAt(group.clauses, rest) : (clause ?? null);
}

/** Every condition, however deep it stands; those of lines are not among them. */
export function conditionsOf(clauses: readonly Clause[]): Condition[] {
  return conditionsWithPlaces(clauses).map(({ condition }) => condition);
}
