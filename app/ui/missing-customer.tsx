import { Banner, Link, Text } from '@shopify/polaris';
import { Screen } from './screen.tsx';

/** For an address that names no customer of whom anything is known. */
export function MissingCustomer() {
  return (
    <Screen title="Customer not found" back={{ content: 'Decisions', url: '/app/decisions' }} isNarrow>
      <Banner title="Nothing is known of this customer">
        <Text as="p">
          The address may be mistyped, the customer has not ordered yet, or their data was erased.{' '}
          <Link url="/app/decisions">See all decisions</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
