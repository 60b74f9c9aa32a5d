import * as z from 'zod';
import { EVENT_TYPES } from './event.ts';
import { FACT_IDS, type FactId, factDefinition, factsOf, isRiskFact } from './facts.ts';
import type { Instant, RuleId } from './identity.ts';
import { moneySchema } from './money-schema.ts';
import { OPERATORS } from './operators.ts';
import { costOf, eventsFor } from './perk-needs.ts';
import { perkSchema } from './perks.ts';
import { rulesOn } from './rules-on.ts';

const MAX_RULES = 200;
const MAX_CONDITIONS = 20;
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

const MAX_WAIT_MINUTES = 60;
const MINUTES = `Wait for 1 to ${MAX_WAIT_MINUTES} whole minutes.`;

const waitForRiskSchema = z.strictObject(
  {
    minutes: z
      .number({ error: MINUTES })
      .refine((minutes) => Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_WAIT_MINUTES, MINUTES),
    /** What to do when the risk is not known by then. */
    without: z.enum(['grant', 'refuse'], { error: 'Say what to do without the risk: grant or refuse.' }),
  },
  { error: 'Give the minutes to wait and what to do without the risk.' },
);

const ruleShape = z.strictObject({
  id: z
    .string({ error: 'Give the rule an id.' })
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'A rule’s id has 1 to 40 lower-case letters, digits and hyphens.')
    .transform((id) => id as RuleId),
  name: z
    .string({ error: 'Give the rule a name.' })
    .trim()
    .min(1, 'Give the rule a name.')
    .max(80, 'A name has at most 80 characters.'),
  enabled: z.boolean({ error: 'Say whether the rule is on: true or false.' }),
  on: z.enum(EVENT_TYPES, { error: `A rule can listen to: ${EVENT_TYPES.join(', ')}.` }),
  /** All of them must hold. */
  when: z
    .array(conditionSchema, { error: 'Give the list of conditions.' })
    .min(1, 'A rule needs at least one condition, or it would give the perk to everyone.')
    .max(MAX_CONDITIONS, `A rule has at most ${MAX_CONDITIONS} conditions.`),
  perk: perkSchema,
  /** For rules that look at the order's risk: it comes some time after the order. */
  waitForRisk: waitForRiskSchema.optional(),
});

/** Facts and perk must be those of the event. */
const ruleSchema = ruleShape.superRefine(({ on, when, perk, waitForRisk }, context) => {
  const problem = (message: string, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path });
  const known = factsOf(on);
  when.forEach(({ fact }, index) => {
    if (known.includes(fact)) return;
    problem(`A rule on ${on} can’t look at ${fact}. Choose one of: ${known.join(', ')}.`, ['when', index, 'fact']);
  });
  const answered = eventsFor(perk.kind);
  if (!answered.includes(on)) {
    problem(`The perk ${perk.kind} can’t answer ${on}. It answers: ${answered.join(', ')}.`, ['perk', 'kind']);
  }
  if (waitForRisk && !when.some(({ fact }) => isRiskFact(fact))) {
    problem('A rule that waits for the fraud risk has to look at it.', ['waitForRisk']);
  }
});

export type Rule = z.infer<typeof ruleSchema>;

/** What an author writes; publishing makes it an immutable, numbered version. */
export const policyDraftSchema = z.strictObject({
  rules: z
    .array(ruleSchema, { error: 'Give the list of rules.' })
    .max(MAX_RULES, `A policy has at most ${MAX_RULES} rules.`)
    .superRefine((rules, context) => {
      rules.forEach((rule, index) => {
        if (rules.findIndex((other) => other.id === rule.id) < index) {
          context.addIssue({ code: 'custom', message: `The id “${rule.id}” is used twice.`, path: [index, 'id'] });
        }
      });
    }),
});

export type PolicyDraft = z.infer<typeof policyDraftSchema>;

/** How long an order waits for its risk: as long as any rule wants to; null when none does. */
export function waitForRiskMs(policy: PolicyDraft): number | null {
  const minutes = rulesOn(policy, 'order.placed').flatMap(({ waitForRisk }) => waitForRisk?.minutes ?? []);
  return minutes.length === 0 ? null : Math.max(...minutes) * 60_000;
}

/** One immutable version. Version 0 is the empty policy of a shop that has published nothing. */
export interface Policy extends PolicyDraft {
  readonly version: number;
  readonly publishedAt: Instant;
  /** A staff member's id at the platform, or `install` for the version that installing made. Never a name. */
  readonly author: string;
}

/** A place in the draft and what is wrong there: `['rules', 0, 'when', 1, 'value', 'currency']`. */
export interface PolicyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type ParsedPolicy =
  | { readonly kind: 'valid'; readonly draft: PolicyDraft }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

/** Validates a draft; amounts must be in the shop's currency, as facts are. */
export function parsePolicyDraft(input: unknown, shopCurrency: string): ParsedPolicy {
  const parsed = policyDraftSchema.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message }));
    return { kind: 'invalid', problems };
  }
  const problems = currencyProblems(parsed.data, shopCurrency);
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'valid', draft: parsed.data };
}

function currencyProblems(draft: PolicyDraft, shopCurrency: string): PolicyProblem[] {
  const message = `The shop’s currency is ${shopCurrency}: amounts must be in it.`;
  return draft.rules.flatMap((rule, ruleIndex) => {
    const amounts = rule.when.flatMap(({ value }, index) =>
      typeof value === 'object' ? [{ path: ['when', index, 'value', 'currency'], currency: value.currency }] : [],
    );
    const amount = rule.perk.kind === 'store_credit' ? 'amount' : 'cost';
    amounts.push({ path: ['perk', amount, 'currency'], currency: costOf(rule.perk).currency });
    return amounts
      .filter(({ currency }) => currency !== shopCurrency)
      .map(({ path }) => ({ path: ['rules', ruleIndex, ...path], message }));
  });
}
