import { Banner, Text } from '@shopify/polaris';

/** For a rule whose perk this shop can give to nobody. */
export function ObstacleNotice({ obstacle }: { obstacle: string }) {
  return (
    <Banner tone="warning" title="This perk can’t be given">
      <Text as="p" breakWord>
        {obstacle} {OBSTACLE_ADVICE}
      </Text>
    </Banner>
  );
}

export const OBSTACLE_ADVICE = 'Update the app’s permissions in Shopify, then open the app again.';
