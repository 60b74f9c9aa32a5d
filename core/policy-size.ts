import type { PolicyDraft, PolicyProblem } from './policy.ts';

/** What all rules of a version may take together: as JSON, in UTF-8. A file with a policy is no larger. */
export const MAX_POLICY_BYTES = 800_000;
/** Four groups in each other stand 15 deep. */
const DEEPEST = 40;
/** More than the words of all rules that fit within the bytes. */
const MOST_VALUES = 300_000;
/** Twenty conditions on two amounts each, every one in four groups, and a perk are some 150. */
const MOST_OBJECTS_OF_RULE = 200;
/** More than 200 rules with twenty conditions each. */
const MOST_OBJECTS = 20_000;
/** As `__proto__` in a file: no field of a policy is called so. */
const NEVER_FIELDS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const TOO_LARGE: PolicyProblem = { path: [], message: 'This is too large for a policy.' };

interface Limits {
  readonly rules: number;
  readonly conditions: number;
}

/**
 * What no policy can be, found in an instant and without a call that goes as deep as the value does; a schema would go
 * there, and would tell of each of a million things that are wrong. Null for anything that a schema can look at.
 */
export function refuseAtOnce(input: unknown, most: Limits): PolicyProblem | null {
  const rules = typeof input === 'object' && input !== null && 'rules' in input ? input.rules : null;
  if (!Array.isArray(rules)) return walk(input).problem;
  if (rules.length > most.rules) return { path: ['rules'], message: `A policy has at most ${most.rules} rules.` };
  let values = 0;
  let objects = 0;
  for (const [index, rule] of rules.entries()) {
    const seen = walk(rule);
    if (seen.problem) return seen.problem;
    if (seen.objects > MOST_OBJECTS_OF_RULE)
      return { path: ['rules', index], message: `A rule has at most ${most.conditions} conditions.` };
    values += seen.values;
    objects += seen.objects;
    if (values > MOST_VALUES || objects > MOST_OBJECTS) return TOO_LARGE;
  }
  return walk({ ...(input as object), rules: null }).problem;
}

interface Seen {
  readonly problem: PolicyProblem | null;
  readonly values: number;
  readonly objects: number;
}

function walk(input: unknown): Seen {
  const open: [value: unknown, depth: number][] = [[input, 0]];
  let values = 0;
  let objects = 0;
  const end = (problem: PolicyProblem | null): Seen => ({ problem, values, objects });
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    values += 1;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === DEEPEST)
      return end({ path: [], message: `Nothing in a policy stands ${DEEPEST} deep: this is none.` });
    if (!Array.isArray(value)) objects += 1;
    const fields = Object.keys(value);
    if (values + open.length + fields.length > MOST_VALUES) return end(TOO_LARGE);
    for (const field of fields) {
      if (NEVER_FIELDS.has(field)) return end({ path: [], message: `No field of a policy is called “${field}”.` });
      open.push([(value as Readonly<Record<string, unknown>>)[field], depth + 1]);
    }
  }
  return end(null);
}

/** A draft that is valid but for its size. */
export function sizeProblem(draft: PolicyDraft): PolicyProblem | null {
  const bytes = new TextEncoder().encode(JSON.stringify(draft)).length;
  if (bytes <= MAX_POLICY_BYTES) return null;
  const most = inKilobytes(MAX_POLICY_BYTES);
  return { path: ['rules'], message: `All rules together take ${inKilobytes(bytes)}: at most ${most} fit.` };
}

/** “1,235 KB” */
export function inKilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000).toLocaleString('en')} KB`;
}
