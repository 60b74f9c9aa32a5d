import { Banner, Link, Text } from '@shopify/polaris';
import { Screen } from './screen.tsx';

/** For an address that names no message that is set aside. */
export function MissingParked() {
  return (
    <Screen title="Message not found" back={{ content: 'Messages set aside', url: '/app/parked' }} isNarrow>
      <Banner title="This message isn’t set aside">
        <Text as="p">
          It was tried again, or the address is mistyped. <Link url="/app/parked">See the messages set aside</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
