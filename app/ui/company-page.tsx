import { Badge, Banner, BlockStack, Box, Card, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import type { CompanyDetails, CompanyPerson } from '../company-details.server.ts';
import { Moment } from './moment.tsx';
import { Screen } from './screen.tsx';
import { Totals } from './totals.tsx';

const BACK = { content: 'Decisions', url: '/app/decisions' };

export function CompanyPage({ name, year, lifetime, madeAt, isGone, people, hasMore }: CompanyDetails) {
  return (
    <Screen title={name} back={BACK} isNarrow>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd" breakWord>
                {name}
              </Text>
              {isGone ? <Badge>Deleted in your shop</Badge> : null}
            </InlineStack>
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
              {year ? <Totals label="In the last 365 days" {...year} /> : null}
              {lifetime ? <Totals label="In all that is known" {...lifetime} /> : null}
            </InlineGrid>
            {lifetime ? null : <Text as="p">Your shop had another currency when some orders were placed.</Text>}
            <Text as="p" tone="subdued">
              Orders bought for this company, whoever placed them.{' '}
              {madeAt ? (
                <>
                  In your shop since <Moment {...madeAt} />.
                </>
              ) : null}
            </Text>
          </BlockStack>
        </Card>
        <Card padding="0">
          <Box padding="400">
            <Text as="h2" variant="headingMd">
              People
            </Text>
          </Box>
          {people.length === 0 ? (
            <Box padding="400" paddingBlockStart="0">
              <Text as="p">Nobody buys for this company {isGone ? 'any more' : 'yet'}.</Text>
            </Box>
          ) : (
            <Box as="ul" padding="0">
              {people.map((person) => (
                <Person key={person.url} {...person} />
              ))}
            </Box>
          )}
          {hasMore ? (
            <Box padding="400">
              <Text as="p">There are more; only these are shown.</Text>
            </Box>
          ) : null}
        </Card>
      </BlockStack>
    </Screen>
  );
}

function Person({ name, url, isMain, year }: CompanyPerson) {
  return (
    <Box as="li" padding="400" borderColor="border-secondary" borderBlockStartWidth="025">
      <InlineStack align="space-between" gap="200">
        <InlineStack gap="200">
          <Text as="span" breakWord>
            {year ? <Link url={url}>{name}</Link> : name}
          </Text>
          {isMain ? <Badge>Main contact</Badge> : null}
        </InlineStack>
        <Text as="span">{year ? `${year.spend ?? 'In two currencies'} in 365 days, in all` : 'Nothing known yet'}</Text>
      </InlineStack>
    </Box>
  );
}

export function UnreadableCompany() {
  return (
    <Screen title="Company" back={BACK} isNarrow>
      <Banner title="Your shop could not be asked for this company">
        <Text as="p">Concierge was told nothing of it yet. Try again in a moment.</Text>
      </Banner>
    </Screen>
  );
}
