import * as z from 'zod';
import type { RuleForm } from './rule-form.ts';

const formSchema: z.ZodType<RuleForm> = z.strictObject({
  name: z.string(),
  isEnabled: z.boolean(),
  values: z.array(z.string()),
  tag: z.string(),
  note: z.string(),
  cost: z.string(),
});

const version = z.int().nonnegative();

export const addRequest = z.strictObject({ form: formSchema });

/** What the page of a rule asks for. */
export const ruleRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('save'), form: formSchema, madeOf: version, seen: version }),
  z.strictObject({ intent: z.literal('delete'), seen: version }),
]);

export type RuleRequest = z.infer<typeof ruleRequest>;

export const switchRequest = z.strictObject({ rule: z.string(), isEnabled: z.boolean() });

export type SwitchRequest = z.infer<typeof switchRequest>;

/** The JSON that a page of ours sent. @throws Response 400 for anything else. */
export async function readRequest<Shape>(request: Request, schema: z.ZodType<Shape>): Promise<Shape> {
  const body: unknown = await request.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Response(null, { status: 400 });
  return parsed.data;
}
