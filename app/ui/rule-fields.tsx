import { BlockStack, Card, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import type { Rule } from '../../core/policy.ts';
import { describeEvent } from '../../core/words/rule.ts';
import type { RuleField, RuleForm, RuleProblems } from '../rule-form.ts';
import { isRiskChoice } from '../rule-risk-form.ts';
import { ConditionFields } from './condition-fields.tsx';
import { PerkFields } from './perk-fields.tsx';
import { RiskFields } from './risk-fields.tsx';

export interface RuleFieldsProps {
  /** The rule that the form was made of. */
  original: Rule;
  form: RuleForm;
  problems: RuleProblems;
  /** What can be saved all the same. */
  warnings: RuleProblems;
  /** The shop's. */
  currency: string;
  onChange: (field: RuleField, form: RuleForm) => void;
}

export function RuleFields(props: RuleFieldsProps) {
  const { original, form, problems, warnings, currency, onChange } = props;
  const change = (field: RuleField, part: Partial<RuleForm>) => onChange(field, { ...form, ...part });
  return (
    <>
      <Section heading="Rule">
        <TextField
          {...fieldProps('name', problems)}
          label="Name"
          value={form.name}
          onChange={(name) => change('name', { name })}
          helpText="Customers never see it."
        />
        <Select
          label="Status"
          options={STATUSES}
          value={String(form.isEnabled)}
          disabled={original.archived === true}
          onChange={(status) => change('rule', { isEnabled: status === 'true' })}
        />
      </Section>
      <Section heading={`${describeEvent(original.on)} and …`}>
        <ConditionFields
          on={original.on}
          conditions={form.conditions}
          currency={currency}
          field={(field) => fieldProps(field, problems)}
          warningAt={(field) => warnings[field]}
          onChange={(field, conditions) => change(field, { conditions })}
        />
        {form.risk ? (
          <RiskFields
            risk={form.risk}
            conditions={form.conditions}
            minutes={fieldProps('minutes', problems)}
            warning={riskWarning(form, warnings)}
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

/** The choice stands for a condition, which is the last one where the rule had none. */
function riskWarning({ conditions }: RuleForm, warnings: RuleProblems): string | undefined {
  const place = conditions.findIndex(isRiskChoice);
  return warnings[`values.${place === -1 ? conditions.length : place}`];
}

const STATUSES = [
  { label: 'On', value: 'true' },
  { label: 'Off', value: 'false' },
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
  return `rule-${field.replaceAll('.', '-')}`;
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
