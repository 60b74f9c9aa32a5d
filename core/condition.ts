import * as z from 'zod';
import { type Clause, GROUP_KINDS, type GroupKind } from './clause.ts';
import type { ConditionValue } from './condition-value.ts';
import { readConditionValue } from './condition-value-schema.ts';
import { FACT_IDS, type FactId, factDefinition } from './facts/catalogue.ts';
import { OPERATORS, type Operator } from './operators.ts';

/** Groups within groups are still read aloud at this depth. */
const MAX_DEPTH = 4;

const factIdSchema = z.enum(FACT_IDS as [FactId, ...FactId[]], {
  error: (issue) =>
    issue.input === undefined
      ? 'Choose a fact.'
      : `There is no fact “${String(issue.input).slice(0, 60)}”. Choose one of: ${FACT_IDS.join(', ')}.`,
});

const conditionSchema = z
  .strictObject({
    fact: factIdSchema,
    operator: z.enum(OPERATORS, { error: `Choose an operator: ${OPERATORS.join(', ')}.` }),
    value: z.unknown().optional(),
  })
  .transform(({ fact, operator, value }, context): Condition => {
    const read = readConditionValue(factDefinition(fact), operator, value);
    if ('value' in read) return { fact, operator, value: read.value };
    for (const { path, message } of read.wrong) {
      context.addIssue({ code: 'custom', message, path: [...path], input: value });
    }
    return z.NEVER;
  });

/** What a rule asks of one fact. */
export interface Condition {
  readonly fact: FactId;
  readonly operator: Operator;
  readonly value: ConditionValue;
}

/** A list of clauses. @param empty what is said of an empty one. */
export function clausesSchema(empty: string, depth = 0) {
  return z.array(clauseSchema(depth), { error: 'Give the list of conditions.' }).min(1, empty);
}

/** Chosen by its shape, so that what is wrong within is told there, and never as “none of these fit”. */
function clauseSchema(depth: number) {
  return z.unknown().transform((input, context): Clause => {
    const kind = GROUP_KINDS.find((each) => typeof input === 'object' && input !== null && each in input);
    if (kind !== undefined && depth === MAX_DEPTH) {
      context.addIssue({ code: 'custom', message: `Groups stand at most ${MAX_DEPTH} deep in each other.` });
      return z.NEVER;
    }
    const schema = kind === undefined ? conditionSchema : groupSchema(kind, depth + 1);
    const read = schema.safeParse(input);
    if (read.success) return read.data as Clause;
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', message, path: [...path] });
    return z.NEVER;
  });
}

function groupSchema(kind: GroupKind, depth: number) {
  return z.strictObject({ [kind]: clausesSchema('A group needs at least one condition.', depth) });
}
