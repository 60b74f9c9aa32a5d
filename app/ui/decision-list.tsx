import { BlockStack, InlineGrid, InlineStack, ResourceItem, ResourceList, Text } from '@shopify/polaris';
import type { DecisionRow } from '../decision-rows.server.ts';
import { Moment } from './moment.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { TroubleBadge } from './trouble-badge.tsx';

/** Decisions, newest first; each leads to its own page. */
export function DecisionList({ rows, isLoading = false }: { rows: DecisionRow[]; isLoading?: boolean }) {
  return (
    <ResourceList
      resourceName={{ singular: 'decision', plural: 'decisions' }}
      items={rows}
      idForItem={({ id }) => id}
      loading={isLoading}
      renderItem={(row) => <DecisionItem {...row} />}
    />
  );
}

function DecisionItem({ id, url, subject, title, customer, decidedAt, outcomes, cost, trouble }: DecisionRow) {
  return (
    <ResourceItem id={id} url={url} accessibilityLabel={`Decision about ${subject}`} name={title}>
      <InlineGrid columns={{ xs: 1, md: 3 }} gap={{ xs: '100', md: '400' }}>
        <BlockStack gap="050">
          <Text as="span" fontWeight="semibold" breakWord>
            {title}
          </Text>
          <Text as="span" tone="subdued">
            <Moment {...decidedAt} />
          </Text>
        </BlockStack>
        <BlockStack gap="050" inlineAlign="start">
          <Text as="span" breakWord>
            {customer}
          </Text>
          <InlineStack gap="200" blockAlign="center">
            <Text as="span" tone="subdued">
              {cost ? `Perks for ${cost}` : 'No perk'}
            </Text>
            {trouble ? <TroubleBadge kind={trouble} /> : null}
          </InlineStack>
        </BlockStack>
        <BlockStack gap="100">
          {outcomes.map(({ rule, name, outcome }) => (
            <InlineStack key={rule} gap="200" blockAlign="center">
              <Text as="span" breakWord>
                {name}
              </Text>
              <OutcomeBadge outcome={outcome} />
            </InlineStack>
          ))}
        </BlockStack>
      </InlineGrid>
    </ResourceItem>
  );
}
