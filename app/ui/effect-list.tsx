import { Badge, type BadgeProps, BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { EffectDetails } from '../decision-details.server.ts';
import { Moment } from './moment.tsx';

const STATES: Readonly<
  Record<EffectDetails['state'], { word: string; tone?: NonNullable<BadgeProps['tone']>; advice: string | null }>
> = {
  done: { word: 'Done', tone: 'success', advice: null },
  started: { word: 'In progress', tone: 'info', advice: null },
  waiting: { word: 'Waiting', tone: 'attention', advice: 'Concierge tries again by itself.' },
  refused: {
    word: 'Refused',
    tone: 'critical',
    advice: 'It is not tried again: make this change in the order yourself.',
  },
};

/**
 * What was to be changed in the shop, and how far it got. `isRefreshing`: the page shows by itself how it goes on.
 */
export function EffectList({ effects, isRefreshing }: { effects: EffectDetails[]; isRefreshing: boolean }) {
  const isStarted = effects.some(({ state }) => state === 'started');
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {effects.every(({ state }) => state === 'done') ? 'What Concierge did' : 'What Concierge does'}
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

function EffectItem({ what, state, problem, attempts, attemptedAt }: EffectDetails) {
  const { word, tone, advice } = STATES[state];
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
        <Text as="p" breakWord>
          {what}
        </Text>
        <Badge {...(tone ? { tone } : {})}>{word}</Badge>
      </InlineStack>
      {attemptedAt ? (
        <Text as="p" tone="subdued">
          {state === 'done' ? '' : 'Last tried '}
          <Moment {...attemptedAt} />
          {attempts > 1 ? `, on try ${attempts}` : ''}
        </Text>
      ) : null}
      {problem ? (
        <Text as="p" breakWord>
          Problem: {problem}
        </Text>
      ) : null}
      {advice ? <Text as="p">{advice}</Text> : null}
    </BlockStack>
  );
}
