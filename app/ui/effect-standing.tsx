import { BlockStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { EffectPageView } from '../effect-details.server.ts';
import { PERKS_NOTICE } from './use-perks-switch.ts';

type Standing = Pick<EffectPageView, 'status' | 'problem' | 'truths' | 'arePerksStopped'> & {
  /** The page shows by itself how it goes on. */
  isRefreshing: boolean;
};

/** How far an effect got, in sentences. */
export function EffectStanding(standing: Standing) {
  const { status, problem, arePerksStopped, isRefreshing } = standing;
  return (
    <BlockStack gap="200">
      <Text as="p">{describe(standing)}</Text>
      {problem && status !== 'abandoned' ? (
        <Text as="p" breakWord>
          {status === 'refused' ? 'The reason' : 'Problem'}: {problem}
        </Text>
      ) : null}
      {arePerksStopped && status !== 'done' && status !== 'abandoned' ? (
        <Text as="p">
          All perks are stopped in this shop: nothing is tried until they are given again.{' '}
          <Link url={`#${PERKS_NOTICE}`}>Go to the switch</Link>
        </Text>
      ) : null}
      {status === 'checking' && isRefreshing ? <Text as="p">You see it here as soon as it is known.</Text> : null}
    </BlockStack>
  );
}

function describe({ status, truths, arePerksStopped, isRefreshing }: Standing): ReactNode {
  switch (status) {
    case 'started':
      return isRefreshing
        ? 'This takes a few seconds. You see it here as soon as it is done.'
        : 'This takes longer than usual. Reload the page to see how far it got.';
    case 'waiting':
      return 'It could not be done yet. Concierge tries again by itself, for up to two days.';
    case 'checking':
      return truths.lost;
    case 'done':
      return truths.done;
    case 'refused':
      return 'It was not done, and it is not tried again unless you say so. Put right what stood in the way, then try again, or leave it.';
    case 'unclear':
      return `Nobody knows whether this happened, and Concierge can’t find out. Look in ${truths.where}, then say what is true.`;
    case 'held':
      return arePerksStopped ? 'It waits.' : 'Perks are given again: it goes on within a minute.';
    case 'stopped':
      return 'The app was uninstalled before this could be done. It is not tried again unless you say so.';
    case 'abandoned':
      return 'It is left undone. Nothing more happens.';
    default:
      return assertNever(status);
  }
}
