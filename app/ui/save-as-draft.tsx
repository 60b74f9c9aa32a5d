import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Box, Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Rule } from '../../core/policy.ts';
import { describeRule } from '../../core/words/rule.ts';
import type { Failed } from '../answer.ts';
import type { DraftRequest, DraftRuleRequest } from '../draft-request.server.ts';
import { DRAFT, draftRuleUrl } from '../draft-url.ts';
import type { RuleSaved } from '../rule-actions.server.ts';
import type { RuleForm, RuleProblems } from '../rule-form.ts';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

interface SaveAsDraftProps {
  form: RuleForm;
  /** The rule that runs, or the name of a template. */
  of: Rule | string;
  onProblems: (problems: RuleProblems) => void;
  /** What was typed is in the draft: there is nothing left to save here. */
  onSaved: () => void;
}

/** Puts what was typed into the draft in place of publishing it at once. */
export function SaveAsDraft({ form, of, onProblems, onSaved }: SaveAsDraftProps) {
  const navigate = useNavigate();
  /** What stands in the draft in place of what runs. */
  const [other, setOther] = useState<{ rule: Rule | null } | null>(null);
  const { send, isBusy } = useRequest<DraftRequest | DraftRuleRequest, RuleSaved | Failed>(
    (answer) => {
      switch (answer.kind) {
        case 'saved':
          showToast('Saved in the draft');
          onSaved();
          return navigate(DRAFT);
        case 'invalid':
          return onProblems(answer.problems);
        case 'outdated':
          return setOther(answer.running);
        case 'failed':
          return showToast('Not saved. Check your connection and try again', { isError: true });
        default:
          return assertNever(answer);
      }
    },
    typeof of === 'string' ? DRAFT : draftRuleUrl(of.id),
  );
  const save = (seen: Rule | null) =>
    send(typeof of === 'string' ? { intent: 'add', template: of, form } : { intent: 'save', form, madeOf: of, seen });
  return (
    <BlockStack gap="400">
      {other && typeof of !== 'string' ? (
        <div role="alert">
          <Banner
            tone="warning"
            title={other.rule ? 'The draft changes this rule already' : 'The draft deletes this rule'}
          >
            <BlockStack gap="300">
              {other.rule ? (
                <Text as="p" breakWord>
                  There it is “{other.rule.name}”, {other.rule.enabled ? 'on' : 'off'}. {describeRule(other.rule)}
                </Text>
              ) : null}
              <ButtonGroup>
                {other.rule ? <Button url={draftRuleUrl(of.id)}>Change it in the draft</Button> : null}
                <Button loading={isBusy} onClick={() => save(other.rule)}>
                  Put mine into the draft instead
                </Button>
              </ButtonGroup>
            </BlockStack>
          </Banner>
        </div>
      ) : null}
      <Box paddingInline={{ xs: '400', sm: '0' }}>
        <InlineStack align="end">
          <Button loading={isBusy} onClick={() => save(typeof of === 'string' ? null : of)}>
            Save as draft
          </Button>
        </InlineStack>
      </Box>
    </BlockStack>
  );
}
