import { BlockStack, Box, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import type { SweepAsked } from '../../core/use-cases/sweep-now.ts';
import type { Failed } from '../answer.ts';
import type { SweepRow, SweepsView } from '../sweep-rows.server.ts';
import { Moment } from './moment.tsx';
import { Screen } from './screen.tsx';
import { SweepBadge, SweepSummary } from './sweep-summary.tsx';
import { showToast } from './toast.ts';
import { PATIENT, useRefreshWhile } from './use-refresh-while.ts';
import { useRequest } from './use-request.ts';

const TOASTS: Readonly<Record<SweepAsked['kind'] | Failed['kind'], string>> = {
  woken: 'Checking now',
  too_early: 'There is nothing to check yet: the app has only just been installed',
  not_installed: 'Nothing was checked: the app is not installed any more',
  failed: 'Nothing was checked. Check your connection and try again',
};

export function SweepsPage({ rows, isRunning, nextAt }: SweepsView) {
  const isRefreshing = useRefreshWhile(isRunning, PATIENT);
  const { send, isBusy } = useRequest<object, Pick<SweepAsked, 'kind'> | Failed>(({ kind }) =>
    showToast(TOASTS[kind], { isError: kind === 'failed' || kind === 'not_installed' }),
  );
  const isStanding = rows[0]?.state === 'standing_still';
  return (
    <Screen
      title="Nightly check"
      primaryAction={{
        content: 'Check now',
        onAction: () => send({}),
        isLoading: isBusy || (isRunning && isRefreshing && !isStanding),
        isDisabled: isBusy || (isRunning && isRefreshing && !isStanding),
      }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              What the check is for
            </Text>
            <Text as="p">
              Now and then a message of the shop gets lost. Each night Concierge compares the orders and customers that
              changed with what it saw. What it had missed is caught up on, and orders younger than 48 hours still get
              their perks. The last 15 minutes are left out, as their messages may be on the way.
            </Text>
            <div aria-live="polite">
              <Text as="p" fontWeight="semibold">
                {nextAt ? (
                  <>
                    Next check: <Moment {...nextAt} />
                  </>
                ) : (
                  underWay(isStanding, isRefreshing)
                )}
              </Text>
            </div>
          </BlockStack>
        </Card>
        <Card padding="0">
          {rows.length === 0 ? (
            <NoSweeps />
          ) : (
            <ul className="plain-list">
              {rows.map((row, index) => (
                <li key={row.id}>
                  {index > 0 ? <Divider /> : null}
                  <SweepItem {...row} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      </BlockStack>
    </Screen>
  );
}

function underWay(isStanding: boolean, isRefreshing: boolean): string {
  if (isStanding) return 'The check stands still. It goes on by itself as soon as the shop can be read.';
  const where = isRefreshing ? 'You see here how far it got.' : 'Reload the page to see how far it got.';
  return `A check is under way. ${where}`;
}

function SweepItem(sweep: SweepRow) {
  const { url, startedAt, state, found } = sweep;
  return (
    <Box padding="400">
      <BlockStack gap="100">
        <InlineStack gap="200" align="start" blockAlign="center">
          <Text as="h2" variant="headingSm">
            Check of <Moment {...startedAt} />
          </Text>
          <SweepBadge state={state} found={found} />
        </InlineStack>
        <SweepSummary {...sweep} />
        {url ? (
          <Link url={url} accessibilityLabel={`See what was found by the check of ${startedAt.text}`}>
            See what was found
          </Link>
        ) : null}
      </BlockStack>
    </Box>
  );
}

function NoSweeps() {
  return (
    <Box padding="800">
      <BlockStack gap="100" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          No check so far
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          The first one comes by itself in the night after the installation. Its report is shown here.
        </Text>
      </BlockStack>
    </Box>
  );
}
