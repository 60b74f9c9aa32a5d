import { BlockStack, Box, InlineGrid, InlineStack, Link, Spinner, Text } from '@shopify/polaris';
import type { PerkRow } from '../perk-rows.server.ts';
import { EffectBadge } from './effect-badge.tsx';
import { Moment } from './moment.tsx';

/** Perks, those of the newest decision first; each of their effects leads to its own page. */
export function PerkList({ rows, isLoading }: { rows: PerkRow[]; isLoading: boolean }) {
  return (
    <Box position="relative" aria-busy={isLoading}>
      {isLoading ? (
        <Box position="absolute" insetBlockStart="400" insetInlineEnd="400">
          <Spinner size="small" accessibilityLabel="Perks are loading" />
        </Box>
      ) : null}
      <Box as="ul" padding="0" opacity={isLoading ? '0.5' : '1'}>
        {rows.map((row, index) => (
          <Box
            key={row.id}
            as="li"
            padding="300"
            borderColor="border-secondary"
            borderBlockStartWidth={index > 0 ? '025' : '0'}
          >
            <PerkItem {...row} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function PerkItem({ subject, decisionUrl, decidedAt, rule, customer, customerUrl, cost, effects }: PerkRow) {
  return (
    <InlineGrid columns={{ xs: 1, md: ['oneThird', 'twoThirds'] }} gap={{ xs: '200', md: '400' }}>
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm" breakWord>
          {rule} for{' '}
          <Link url={decisionUrl} accessibilityLabel={`Why ${subject} got “${rule}”`}>
            {subject}
          </Link>
        </Text>
        <Text as="p" breakWord>
          {customerUrl ? (
            <Link url={customerUrl} accessibilityLabel={`All perks of ${customer}`} monochrome>
              {customer}
            </Link>
          ) : (
            customer
          )}
        </Text>
        <Text as="p" tone="subdued">
          <Moment {...decidedAt} />
          {cost ? ` · ${cost}` : ''}
        </Text>
      </BlockStack>
      <BlockStack as="ul" gap="200">
        {effects.map(({ id, url, what, status }) => (
          <li key={id}>
            <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
              <Text as="span" breakWord>
                <Link url={url} accessibilityLabel={`${what}, ${subject}`}>
                  {what}
                </Link>
              </Text>
              <EffectBadge status={status} />
            </InlineStack>
          </li>
        ))}
      </BlockStack>
    </InlineGrid>
  );
}
