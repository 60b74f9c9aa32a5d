import { Button, FormLayout, Select, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { EventType } from '../../core/event.ts';
import { describeComparison, describeConditionLead, upperFirst } from '../../core/explain.ts';
import { type FactId, factDefinition, factLabel } from '../../core/facts.ts';
import type { Operator } from '../../core/operators.ts';
import { answersTo, type ConditionForm, conditionChoices, newCondition } from '../rule-form.ts';
import { isRiskChoice } from '../rule-risk-form.ts';
import type { FieldProps } from './rule-fields.tsx';

type Field = `values.${number}` | 'conditions';

interface ConditionFieldsProps {
  /** The event of the rule. */
  on: EventType;
  conditions: readonly ConditionForm[];
  currency: string;
  field: (field: Field) => FieldProps;
  onChange: (field: Field, conditions: ConditionForm[]) => void;
}

/** What has to hold: each condition with its value, and one more. */
export function ConditionFields({ on, conditions, currency, field, onChange }: ConditionFieldsProps) {
  const [focus, setFocus] = useState<string | null>(null);
  useEffect(() => {
    if (focus === null) return;
    document.getElementById(focus)?.focus();
    setFocus(null);
  }, [focus]);
  return (
    <FormLayout>
      {conditions.map((condition, index) =>
        isRiskChoice(condition) ? null : (
          <ConditionField
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place
            key={index}
            condition={condition}
            on={on}
            currency={currency}
            field={field(`values.${index}`)}
            onChange={(value) => onChange(`values.${index}`, conditions.with(index, { ...condition, value }))}
            onRemove={() => {
              onChange('conditions', conditions.toSpliced(index, 1));
              setFocus(field('conditions').id);
            }}
          />
        ),
      )}
      <AddCondition
        on={on}
        field={field('conditions')}
        onAdd={(fact, operator) => {
          onChange('conditions', [...conditions, newCondition(fact, operator)]);
          setFocus(field(`values.${conditions.length}`).id);
        }}
      />
    </FormLayout>
  );
}

interface ConditionFieldProps {
  condition: ConditionForm;
  on: EventType;
  currency: string;
  field: FieldProps;
  onChange: (value: string) => void;
  onRemove: () => void;
}

function ConditionField({ condition, on, currency, field, onChange, onRemove }: ConditionFieldProps) {
  const { type, unit, help } = factDefinition(condition.fact);
  const label = describeConditionLead(condition, on);
  const shared = {
    ...field,
    label,
    labelAction: {
      content: 'Remove',
      accessibilityLabel: `Remove the condition: ${factLabel(condition.fact, on)}`,
      onAction: onRemove,
    },
    value: condition.value,
    onChange,
    helpText: help,
  };
  if (type === 'boolean') {
    const options = answersTo(condition.fact).map((value) => ({ label: value === 'true' ? 'Yes' : 'No', value }));
    return <Select {...shared} options={options} />;
  }
  const counted = type === 'money' ? currency : unit;
  const suffix = counted ? { suffix: counted } : {};
  return <TextField {...shared} inputMode={INPUT_MODES[type]} {...suffix} />;
}

const INPUT_MODES = { money: 'decimal', number: 'numeric', words: 'text' } as const;

interface AddConditionProps {
  on: EventType;
  field: FieldProps;
  onAdd: (fact: FactId, operator: Operator) => void;
}

/** Chooses a fact and how it is compared; the value is typed where the others are. */
function AddCondition({ on, field, onAdd }: AddConditionProps) {
  const choices = conditionChoices(on);
  const [fact, setFact] = useState('');
  const [operator, setOperator] = useState<Operator | null>(null);
  const chosen = choices.find((choice) => choice.fact === fact);
  const compared = chosen?.operators.find((each) => each === operator) ?? chosen?.operators[0];
  return (
    <FormLayout>
      <Select
        {...field}
        label="Add a condition"
        options={[
          { label: 'Choose what to look at', value: '' },
          ...choices.map((choice) => ({ label: upperFirst(factLabel(choice.fact, on)), value: choice.fact })),
        ]}
        value={fact}
        onChange={setFact}
        {...(chosen ? { helpText: factDefinition(chosen.fact).help } : {})}
      />
      {chosen && chosen.operators.length > 1 ? (
        <Select
          label="How to compare it"
          options={chosen.operators.map((each) => ({
            label: `… ${describeComparison({ fact: chosen.fact, operator: each })}`,
            value: each,
          }))}
          value={compared ?? ''}
          onChange={(value) => setOperator(value as Operator)}
        />
      ) : null}
      {chosen && compared ? (
        <Button
          onClick={() => {
            onAdd(chosen.fact, compared);
            setFact('');
          }}
        >
          Add condition
        </Button>
      ) : null}
    </FormLayout>
  );
}
