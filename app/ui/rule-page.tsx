import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Rule } from '../../core/policy.ts';
import type { Failed } from '../answer.ts';
import type { RuleDeleted, RuleSaved, RunningRule } from '../rule-actions.server.ts';
import { formOfRule, problemsAfter, type RuleProblems } from '../rule-form.ts';
import type { RuleRequest } from '../rule-request.server.ts';
import { Confirmation } from './confirmation.tsx';
import { ObstacleNotice } from './obstacle-notice.tsx';
import { OutdatedNotice } from './outdated-notice.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

export interface RulePageProps {
  rule: Rule;
  /** The version of the policy that has this rule. */
  version: number;
  currency: string;
  /** Why its perk can be given to nobody; null when it can. */
  obstacle: string | null;
}

export function RulePage({ currency, obstacle, ...loaded }: RulePageProps) {
  const navigate = useNavigate();
  /** What the page was made of: the rule as it ran when it was opened, last saved or taken over. */
  const [base, setBase] = useState<{ rule: Rule; version: number }>(loaded);
  const [form, setForm] = useState(() => formOfRule(loaded.rule));
  const [problems, setProblems] = useState<RuleProblems>({});
  const [outdatedBy, setOutdatedBy] = useState<RunningRule | null>(null);
  const [isDeleting, setIsDeleting] = useState(false);

  const start = (rule: Rule, version: number) => {
    setBase({ rule, version });
    setForm(formOfRule(rule));
    setProblems({});
    setOutdatedBy(null);
  };
  const { send, isBusy } = useRequest<RuleRequest, RuleSaved | RuleDeleted | Failed>((answer) => {
    switch (answer.kind) {
      case 'saved':
        showToast('Rule saved');
        return start(answer.rule, answer.version);
      case 'deleted':
        showToast('Rule deleted');
        return navigate('/app/rules', { replace: true });
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
  const save = (seen: number) => send({ intent: 'save', form, madeOf: base.version, seen });
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOfRule(base.rule));

  return (
    <Screen title={base.rule.name} back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <BlockStack gap="400">
        <RuleEditor
          original={base.rule}
          form={form}
          problems={problems}
          currency={currency}
          onChange={(field, changed) => {
            setForm(changed);
            setProblems((known) => problemsAfter(known, field));
          }}
          isChanged={isChanged}
          isSaving={isBusy}
          onSave={() => save(base.version)}
          onDiscard={() => start(base.rule, base.version)}
          notice={
            outdatedBy ? (
              <OutdatedNotice
                running={outdatedBy}
                onTake={(rule) => start(rule, outdatedBy.version)}
                onReplace={() => save(outdatedBy.version)}
                onLeave={() => navigate('/app/rules')}
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
        text={`“${base.rule.name}” gives nothing from now on. Decisions it made and perks it gave stay as they are.`}
        action="Delete rule"
        isDestructive
        keep="Keep rule"
        isOpen={isDeleting}
        onClose={() => setIsDeleting(false)}
        onConfirm={() => {
          setIsDeleting(false);
          send({ intent: 'delete', seen: base.version });
        }}
      />
    </Screen>
  );
}
