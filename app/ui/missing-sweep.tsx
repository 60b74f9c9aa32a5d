import { Banner, Link, Text } from '@shopify/polaris';
import { Screen } from './screen.tsx';

/** For an address that names no check of this shop. */
export function MissingSweep() {
  return (
    <Screen title="Check not found" back={{ content: 'Nightly check', url: '/app/reconciliation' }} isNarrow>
      <Banner title="This check isn’t here">
        <Text as="p">
          The address may be mistyped, or the check is too old. <Link url="/app/reconciliation">See all checks</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
