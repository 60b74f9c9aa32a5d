import { BlockStack, Box, Card, Link, Text } from '@shopify/polaris';
import type { Shop } from '../../core/shop.ts';
import type { ReviewService } from '../review-settings.server.ts';
import { ReviewServiceCard } from './review-service-card.tsx';
import { Screen } from './screen.tsx';

interface SettingsPageProps {
  shop: Pick<Shop, 'currency' | 'timezone' | 'plan'>;
  services: ReviewService[];
}

export function SettingsPage({ shop, services }: SettingsPageProps) {
  return (
    <Screen title="Settings" isNarrow>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              Your shop
            </Text>
            <Text as="p">
              Amounts are in {shop.currency}, and days begin and end as in {shop.timezone.replaceAll('_', ' ')}
              {shop.plan ? `; its plan is ${shop.plan}` : ''}. Concierge follows when you change this in your shop.
            </Text>
          </BlockStack>
        </Card>
        <Box paddingInline={{ xs: '400', sm: '0' }} paddingBlockStart={{ xs: '200', md: '0' }}>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              Reviews
            </Text>
            <Text as="p">
              Connect the services that collect your reviews, so that Concierge knows who was pleased and who was not.
              It keeps the stars, never the words. What came is listed under <Link url="/app/reviews">Reviews</Link>.
            </Text>
          </BlockStack>
        </Box>
        {services.map((service) => (
          <ReviewServiceCard key={service.provider} {...service} />
        ))}
      </BlockStack>
    </Screen>
  );
}
