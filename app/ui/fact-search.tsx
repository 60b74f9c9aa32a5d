import { Autocomplete, BlockStack, Box, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { EventType } from '../../core/event.ts';
import type { FactId } from '../../core/facts/catalogue.ts';
import { type FactChoice, factGroups } from '../fact-groups.ts';
import type { FieldProps } from './rule-fields.tsx';

interface FactSearchProps {
  on: EventType;
  label: string;
  /** The shop's. */
  currency: string;
  field: FieldProps;
  onChoose: (fact: FactId) => void;
}

/** Finds what a condition is to look at; choosing it adds the condition. */
export function FactSearch({ on, label, currency, field, onChoose }: FactSearchProps) {
  const [search, setSearch] = useState('');
  const groups = factGroups(on, search, currency);
  return (
    <Autocomplete
      options={groups.map(({ title, facts }) => ({ title, options: facts.map(optionOf) }))}
      selected={[]}
      onSelect={([fact]) => {
        setSearch('');
        if (fact) onChoose(fact as FactId);
      }}
      emptyState={
        <Box padding="200">
          <Text as="p">Nothing that Concierge knows says this.</Text>
        </Box>
      }
      textField={
        <Autocomplete.TextField
          {...field}
          label={label}
          value={search}
          onChange={setSearch}
          placeholder="Search what Concierge knows, such as “spend”"
        />
      }
    />
  );
}

function optionOf({ fact, label, kind }: FactChoice) {
  return {
    value: fact,
    label: (
      <BlockStack>
        <Text as="span">{label}</Text>
        <Text as="span" tone="subdued" variant="bodySm">
          {kind}
        </Text>
      </BlockStack>
    ),
  };
}
