import { Badge, type BadgeProps, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { Steered, Steering } from '../../core/use-cases/steer-import.ts';
import type { Failed } from '../answer.ts';
import type { ImportView, PastView } from '../past-import.server.ts';
import { Confirmation } from './confirmation.tsx';
import { ListedLinesCard } from './listed-lines.tsx';
import { Moment } from './moment.tsx';
import { OrderFileCard } from './order-file-card.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useOrderFile } from './use-order-file.ts';
import { PATIENT, useRefreshWhile } from './use-refresh-while.ts';
import { useRequest } from './use-request.ts';

type Answer = { kind: Steered; steering: Steering } | Failed;

const DONE: Readonly<Record<Steering, string>> = {
  start: 'The import has begun',
  pause: 'The import is paused',
  resume: 'The import goes on',
  cancel: 'The import is cancelled',
};

function toast(answer: Answer): void {
  if (answer.kind === 'steered') showToast(DONE[answer.steering]);
  else if (answer.kind === 'unchanged') showToast('Nothing to do: it stood otherwise meanwhile');
  else showToast('That did not get through. Look how it stands and try again', { isError: true });
}

/** The import of orders from before the installation. */
export function PastPage({ knownSince, latest }: PastView) {
  const isUnderWay =
    latest?.state === 'running' || latest?.state === 'collecting' || latest?.state === 'standing_still';
  const file = useOrderFile();
  useRefreshWhile(isUnderWay && !file.isSending, PATIENT);
  const { send, isBusy } = useRequest<{ steering: Steering }, Answer>(toast);
  const isImporting = isUnderWay || latest?.state === 'paused';
  return (
    <Screen
      title="The past"
      primaryAction={{
        content: 'Import past orders',
        onAction: () => send({ steering: 'start' }),
        isLoading: isBusy,
        isDisabled: isBusy || isImporting,
      }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              What the import is for
            </Text>
            <Text as="p">
              Concierge reads the orders and returns from before it was installed, so that your regulars are known from
              the first day, and with them your products and your customers’ tags and consents. Nobody gets a perk for
              anything of the past. Until the import is done, the past of each customer is read when they order.
            </Text>
            <Text as="p" fontWeight="semibold">
              {knownSince ? (
                <>
                  All customers’ orders are known since <Moment {...knownSince} />
                </>
              ) : (
                'Past orders have not been imported yet.'
              )}
            </Text>
          </BlockStack>
        </Card>
        {latest ? <ImportCard {...latest} isBusy={isBusy} steer={(steering) => send({ steering })} /> : null}
        {latest && latest.unreadable.count > 0 ? (
          <ListedLinesCard title="What could not be read" {...latest.unreadable}>
            {`${linesWere(latest.unreadable.count)} left out. The others were imported.`}
          </ListedLinesCard>
        ) : null}
        {latest && latest.guests.count > 0 ? (
          <ListedLinesCard title="Whose customer is not known" {...latest.guests}>
            {`${linesWere(latest.guests.count)} imported without a customer: they count for nobody.`}
          </ListedLinesCard>
        ) : null}
        <OrderFileCard latest={latest} isImporting={isImporting} file={file} />
      </BlockStack>
    </Screen>
  );
}

function linesWere(count: number): string {
  return count === 1 ? 'One line was' : `${count.toLocaleString('en')} lines were`;
}

const STATES: Readonly<Record<ImportView['state'], { word: string; tone?: NonNullable<BadgeProps['tone']> }>> = {
  collecting: { word: 'Being collected by Shopify', tone: 'info' },
  running: { word: 'Running', tone: 'info' },
  standing_still: { word: 'Standing still', tone: 'warning' },
  paused: { word: 'Paused', tone: 'attention' },
  cancelled: { word: 'Cancelled' },
  broken_off: { word: 'Broken off' },
  finished: { word: 'Finished', tone: 'success' },
  failed: { word: 'Failed', tone: 'critical' },
};

interface ImportCardProps extends ImportView {
  isBusy: boolean;
  steer: (steering: Steering) => void;
}

function ImportCard({ isBusy, steer, ...shown }: ImportCardProps) {
  const [isAsking, setAsking] = useState(false);
  const { state, startedAt, endedAt, from, until, progress, percent, pace, problem } = shown;
  const { word, tone } = STATES[state];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Import of <Moment {...startedAt} />
          </Text>
          <Badge {...(tone ? { tone } : {})}>{word}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {from ? (
            <>
              Orders placed from <Moment {...from} /> to <Moment {...until} />
            </>
          ) : (
            <>
              Orders placed before <Moment {...until} />
              {shown.upload ? `, from the file ${shown.upload.name}` : ''}
            </>
          )}
        </Text>
        {percent === null ? null : <ProgressBar progress={percent} size="small" ariaLabelledBy="import-progress" />}
        <div aria-live="polite" id="import-progress">
          <Text as="p">
            {progress}
            {pace ? `. ${pace}` : ''}
          </Text>
        </div>
        {problem ? (
          <Text as="p" breakWord>
            {state === 'standing_still' ? 'It tries again every few minutes. ' : ''}Reason: {problem}
          </Text>
        ) : null}
        {endedAt ? (
          <Text as="p" tone="subdued">
            Ended <Moment {...endedAt} />
          </Text>
        ) : null}
        <InlineStack gap="200">
          {shown.canPause ? (
            <Button onClick={() => steer('pause')} disabled={isBusy}>
              Pause
            </Button>
          ) : null}
          {shown.canResume ? (
            <Button onClick={() => steer('resume')} disabled={isBusy}>
              Resume
            </Button>
          ) : null}
          {shown.canCancel ? (
            <Button tone="critical" onClick={() => setAsking(true)} disabled={isBusy}>
              Cancel import
            </Button>
          ) : null}
        </InlineStack>
      </BlockStack>
      <Confirmation
        id="cancel-import"
        title="Cancel this import?"
        text="What was read so far stays known. A later import begins anew and counts nothing twice."
        action="Cancel import"
        isDestructive
        keep="Go on importing"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          steer('cancel');
        }}
      />
    </Card>
  );
}
