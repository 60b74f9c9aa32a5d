import { useRouteLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Box, Button, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { PerksSwitch } from '../perks-switch.server.ts';
import type { loader } from '../routes/app.tsx';
import { Confirmation } from './confirmation.tsx';
import { PERKS_NOTICE, usePerksSwitch } from './use-perks-switch.ts';
import { useRefreshWhile } from './use-refresh-while.ts';

/** Above every page while perks are stopped, or are about to be given again. */
export function PerksNotice() {
  const perks = useRouteLoaderData<typeof loader>('routes/app')?.perks ?? null;
  const isRefreshing = useRefreshWhile(perks?.isMoving ?? false);
  // Here, as the banner is gone by the time of the answer.
  const { turn, isBusy } = usePerksSwitch();
  return (
    <div id={PERKS_NOTICE} className="not-printed" tabIndex={-1}>
      {perks ? (
        <Box paddingBlockEnd="400">
          {perks.state === 'stopped' ? (
            <StoppedBanner {...perks} isRefreshing={isRefreshing} isBusy={isBusy} onResume={() => turn('given')} />
          ) : (
            <ResumingBanner {...perks} isRefreshing={isRefreshing} />
          )}
        </Box>
      ) : null}
    </div>
  );
}

type Shown = PerksSwitch & { isRefreshing: boolean };

function StoppedBanner({ since, by, held, isMoving, isRefreshing, isBusy, onResume }: Shown & StoppedActions) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Banner tone="critical" title={`All perks are stopped since ${since?.text}`}>
        <BlockStack gap="300" inlineAlign="start">
          <Text as="p">
            {by ? `Stopped by ${by}. ` : ''}
            {isNone(held) ? 'Nothing is on hold so far.' : `${ordersHave(held)} perks on hold.`}{' '}
            {isMoving && !isNone(held)
              ? `${isRefreshing ? 'More may follow' : 'More may follow: reload the page'}. `
              : ''}
            Orders are still decided, but nobody gets anything.
          </Text>
          {isNone(held) ? null : <Link url="/app/perks?state=held">See what is on hold</Link>}
          <Button onClick={() => setIsAsking(true)} loading={isBusy}>
            Give perks again
          </Button>
        </BlockStack>
      </Banner>
      <Confirmation
        id="give-perks"
        title="Give perks again?"
        text={`From now on customers get what your rules grant them. ${
          isNone(held)
            ? 'Nothing is on hold.'
            : `${ordersHave(held)} perks on hold: they are given at once, in the order of the decisions, however old they are. If some should not be, leave them undone on the page Perks first.`
        }`}
        action="Give perks again"
        keep="Keep them stopped"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          onResume();
        }}
      />
    </>
  );
}

interface StoppedActions {
  isBusy: boolean;
  onResume: () => void;
}

function ResumingBanner({ by, held, isRefreshing }: Shown) {
  const rest = isNone(held)
    ? 'Nothing is on hold any more.'
    : `${ordersHave(held)} perks on hold: they are given now, in the order of the decisions.`;
  return (
    <Banner tone="info" title="Perks are given again">
      <Text as="p">
        {by ? `Given again by ${by}. ` : ''}
        {rest}
        {isRefreshing ? '' : ' This takes longer than usual: reload the page to see how far it got.'}
      </Text>
    </Banner>
  );
}

function isNone(held: string): boolean {
  return held === '0';
}

function ordersHave(held: string): string {
  return held === '1' ? '1 order has' : `${held} orders have`;
}
