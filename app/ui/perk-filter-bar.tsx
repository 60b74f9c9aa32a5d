import { useNavigate } from '@remix-run/react';
import { BlockStack, Box, Button, InlineGrid, Select, Text, TextField } from '@shopify/polaris';
import { type FormEvent, useState } from 'react';
import { isFiltered, type PerkFilter, perkFilterUrl, type ShownState } from '../perk-filter.ts';
import { RuleSelect } from './rule-select.tsx';

export interface PerkFilterBarProps {
  filter: PerkFilter;
  rules: { id: string; name: string }[];
  /** Whose perks are shown; null when anybody’s. */
  customer: string | null;
}

const STATES: { label: string; value: ShownState | '' }[] = [
  { label: 'All states', value: '' },
  { label: 'Not finished: needs a person or waits for one', value: 'open' },
  { label: 'In progress', value: 'waiting' },
  { label: 'Unclear', value: 'unclear' },
  { label: 'Refused', value: 'refused' },
  { label: 'On hold', value: 'held' },
  { label: 'Stopped', value: 'stopped' },
  { label: 'Left undone', value: 'abandoned' },
  { label: 'Done', value: 'done' },
];

export function PerkFilterBar({ filter, rules, customer }: PerkFilterBarProps) {
  const navigate = useNavigate();
  // A new filter starts at its newest perk.
  const show = (change: Partial<PerkFilter>) => navigate(perkFilterUrl({ ...filter, trail: [], ...change }));
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border-secondary">
      <BlockStack gap="300" inlineAlign="start">
        <Box width="100%">
          <InlineGrid columns={{ xs: 1, md: 3 }} gap="300">
            <OrderSearch key={filter.order ?? ''} order={filter.order} onSearch={(order) => show({ order })} />
            <Select
              label="State"
              options={STATES}
              value={filter.state ?? ''}
              onChange={(state) => show({ state: (state || null) as PerkFilter['state'] })}
            />
            <RuleSelect rules={rules} rule={filter.rule} onChange={(rule) => show({ rule })} />
          </InlineGrid>
        </Box>
        {filter.customer && customer ? (
          <Text as="p" breakWord>
            Only perks of {customer}
          </Text>
        ) : null}
        {isFiltered(filter) ? (
          <Button variant="plain" onClick={() => show({ state: null, rule: null, customer: null, order: null })}>
            Clear filters
          </Button>
        ) : null}
      </BlockStack>
    </Box>
  );
}

/** Searches when Enter is pressed or the button is: each search asks the shop. */
function OrderSearch({ order, onSearch }: { order: string | null; onSearch: (order: string | null) => void }) {
  const [text, setText] = useState(order ?? '');
  const search = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim() || null);
  };
  return (
    <form onSubmit={search} noValidate>
      <TextField
        label="Order"
        type="search"
        placeholder="#1001"
        autoComplete="off"
        value={text}
        onChange={setText}
        clearButton
        onClearButtonClick={() => onSearch(null)}
        connectedRight={<Button submit>Search</Button>}
      />
    </form>
  );
}
