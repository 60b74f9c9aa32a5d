import { useNavigation } from '@remix-run/react';
import { Banner, BlockStack, Box, Card, InlineGrid, InlineStack, Link, Tag, Text } from '@shopify/polaris';
import type { CustomerDetails } from '../customer-details.server.ts';
import { Moment } from './moment.tsx';
import { Pager } from './pager.tsx';
import { Screen } from './screen.tsx';
import { Timeline } from './timeline.tsx';
import { Totals } from './totals.tsx';

type CustomerPageProps = CustomerDetails & { olderUrl: string | null; newerUrl: string | null };

export function CustomerPage({ entries, olderUrl, newerUrl, ...customer }: CustomerPageProps) {
  const { state, location } = useNavigation();
  const isLoading = state === 'loading' && location.pathname.startsWith('/app/customers/');
  return (
    <Screen title={customer.name} back={{ content: 'Decisions', url: '/app/decisions' }} isNarrow>
      <BlockStack gap="400">
        <Gone {...customer} />
        <Knowledge {...customer} />
        <ShopCard card={customer.card} />
        <Card padding="0">
          <Box padding="400">
            <Text as="h2" variant="headingMd">
              What happened
            </Text>
          </Box>
          {entries.length === 0 ? (
            <Box padding="400" paddingBlockStart="0">
              <Text as="p">
                Nothing yet. Orders, shipments, returns, reviews and decisions about this customer appear here.
              </Text>
            </Box>
          ) : (
            <Timeline entries={entries} isLoading={isLoading} />
          )}
          <Pager label="Pages of what happened" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
        </Card>
      </BlockStack>
    </Screen>
  );
}

function Gone({ gone }: Pick<CustomerDetails, 'gone'>) {
  if (gone === null) return null;
  return (
    <Banner title={gone.what === 'merged' ? 'Merged into another customer' : 'Deleted in your shop'}>
      {gone.keptUrl === null ? (
        <Text as="p">Your shop has no such customer any more.</Text>
      ) : (
        <Text as="p">
          Their orders, returns, shipments and reviews are with <Link url={gone.keptUrl}>the customer you kept</Link>.
          What was decided before stays here.
        </Text>
      )}
    </Banner>
  );
}

type KnowledgeProps = Pick<CustomerDetails, 'name' | 'shopUrl' | 'year' | 'lifetime' | 'companies' | 'knownSince'>;

function Knowledge({ name, shopUrl, year, lifetime, companies, knownSince }: KnowledgeProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd" breakWord>
            {name}
          </Text>
          {shopUrl ? (
            <Link url={shopUrl} target="_top">
              Open in Shopify
            </Link>
          ) : null}
        </InlineStack>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <Totals label="In the last 365 days" {...year} />
          <Totals label="In all that is known" {...lifetime} />
        </InlineGrid>
        {companies.map((company) => (
          <Text key={company.url} as="p" breakWord>
            Buys for <Link url={company.url}>{company.name}</Link>
          </Text>
        ))}
        <Text as="p" tone="subdued">
          {knownSince ? (
            <>
              Orders are known since <Moment {...knownSince} />.
            </>
          ) : (
            'Their past has not been read yet.'
          )}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** What the shop itself keeps of the customer, as far as rules look at it. */
function ShopCard({ card }: Pick<CustomerDetails, 'card'>) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Tags and marketing
        </Text>
        {card === null ? (
          <Text as="p" tone="subdued">
            Read from your shop when they change, or when a rule asks for them.
          </Text>
        ) : (
          <>
            <Tags {...card} />
            <ConsentLine
              label="Marketing e-mails"
              consent={card.email}
              without="Not known, or there is no e-mail address"
            />
            <ConsentLine
              label="Marketing text messages"
              consent={card.sms}
              without="Not known, or there is no telephone number"
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}

type Told = NonNullable<CustomerDetails['card']>;

function Tags({ tags, hasMoreTags }: Pick<Told, 'tags' | 'hasMoreTags'>) {
  if (tags.length === 0 && !hasMoreTags) return <Text as="p">No tags</Text>;
  return (
    <InlineStack gap="100">
      {tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {hasMoreTags ? <Text as="span">and more</Text> : null}
    </InlineStack>
  );
}

function ConsentLine({ label, consent, without }: { label: string; consent: Told['email']; without: string }) {
  return (
    <Text as="p" breakWord>
      {label}: {consent === null ? without : consent.state}
      {consent?.since ? (
        <>
          {' '}
          since <Moment {...consent.since} />
        </>
      ) : null}
    </Text>
  );
}
