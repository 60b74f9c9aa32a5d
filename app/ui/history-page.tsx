import { useNavigation } from '@remix-run/react';
import { BlockStack, Box, Card, Divider, Text } from '@shopify/polaris';
import type { HistoryView } from '../policy-history.server.ts';
import { ChangeList } from './change-list.tsx';
import { Pager } from './pager.tsx';
import { Screen } from './screen.tsx';
import { VersionHead } from './version-head.tsx';

/** Every version of the rules, with what changed in each. */
export function HistoryPage({ versions, olderUrl, newerUrl }: HistoryView) {
  const isLoading = useNavigation().state === 'loading';
  return (
    <Screen title="History of the rules" back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <Card padding="0">
        {versions.length === 0 ? (
          <Box padding="400">
            <Text as="p">No rules were published yet.</Text>
          </Box>
        ) : (
          <ul className="plain-list">
            {versions.map((version, index) => (
              <li key={version.version}>
                {index > 0 ? <Divider /> : null}
                <Box padding="400">
                  <BlockStack gap="200">
                    <VersionHead {...version} isLink />
                    <ChangeList changes={version.changes} more={version.moreChanges} />
                  </BlockStack>
                </Box>
              </li>
            ))}
          </ul>
        )}
        <Pager label="Pages of versions" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
      </Card>
    </Screen>
  );
}
