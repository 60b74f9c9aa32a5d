import { BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import { Fragment } from 'react';
import type { Attention } from '../attention-item.ts';
import { TroubleBadge } from './trouble-badge.tsx';

/** What waits for a person, with what to do about each. */
export function AttentionList({ items }: { items: Attention[] }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What needs attention
          </Text>
          {items.length === 0 ? (
            <Text as="p" tone="subdued">
              Nothing today. Concierge needs nothing from you.
            </Text>
          ) : null}
        </BlockStack>
      </Box>
      {items.map((item) => (
        <Fragment key={item.key}>
          <Divider />
          <AttentionItem {...item} />
        </Fragment>
      ))}
    </Card>
  );
}

function AttentionItem({ kind, title, advice, link }: Attention) {
  return (
    <Box padding="400">
      <BlockStack gap="100" inlineAlign="start">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm" breakWord>
            {title}
          </Text>
          <TroubleBadge kind={kind} />
        </InlineStack>
        {advice ? (
          <Text as="p" breakWord>
            {advice}
          </Text>
        ) : null}
        {link ? (
          <Link url={link.url} {...(link.url.startsWith('shopify:') ? { target: '_top' } : {})}>
            {link.label}
          </Link>
        ) : null}
      </BlockStack>
    </Box>
  );
}
