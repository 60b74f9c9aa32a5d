import { BlockStack, Box, Card, InlineGrid, InlineStack, Link, List, Text } from '@shopify/polaris';
import type { HomeView } from '../home.server.ts';
import { AttentionList } from './attention-list.tsx';
import { DecisionList } from './decision-list.tsx';
import { Screen } from './screen.tsx';
import { StopPerks } from './stop-perks.tsx';

export function HomePage({ day, figures, attention, latest, firstSteps, areStopped, givenAgain }: HomeView) {
  return (
    <Screen title="Home">
      <BlockStack gap="500">
        {firstSteps ? <FirstSteps {...firstSteps} /> : null}
        <BlockStack gap="300">
          <Box paddingInline={{ xs: '400', sm: '0' }} paddingBlockStart={{ xs: '200', md: '0' }}>
            <Text as="h2" variant="headingMd">
              Today, {day}
            </Text>
          </Box>
          <InlineGrid columns={{ xs: 2, md: 4 }} gap="300">
            {figures.map((figure) => (
              <Figure key={figure.label} {...figure} />
            ))}
          </InlineGrid>
        </BlockStack>
        <AttentionList items={attention} />
        {latest.length > 0 ? <Latest rows={latest} /> : null}
        <StopPerks areStopped={areStopped} givenAgain={givenAgain} />
      </BlockStack>
    </Screen>
  );
}

function Figure({ label, value, meaning }: HomeView['figures'][number]) {
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h3" variant="bodyMd">
          {label}
        </Text>
        <Text as="p" variant="headingLg" breakWord>
          {value}
        </Text>
        <Text as="p" tone="subdued">
          {meaning}
        </Text>
      </BlockStack>
    </Card>
  );
}

function FirstSteps({ ruleInWords }: NonNullable<HomeView['firstSteps']>) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Concierge is ready for your first order
        </Text>
        {ruleInWords ? (
          <Box background="bg-surface-secondary" padding="300" borderRadius="200">
            <BlockStack gap="100">
              <Text as="h3" variant="headingSm">
                Your rule
              </Text>
              <Text as="p" breakWord>
                {ruleInWords}
              </Text>
            </BlockStack>
          </Box>
        ) : (
          <Text as="p">
            No rule is on yet. <Link url="/app/rules">Choose what your customers get</Link> first.
          </Text>
        )}
        <List type="number">
          <List.Item>Place an order in your shop, or wait for a customer to do so.</List.Item>
          <List.Item>Come back here a few seconds later. The decision is listed, with every fact behind it.</List.Item>
          <List.Item>If a perk was given, open the order in Shopify: the tag and the note are on it.</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}

function Latest({ rows }: { rows: HomeView['latest'] }) {
  return (
    <Card padding="0">
      <Box padding="300" paddingBlockEnd="200">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            Latest decisions
          </Text>
          <Link url="/app/decisions">See all decisions</Link>
        </InlineStack>
      </Box>
      <DecisionList rows={rows} />
    </Card>
  );
}
