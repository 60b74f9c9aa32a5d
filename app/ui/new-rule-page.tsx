import { useNavigate } from '@remix-run/react';
import { BlockStack } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Rule } from '../../core/policy.ts';
import type { Failed } from '../answer.ts';
import type { RuleSaved } from '../rule-actions.server.ts';
import { formOfRule, problemsAfter, type RuleForm, type RuleProblems } from '../rule-form.ts';
import { ObstacleNotice } from './obstacle-notice.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { SaveAsDraft } from './save-as-draft.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

export interface NewRulePageProps {
  /** The template's, in addresses. */
  name: string;
  template: Rule;
  currency: string;
  /** What the policy has beside it. */
  rules: readonly Rule[];
  /** Why its perk can be given to nobody; null when it can. */
  obstacle: string | null;
}

/** A rule that a template proposes; there is no such rule until it is saved. */
export function NewRulePage({ name, template, currency, rules, obstacle }: NewRulePageProps) {
  const navigate = useNavigate();
  const [form, setForm] = useState(() => formOfRule(template));
  /** It is in the draft: leaving the page loses nothing. */
  const [isSaved, setIsSaved] = useState(false);
  const [problems, setProblems] = useState<RuleProblems>({});
  const { send, isBusy } = useRequest<{ form: RuleForm }, RuleSaved | Failed>((answer) => {
    switch (answer.kind) {
      case 'saved':
        showToast('Rule added');
        return navigate(`/app/rules/${answer.rule.id}`, { replace: true });
      case 'invalid':
        return setProblems(answer.problems);
      case 'outdated':
      case 'failed':
        return showToast('Not saved. Check your connection and try again', { isError: true });
      default:
        return assertNever(answer);
    }
  });
  return (
    <Screen title="Add rule" back={{ content: 'Templates', url: '/app/templates' }} isNarrow>
      <BlockStack gap="400">
        <RuleEditor
          original={template}
          form={form}
          problems={problems}
          currency={currency}
          rules={rules}
          onChange={(field, changed) => {
            setForm(changed);
            setProblems((known) => problemsAfter(known, field));
          }}
          isChanged={!isSaved}
          isSaving={isBusy}
          onSave={() => send({ form })}
          onDiscard={() => navigate('/app/rules')}
          notice={obstacle ? <ObstacleNotice obstacle={obstacle} /> : null}
        />
        <SaveAsDraft form={form} of={name} onProblems={setProblems} onSaved={() => setIsSaved(true)} />
      </BlockStack>
    </Screen>
  );
}
