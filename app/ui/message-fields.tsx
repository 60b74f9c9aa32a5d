import { FormLayout, TextField } from '@shopify/polaris';
import { variablesFor } from '../../core/message-variables.ts';
import type { PerkForm } from '../rule-form.ts';
import { MessagePreview } from './message-preview.tsx';
import type { PerkFieldsProps } from './perk-fields.tsx';
import { PERK_LABELS } from './perk-labels.ts';

/** An e-mail to the customer, with how it will look. */
export function MessageFields(props: PerkFieldsProps<Extract<PerkForm, { kind: 'message' }>>) {
  const { perk, on, field, currency, onChange } = props;
  const variables = variablesFor(on).map((name) => `{{ ${name} }}`);
  return (
    <FormLayout>
      <TextField
        {...field('subject')}
        label={PERK_LABELS.subject}
        value={perk.subject}
        onChange={(subject) => onChange('subject', { ...perk, subject })}
      />
      <TextField
        {...field('body')}
        label={PERK_LABELS.body}
        multiline={10}
        value={perk.body}
        onChange={(body) => onChange('body', { ...perk, body })}
        helpText={`Plain text in Liquid; an empty line begins a paragraph. You can use ${variables.join(', ')}.`}
      />
      <MessagePreview on={on} subject={perk.subject} body={perk.body} />
      <TextField
        {...field('cost')}
        label={PERK_LABELS.cost}
        inputMode="decimal"
        suffix={currency}
        value={perk.cost}
        onChange={(cost) => onChange('cost', { ...perk, cost })}
        helpText="What the e-mail offers costs you, say; it may be 0. It is added up on the home page."
      />
    </FormLayout>
  );
}
