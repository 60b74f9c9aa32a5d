import { useNavigation } from '@remix-run/react';
import { Badge, BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReviewRow } from '../review-rows.server.ts';
import { EmptyCard } from './empty-card.tsx';
import { Moment } from './moment.tsx';
import { Pager } from './pager.tsx';
import { Screen } from './screen.tsx';

export interface ReviewsPageProps {
  rows: ReviewRow[];
  /** Null at the end. */
  olderUrl: string | null;
  newerUrl: string | null;
}

export function ReviewsPage({ rows, olderUrl, newerUrl }: ReviewsPageProps) {
  const { state, location } = useNavigation();
  const isLoading = state === 'loading' && location.pathname === '/app/reviews';
  if (rows.length === 0 && newerUrl === null) {
    return (
      <Screen title="Reviews">
        <EmptyCard
          heading="No reviews yet"
          text="Connect the service that collects your reviews. Those that come from then on are listed here, with the customer who wrote them."
          action={{ content: 'Connect a service', url: '/app/settings' }}
        />
      </Screen>
    );
  }
  return (
    <Screen title="Reviews">
      <Card padding="0">
        <ul className="plain-list">
          {rows.map((row, index) => (
            <li key={row.id}>
              {index > 0 ? <Divider /> : null}
              <ReviewItem {...row} />
            </li>
          ))}
        </ul>
        <Pager label="Pages of reviews" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
      </Card>
    </Screen>
  );
}

function ReviewItem({ rating, product, service, postedAt, customer, unmatched, isHistory, decisionUrl }: ReviewRow) {
  const stars = rating === 1 ? '1 star' : `${rating} stars`;
  return (
    <Box padding="400">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm" breakWord>
            {stars} for {product.url ? <Link url={product.url}>{product.title}</Link> : product.title}
          </Text>
          {rating <= 2 ? <Badge tone="warning">Displeased</Badge> : null}
          {isHistory ? <Badge>Too old for rules</Badge> : null}
        </InlineStack>
        <Text as="p" tone="subdued">
          {service}, <Moment {...postedAt} />
        </Text>
        <Text as="p" breakWord>
          {customer ? (
            <>
              By <Link url={customer.url}>{customer.name}</Link>
            </>
          ) : (
            unmatched
          )}
        </Text>
        {decisionUrl ? (
          <Link url={decisionUrl} accessibilityLabel={`See what was decided about ${stars} for ${product.title}`}>
            See what was decided
          </Link>
        ) : null}
      </BlockStack>
    </Box>
  );
}
