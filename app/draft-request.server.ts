import * as z from 'zod';
import { MAX_NOTE } from '../core/note.ts';
import { policyDraftSchema } from '../core/policy.ts';
import { formSchema } from './rule-request.server.ts';

/** One that a page was made of. Whatever is made of it is validated again, with the rest of the draft. */
const rule = z.unknown().transform((input, context) => {
  const [read] = policyDraftSchema.safeParse({ rules: [input] }).data?.rules ?? [];
  if (read) return read;
  context.addIssue('expected a rule');
  return z.NEVER;
});

/** What the page of a rule in the draft asks for. `seen` is compared with what is there, and nothing else. */
export const draftRuleRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('save'), form: formSchema, madeOf: rule, seen: z.unknown() }),
  z.strictObject({ intent: z.literal('delete'), seen: z.unknown() }),
]);

export type DraftRuleRequest = z.input<typeof draftRuleRequest>;

const revision = z.int().positive();

/** What the page of the draft asks for; `add` comes from a template. */
export const draftRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('add'), template: z.string(), form: formSchema }),
  z.strictObject({
    intent: z.literal('publish'),
    revision,
    /** The version that the page said runs. */
    running: z.int().nonnegative(),
    note: z.string().trim().max(MAX_NOTE),
  }),
  z.strictObject({ intent: z.literal('discard'), revision }),
]);

export type DraftRequest = z.infer<typeof draftRequest>;
