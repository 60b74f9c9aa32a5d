import { useLocation, useNavigation } from '@remix-run/react';
import { BlockStack, Box, Button, Card, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import { Fragment, useState } from 'react';
import type { ParkedRow } from '../parked.server.ts';
import { Confirmation } from './confirmation.tsx';
import { EmptyCard } from './empty-card.tsx';
import { Moment } from './moment.tsx';
import { Pager } from './pager.tsx';
import { ParkedBadge, parkedMeaning, replaysInWords } from './parked-words.tsx';
import { Screen } from './screen.tsx';
import { SOON, useRefreshWhile } from './use-refresh-while.ts';
import { useReplay } from './use-replay.ts';

export interface ParkedPageProps {
  rows: ParkedRow[];
  /** Null at the end. */
  olderUrl: string | null;
  newerUrl: string | null;
}

export function ParkedPage({ rows, olderUrl, newerUrl }: ParkedPageProps) {
  const { state, location } = useNavigation();
  const isLoading = state === 'loading' && location.pathname === '/app/parked';
  // What was sent again is either gone for good or back within seconds. Its page leads here.
  const [pace, setPace] = useState(useLocation().state?.isSent ? SOON : null);
  const isRefreshing = useRefreshWhile(pace !== null, pace ?? SOON);
  const [isAsking, setIsAsking] = useState(false);
  const { send, sending, isBusy } = useReplay(() => setPace([...SOON]));
  if (rows.length === 0 && newerUrl === null) return <NothingParked isRefreshing={isRefreshing} />;
  return (
    <Screen
      title="Messages set aside"
      primaryAction={{
        content: 'Try all again',
        onAction: () => setIsAsking(true),
        isLoading: sending?.intent === 'replay_all',
        isDisabled: isBusy,
      }}
    >
      <BlockStack gap="400">
        <Box paddingInline={{ xs: '400', sm: '0' }} paddingBlockStart={{ xs: '200', md: '0' }}>
          <Text as="p">
            Messages from your shop that Concierge could not use. Nothing of them is lost: once what stood in the way is
            gone, try them again.
          </Text>
        </Box>
        <Card padding="0">
          {rows.length === 0 ? (
            <Box padding="400">
              <Text as="p">There is nothing on this page any more.</Text>
            </Box>
          ) : null}
          <ul className="plain-list">
            {rows.map((row, index) => (
              <Fragment key={row.id}>
                <li>
                  {index > 0 ? <Divider /> : null}
                  <ParkedItem
                    {...row}
                    isSending={sending?.intent === 'replay' && sending.id === row.id}
                    isBusy={isBusy}
                    onReplay={() => send({ intent: 'replay', id: row.id })}
                  />
                </li>
              </Fragment>
            ))}
          </ul>
          <Pager label="Pages of messages" olderUrl={olderUrl} newerUrl={newerUrl} isLoading={isLoading} />
        </Card>
      </BlockStack>
      <Confirmation
        id="replay-all"
        title="Try all messages again?"
        text="Concierge works on each message once more, as if it had just come. Those that fail again come back to this list with their new reason. With very many, as many as fit into a few seconds are tried, and you are told how many."
        action="Try all again"
        keep="Leave them"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          send({ intent: 'replay_all' });
        }}
      />
    </Screen>
  );
}

interface ParkedItemProps extends ParkedRow {
  isSending: boolean;
  isBusy: boolean;
  onReplay: () => void;
}

function ParkedItem({ url, what, source, reason, sentAt, replays, isSending, isBusy, onReplay }: ParkedItemProps) {
  return (
    <Box padding="400">
      <InlineStack gap="400" align="space-between" blockAlign="start">
        <Box maxWidth="44rem">
          <BlockStack gap="100">
            <InlineStack gap="200" align="start" blockAlign="center">
              <Text as="h2" variant="headingSm" breakWord>
                <Link url={url} removeUnderline>
                  {what}
                </Link>
              </Text>
              <ParkedBadge source={source} />
            </InlineStack>
            <Text as="p" tone="subdued">
              <Moment {...sentAt} />
            </Text>
            <Text as="p" breakWord>
              {parkedMeaning(source)} {replaysInWords(replays)}
            </Text>
            <Text as="p" tone="subdued" breakWord>
              Reason: {reason}
            </Text>
          </BlockStack>
        </Box>
        <Button
          onClick={onReplay}
          loading={isSending}
          disabled={isBusy}
          accessibilityLabel={`Try again: ${what}, ${sentAt.text}`}
        >
          Try again
        </Button>
      </InlineStack>
    </Box>
  );
}

function NothingParked({ isRefreshing }: { isRefreshing: boolean }) {
  return (
    <Screen title="Messages set aside">
      <EmptyCard
        heading={isRefreshing ? 'All are being tried again' : 'Nothing is set aside'}
        text={
          isRefreshing
            ? 'What fails comes back here within a minute.'
            : 'A message from your shop that Concierge can’t use is kept here with the reason, so that nothing gets lost and you can try it again.'
        }
        action={{ content: 'Go to the home page', url: '/app' }}
      />
    </Screen>
  );
}
