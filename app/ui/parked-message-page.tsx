import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { ParkedContent, ParkedDetails } from '../parked.server.ts';
import { Confirmation } from './confirmation.tsx';
import { Moment } from './moment.tsx';
import { ParkedBadge, parkedMeaning, replaysInWords } from './parked-words.tsx';
import { Screen } from './screen.tsx';
import { useReplay } from './use-replay.ts';

const LIST = '/app/parked';

/** One message that was set aside, with all that is known of it. */
export function ParkedMessagePage(message: ParkedDetails) {
  const { id, what, content } = message;
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const { send, isBusy } = useReplay(({ kind }) =>
    navigate(LIST, { replace: true, state: { isSent: kind !== 'deleted' } }),
  );
  return (
    <Screen
      title={what}
      back={{ content: 'Messages set aside', url: LIST }}
      primaryAction={{
        content: 'Try again',
        onAction: () => send({ intent: 'replay', id }),
        isLoading: isBusy,
        isDisabled: isBusy,
      }}
      secondaryActions={[{ content: 'Delete', onAction: () => setIsAsking(true), isDisabled: isBusy }]}
      isNarrow
    >
      <BlockStack gap="400">
        <Summary {...message} />
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              What the shop sent
            </Text>
            <Content content={content} />
          </BlockStack>
        </Card>
      </BlockStack>
      <Confirmation
        id="delete-message"
        title="Delete this message?"
        text="What it tells of is then never worked on, and can’t be brought back. Delete only what can never be used."
        action="Delete"
        isDestructive
        keep="Keep it"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          send({ intent: 'delete', id });
        }}
      />
    </Screen>
  );
}

function Summary({ id, topic, what, source, reason, sentAt, parkedAt, replays }: ParkedDetails) {
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" align="start" blockAlign="center">
          <Text as="h2" variant="headingMd" breakWord>
            {what}
          </Text>
          <ParkedBadge source={source} />
        </InlineStack>
        <Text as="p">{parkedMeaning(source)}</Text>
        <Text as="p" breakWord>
          Reason: {reason}
        </Text>
        <Text as="p">
          Sent <Moment {...sentAt} />, set aside <Moment {...parkedAt} />. {replaysInWords(replays)}
        </Text>
        <Text as="p" tone="subdued" breakWord>
          Topic {topic}, message {id}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Content({ content }: { content: ParkedContent }) {
  switch (content.kind) {
    case 'empty':
      return <Text as="p">It has no content.</Text>;
    case 'too_big':
      return (
        <BlockStack gap="200" inlineAlign="start">
          <Text as="p">
            Its content, {content.size}, was too big to keep.{' '}
            {content.order ? 'When it is tried again, Concierge reads the order from the shop instead.' : ''}
          </Text>
          {content.order ? (
            <Link url={content.order.url} target="_top">
              Open the order in Shopify
            </Link>
          ) : null}
        </BlockStack>
      );
    case 'kept':
      return (
        <BlockStack gap="300">
          <Banner tone="warning">
            <Text as="p">This may hold a customer’s personal data. Pass it on to nobody who does not need it.</Text>
          </Banner>
          {content.isText ? null : <Text as="p">Not all of it is readable text.</Text>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className="raw-content" tabIndex={0} aria-label="Content of the message">
            <pre>{content.text}</pre>
          </section>
          {content.isCut ? <Text as="p">Only the beginning is shown. All of it is kept.</Text> : null}
        </BlockStack>
      );
    default:
      return assertNever(content);
  }
}
