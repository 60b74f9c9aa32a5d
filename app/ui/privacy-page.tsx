import {
  Badge,
  type BadgeProps,
  BlockStack,
  Box,
  Button,
  Card,
  Divider,
  InlineStack,
  Link,
  Text,
} from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { Failed } from '../answer.ts';
import type { ErasureRow, HandedOver, HandOverRequest, PrivacyView, RequestRow } from '../privacy.server.ts';
import { Moment } from './moment.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useDownload } from './use-download.ts';
import { PATIENT, useRefreshWhile } from './use-refresh-while.ts';
import { useRequest } from './use-request.ts';

const TOASTS: Readonly<Record<HandedOver['kind'] | Failed['kind'], string>> = {
  handed_over: 'Marked as handed over',
  unknown: 'The request is not there any more',
  changed: 'The request was changed meanwhile. Try again',
  failed: 'Nothing was changed. Check your connection and try again',
};

/** What customers asked for about their data, and what became of it. */
export function PrivacyPage({ requests, erasures, kept, isCut }: PrivacyView) {
  useRefreshWhile(
    erasures.some(({ finishedAt }) => finishedAt === null),
    PATIENT,
  );
  return (
    <Screen title="Privacy">
      <BlockStack gap="400">
        {kept ? (
          <Card>
            <Text as="p">
              Shopify asked on <Moment {...kept.askedAt} /> to delete all data of your shop, as you had uninstalled
              Concierge.{' '}
              {kept.deleted === null
                ? 'You had installed it again by then, so nothing was deleted.'
                : `The deleting had begun when you installed it again, and ended there. ${kept.deleted} had been deleted by then.`}
            </Text>
          </Card>
        ) : null}
        <Section
          title="Customers who want to see their data"
          text="Shopify passes on each request. Download the file, give it to the customer, and mark it as handed over: within 30 days."
          none="Nobody asked so far"
          rows={requests.map((request) => ({ id: request.id, content: <RequestItem {...request} /> }))}
        />
        <Section
          title="Customers whose data was erased"
          text="When you erase a customer’s personal data in Shopify, Concierge erases what it knows of them by itself. Everything is looked through a second time three minutes later."
          none="Nobody was erased so far"
          rows={erasures.map((erasure) => ({ id: erasure.id, content: <ErasureItem {...erasure} /> }))}
        />
        {isCut ? (
          <Text as="p" tone="subdued">
            Only the newest 50 of each are shown.
          </Text>
        ) : null}
        <WhatIsKept />
      </BlockStack>
    </Screen>
  );
}

interface SectionProps {
  title: string;
  text: string;
  none: string;
  rows: { id: string; content: ReactNode }[];
}

function Section({ title, text, none, rows }: SectionProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {text}
          </Text>
          {rows.length === 0 ? <Text as="p">{none}</Text> : null}
        </BlockStack>
      </Box>
      {rows.length > 0 ? (
        <ul className="plain-list" aria-label={title}>
          {rows.map(({ id, content }) => (
            <li key={id}>
              <Divider />
              <Box padding="400">{content}</Box>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

const STATES: Readonly<Record<RequestRow['state'], { word: string; tone?: NonNullable<BadgeProps['tone']> }>> = {
  open: { word: 'To do', tone: 'attention' },
  overdue: { word: 'Overdue', tone: 'critical' },
  handed_over: { word: 'Handed over', tone: 'success' },
  erased: { word: 'Erased' },
};

function RequestItem({ id, customer, receivedAt, dueAt, state, handedOverAt, fileUrl, fileName }: RequestRow) {
  const { download, underWay } = useDownload();
  const { send, isBusy } = useRequest<HandOverRequest, HandedOver | Failed>(({ kind }) =>
    showToast(TOASTS[kind], { isError: kind !== 'handed_over' }),
  );
  const { word, tone } = STATES[state];
  const name = customer?.name ?? 'A customer whose data was erased';
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm" breakWord>
          {customer ? <Link url={customer.url}>{name}</Link> : name}
        </Text>
        <Badge {...(tone ? { tone } : {})}>{word}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        Request {id}, asked on <Moment {...receivedAt} />
        {handedOverAt ? (
          <>
            , handed over on <Moment {...handedOverAt} />
          </>
        ) : (
          <>
            , due by <Moment {...dueAt} />
          </>
        )}
      </Text>
      {fileUrl === null ? <Text as="p">Nothing is kept of this customer any more: there is no file.</Text> : null}
      <InlineStack gap="200">
        {fileUrl === null ? null : (
          <Button
            onClick={() => void download(fileUrl, fileName)}
            loading={underWay !== null}
            accessibilityLabel={`Download the file for ${name}, request ${id}`}
          >
            Download file
          </Button>
        )}
        {handedOverAt ? null : (
          <Button
            onClick={() => send({ handedOver: id })}
            loading={isBusy}
            accessibilityLabel={`Mark request ${id} of ${name} as handed over`}
          >
            Mark as handed over
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

function ErasureItem({ receivedAt, finishedAt, erased }: ErasureRow) {
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          Asked on <Moment {...receivedAt} />
        </Text>
        {finishedAt ? <Badge tone="success">Done</Badge> : <Badge tone="info">Under way</Badge>}
      </InlineStack>
      <Text as="p" tone="subdued">
        {finishedAt ? (
          <>
            Done on <Moment {...finishedAt} />. Beside the profile, {erased} were changed or removed.
          </>
        ) : (
          'It goes on by itself, and is looked through once more after three minutes.'
        )}
      </Text>
    </BlockStack>
  );
}

const KEPT: readonly (readonly [string, string])[] = [
  [
    'Never kept',
    'Names, addresses, e-mail addresses and telephone numbers. Names on these pages are asked of your shop each time. Only a message that Concierge could not understand is kept whole, until it can be used or you delete it.',
  ],
  [
    'After a customer was erased',
    'Their orders and decisions, as nobody’s, so that your sums stay right; and a mark that tells nobody who it was, so that late messages do not bring the customer back.',
  ],
  [
    'After you uninstall Concierge',
    'Two days later Shopify asks to delete your shop’s data, and everything is deleted. That it was done, with your shop’s address and the date, is kept as the proof.',
  ],
];

function WhatIsKept() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What is kept, and why
        </Text>
        {KEPT.map(([what, text]) => (
          <BlockStack gap="100" key={what}>
            <Text as="h3" variant="headingSm">
              {what}
            </Text>
            <Text as="p">{text}</Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
