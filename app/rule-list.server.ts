import { changeList } from './rule-list.ts';
import { type Editor, publishChange, type RuleChange } from './rule-publishing.server.ts';
import type { ListRequest } from './rule-request.server.ts';

export type ListChanged =
  | { kind: 'changed'; intent: ListRequest['intent']; name: string }
  /** Somebody deleted the rule. */
  | { kind: 'missing' }
  /** Somebody changed the list so that the rule has no such place any more. */
  | { kind: 'no_place' }
  | { kind: 'invalid'; problem: string };

/** Publishes what the list of rules asks for, on top of whatever runs now. */
export async function changeRuleList(editor: Editor, asked: ListRequest): Promise<ListChanged> {
  let result: ListChanged = { kind: 'missing' };
  const published = await publishChange(editor, editor.shop.policyVersion, ({ rules }): RuleChange => {
    const rule = rules.find(({ id }) => id === asked.rule);
    if (!rule) {
      result = { kind: 'missing' };
      return { kind: 'stop' };
    }
    const changed = changeList(rules, rule, asked);
    result = changed.kind === 'no_place' ? changed : { kind: 'changed', intent: asked.intent, name: rule.name };
    return changed.kind === 'rules' ? changed : { kind: 'stop' };
  });
  if (published.kind === 'invalid') return { kind: 'invalid', problem: published.problems[0]?.message ?? '' };
  return result;
}
