import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import type { VersionRow } from '../policy-history.server.ts';
import { Moment } from './moment.tsx';

interface VersionHeadProps extends Pick<VersionRow, 'version' | 'url' | 'isRunning' | 'publishedAt' | 'by' | 'note'> {
  /** Leads to the page of the version. */
  isLink?: boolean;
}

/** Which version it is, who published it when, and why. */
export function VersionHead({ version, url, isRunning, publishedAt, by, note, isLink = false }: VersionHeadProps) {
  const name = `Version ${version.toLocaleString('en')}`;
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" align="start" blockAlign="center">
        <Text as="h2" variant="headingSm">
          {isLink ? (
            <Link url={url} removeUnderline>
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
        {isRunning ? <Badge tone="success">Runs now</Badge> : null}
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>
        <Moment {...publishedAt} />, by {by}
      </Text>
      {note === null ? null : (
        <Text as="p" breakWord>
          “{note}”
        </Text>
      )}
    </BlockStack>
  );
}
