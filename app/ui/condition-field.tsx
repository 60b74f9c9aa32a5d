import { BlockStack, Box, Button, InlineGrid, Select, Text } from '@shopify/polaris';
import type { EventType } from '../../core/event.ts';
import { factDefinition, factLabel } from '../../core/facts/catalogue.ts';
import { OPERATORS_OF, type Operator } from '../../core/operators.ts';
import { describeComparison, describeConditionLead } from '../../core/words/condition.ts';
import { answersTo, type ConditionForm, comparedBy } from '../rule-form.ts';
import type { FieldProps } from './rule-fields.tsx';
import { ValueField } from './value-field.tsx';
import { Warning } from './warning.tsx';

interface ConditionFieldProps {
  condition: ConditionForm;
  isInGroup: boolean;
  on: EventType;
  /** The shop's. */
  currency: string;
  field: FieldProps;
  /** What it hardly means. */
  warning: string | undefined;
  onChange: (condition: ConditionForm) => void;
  onRemove: () => void;
}

/** One condition, read from left to right: what is looked at, how it is compared, and with what. */
export function ConditionField(props: ConditionFieldProps) {
  const { condition, isInGroup, on, currency, field, warning, onChange, onRemove } = props;
  const { fact, operator } = condition;
  const { type, help } = factDefinition(fact);
  const label = factLabel(fact, on);
  const operators = OPERATORS_OF[type];
  const helpId = `${field.id}-help`;
  const value = (
    <ValueField
      condition={condition}
      label={describeConditionLead(condition, on)}
      answers={answersTo(fact, isInGroup)}
      currency={currency}
      field={field}
      onChange={(typed) => onChange({ ...condition, value: typed })}
    />
  );
  return (
    <Box role="group" aria-label={`The ${label}`} aria-describedby={helpId}>
      <BlockStack gap="100">
        <InlineGrid columns="1fr auto" gap="200">
          {/* The value's own label says it to who can't see it. */}
          <div aria-hidden="true">
            <Text as="span" breakWord>
              The {label}
            </Text>
          </div>
          <Button variant="plain" accessibilityLabel={`Remove the condition: ${label}`} onClick={onRemove}>
            Remove
          </Button>
        </InlineGrid>
        {operators.length === 1 ? (
          value
        ) : (
          <InlineGrid columns={{ xs: 1, sm: ['oneThird', 'twoThirds'] }} gap="200" alignItems="start">
            <Select
              label={`How to compare the ${label}`}
              labelHidden
              options={operators.map((each) => ({
                label: describeComparison({ fact, operator: each }),
                value: each,
              }))}
              value={operator}
              onChange={(chosen) => onChange(comparedBy(condition, chosen as Operator))}
            />
            {value}
          </InlineGrid>
        )}
        <div aria-live="polite">{warning ? <Warning text={warning} /> : null}</div>
        <Text as="p" id={helpId} tone="subdued" breakWord>
          {help}
        </Text>
      </BlockStack>
    </Box>
  );
}
