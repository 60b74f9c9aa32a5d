import { Banner, BlockStack, Box, Card, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import type { CompanyDetails, CompanyPerson } from '../company-details.server.ts';
import { Moment } from './moment.tsx';
import { Screen } from './screen.tsx';
import { Totals } from './totals.tsx';

const BACK = { content: 'Decisions', url: '/app/decisions' };

export function CompanyPage({ name, year, lifetime, knownSince, people, hasMore }: CompanyDetails) {
  return (
    <Screen title={name} back={BACK} isNarrow>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd" breakWord>
              {name}
            </Text>
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
              <Totals label="In the last 365 days" {...year} />
              <Totals label="In all that is known" {...lifetime} />
            </InlineGrid>
            <Text as="p" tone="subdued">
              The orders of its people together, each order once.{' '}
              {knownSince ? (
                <>
                  They are known since <Moment {...knownSince} />.
                </>
              ) : people.length > 0 ? (
                'The past of some has not been read yet.'
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
              <Text as="p">Nobody buys for this company yet.</Text>
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
              <Text as="p">There are more; only these are shown and counted.</Text>
            </Box>
          ) : null}
        </Card>
      </BlockStack>
    </Screen>
  );
}

function Person({ name, url, year }: CompanyPerson) {
  return (
    <Box as="li" padding="400" borderColor="border-secondary" borderBlockStartWidth="025">
      <InlineStack align="space-between" gap="200">
        <Text as="span" breakWord>
          {year ? <Link url={url}>{name}</Link> : name}
        </Text>
        <Text as="span">{year ? `${year.spend} in 365 days` : 'Nothing known yet'}</Text>
      </InlineStack>
    </Box>
  );
}

export function UnreadableCompany() {
  return (
    <Screen title="Company" back={BACK} isNarrow>
      <Banner title="Your shop could not be asked for this company">
        <Text as="p">Companies are read from your shop when you look at them. Try again in a moment.</Text>
      </Banner>
    </Screen>
  );
}
