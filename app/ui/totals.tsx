import { BlockStack, Text } from '@shopify/polaris';

/** What was spent in a time, with how many orders. */
export function Totals({ label, spend, orders }: { label: string; spend: string | null; orders: number }) {
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span" variant="headingMd" breakWord>
        {spend ?? 'In two currencies'}
      </Text>
      <Text as="span">{orders === 1 ? '1 order that counts' : `${orders} orders that count`}</Text>
    </BlockStack>
  );
}
