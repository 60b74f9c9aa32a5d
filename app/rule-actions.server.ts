import type { RuleId } from '../core/identity.ts';
import type { PolicyProblem, Rule } from '../core/policy.ts';
import type { MessageTemplates } from '../core/ports.ts';
import { checkPolicyDraft } from '../core/use-cases/publish-policy.ts';
import { problemsOfRule, type RuleForm, type RuleProblems, readRule } from './rule-form.ts';
import { freeId } from './rule-list.ts';
import {
  type Editor,
  findRule,
  isSameRule,
  publishChange,
  type RuleChange,
  requirePolicy,
} from './rule-publishing.server.ts';

/** What runs now in place of the version that a page was made of; or stands in the draft, of which it is the revision. */
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
  return saveForm(editor, form, original, runningRules(editor, seen), (rules) =>
    isSameRule(findRule({ rules }, id), seenRule) ? original.id : null,
  );
}

/** Publishes a rule made of a template under an id that is free. */
export function addRule(editor: Editor, template: Rule, form: RuleForm): Promise<RuleSaved> {
  const target = runningRules(editor, editor.shop.policyVersion);
  return saveForm(editor, form, template, target, (rules) => freeId(rules, template.id));
}

/** Where rules are changed: in what runs, or in the draft. */
export interface RulesTarget {
  rules(): Promise<readonly Rule[]>;
  /** Makes the change on top of whatever is there by now, as long as it makes sense there. */
  change(change: (rules: readonly Rule[]) => RuleChange): Promise<RulesChanged>;
}

/** `version`: the one that runs by now, or the revision of the draft. */
export type RulesChanged =
  | { kind: 'changed' | 'stopped'; version: number; rules: readonly Rule[] }
  | { kind: 'invalid'; problems: readonly PolicyProblem[]; rules: readonly Rule[] };

function runningRules(editor: Editor, basedOn: number): RulesTarget {
  return {
    rules: async () => (await requirePolicy(editor.policies, editor.shop, basedOn)).rules,
    async change(change) {
      const published = await publishChange(editor, basedOn, ({ rules }) => change(rules));
      if (published.kind === 'invalid') return published;
      const { version, rules } = published.kind === 'published' ? published.policy : published.running;
      return { kind: published.kind === 'published' ? 'changed' : 'stopped', version, rules };
    },
  };
}

/** `idIn`: the id under which the rule goes among the others; null when it may not. */
export async function saveForm(
  editor: Editor,
  form: RuleForm,
  original: Rule,
  target: RulesTarget,
  idIn: (rules: readonly Rule[]) => RuleId | null,
): Promise<RuleSaved> {
  const { templates, shop } = editor;
  const { rule, problems } = readRule(form, original, shop.currency);
  let saved = rule;
  const change = (there: readonly Rule[]): RuleChange => {
    const id = idIn(there);
    if (id === null) return { kind: 'stop' };
    saved = { ...rule, id };
    return { kind: 'rules', rules: withRule(there, saved) };
  };
  if (Object.keys(problems).length > 0) {
    const changed = change(await target.rules());
    const rules = changed.kind === 'rules' ? changed.rules : [rule];
    const others = await draftProblems(templates, rules, saved, shop.currency);
    return { kind: 'invalid', problems: { ...others, ...problems } };
  }
  const changed = await target.change(change);
  if (changed.kind === 'invalid') {
    return { kind: 'invalid', problems: problemsOfRule(changed.problems, changed.rules.indexOf(saved)) };
  }
  const { version } = changed;
  if (changed.kind === 'stopped') return { kind: 'outdated', running: { version, rule: findRule(changed, rule.id) } };
  return { kind: 'saved', version, rule: findRule(changed, saved.id) ?? saved };
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
  return deleteFrom(runningRules(editor, seen), id, (rule) => isSameRule(rule, seenRule));
}

/** `isSeen`: whether the rule that is there is the one that the person saw. */
export async function deleteFrom(
  target: RulesTarget,
  id: string,
  isSeen: (rule: Rule) => boolean,
): Promise<RuleDeleted> {
  const changed = await target.change((rules) => {
    const rule = findRule({ rules }, id);
    return rule && isSeen(rule) ? { kind: 'rules', rules: rules.filter((each) => each !== rule) } : { kind: 'stop' };
  });
  if (changed.kind === 'invalid') return { kind: 'invalid', problems: problemsOfRule(changed.problems, -1) };
  const rule = changed.kind === 'stopped' ? findRule(changed, id) : null;
  return rule ? { kind: 'outdated', running: { version: changed.version, rule } } : { kind: 'deleted' };
}

function withRule(rules: readonly Rule[], rule: Rule): Rule[] {
  const isKnown = rules.some(({ id }) => id === rule.id);
  return isKnown ? rules.map((known) => (known.id === rule.id ? rule : known)) : [...rules, rule];
}
