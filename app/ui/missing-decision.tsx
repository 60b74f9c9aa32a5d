import { Banner, Link, Text } from '@shopify/polaris';
import { Screen } from './screen.tsx';

/** For an address that names no decision of this shop. */
export function MissingDecision() {
  return (
    <Screen title="Decision not found" back={{ content: 'Decisions', url: '/app/decisions' }} isNarrow>
      <Banner title="This decision isn’t here">
        <Text as="p">
          The address may be mistyped, or the decision belongs to another shop.{' '}
          <Link url="/app/decisions">See all decisions</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
