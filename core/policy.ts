import * as z from 'zod';
import { conditionsOf, conditionsWithPlaces, linesWithPlaces } from './clause.ts';
import { clausesSchema } from './condition.ts';
import { amountsOf } from './condition-value.ts';
import { EVENT_TYPES } from './event.ts';
import { factsOf } from './facts/catalogue.ts';
import { isRiskFact } from './facts/risk.ts';
import type { Instant, RuleId } from './identity.ts';
import { costOf, eventsFor } from './perk-needs.ts';
import { perkSchema } from './perks.ts';
import { refuseAtOnce, sizeProblem } from './policy-size.ts';
import { rulesOn } from './rules-on.ts';

export const MAX_RULES = 200;
const MAX_CONDITIONS = 20;

const MAX_WAIT_MINUTES = 60;
const MINUTES = `Wait for 1 to ${MAX_WAIT_MINUTES} whole minutes.`;

const waitForRiskSchema = z.strictObject(
  {
    minutes: z.int({ error: MINUTES }).min(1, MINUTES).max(MAX_WAIT_MINUTES, MINUTES),
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
  /** Put away: off, and not among the rules that are shown. Absent where it is not. */
  archived: z.literal(true, { error: 'An archived rule says true; leave it out for any other.' }).optional(),
  on: z.enum(EVENT_TYPES, { error: `A rule can listen to: ${EVENT_TYPES.join(', ')}.` }),
  /** All of them must hold. */
  when: clausesSchema('A rule needs at least one condition, or it would give the perk to everyone.'),
  perk: perkSchema,
  /** For rules that look at the order's risk: it comes some time after the order. */
  waitForRisk: waitForRiskSchema.optional(),
});

/** Facts and perk must be those of the event. */
const ruleSchema = ruleShape.superRefine(({ enabled, archived, on, when, perk, waitForRisk }, context) => {
  const problem = (message: string, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path });
  if (enabled && archived) problem('An archived rule is off: bring it back first.', ['enabled']);
  const known = factsOf(on);
  const conditions = conditionsWithPlaces(when);
  for (const { condition, place } of conditions) {
    const { fact } = condition;
    if (known.includes(fact)) continue;
    problem(`A rule on ${on} can’t look at ${fact}. Choose one of: ${known.join(', ')}.`, ['when', ...place, 'fact']);
  }
  const ofLines = linesWithPlaces(when);
  for (const { place } of on === 'order.placed' ? [] : ofLines) {
    problem(`A rule on ${on} can’t look at lines: only a placed order has them.`, ['when', ...place, 'lines']);
  }
  const asked = ofLines.reduce((sum, { clause }) => sum + Math.max(1, clause.where.length), conditions.length);
  if (asked > MAX_CONDITIONS) problem(`A rule has at most ${MAX_CONDITIONS} conditions.`, ['when']);
  const answered = eventsFor(perk.kind);
  if (!answered.includes(on)) {
    problem(`The perk ${perk.kind} can’t answer ${on}. It answers: ${answered.join(', ')}.`, ['perk', 'kind']);
  }
  if (waitForRisk && !conditionsOf(when).some(({ fact }) => isRiskFact(fact))) {
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
  /** Why, where its author said it: at most `MAX_NOTE` characters (note.ts). */
  readonly note?: string;
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
  const refused = refuseAtOnce(input, { rules: MAX_RULES, conditions: MAX_CONDITIONS });
  if (refused) return { kind: 'invalid', problems: [refused] };
  const parsed = policyDraftSchema.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message }));
    return { kind: 'invalid', problems };
  }
  const tooLarge = sizeProblem(parsed.data);
  if (tooLarge) return { kind: 'invalid', problems: [tooLarge] };
  const problems = currencyProblems(parsed.data, shopCurrency);
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'valid', draft: parsed.data };
}

function currencyProblems(draft: PolicyDraft, shopCurrency: string): PolicyProblem[] {
  const message = `The shop’s currency is ${shopCurrency}: amounts must be in it.`;
  return draft.rules.flatMap((rule, ruleIndex) => {
    const amounts = conditionsWithPlaces(rule.when).flatMap(({ condition: { value }, place }) =>
      amountsOf(value).map(({ currency }, index) => {
        const within = Array.isArray(value) ? [index] : [];
        return { path: ['when', ...place, 'value', ...within, 'currency'], currency };
      }),
    );
    const amount = rule.perk.kind === 'store_credit' ? 'amount' : 'cost';
    amounts.push({ path: ['perk', amount, 'currency'], currency: costOf(rule.perk).currency });
    return amounts
      .filter(({ currency }) => currency !== shopCurrency)
      .map(({ path }) => ({ path: ['rules', ruleIndex, ...path], message }));
  });
}
