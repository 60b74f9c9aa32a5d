import * as z from 'zod';
import { type Clause, GROUP_KINDS, type GroupKind } from './clause.ts';
import { FACT_IDS, type FactId, factDefinition } from './facts.ts';
import { moneySchema } from './money-schema.ts';
import { OPERATORS } from './operators.ts';

/** Groups within groups are still read aloud at this depth. */
const MAX_DEPTH = 4;
/** Shopify's tags and titles of collections are no longer. */
const MAX_WORD = 255;
const NAME_OF = { tag: 'tag', collection: 'collection’s title' } as const;

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
    value: z.union([z.number(), z.boolean(), z.string(), z.looseObject({})], {
      error: 'Give a number, an amount with its currency, a tag, a collection, or true or false.',
    }),
  })
  .transform((condition, context) => {
    const problem = (message: string, ...path: PropertyKey[]) => {
      context.addIssue({ code: 'custom', message, path: ['value', ...path], input: condition.value });
      return z.NEVER;
    };
    const { fact, operator, value } = condition;
    const { type, label, unit, word = 'tag' } = factDefinition(fact);
    if ((type === 'words') !== (operator === 'includes' || operator === 'excludes')) {
      const message =
        type === 'words'
          ? `${word === 'tag' ? 'Tags' : 'Collections'} take the operators “includes” and “excludes”.`
          : 'Only tags and collections include or exclude.';
      context.addIssue({ code: 'custom', message, path: ['operator'] });
      return z.NEVER;
    }
    switch (type) {
      case 'money': {
        if (typeof value !== 'object') return problem(`The ${label} is an amount of money: give amount and currency.`);
        const money = moneySchema.safeParse(value);
        if (money.success) return { fact, operator, value: money.data };
        for (const issue of money.error.issues) problem(issue.message, ...issue.path);
        return z.NEVER;
      }
      case 'number':
        if (typeof value !== 'number' || !Number.isSafeInteger(value)) return problem('Give a whole number.');
        if (value < 0) return problem('The number can’t be negative.');
        if (unit === '%' && value > 100) return problem('Give a percentage of at most 100.');
        return { fact, operator, value };
      case 'boolean':
        if (typeof value !== 'boolean') return problem('Give true or false.');
        if (operator !== 'is') {
          context.addIssue({ code: 'custom', message: 'Yes-or-no facts take the operator “is”.', path: ['operator'] });
          return z.NEVER;
        }
        return { fact, operator, value };
      case 'words': {
        const given = typeof value === 'string' ? value.trim() : '';
        if (given === '' || given.length > MAX_WORD)
          return problem(`Give one ${NAME_OF[word]} of at most ${MAX_WORD} characters.`);
        // Shopify takes a comma for the end of a tag.
        if (word === 'tag' && given.includes(',')) return problem('Give one tag: a tag has no comma.');
        return { fact, operator, value: given };
      }
    }
  });

export type Condition = z.infer<typeof conditionSchema>;

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
