import type { RuleId } from '../core/identity.ts';
import type { Policy, Rule } from '../core/policy.ts';
import type { MessageTemplates } from '../core/ports.ts';
import { checkPolicyDraft } from '../core/use-cases/publish-policy.ts';
import { problemsOfRule, type RuleForm, type RuleProblems, readRule } from './rule-form.ts';
import { freeId } from './rule-list.ts';
import { type Editor, findRule, isSameRule, publishChange, requirePolicy } from './rule-publishing.server.ts';

/** What runs now in place of the version that a page was made of. */
export interface RunningRule {
  version: number;
  /** Null: somebody deleted the rule. */
  rule: Rule | null;
}

export type RuleSaved =
  | { kind: 'saved'; version: number; rule: Rule }
  | { kind: 'invalid'; problems: RuleProblems }
  | { kind: 'outdated'; running: RunningRule };

export interface RuleEdit {
  rule: string;
  form: RuleForm;
  /** The version whose rule the form was made of. */
  madeOf: number;
  /** The version that the person has seen: the one it was made of, or one that runs instead and is to be replaced. */
  seen: number;
}

/** Publishes an edited rule, unless somebody else changed the same rule meanwhile. */
export async function saveRule(editor: Editor, { rule: id, form, madeOf, seen }: RuleEdit): Promise<RuleSaved> {
  const { policies, shop } = editor;
  const original = findRule(await requirePolicy(policies, shop, madeOf), id);
  if (!original) throw new Response(null, { status: 404 });
  const seenRule = findRule(await requirePolicy(policies, shop, seen), id);
  return publishForm(editor, form, original, seen, (policy) =>
    isSameRule(findRule(policy, id), seenRule) ? original.id : null,
  );
}

/** Publishes a rule made of a template under an id that is free. */
export function addRule(editor: Editor, template: Rule, form: RuleForm): Promise<RuleSaved> {
  return publishForm(editor, form, template, editor.shop.policyVersion, ({ rules }) => freeId(rules, template.id));
}

/** `idIn`: the id under which the rule goes into a policy; null when it may not. */
async function publishForm(
  editor: Editor,
  form: RuleForm,
  original: Rule,
  basedOn: number,
  idIn: (policy: Policy) => RuleId | null,
): Promise<RuleSaved> {
  const { policies, templates, shop } = editor;
  const { rule, problems } = readRule(form, original, shop.currency);
  let saved = rule;
  const change = (policy: Policy) => {
    const id = idIn(policy);
    if (id === null) return { kind: 'stop' } as const;
    saved = { ...rule, id };
    return { kind: 'rules', rules: withRule(policy.rules, saved) } as const;
  };
  if (Object.keys(problems).length > 0) {
    const changed = change(await requirePolicy(policies, shop, basedOn));
    const rules = changed.kind === 'rules' ? changed.rules : [rule];
    const others = await draftProblems(templates, rules, saved, shop.currency);
    return { kind: 'invalid', problems: { ...others, ...problems } };
  }
  const published = await publishChange(editor, basedOn, change);
  if (published.kind === 'stopped') return { kind: 'outdated', running: runningRule(published.running, rule.id) };
  if (published.kind === 'invalid') {
    return { kind: 'invalid', problems: problemsOfRule(published.problems, published.rules.indexOf(saved)) };
  }
  const { policy } = published;
  return { kind: 'saved', version: policy.version, rule: findRule(policy, saved.id) ?? saved };
}

async function draftProblems(
  templates: MessageTemplates,
  rules: readonly Rule[],
  rule: Rule,
  currency: string,
): Promise<RuleProblems> {
  const parsed = await checkPolicyDraft(templates, { rules }, currency);
  return parsed.kind === 'invalid' ? problemsOfRule(parsed.problems, rules.indexOf(rule)) : {};
}

export type RuleDeleted =
  | { kind: 'deleted' }
  | { kind: 'outdated'; running: RunningRule }
  /** Another rule keeps the policy from being published. */
  | { kind: 'invalid'; problems: RuleProblems };

/** Deletes a rule as the person has seen it in version `seen`; one that somebody changed since then stays. */
export async function deleteRule(editor: Editor, id: string, seen: number): Promise<RuleDeleted> {
  const seenRule = findRule(await requirePolicy(editor.policies, editor.shop, seen), id);
  const published = await publishChange(editor, seen, (policy) =>
    seenRule && isSameRule(findRule(policy, id), seenRule)
      ? { kind: 'rules', rules: policy.rules.filter((rule) => rule.id !== id) }
      : { kind: 'stop' },
  );
  if (published.kind === 'invalid') return { kind: 'invalid', problems: problemsOfRule(published.problems, -1) };
  if (published.kind === 'published' || !findRule(published.running, id)) return { kind: 'deleted' };
  return { kind: 'outdated', running: runningRule(published.running, id) };
}

function withRule(rules: readonly Rule[], rule: Rule): Rule[] {
  const isKnown = rules.some(({ id }) => id === rule.id);
  return isKnown ? rules.map((known) => (known.id === rule.id ? rule : known)) : [...rules, rule];
}

function runningRule(policy: Policy, id: string): RunningRule {
  return { version: policy.version, rule: findRule(policy, id) };
}
