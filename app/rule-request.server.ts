import * as z from 'zod';
import { GROUP_KINDS } from '../core/clause.ts';
import { linesSchema } from '../core/condition.ts';
import { FACT_IDS } from '../core/facts/catalogue.ts';
import { OPERATORS } from '../core/operators.ts';
import type { ClauseForm, RuleForm } from './rule-form.ts';

const conditionForm = z.strictObject({ fact: z.enum(FACT_IDS), operator: z.enum(OPERATORS), value: z.string() });

/** How deep groups stand in each other is a matter of the policy; this ends before the stack does. */
function clauseForm(depth: number): z.ZodType<ClauseForm> {
  if (depth === 0) return conditionForm;
  return z.union([
    conditionForm,
    z.strictObject({ kept: linesSchema }),
    z.strictObject({ group: z.enum(GROUP_KINDS), clauses: z.array(clauseForm(depth - 1)) }),
  ]);
}

const DEEPEST = 8;

export const formSchema: z.ZodType<RuleForm> = z.strictObject({
  name: z.string(),
  isEnabled: z.boolean(),
  conditions: z.array(clauseForm(DEEPEST)),
  perk: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('packing_instruction'), tag: z.string(), note: z.string(), cost: z.string() }),
    z.strictObject({
      kind: z.literal('store_credit'),
      amount: z.string(),
      expiresInDays: z.string(),
      notify: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('message'), subject: z.string(), body: z.string(), cost: z.string() }),
    z.strictObject({ kind: z.literal('approve_return'), notify: z.boolean(), cost: z.string() }),
  ]),
  risk: z.nullable(
    z.strictObject({
      only: z.enum(['any', 'not_high', 'low']),
      unknown: z.enum(['refuse', 'grant', 'no_wait']),
      minutes: z.string(),
    }),
  ),
});

const version = z.int().nonnegative();

export const addRequest = z.strictObject({ form: formSchema });

/** What the page of a rule asks for. */
export const ruleRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('save'), form: formSchema, madeOf: version, seen: version }),
  z.strictObject({ intent: z.literal('delete'), seen: version }),
]);

export type RuleRequest = z.infer<typeof ruleRequest>;

/** What the list of rules asks for, of one of them. */
export const listRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.enum(['turn_on', 'turn_off', 'duplicate', 'archive', 'restore']), rule: z.string() }),
  /** `before`: the rule that it comes to stand before; null for the end. */
  z.strictObject({ intent: z.literal('move'), rule: z.string(), before: z.string().nullable() }),
]);

export type ListRequest = z.infer<typeof listRequest>;
