import { SaveBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Card, Text } from '@shopify/polaris';
import { type FormEvent, type ReactNode, useDeferredValue, useMemo } from 'react';
import type { Rule } from '../../core/policy.ts';
import { describeRule } from '../../core/words/rule.ts';
import { readRule } from '../rule-form.ts';
import { unreadable, warningsOf } from '../rule-warnings.ts';
import { ProblemSummary } from './problem-summary.tsx';
import { RuleFields, type RuleFieldsProps } from './rule-fields.tsx';
import { TryRule } from './try-rule.tsx';
import { Warning } from './warning.tsx';

export interface RuleEditorProps extends Omit<RuleFieldsProps, 'warnings'> {
  /** What the policy has beside it. */
  rules: readonly Rule[];
  /** Shows the save bar. */
  isChanged: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** What has to be said before the form. */
  notice?: ReactNode;
}

/** The form of a rule with its sentence, its problems and the save bar. */
export function RuleEditor(props: RuleEditorProps) {
  const { isChanged, isSaving, onSave, onDiscard, notice, rules, ...fields } = props;
  const { original, currency, problems } = fields;
  // Typing goes before what is said of it.
  const typed = useDeferredValue(fields.form);
  const warnings = useMemo(() => warningsOf(typed, original, currency, rules), [typed, original, currency, rules]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged && !isSaving) onSave();
  };
  return (
    <>
      <SaveBar id="rule-save-bar" open={isChanged} discardConfirmation>
        <button type="button" variant="primary" onClick={onSave} {...(isSaving ? { loading: '' } : {})} />
        <button type="button" onClick={onDiscard} disabled={isSaving} />
      </SaveBar>
      <form onSubmit={submit} noValidate>
        <BlockStack gap="400">
          {notice}
          <ProblemSummary problems={problems} original={original} form={fields.form} />
          <Preview {...fields} />
          <div aria-live="polite">{warnings.rule ? <Warning text={warnings.rule} /> : null}</div>
          <RuleFields
            {...fields}
            problems={{ ...unreadable(typed, original, currency), ...problems }}
            warnings={warnings}
          />
        </BlockStack>
        {/* Lets Enter save, as in any form. */}
        <button type="submit" hidden />
      </form>
      <Box paddingBlockStart="400">
        <TryRule form={fields.form} original={original} currency={currency} />
      </Box>
    </>
  );
}

function Preview({ form, original, currency }: Pick<RuleFieldsProps, 'form' | 'original' | 'currency'>) {
  const { rule, problems } = readRule(form, original, currency);
  const isReadable = Object.keys(problems).length === 0;
  const isEmpty = rule.when.length === 0;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          In words
        </Text>
        <Text as="p" breakWord {...(isReadable && !isEmpty ? {} : { tone: 'subdued' as const })}>
          {isEmpty
            ? 'The sentence appears once you say below what has to hold.'
            : isReadable
              ? describeRule(rule)
              : 'The sentence appears when every amount and number below can be read.'}
        </Text>
      </BlockStack>
    </Card>
  );
}
