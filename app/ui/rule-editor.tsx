import { SaveBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import type { FormEvent, ReactNode } from 'react';
import { describeRule } from '../../core/words/rule.ts';
import { readRule } from '../rule-form.ts';
import { ProblemSummary } from './problem-summary.tsx';
import { RuleFields, type RuleFieldsProps } from './rule-fields.tsx';

export interface RuleEditorProps extends RuleFieldsProps {
  /** Shows the save bar. */
  isChanged: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** What has to be said before the form. */
  notice?: ReactNode;
}

/** The form of a rule with its sentence, its problems and the save bar. */
export function RuleEditor({ isChanged, isSaving, onSave, onDiscard, notice, ...fields }: RuleEditorProps) {
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
          <ProblemSummary problems={fields.problems} original={fields.original} form={fields.form} />
          <Preview {...fields} />
          <RuleFields {...fields} />
        </BlockStack>
        {/* Lets Enter save, as in any form. */}
        <button type="submit" hidden />
      </form>
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
