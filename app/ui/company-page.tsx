import { Badge, Banner, BlockStack, Box, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { CompanyDetails, CompanyPerson } from '../company-details.server.ts';
import { Moment } from './moment.tsx';
import { Screen } from './screen.tsx';
import { Totals } from './totals.tsx';

const BACK = { content: 'Decisions', url: '/app/decisions' };

export function CompanyPage({ name, year, knownSince, madeAt, isGone, people, hasMore }: CompanyDetails) {
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
            {typeof year === 'string' ? (
              <Text as="p">{NOT_ADDED_UP[year]}</Text>
            ) : (
              <Totals label="In the last 365 days" {...year} />
            )}
            <Text as="p" tone="subdued">
              Orders bought for this company, whoever placed them.{' '}
              {knownSince ? (
                <>
                  All of them are known since <Moment {...knownSince} />, of those before only some.{' '}
                </>
              ) : null}
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
          {!people?.length ? (
            <Box padding="400" paddingBlockStart="0">
              <Text as="p">
                {people
                  ? `Nobody buys for this company ${isGone ? 'any more' : 'yet'}.`
                  : 'Your shop could not be asked who buys for this company. Try again in a moment.'}
              </Text>
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

const NOT_ADDED_UP = {
  other_currency: 'Your shop had another currency when some orders of the last 365 days were placed.',
  too_many_orders: 'In the last 365 days there are more orders than Concierge adds up: over 2,000.',
};

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
        <Text as="span">
          {year
            ? `${year.spend ?? 'In two currencies'} in 365 days, for themselves and for companies`
            : 'Nothing known yet'}
        </Text>
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
