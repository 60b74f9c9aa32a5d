import { useNavigation } from '@remix-run/react';
import { BlockStack, Box, Card, Text } from '@shopify/polaris';
import { isFiltered, type PerkFilter, readPerkFilter, retryOf } from '../perk-filter.ts';
import type { PerkRow } from '../perk-rows.server.ts';
import { EmptyCard } from './empty-card.tsx';
import { Pager } from './pager.tsx';
import { PerkFilterBar } from './perk-filter-bar.tsx';
import { PerkList } from './perk-list.tsx';
import { RetryAll } from './retry-all.tsx';
import { Screen } from './screen.tsx';

export interface PerksPageProps {
  filter: PerkFilter;
  /** The rules to filter by. */
  rules: { id: string; name: string }[];
  /** Whose perks are shown; null when anybody’s. */
  customer: string | null;
  /** Why the shop’s orders can’t be searched just now; null when they can, or nobody searched. */
  searchProblem: string | null;
  /** What was refused or stopped is being tried again, all at once. */
  isRetrying: boolean;
  rows: PerkRow[];
  /** Null at the end. */
  olderUrl: string | null;
  newerUrl: string | null;
}

export function PerksPage(props: PerksPageProps) {
  const { filter, rules, customer, searchProblem, isRetrying, rows, olderUrl, newerUrl } = props;
  const { state, location } = useNavigation();
  const isLoading = state === 'loading' && location.pathname === '/app/perks';
  const isFirst = filter.trail.length === 0;
  if (rows.length === 0 && isFirst && olderUrl === null && !isFiltered(filter)) return <NoPerks />;
  return (
    <Screen title="Perks">
      <Card padding="0">
        {/* While the list is on its way, what was chosen for it is shown already. */}
        <PerkFilterBar
          filter={isLoading ? readPerkFilter(new URLSearchParams(location.search)) : filter}
          rules={rules}
          customer={customer}
        />
        {isRetrying || (retryOf(filter) && (rows.length > 0 || olderUrl !== null)) ? (
          <RetryAll filter={filter} isRetrying={isRetrying} />
        ) : null}
        {rows.length > 0 ? (
          <PerkList rows={rows} isLoading={isLoading} />
        ) : (
          <NoMatches {...whyNone(filter, searchProblem, olderUrl !== null)} />
        )}
        <Pager label="Pages of perks" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
      </Card>
    </Screen>
  );
}

function whyNone(filter: PerkFilter, searchProblem: string | null, hasOlder: boolean) {
  if (searchProblem !== null) {
    return { heading: 'Orders can’t be searched just now', text: `${searchProblem} Try again in a moment.` };
  }
  if (filter.order !== null) {
    return {
      heading: `No perks for order ${filter.order}`,
      text: 'Write the order’s name as your shop shows it, such as #1001. Its decision says why it got nothing.',
    };
  }
  if (hasOlder) return { heading: 'None among the newest', text: 'Go on to older ones, or change the filters.' };
  return { heading: 'No perks with these filters', text: 'Change or clear the filters to see more.' };
}

function NoMatches({ heading, text }: { heading: string; text: string }) {
  return (
    <Box padding="800">
      <BlockStack gap="100" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center" breakWord>
          {heading}
        </Text>
        <Text as="p" tone="subdued" alignment="center" breakWord>
          {text}
        </Text>
      </BlockStack>
    </Box>
  );
}

function NoPerks() {
  return (
    <Screen title="Perks">
      <EmptyCard
        heading="Perks appear here"
        text="When an order meets a rule, what the customer gets is listed here, with how far it got. Place an order that meets one of your rules to see the first one."
        action={{ content: 'See your rules', url: '/app/rules' }}
      />
    </Screen>
  );
}
