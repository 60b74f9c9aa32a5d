import { Banner, Link, Text } from '@shopify/polaris';
import { Screen } from './screen.tsx';

/** For an address that names no company of the shop. */
export function MissingCompany() {
  return (
    <Screen title="Company not found" back={{ content: 'Decisions', url: '/app/decisions' }} isNarrow>
      <Banner title="Your shop has no such company">
        <Text as="p">
          The address may be mistyped, or the company was deleted. <Link url="/app/decisions">See all decisions</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
