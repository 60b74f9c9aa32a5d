import { Banner, Link, Text } from '@shopify/polaris';
import { Screen } from './screen.tsx';

/** For an address that names no perk of this shop. */
export function MissingPerk() {
  return (
    <Screen title="Perk not found" back={{ content: 'Perks', url: '/app/perks' }} isNarrow>
      <Banner title="This perk isn’t here">
        <Text as="p">
          The address may be mistyped, or the perk belongs to another shop. <Link url="/app/perks">See all perks</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
