import { BlockStack, Checkbox, InlineGrid, Select, TextField } from '@shopify/polaris';
import type { TypedFieldProps } from './value-field.tsx';

/** A day of the calendar, or one of each year. */
export function DayField({ value, onChange, label, id, ...field }: TypedFieldProps) {
  const isEachYear = value.startsWith('--');
  const [, month = '01', day = ''] = /^(?:\d{4}|-)-(\d\d)-(.*)$/.exec(value) ?? [];
  return (
    <BlockStack gap="100">
      {isEachYear ? (
        <InlineGrid columns={2} gap="200" alignItems="start">
          <Select
            label={`${label}: month`}
            labelHidden
            options={MONTHS}
            value={month}
            onChange={(chosen) => onChange(`--${chosen}-${day}`)}
          />
          <TextField
            {...field}
            id={id}
            label={label}
            labelHidden
            inputMode="numeric"
            prefix="day"
            value={day.replace(/^0/, '')}
            onChange={(typed) => onChange(`--${month}-${/^\d$/.test(typed) ? `0${typed}` : typed}`)}
          />
        </InlineGrid>
      ) : (
        <TextField {...field} id={id} label={label} labelHidden type="date" value={value} onChange={onChange} />
      )}
      <Checkbox label="Each year" checked={isEachYear} onChange={(each) => onChange(each ? `--${month}-${day}` : '')} />
    </BlockStack>
  );
}

const MONTH = new Intl.DateTimeFormat('en', { timeZone: 'UTC', month: 'long' });
const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  label: MONTH.format(Date.UTC(2000, index)),
  value: String(index + 1).padStart(2, '0'),
}));
