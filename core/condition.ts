import * as z from 'zod';
import {
  type Clause,
  GROUP_KINDS,
  type GroupKind,
  LINE_MEASURES,
  LINE_QUANTIFIERS,
  type LinesClause,
} from './clause.ts';
import type { ConditionValue } from './condition-value.ts';
import { readConditionValue } from './condition-value-schema.ts';
import { FACT_IDS, type FactId, factDefinition, LINE_FACT_IDS } from './facts/catalogue.ts';
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

const LINES = `Say what of the lines: ${[...LINE_QUANTIFIERS, ...LINE_MEASURES].join(', ')}.`;

/** What is asked of an order's lines. */
export const linesSchema = z
  .strictObject({
    lines: z.enum([...LINE_QUANTIFIERS, ...LINE_MEASURES], { error: LINES }),
    where: z.array(conditionSchema, { error: 'Give the list of what a line must be: it may be empty for a number.' }),
    operator: z.enum(OPERATORS, { error: `Choose an operator: ${OPERATORS.join(', ')}.` }).optional(),
    value: z.unknown().optional(),
  })
  .transform(({ lines, where, operator, value }, context): LinesClause => {
    const problem = (message: string, ...path: PropertyKey[]) => {
      context.addIssue({ code: 'custom', message, path, input: value });
      return z.NEVER;
    };
    for (const [index, { fact }] of where.entries()) {
      if (LINE_FACT_IDS.includes(fact)) continue;
      const message = `${fact} is not of one line. Choose one of: ${LINE_FACT_IDS.join(', ')}.`;
      return problem(message, 'where', index, 'fact');
    }
    if (lines === 'any' || lines === 'every' || lines === 'none') {
      if (where.length === 0) return problem('Say what a line must be: give at least one condition.', 'where');
      if (operator === undefined && value === undefined) return { lines, where };
      return problem(
        `Only ${LINE_MEASURES.join(' and ')} of lines are compared: leave operator and value out.`,
        'operator',
      );
    }
    if (operator === undefined)
      return problem('Say how the number is compared: give an operator and a value.', 'operator');
    const read = readConditionValue({ label: 'number', type: 'number' }, operator, value);
    if ('value' in read) return { lines, where, operator, value: read.value };
    for (const { path, message } of read.wrong) problem(message, ...path);
    return z.NEVER;
  });

/** A list of clauses. @param empty what is said of an empty one. */
export function clausesSchema(empty: string, depth = 0) {
  return z.array(clauseSchema(depth), { error: 'Give the list of conditions.' }).min(1, empty);
}

/** Chosen by its shape, so that what is wrong within is told there, and never as “none of these fit”. */
function clauseSchema(depth: number) {
  return z.unknown().transform((input, context): Clause => {
    const has = (key: string) => typeof input === 'object' && input !== null && key in input;
    const kind = GROUP_KINDS.find(has);
    if (kind !== undefined && depth === MAX_DEPTH) {
      context.addIssue({ code: 'custom', message: `Groups stand at most ${MAX_DEPTH} deep in each other.` });
      return z.NEVER;
    }
    const single = has('lines') ? linesSchema : conditionSchema;
    const schema = kind === undefined ? single : groupSchema(kind, depth + 1);
    const read = schema.safeParse(input);
    if (read.success) return read.data as Clause;
    for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', message, path: [...path] });
    return z.NEVER;
  });
}

function groupSchema(kind: GroupKind, depth: number) {
  return z.strictObject({ [kind]: clausesSchema('A group needs at least one condition.', depth) });
}
