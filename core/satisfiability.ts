import { asGroup, type Clause, GROUP_KINDS, type GroupKind } from './clause.ts';
import type { Condition } from './condition.ts';
import { type Verdict, verdictOfGroup } from './verdict.ts';

/**
 * Whether any facts at all let clauses come out in some way: a search through what can be (after Davis, Putnam, Logemann
 * and Loveland), cut short as soon as what is left open can’t change the answer.
 */

/** What decides some conditions at once, such as the fact that they look at. */
export interface Variable {
  readonly conditions: readonly Condition[];
  /** Each way it can be: the verdict on each of its conditions. */
  readonly ways: readonly (readonly Verdict[])[];
}

const MAX_STEPS = 2_000;

/**
 * Whether the variables can be such that `isWanted` is true of the verdicts on the lists, in each of which all must hold.
 * True as well where finding out takes too many steps: a “no” can be relied upon.
 */
export function canHappen(
  lists: readonly (readonly Clause[])[],
  variables: readonly Variable[],
  isWanted: (verdicts: readonly Verdict[]) => boolean,
): boolean {
  const known = new Map<Condition, Verdicts>();
  const leaveOpen = ({ conditions, ways }: Variable) => {
    for (const [index, condition] of conditions.entries()) {
      known.set(
        condition,
        ways.reduce((open, way) => open | verdicts(way[index]), 0),
      );
    }
  };
  variables.forEach(leaveOpen);
  let steps = 0;
  const search = (next: number): boolean => {
    steps += 1;
    if (steps > MAX_STEPS) return true;
    const outcomes = lists.map((clauses) => outcomesOfGroup('all', clauses, known));
    const isPossible = combinations(outcomes).some(isWanted);
    const variable = variables[next];
    if (!isPossible || !variable || outcomes.every((open) => listed(open).length === 1)) return isPossible;
    const isFound = variable.ways.some((way) => {
      for (const [index, condition] of variable.conditions.entries()) known.set(condition, verdicts(way[index]));
      return search(next + 1);
    });
    leaveOpen(variable);
    return isFound;
  };
  return search(0);
}

/** Some verdicts: a bit for each, in this order. */
type Verdicts = number;

const ORDER: readonly Verdict[] = ['holds', 'fails', 'unknown', 'left_out'];
const SETS = Array.from({ length: 2 ** ORDER.length }, (_, set) => set);

function verdicts(verdict: Verdict | undefined): Verdicts {
  return verdict === undefined ? 0 : 1 << ORDER.indexOf(verdict);
}

function listed(set: Verdicts): Verdict[] {
  return ORDER.filter((verdict) => set & verdicts(verdict));
}

/** By kind and by which verdicts there are among its clauses: nothing else decides a group. */
const OF_GROUP = Object.fromEntries(
  GROUP_KINDS.map((kind) => [
    kind,
    SETS.map((set) =>
      verdicts(
        verdictOfGroup(
          kind,
          listed(set).map((verdict) => ({ verdict })),
        ),
      ),
    ),
  ]),
) as Record<GroupKind, Verdicts[]>;

function outcomesOf(clause: Clause, known: ReadonlyMap<Condition, Verdicts>): Verdicts {
  const group = asGroup(clause);
  if (group) return outcomesOfGroup(group.kind, group.clauses, known);
  // Nothing is said of how lines go together.
  if ('lines' in clause) return verdicts('holds') | verdicts('fails') | verdicts('unknown');
  const open = known.get(clause as Condition);
  if (open === undefined) throw new Error('nothing decides a condition');
  return open;
}

/** All that the group can come out as: every set of verdicts that there can be among its clauses is gone through. */
function outcomesOfGroup(
  kind: GroupKind,
  clauses: readonly Clause[],
  known: ReadonlyMap<Condition, Verdicts>,
): Verdicts {
  /** A bit for each set. */
  let among = 1;
  for (const clause of clauses) {
    const open = outcomesOf(clause, known);
    let wider = 0;
    for (const set of SETS) {
      if ((among & (1 << set)) === 0) continue;
      for (let verdict = 1; verdict < SETS.length; verdict *= 2) if (open & verdict) wider |= 1 << (set | verdict);
    }
    among = wider;
  }
  return SETS.reduce((found, set) => (among & (1 << set) ? found | (OF_GROUP[kind][set] ?? 0) : found), 0);
}

function combinations(outcomes: readonly Verdicts[]): Verdict[][] {
  return outcomes.reduce<Verdict[][]>(
    (found, open) => found.flatMap((before) => listed(open).map((verdict) => [...before, verdict])),
    [[]],
  );
}
