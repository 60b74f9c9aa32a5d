import { FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { assertNever } from '../../core/assert-never.ts';
import type { EventType } from '../../core/event.ts';
import type { PerkField, PerkForm } from '../rule-form.ts';
import { MessageFields } from './message-fields.tsx';
import { PERK_LABELS } from './perk-labels.ts';
import type { FieldProps } from './rule-fields.tsx';

export interface PerkFieldsProps<Form extends PerkForm = PerkForm> {
  perk: Form;
  /** What its rule listens to. */
  on: EventType;
  field: (field: PerkField) => FieldProps;
  /** The shop's. */
  currency: string;
  onChange: (field: PerkField | 'rule', perk: PerkForm) => void;
}

export function PerkFields({ perk, ...props }: PerkFieldsProps) {
  switch (perk.kind) {
    case 'packing_instruction':
      return <PackingFields perk={perk} {...props} />;
    case 'store_credit':
      return <CreditFields perk={perk} {...props} />;
    case 'message':
      return <MessageFields perk={perk} {...props} />;
    case 'approve_return':
      return <ApprovalFields perk={perk} {...props} />;
    default:
      return assertNever(perk);
  }
}

function PackingFields(props: PerkFieldsProps<Extract<PerkForm, { kind: 'packing_instruction' }>>) {
  const { perk, field, currency, onChange } = props;
  return (
    <FormLayout>
      <TextField
        {...field('tag')}
        label={PERK_LABELS.tag}
        value={perk.tag}
        onChange={(tag) => onChange('tag', { ...perk, tag })}
        helpText="For filters and for printed packing slips."
      />
      <TextField
        {...field('note')}
        label={PERK_LABELS.note}
        multiline={3}
        value={perk.note}
        // One line of the order's note, however long: a pasted break becomes a space.
        onChange={(note) => onChange('note', { ...perk, note: note.replaceAll(/[\r\n]+/g, ' ') })}
        helpText="The person who packs the order reads it."
      />
      <TextField
        {...field('cost')}
        label={PERK_LABELS.cost}
        inputMode="decimal"
        suffix={currency}
        value={perk.cost}
        onChange={(cost) => onChange('cost', { ...perk, cost })}
        helpText="What the perk costs you. It is added up on the home page."
      />
    </FormLayout>
  );
}

function CreditFields(props: PerkFieldsProps<Extract<PerkForm, { kind: 'store_credit' }>>) {
  const { perk, field, currency, onChange } = props;
  return (
    <FormLayout>
      <TextField
        {...field('amount')}
        label={PERK_LABELS.amount}
        inputMode="decimal"
        suffix={currency}
        value={perk.amount}
        onChange={(amount) => onChange('amount', { ...perk, amount })}
        helpText="It is what the perk costs you, too. Guests have no account and get nothing."
      />
      <TextField
        {...field('expiresInDays')}
        label={PERK_LABELS.expiresInDays}
        inputMode="numeric"
        suffix="days"
        value={perk.expiresInDays}
        onChange={(expiresInDays) => onChange('expiresInDays', { ...perk, expiresInDays })}
        helpText="Counted from the day on which it is decided."
      />
      <Select
        label="Tell the customer"
        options={NOTIFY}
        value={String(perk.notify)}
        onChange={(notify) => onChange('rule', { ...perk, notify: notify === 'true' })}
        helpText="Shopify sends the message, in your shop’s name."
      />
    </FormLayout>
  );
}

function ApprovalFields(props: PerkFieldsProps<Extract<PerkForm, { kind: 'approve_return' }>>) {
  const { perk, field, currency, onChange } = props;
  return (
    <FormLayout>
      <Text as="p">The return is approved as soon as it is asked for. Nobody of your staff has to answer it.</Text>
      <TextField
        {...field('cost')}
        label={PERK_LABELS.cost}
        inputMode="decimal"
        suffix={currency}
        value={perk.cost}
        onChange={(cost) => onChange('cost', { ...perk, cost })}
        helpText="What it costs you, such as the label. It is added up on the home page."
      />
      <Select
        label="Tell the customer"
        options={NOTIFY}
        value={String(perk.notify)}
        onChange={(notify) => onChange('rule', { ...perk, notify: notify === 'true' })}
        helpText="Shopify sends the message, in your shop’s name."
      />
    </FormLayout>
  );
}

const NOTIFY = [
  { label: 'Yes', value: 'true' },
  { label: 'No', value: 'false' },
];
