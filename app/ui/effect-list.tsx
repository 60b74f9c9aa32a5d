import { Badge, type BadgeProps, BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { EffectDetails } from '../decision-details.server.ts';
import { Moment } from './moment.tsx';

const STATES: Readonly<
  Record<EffectDetails['state'], { word: string; tone?: NonNullable<BadgeProps['tone']>; advice: string | null }>
> = {
  done: { word: 'Done', tone: 'success', advice: null },
  started: { word: 'In progress', tone: 'info', advice: 'This takes a few seconds. Reload the page to see it done.' },
  waiting: { word: 'Waiting', tone: 'attention', advice: 'Concierge tries again by itself.' },
  refused: {
    word: 'Refused',
    tone: 'critical',
    advice: 'It is not tried again: make this change in the order yourself.',
  },
};

/** What was to be changed in the shop, and how far it got. */
export function EffectList({ effects }: { effects: EffectDetails[] }) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        What Concierge does
      </Text>
      {effects.map((effect) => (
        <EffectItem key={effect.id} {...effect} />
      ))}
    </BlockStack>
  );
}

function EffectItem({ what, state, problem, attempts, attemptedAt }: EffectDetails) {
  const { word, tone, advice } = STATES[state];
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
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
