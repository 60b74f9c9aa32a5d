import { assertNever } from '../core/assert-never.ts';
import type { Rule } from '../core/policy.ts';
import type { DraftStore } from '../core/ports.ts';
import { isSameJson } from '../core/same-json.ts';
import { changeDraft, discardDraft, openDraft, publishDraft } from '../core/use-cases/draft-rules.ts';
import type { DraftRequest } from './draft-request.server.ts';
import { problemWords } from './problem-words.ts';
import { deleteFrom, type RuleDeleted, type RuleSaved, type RulesTarget, saveForm } from './rule-actions.server.ts';
import type { RuleForm } from './rule-form.ts';
import { freeId } from './rule-list.ts';
import type { Editor } from './rule-publishing.server.ts';

/** Who changes the draft of which shop, and when. */
export interface DraftEditor extends Editor {
  drafts: DraftStore;
}

/** Nothing of it runs before it is published. */
function draftOf(editor: DraftEditor): RulesTarget {
  const { shop, author, now, policies } = editor;
  return {
    async rules() {
      const draft = await openDraft(editor, shop);
      return draft?.rules ?? (await policies.version(shop.domain, shop.policyVersion))?.rules ?? [];
    },
    async change(change) {
      const written = await changeDraft(editor, shop, author, now, (rules) => {
        const changed = change(rules);
        return changed.kind === 'stop' ? null : changed.rules;
      });
      switch (written.kind) {
        case 'written':
          return { kind: 'changed', version: written.revision, rules: written.rules };
        case 'stopped':
          return { kind: 'stopped', version: written.revision, rules: written.rules };
        case 'invalid':
          return written;
        default:
          return assertNever(written);
      }
    },
  };
}

export interface DraftEdit {
  rule: string;
  form: RuleForm;
  /** The rule that the form was made of. */
  madeOf: Rule;
  /** The rule as the person has seen it last, in the draft or running; null where they saw that it is gone. */
  seen: unknown;
}

/** Puts an edited rule into the draft, unless another one stands there by now than the person has seen. */
export function saveInDraft(editor: DraftEditor, { rule: id, form, madeOf, seen }: DraftEdit): Promise<RuleSaved> {
  return saveForm(editor, form, madeOf, draftOf(editor), (rules) => {
    const there = rules.find((rule) => rule.id === id) ?? null;
    return id === madeOf.id && isSameJson(there, seen) ? madeOf.id : null;
  });
}

/** Adds a rule that a template proposes to the draft, under an id that is free there. */
export function addToDraft(editor: DraftEditor, template: Rule, form: RuleForm): Promise<RuleSaved> {
  return saveForm(editor, form, template, draftOf(editor), (rules) => freeId(rules, template.id));
}

/** Takes a rule out of the draft as the person has seen it there; one that somebody changed since then stays. */
export function deleteInDraft(editor: DraftEditor, id: string, seen: unknown): Promise<RuleDeleted> {
  return deleteFrom(draftOf(editor), id, (rule) => isSameJson(rule, seen));
}

export type DraftAnswer =
  | { kind: 'published'; version: number }
  /** Nothing was published, and why. */
  | { kind: 'refused'; reasons: string[] }
  /** Somebody changed the draft, or published something else, meanwhile: nothing was done. */
  | { kind: 'outdated' }
  | { kind: 'discarded' };

/** Publishes or discards the draft as the person has seen it. */
export async function answerDraft(
  editor: DraftEditor,
  asked: Exclude<DraftRequest, { intent: 'add' }>,
): Promise<DraftAnswer> {
  const { shop, author, now } = editor;
  if (asked.intent === 'discard')
    return { kind: (await discardDraft(editor, shop, asked.revision)) ? 'discarded' : 'outdated' };
  const { revision, running, note } = asked;
  const published = await publishDraft(editor, shop, { revision, running }, author, now, note);
  switch (published.kind) {
    case 'published':
      return { kind: 'published', version: published.policy.version };
    case 'invalid':
      return { kind: 'refused', reasons: published.problems.map((each) => problemWords(each, published.rules)) };
    case 'outdated':
      return { kind: 'outdated' };
    default:
      return assertNever(published);
  }
}
