import { FormLayout, Select, TextField } from '@shopify/polaris';
import { type ClauseForm, fieldsOfClauses } from '../rule-form.ts';
import { isRiskChoice, looksAtRisk, type RiskForm } from '../rule-risk-form.ts';
import type { FieldProps } from './rule-fields.tsx';
import { Warning } from './warning.tsx';

interface RiskFieldsProps {
  risk: RiskForm;
  conditions: readonly ClauseForm[];
  minutes: FieldProps;
  /** What its condition hardly means. */
  warning: string | undefined;
  onChange: (field: 'minutes' | 'rule', risk: RiskForm) => void;
}

/** Which orders a rule is for by their fraud risk, and whether it waits for it. */
export function RiskFields({ risk, conditions, minutes, warning, onChange }: RiskFieldsProps) {
  const others = fieldsOfClauses(conditions.filter((clause) => !isRiskChoice(clause)));
  const isLookedAt = looksAtRisk(
    risk,
    others.flatMap(({ condition }) => condition?.fact ?? []),
  );
  return (
    <FormLayout>
      <Select
        label="Only for orders whose fraud risk is"
        options={ONLY}
        value={risk.only}
        onChange={(only) => onChange('rule', { ...risk, only: only as RiskForm['only'] })}
        helpText="The worst that Shopify or one of your fraud apps said."
      />
      <div aria-live="polite">{warning ? <Warning text={warning} /> : null}</div>
      {isLookedAt ? (
        <Select
          label="When the risk is not known yet"
          options={UNKNOWN}
          value={risk.unknown}
          onChange={(unknown) => onChange('rule', { ...risk, unknown: unknown as RiskForm['unknown'] })}
          helpText="Shopify tells it some time after the order. All rules decide about an order together, when the waiting is over."
        />
      ) : null}
      {isLookedAt && risk.unknown !== 'no_wait' ? (
        <TextField
          {...minutes}
          label={MINUTES_LABEL}
          inputMode="numeric"
          value={risk.minutes}
          onChange={(text) => onChange('minutes', { ...risk, minutes: text })}
          helpText="From 1 to 60."
        />
      ) : null}
    </FormLayout>
  );
}

export const MINUTES_LABEL = 'Minutes to wait at most';

const ONLY = [
  { label: 'Whatever it is', value: 'any' },
  { label: 'Not high', value: 'not_high' },
  { label: 'Low', value: 'low' },
];

const UNKNOWN = [
  { label: 'Wait for it; give nothing if it does not come', value: 'refuse' },
  { label: 'Wait for it; give all the same if it does not come', value: 'grant' },
  { label: 'Do not wait and give nothing', value: 'no_wait' },
];
