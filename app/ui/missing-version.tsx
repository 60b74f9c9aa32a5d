import { Banner, Link, Text } from '@shopify/polaris';
import { HISTORY } from '../version-url.ts';
import { Screen } from './screen.tsx';

/** For a number under which no rules were published. */
export function MissingVersion() {
  return (
    <Screen title="Version not found" back={{ content: 'History of the rules', url: HISTORY }} isNarrow>
      <Banner title="There is no such version">
        <Text as="p">
          The address may be mistyped. <Link url={HISTORY}>See all versions</Link>
        </Text>
      </Banner>
    </Screen>
  );
}
