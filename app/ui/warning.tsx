import { Icon, InlineGrid, Text } from '@shopify/polaris';
import { AlertTriangleIcon } from '@shopify/polaris-icons';

/** What can be saved and is hardly meant, at the place that says it. */
export function Warning({ text }: { text: string }) {
  return (
    <InlineGrid columns="auto 1fr" gap="100" alignItems="start">
      <Icon source={AlertTriangleIcon} tone="caution" />
      <Text as="p" tone="caution" breakWord>
        {text}
      </Text>
    </InlineGrid>
  );
}
