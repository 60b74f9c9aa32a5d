import { ChoiceList, InlineGrid, Select, TextField } from '@shopify/polaris';
import { assertNever } from '../../core/assert-never.ts';
import { factDefinition } from '../../core/facts/catalogue.ts';
import { countsDays } from '../../core/operators.ts';
import type { ConditionForm } from '../rule-form.ts';
import { endsOf, listText, readList } from '../typed-list.ts';
import { DayField } from './day-field.tsx';
import type { FieldProps } from './rule-fields.tsx';
import { WordsField } from './words-field.tsx';

interface ValueFieldProps {
  condition: ConditionForm;
  /** The condition up to its value; read out, not shown. */
  label: string;
  /** To a yes or no. */
  answers: readonly ('true' | 'false')[];
  currency: string;
  field: FieldProps;
  onChange: (value: string) => void;
}

/** What a fact is compared with, typed in the way of its type. */
export function ValueField({ condition, label, answers, currency, field, onChange }: ValueFieldProps) {
  const { fact, operator, value } = condition;
  const { type, unit, word, oneOf, example } = factDefinition(fact);
  const shared = { ...field, label, labelHidden: true, value, onChange };
  switch (type) {
    case 'boolean':
      return <Select {...shared} options={answers.map((answer) => ({ label: ANSWERS[answer], value: answer }))} />;
    case 'money':
    case 'number': {
      const counted = type === 'money' ? currency : unit;
      const typing = { inputMode: INPUT_MODES[type], ...(counted && { suffix: counted }) };
      return operator === 'between' ? (
        <RangeField {...shared} typing={typing} />
      ) : (
        <TextField {...shared} {...typing} />
      );
    }
    case 'words':
      if (oneOf && oneOf.length <= MOST_CHOICES) return <ChoicesField {...shared} oneOf={oneOf} />;
      return <WordsField {...shared} example={String(example)} endsAtComma={word === 'tag'} />;
    case 'date':
      return countsDays(operator) ? (
        <TextField {...shared} inputMode="numeric" suffix="days" />
      ) : (
        <DayField {...shared} />
      );
    default:
      return assertNever(type);
  }
}

const ANSWERS = { true: 'Yes', false: 'No' } as const;
/** Of more, such as the countries, the words are typed. */
const MOST_CHOICES = 20;
const INPUT_MODES = { money: 'decimal', number: 'numeric' } as const;

/** A field whose label is read out, not shown. */
export interface TypedFieldProps extends FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The words that there are, any of which can be chosen. */
function ChoicesField({ id, label, value, error, onChange, oneOf }: TypedFieldProps & { oneOf: readonly string[] }) {
  return (
    <ChoiceList
      allowMultiple
      title={label}
      titleHidden
      choices={oneOf.map((word, index) => ({ label: word, value: word, ...(index === 0 && { id }) }))}
      selected={readList(value)}
      onChange={(chosen) => onChange(listText(oneOf.filter((word) => chosen.includes(word))))}
      {...(error && { error })}
    />
  );
}

/** Both ends, which are included. What is wrong with either is said at the first. */
function RangeField({ id, label, value, onChange, typing, ...field }: TypedFieldProps & { typing: object }) {
  const [from, to] = endsOf(value);
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="200" alignItems="start">
      <TextField
        {...field}
        {...typing}
        id={id}
        label={`${label}, from`}
        labelHidden
        prefix="from"
        value={from}
        onChange={(typed) => onChange(`${typed} to ${to}`)}
      />
      <TextField
        {...typing}
        autoComplete="off"
        label={`${label}, to`}
        labelHidden
        prefix="to"
        value={to}
        onChange={(typed) => onChange(`${from} to ${typed}`)}
      />
    </InlineGrid>
  );
}
