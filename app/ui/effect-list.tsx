import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import type { EffectDetails } from '../decision-details.server.ts';
import type { EffectStatus } from '../effect-status.ts';
import { EffectBadge } from './effect-badge.tsx';
import { Moment } from './moment.tsx';

/** What to know about an effect besides its badge; its own page says more. */
const ADVICE: Readonly<Record<EffectStatus, string | null>> = {
  done: null,
  started: null,
  waiting: 'Concierge tries again by itself.',
  checking: 'Concierge looks whether it happened before it tries again.',
  refused: 'It is not tried again unless you say so.',
  unclear: 'Nobody knows whether it happened: look in the shop, then say what is true.',
  held: 'All perks are stopped: it goes on when they are given again.',
  stopped: 'The app was uninstalled before it could be done.',
  abandoned: null,
};

/**
 * What was to be changed in the shop, and how far it got. `isRefreshing`: the page shows by itself how it goes on.
 */
export function EffectList({ effects, isRefreshing }: { effects: EffectDetails[]; isRefreshing: boolean }) {
  const isStarted = effects.some(({ status }) => status === 'started');
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {effects.every(({ status }) => status === 'done') ? 'What Concierge did' : 'What Concierge does'}
      </Text>
      <div aria-live="polite">
        <BlockStack gap="200">
          {effects.map((effect) => (
            <EffectItem key={effect.id} {...effect} />
          ))}
        </BlockStack>
      </div>
      {isStarted ? (
        <Text as="p">
          {isRefreshing
            ? 'This takes a few seconds. You see it here as soon as it is done.'
            : 'This takes longer than usual. Reload the page to see how far it got.'}
        </Text>
      ) : null}
    </BlockStack>
  );
}

function EffectItem({ url, what, status, problem, attempts, attemptedAt }: EffectDetails) {
  const advice = ADVICE[status];
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
        <Text as="p" breakWord>
          <Link url={url}>{what}</Link>
        </Text>
        <EffectBadge status={status} />
      </InlineStack>
      {attemptedAt ? (
        <Text as="p" tone="subdued">
          {status === 'done' ? '' : 'Last tried '}
          <Moment {...attemptedAt} />
          {attempts > 1 ? `, on try ${attempts}` : ''}
        </Text>
      ) : null}
      {problem && status !== 'abandoned' ? (
        <Text as="p" breakWord>
          Problem: {problem}
        </Text>
      ) : null}
      {advice ? <Text as="p">{advice}</Text> : null}
    </BlockStack>
  );
}
