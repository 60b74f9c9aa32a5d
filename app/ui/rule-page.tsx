import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Rule } from '../../core/policy.ts';
import type { Failed } from '../answer.ts';
import type { DraftRuleRequest } from '../draft-request.server.ts';
import { DRAFT } from '../draft-url.ts';
import type { RuleDeleted, RuleSaved, RunningRule } from '../rule-actions.server.ts';
import { formOfRule, problemsAfter, type RuleProblems } from '../rule-form.ts';
import type { RuleRequest } from '../rule-request.server.ts';
import { Confirmation } from './confirmation.tsx';
import { ObstacleNotice } from './obstacle-notice.tsx';
import { OutdatedNotice } from './outdated-notice.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { SaveAsDraft } from './save-as-draft.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

export interface RulePageProps {
  rule: Rule;
  /** The version of the policy that has this rule. */
  version: number;
  currency: string;
  /** What the policy has beside it. */
  rules: readonly Rule[];
  /** Why its perk can be given to nobody; null when it can. */
  obstacle: string | null;
  /** Of the rule as it is in the draft; `version` is the draft's revision then. */
  isDraft?: boolean;
}

export function RulePage({ currency, rules, obstacle, isDraft = false, ...loaded }: RulePageProps) {
  const navigate = useNavigate();
  /** What the page was made of: the rule as it ran when it was opened, last saved or taken over. */
  const [base, setBase] = useState<{ rule: Rule; version: number }>(loaded);
  const [form, setForm] = useState(() => formOfRule(loaded.rule));
  const [problems, setProblems] = useState<RuleProblems>({});
  const [outdatedBy, setOutdatedBy] = useState<RunningRule | null>(null);
  const [isDeleting, setIsDeleting] = useState(false);

  const back = isDraft ? { content: 'Draft of the rules', url: DRAFT } : { content: 'Rules', url: '/app/rules' };
  const start = (rule: Rule, version: number) => {
    setBase({ rule, version });
    setForm(formOfRule(rule));
    setProblems({});
    setOutdatedBy(null);
  };
  const { send, isBusy } = useRequest<RuleRequest | DraftRuleRequest, RuleSaved | RuleDeleted | Failed>((answer) => {
    switch (answer.kind) {
      case 'saved':
        showToast(isDraft ? 'Saved in the draft' : 'Rule saved');
        return start(answer.rule, answer.version);
      case 'deleted':
        showToast(isDraft ? 'Deleted in the draft' : 'Rule deleted');
        return navigate(back.url, { replace: true });
      case 'invalid':
        return setProblems(answer.problems);
      case 'outdated':
        return setOutdatedBy(answer.running);
      case 'failed':
        return showToast('Not saved. Check your connection and try again', { isError: true });
      default:
        return assertNever(answer);
    }
  });
  const save = (seen: RunningRule) =>
    send(
      isDraft
        ? { intent: 'save', form, madeOf: base.rule, seen: seen.rule }
        : { intent: 'save', form, madeOf: base.version, seen: seen.version },
    );
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOfRule(base.rule));

  return (
    <Screen title={base.rule.name} back={back} isNarrow>
      <BlockStack gap="400">
        <RuleEditor
          original={base.rule}
          form={form}
          problems={problems}
          currency={currency}
          rules={rules}
          onChange={(field, changed) => {
            setForm(changed);
            setProblems((known) => problemsAfter(known, field));
          }}
          isChanged={isChanged}
          isSaving={isBusy}
          onSave={() => save(base)}
          onDiscard={() => start(base.rule, base.version)}
          notice={
            outdatedBy ? (
              <OutdatedNotice
                running={outdatedBy}
                onTake={(rule) => start(rule, outdatedBy.version)}
                onReplace={() => save(outdatedBy)}
                isDraft={isDraft}
                onLeave={() => navigate(back.url)}
              />
            ) : base.rule.archived ? (
              <Banner tone="info" title="This rule is archived">
                <Text as="p">
                  It gives nothing. Bring it back under “Archived” in the list of rules to turn it on again.
                </Text>
              </Banner>
            ) : obstacle ? (
              <ObstacleNotice obstacle={obstacle} />
            ) : null
          }
        />
        {isDraft || !isChanged ? null : (
          <SaveAsDraft
            form={form}
            of={base.rule}
            onProblems={setProblems}
            onSaved={() => start(base.rule, base.version)}
          />
        )}
        <Box paddingBlockEnd="400" paddingInline={{ xs: '400', sm: '0' }}>
          <InlineStack align="end">
            <Button variant="primary" tone="critical" disabled={isBusy} onClick={() => setIsDeleting(true)}>
              Delete rule
            </Button>
          </InlineStack>
        </Box>
      </BlockStack>
      <Confirmation
        id="confirm-delete"
        title="Delete this rule?"
        text={
          isDraft
            ? `“${base.rule.name}” gives nothing once you publish the draft.`
            : `“${base.rule.name}” gives nothing from now on. Decisions it made and perks it gave stay as they are.`
        }
        action="Delete rule"
        isDestructive
        keep="Keep rule"
        isOpen={isDeleting}
        onClose={() => setIsDeleting(false)}
        onConfirm={() => {
          setIsDeleting(false);
          send({ intent: 'delete', seen: isDraft ? base.rule : base.version });
        }}
      />
    </Screen>
  );
}
