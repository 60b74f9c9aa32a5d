import { BlockStack, Card, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import type { EventType } from '../../core/event.ts';
import { describeConditionLead, describeEvent } from '../../core/explain.ts';
import { factDefinition } from '../../core/facts.ts';
import type { Condition, Rule } from '../../core/policy.ts';
import type { RuleField, RuleForm, RuleProblems } from '../rule-form.ts';
import { isRiskChoice } from '../rule-risk-form.ts';
import { PerkFields } from './perk-fields.tsx';
import { RiskFields } from './risk-fields.tsx';

export interface RuleFieldsProps {
  /** The rule that the form was made of: its conditions say what each value means. */
  original: Rule;
  form: RuleForm;
  problems: RuleProblems;
  /** The shop's. */
  currency: string;
  onChange: (field: RuleField, form: RuleForm) => void;
}

export function RuleFields(props: RuleFieldsProps) {
  const { original, form, problems, currency, onChange } = props;
  const change = (field: RuleField, part: Partial<RuleForm>) => onChange(field, { ...form, ...part });
  const changeValue = (index: number) => (value: string) =>
    change(`values.${index}`, { values: form.values.map((known, at) => (at === index ? value : known)) });
  return (
    <>
      <Section heading="Rule">
        <TextField
          {...fieldProps('name', problems)}
          label="Name"
          value={form.name}
          onChange={(name) => change('name', { name })}
          helpText="Only you see it."
        />
        <Select
          label="Status"
          options={STATUSES}
          value={String(form.isEnabled)}
          onChange={(status) => change('rule', { isEnabled: status === 'true' })}
        />
      </Section>
      <Section heading={`${describeEvent(original.on)} and …`}>
        {original.when.map((condition, index) =>
          isRiskChoice(condition) ? null : (
            <ConditionField
              // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place
              key={index}
              condition={condition}
              on={original.on}
              currency={currency}
              field={fieldProps(`values.${index}`, problems)}
              value={form.values[index] ?? ''}
              onChange={changeValue(index)}
            />
          ),
        )}
        {form.risk ? (
          <RiskFields
            risk={form.risk}
            original={original}
            minutes={fieldProps('minutes', problems)}
            onChange={(field, risk) => change(field, { risk })}
          />
        ) : null}
      </Section>
      <Section heading="Then …">
        <PerkFields
          perk={form.perk}
          on={original.on}
          field={(field) => fieldProps(field, problems)}
          currency={currency}
          onChange={(field, perk) => change(field, { perk })}
        />
      </Section>
    </>
  );
}

const STATUSES = [
  { label: 'On', value: 'true' },
  { label: 'Off', value: 'false' },
];

interface ConditionFieldProps {
  condition: Condition;
  /** The event of its rule. */
  on: EventType;
  currency: string;
  field: FieldProps;
  value: string;
  onChange: (value: string) => void;
}

function ConditionField({ condition, on, currency, field, value, onChange }: ConditionFieldProps) {
  const { type, help } = factDefinition(condition.fact);
  const label = describeConditionLead(condition, on);
  if (type === 'boolean') {
    return <Select {...field} label={label} options={YES_OR_NO} value={value} onChange={onChange} helpText={help} />;
  }
  return (
    <TextField
      {...field}
      label={label}
      value={value}
      onChange={onChange}
      helpText={help}
      inputMode={INPUT_MODES[type]}
      {...(type === 'money' ? { suffix: currency } : {})}
    />
  );
}

const INPUT_MODES = { money: 'decimal', number: 'numeric', words: 'text' } as const;

const YES_OR_NO = [
  { label: 'Yes', value: 'true' },
  { label: 'No', value: 'false' },
];

function Section({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {heading}
        </Text>
        <FormLayout>{children}</FormLayout>
      </BlockStack>
    </Card>
  );
}

/** The element of a field, for the summary of problems to lead to. */
export function fieldId(field: RuleField): string {
  return `rule-${field.replace('.', '-')}`;
}

export interface FieldProps {
  id: string;
  autoComplete: 'off';
  error?: string;
}

function fieldProps(field: RuleField, problems: RuleProblems): FieldProps {
  const problem = problems[field];
  return { id: fieldId(field), autoComplete: 'off', ...(problem ? { error: problem } : {}) };
}
