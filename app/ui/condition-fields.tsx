import { Box, Button, FormLayout, InlineGrid, Select, Text } from '@shopify/polaris';
import { GROUP_KINDS, type GroupKind, type LinesClause } from '../../core/clause.ts';
import type { EventType } from '../../core/event.ts';
import { GROUP_WORDS } from '../../core/words/condition.ts';
import { upperFirst } from '../../core/words/phrases.ts';
import { describeClause } from '../../core/words/rule.ts';
import {
  type ClauseForm,
  FORM_DEPTH,
  type GroupForm,
  type ListField,
  newCondition,
  newGroup,
  type ValueField,
} from '../rule-form.ts';
import { isRiskChoice } from '../rule-risk-form.ts';
import { ConditionField } from './condition-field.tsx';
import { FactSearch } from './fact-search.tsx';
import type { FieldProps } from './rule-fields.tsx';
import { useFocus } from './use-focus.ts';
import { Warning } from './warning.tsx';

type Field = ValueField | ListField;

interface ConditionFieldsProps {
  /** The event of the rule. */
  on: EventType;
  conditions: readonly ClauseForm[];
  currency: string;
  field: (field: Field) => FieldProps;
  /** What a condition, or a group, hardly means. */
  warningAt: (field: ValueField) => string | undefined;
  onChange: (field: Field, conditions: ClauseForm[]) => void;
}

/** What has to hold: each condition with its value, groups of them, and one more. */
export function ConditionFields({ conditions, onChange, ...shared }: ConditionFieldsProps) {
  const focus = useFocus();
  return <ClauseList {...shared} clauses={conditions} within="" depth={0} onChange={onChange} onFocus={focus} />;
}

interface ClauseListProps extends Omit<ConditionFieldsProps, 'conditions'> {
  clauses: readonly ClauseForm[];
  /** The places above, each with a dot behind it. */
  within: string;
  depth: number;
  onFocus: (id: string) => void;
}

function ClauseList(props: ClauseListProps) {
  const { on, clauses, within, depth, currency, field, warningAt, onChange, onFocus } = props;
  const list: ListField = within === '' ? 'conditions' : `conditions.${within.slice(0, -1)}`;
  const append = (clause: ClauseForm, to: (place: string) => Field) => {
    onChange(list, [...clauses, clause]);
    onFocus(field(to(`${within}${clauses.length}`)).id);
  };
  const remove = (index: number) => {
    onChange(list, clauses.toSpliced(index, 1));
    onFocus(field(list).id);
  };
  return (
    <FormLayout>
      {clauses.map((clause, index) => {
        const place = `${within}${index}`;
        if ('group' in clause) {
          return (
            <Group
              // biome-ignore lint/suspicious/noArrayIndexKey: a clause has no identity but its place
              key={index}
              {...props}
              group={clause}
              warning={warningAt(`values.${place}`)}
              within={`${place}.`}
              depth={depth + 1}
              onChange={(changed, next) => onChange(changed, clauses.with(index, { ...clause, clauses: next }))}
              onKind={(group) => onChange(`conditions.${place}`, clauses.with(index, { ...clause, group }))}
              onRemove={() => remove(index)}
            />
          );
        }
        if ('kept' in clause) {
          return (
            <Kept
              // biome-ignore lint/suspicious/noArrayIndexKey: a clause has no identity but its place
              key={index}
              clause={clause.kept}
              on={on}
              warning={warningAt(`values.${place}`)}
              onRemove={() => remove(index)}
            />
          );
        }
        if (depth === 0 && isRiskChoice(clause)) return null;
        return (
          <ConditionField
            // biome-ignore lint/suspicious/noArrayIndexKey: a clause has no identity but its place
            key={index}
            {...props}
            condition={clause}
            isInGroup={depth > 0}
            field={field(`values.${place}`)}
            warning={warningAt(`values.${place}`)}
            onChange={(changed) => onChange(`values.${place}`, clauses.with(index, changed))}
            onRemove={() => remove(index)}
          />
        );
      })}
      <FactSearch
        on={on}
        label={depth === 0 ? 'Add a condition' : 'Add a condition to this group'}
        currency={currency}
        field={field(list)}
        onChoose={(fact) => append(newCondition(fact), (place) => `values.${place}`)}
      />
      {depth < FORM_DEPTH ? (
        <Button onClick={() => append(newGroup(), (place) => `conditions.${place}`)}>
          {depth === 0 ? 'Add a group of conditions' : 'Add a group within this one'}
        </Button>
      ) : null}
    </FormLayout>
  );
}

interface KeptProps {
  clause: LinesClause;
  on: EventType;
  warning: string | undefined;
  onRemove: () => void;
}

function Kept({ clause, on, warning, onRemove }: KeptProps) {
  const sentence = describeClause(clause, on);
  return (
    <Box>
      <InlineGrid columns="1fr auto" gap="200">
        <Text as="p" breakWord>
          {upperFirst(sentence)}
        </Text>
        <Button variant="plain" accessibilityLabel={`Remove the condition: ${sentence}`} onClick={onRemove}>
          Remove
        </Button>
      </InlineGrid>
      <div aria-live="polite">{warning ? <Warning text={warning} /> : null}</div>
    </Box>
  );
}

interface GroupProps extends Omit<ClauseListProps, 'clauses'> {
  group: GroupForm;
  warning: string | undefined;
  onKind: (kind: GroupKind) => void;
  onRemove: () => void;
}

function Group({ group, warning, onKind, onRemove, ...list }: GroupProps) {
  const words = GROUP_WORDS[group.group];
  return (
    <Box
      role="group"
      aria-label={`Group: ${words}`}
      borderColor="border"
      borderWidth="025"
      borderRadius="200"
      padding={{ xs: '200', sm: '400' }}
    >
      <FormLayout>
        <Select
          label="How many of this group"
          labelAction={{ content: 'Remove', accessibilityLabel: `Remove the group: ${words}`, onAction: onRemove }}
          options={GROUP_KINDS.map((kind) => ({ label: GROUP_WORDS[kind], value: kind }))}
          value={group.group}
          onChange={(kind) => onKind(kind as GroupKind)}
        />
        <div aria-live="polite">{warning ? <Warning text={warning} /> : null}</div>
        <ClauseList {...list} clauses={group.clauses} />
      </FormLayout>
    </Box>
  );
}
