import { useNavigation } from '@remix-run/react';
import { BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import type { FoundRow, UncheckedRow } from '../found-rows.server.ts';
import type { SweepRow } from '../sweep-rows.server.ts';
import { EffectBadge } from './effect-badge.tsx';
import { Moment } from './moment.tsx';
import { Pager } from './pager.tsx';
import { Screen } from './screen.tsx';
import { SweepBadge, SweepSummary } from './sweep-summary.tsx';

export interface SweepPageProps {
  sweep: SweepRow;
  /** So many of what was found are kept. */
  kept: number;
  unchecked: UncheckedRow[];
  rows: FoundRow[];
  /** Null at the end. */
  olderUrl: string | null;
  newerUrl: string | null;
}

/** What one check found. */
export function SweepPage({ sweep, kept, unchecked, rows, olderUrl, newerUrl }: SweepPageProps) {
  const isLoading = useNavigation().state === 'loading';
  return (
    <Screen
      title={`Check of ${sweep.startedAt.text}`}
      back={{ content: 'Nightly check', url: '/app/reconciliation' }}
      isNarrow
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <InlineStack gap="200" align="start" blockAlign="center">
              <Text as="h2" variant="headingMd">
                Check of <Moment {...sweep.startedAt} />
              </Text>
              <SweepBadge {...sweep} />
            </InlineStack>
            <SweepSummary {...sweep} />
            {sweep.found > kept ? (
              <Text as="p">
                The first {kept.toLocaleString('en')} are listed: all {sweep.found.toLocaleString('en')} were caught up
                on.
              </Text>
            ) : null}
          </BlockStack>
        </Card>
        {unchecked.length > 0 ? <UncheckedList rows={unchecked} count={sweep.unchecked} /> : null}
        <Card padding="0">
          <Box padding="400">
            <Text as="h2" variant="headingMd">
              What was found late
            </Text>
            {rows.length === 0 ? <Text as="p">Nothing.</Text> : null}
          </Box>
          <ul className="plain-list">
            {rows.map((row) => (
              <li key={row.id}>
                <Divider />
                <FoundItem {...row} />
              </li>
            ))}
          </ul>
          <Pager label="Pages of what was found" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
        </Card>
      </BlockStack>
    </Screen>
  );
}

function UncheckedList({ rows, count }: { rows: UncheckedRow[]; count: number }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            What could not be checked
          </Text>
          <Text as="p">Each was tried several times. Look at them in Shopify: perks may be missing.</Text>
          {count > rows.length ? <Text as="p">The first {rows.length.toLocaleString('en')} are listed.</Text> : null}
        </BlockStack>
      </Box>
      <ul className="plain-list">
        {rows.map(({ id, what, reason, link }) => (
          <li key={id}>
            <Divider />
            <Box padding="400">
              <BlockStack gap="100" inlineAlign="start">
                <Text as="h3" variant="headingSm" breakWord>
                  {what}
                </Text>
                <Text as="p" breakWord>
                  Reason: {reason}
                </Text>
                {link ? (
                  <Link url={link.url} target="_top">
                    {link.label}
                  </Link>
                ) : null}
              </BlockStack>
            </Box>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function FoundItem({ what, link, changedAt, result, effects, decision }: FoundRow) {
  return (
    <Box padding="400">
      <BlockStack gap="200">
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm" breakWord>
            {what}
          </Text>
          {changedAt ? (
            <Text as="p" tone="subdued">
              Changed in the shop <Moment {...changedAt} />
            </Text>
          ) : null}
        </BlockStack>
        {result.map((text) => (
          <Text key={text} as="p" breakWord>
            {text}
          </Text>
        ))}
        {effects.map((effect) => (
          <InlineStack key={effect.id} gap="200" align="start" blockAlign="center">
            <Link url={effect.url}>{effect.what}</Link>
            <EffectBadge status={effect.status} />
          </InlineStack>
        ))}
        <InlineStack gap="400" align="start">
          {decision ? <Link url={decision.url}>{decision.label}</Link> : null}
          {link ? (
            <Link url={link.url} target="_top">
              {link.label}
            </Link>
          ) : null}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
