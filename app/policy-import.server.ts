import * as z from 'zod';
import type { Rule } from '../core/policy.ts';
import { openDraft, replaceDraft } from '../core/use-cases/draft-rules.ts';
import { checkPolicyDraft } from '../core/use-cases/publish-policy.ts';
import { type ChangeWords, describeChanges } from '../core/words/policy-changes.ts';
import type { DraftEditor } from './draft-actions.server.ts';
import { readPolicyFile } from './policy-file.server.ts';
import { problemWords } from './problem-words.ts';
import { requirePolicy } from './rule-publishing.server.ts';

/** `check` changes nothing; `draft` puts the file’s rules into the draft, in place of the revision that was told of. */
export const importRequest = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('check'), text: z.string() }),
  z.strictObject({ intent: z.literal('draft'), text: z.string(), revision: z.int().nonnegative() }),
]);

export type ImportRequest = z.infer<typeof importRequest>;

export type FileChecked =
  | { kind: 'refused'; reason: string }
  /** At their places; `more`: so many more are not listed. */
  | { kind: 'invalid'; problems: string[]; more: number }
  | {
      kind: 'valid';
      /** Against what runs now. */
      changes: ChangeWords[];
      /** There is a draft, whose place it would take. */
      replacesDraft: boolean;
      /** Of the draft; 0 where there never was one. */
      revision: number;
    }
  | { kind: 'drafted' };

const PROBLEMS_LISTED = 30;

export async function importPolicy(editor: DraftEditor, asked: ImportRequest): Promise<FileChecked> {
  const { shop, templates, author, now } = editor;
  const file = readPolicyFile(asked.text);
  if (file.kind === 'refused') return file;
  const checked = await checkPolicyDraft(templates, file.draft, shop.currency);
  if (checked.kind === 'invalid') {
    const { problems } = checked;
    const { rules } = file.draft as { rules?: unknown };
    const listed = problems.slice(0, PROBLEMS_LISTED).map((problem) => problemWords(problem, rules));
    return { kind: 'invalid', problems: listed, more: Math.max(0, problems.length - PROBLEMS_LISTED) };
  }
  const { rules } = checked.draft;
  const isTaken = asked.intent === 'draft' && (await replaceDraft(editor, shop, asked.revision, rules, author, now));
  return isTaken ? { kind: 'drafted' } : compareFile(editor, rules);
}

async function compareFile({ policies, drafts, shop }: DraftEditor, rules: readonly Rule[]): Promise<FileChecked> {
  const running = await requirePolicy(policies, shop, shop.policyVersion);
  const record = await drafts.find(shop.domain);
  const draft = await openDraft({ policies, drafts }, shop);
  const replacesDraft = draft !== null && describeChanges(running, draft).length > 0;
  return {
    kind: 'valid',
    changes: describeChanges(running, { rules }),
    replacesDraft,
    revision: record?.revision ?? 0,
  };
}
