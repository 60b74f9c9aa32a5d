import { BlockStack, Card, InlineCode, Text } from '@shopify/polaris';
import type { EffectPageView } from '../effect-details.server.ts';
import type { StepDetails } from '../effect-steps.server.ts';
import { Moment } from './moment.tsx';

/** All that happened to an effect, oldest first. */
export function EffectHistory({ history, decision }: Pick<EffectPageView, 'history' | 'decision'>) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What happened
        </Text>
        <ol className="history">
          <li>
            <BlockStack gap="050">
              <Text as="p">Decided to give it.</Text>
              <Text as="p" tone="subdued">
                <Moment {...decision.at} />, by Concierge
              </Text>
            </BlockStack>
          </li>
          {history.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
            <li key={index}>
              <Step {...step} />
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function Step({ at, what, by, asked, answer }: StepDetails) {
  return (
    <BlockStack gap="050">
      <Text as="p" breakWord>
        {what}
      </Text>
      {asked.length > 0 ? (
        <Text as="p" breakWord>
          Asked for:{' '}
          {asked.map((operation, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same operation may be asked for twice
            <span key={index}>
              {index > 0 ? ', ' : ''}
              <InlineCode>{operation}</InlineCode>
            </span>
          ))}
        </Text>
      ) : null}
      {answer ? (
        <Text as="p" breakWord>
          {asked.length > 0 ? 'Answer' : 'Reason'}: {answer}
        </Text>
      ) : null}
      <Text as="p" tone="subdued">
        <Moment {...at} />, by {by}
      </Text>
    </BlockStack>
  );
}
