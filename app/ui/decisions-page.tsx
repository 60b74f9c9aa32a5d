import { useNavigate, useNavigation } from '@remix-run/react';
import { BlockStack, Box, Button, Card, InlineGrid, Select, Text } from '@shopify/polaris';
import { type DecisionFilter, filterUrl, readFilter } from '../decision-filter.ts';
import type { DecisionRow } from '../decision-rows.server.ts';
import { DecisionList } from './decision-list.tsx';
import { EmptyCard } from './empty-card.tsx';
import { Pager } from './pager.tsx';
import { RuleSelect } from './rule-select.tsx';
import { Screen } from './screen.tsx';

export interface DecisionsPageProps {
  filter: DecisionFilter;
  /** The rules to filter by. */
  rules: { id: string; name: string }[];
  rows: DecisionRow[];
  /** Null at the end. */
  olderUrl: string | null;
  newerUrl: string | null;
}

export function DecisionsPage({ filter, rules, rows, olderUrl, newerUrl }: DecisionsPageProps) {
  const { state, location } = useNavigation();
  const isLoading = state === 'loading' && location.pathname === '/app/decisions';
  const isEmpty = rows.length === 0 && filter.trail.length === 0;
  if (isEmpty && !isFiltered(filter)) return <NoDecisions />;
  return (
    <Screen title="Decisions">
      <Card padding="0">
        {/* While the list is on its way, what was chosen for it is shown already. */}
        <FilterBar filter={isLoading ? readFilter(new URLSearchParams(location.search)) : filter} rules={rules} />
        {rows.length === 0 ? (
          <NoMatches isOrder={filter.order !== null} />
        ) : (
          <DecisionList rows={rows} isLoading={isLoading} />
        )}
        <Pager label="Pages of decisions" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
      </Card>
    </Screen>
  );
}

function isFiltered({ outcome, rule, order }: DecisionFilter): boolean {
  return outcome !== null || rule !== null || order !== null;
}

function FilterBar({ filter, rules }: Pick<DecisionsPageProps, 'filter' | 'rules'>) {
  const navigate = useNavigate();
  // A new filter starts at its newest decision.
  const show = (change: Partial<DecisionFilter>) =>
    navigate(filterUrl({ ...filter, order: null, trail: [], ...change }));
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border-secondary">
      <BlockStack gap="300" inlineAlign="start">
        <Box width="100%">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Select
              label="Outcome"
              options={[
                { label: 'All outcomes', value: '' },
                { label: 'Granted', value: 'granted' },
                { label: 'Not granted', value: 'no_match' },
                { label: 'Not possible', value: 'not_possible' },
              ]}
              value={filter.outcome ?? ''}
              onChange={(outcome) => show({ outcome: (outcome || null) as DecisionFilter['outcome'] })}
            />
            <RuleSelect rules={rules} rule={filter.rule} onChange={(rule) => show({ rule })} />
          </InlineGrid>
        </Box>
        {isFiltered(filter) ? (
          <Button variant="plain" onClick={() => show({ outcome: null, rule: null })}>
            Clear filters
          </Button>
        ) : null}
      </BlockStack>
    </Box>
  );
}

function NoMatches({ isOrder }: { isOrder: boolean }) {
  return (
    <Box padding="800">
      <BlockStack gap="100" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {isOrder ? 'No decision about this order' : 'No decisions with these filters'}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {isOrder
            ? 'It was placed before Concierge was installed, no rule was on, or it has only just arrived.'
            : 'Change or clear the filters to see more.'}
        </Text>
      </BlockStack>
    </Box>
  );
}

function NoDecisions() {
  return (
    <Screen title="Decisions">
      <EmptyCard
        heading="Decisions appear here"
        text="Concierge holds each new order against your rules and writes down what it decided, and why. Place an order in your shop to see the first one."
        action={{ content: 'See your rules', url: '/app/rules' }}
      />
    </Screen>
  );
}
