import { BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';
import type { TimelineEntry } from '../timeline-entries.server.ts';
import { EffectBadge } from './effect-badge.tsx';
import { Moment } from './moment.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';

/** What happened, newest first. */
export function Timeline({ entries, isLoading }: { entries: TimelineEntry[]; isLoading: boolean }) {
  return (
    <Box as="ul" padding="0" aria-busy={isLoading} opacity={isLoading ? '0.5' : '1'}>
      {entries.map((entry) => (
        <Box key={entry.id} as="li" padding="400" borderColor="border-secondary" borderBlockStartWidth="025">
          <Entry {...entry} />
        </Box>
      ))}
    </Box>
  );
}

function Entry({ at, title, url, details, outcomes, effects }: TimelineEntry) {
  return (
    <BlockStack gap="200">
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm" breakWord>
          {url ? (
            <Link url={url} {...(url.startsWith('/') ? {} : { target: '_top' })}>
              {title}
            </Link>
          ) : (
            title
          )}
        </Text>
        <Text as="p" tone="subdued">
          <Moment {...at} />
        </Text>
        {details.map((detail) => (
          <Text key={detail} as="p" breakWord>
            {detail}
          </Text>
        ))}
      </BlockStack>
      {outcomes.map(({ rule, name, outcome }) => (
        <InlineStack key={rule} gap="200" blockAlign="center">
          <Text as="span" breakWord>
            {name}
          </Text>
          <OutcomeBadge outcome={outcome} />
        </InlineStack>
      ))}
      {effects.map(({ id, url: effectUrl, what, status }) => (
        <InlineStack key={id} gap="200" align="space-between" blockAlign="start" wrap={false}>
          <Text as="span" breakWord>
            <Link url={effectUrl} accessibilityLabel={`${what}, ${title}`}>
              {what}
            </Link>
          </Text>
          <EffectBadge status={status} />
        </InlineStack>
      ))}
    </BlockStack>
  );
}
