import { BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { EffectPageView } from '../effect-details.server.ts';
import type { WordRequest } from '../effect-request.server.ts';
import { Confirmation } from './confirmation.tsx';

type Word = WordRequest['word'];

type EffectWordsProps = Pick<EffectPageView, 'words' | 'truths' | 'place' | 'status' | 'arePerksStopped'> & {
  isBusy: boolean;
  onSay: (word: Word) => void;
};

/** A button for each thing that a person can say of the effect, with what follows from it. */
export function EffectWords({ words, truths, place, status, arePerksStopped, isBusy, onSay }: EffectWordsProps) {
  const [asking, setAsking] = useState<Word | null>(null);
  if (words.length === 0) return null;
  const choices = words.map((word) =>
    choiceOf(word, truths, arePerksStopped ? 'as soon as perks are given again' : 'at once'),
  );
  return (
    <BlockStack gap="400">
      {status === 'unclear' ? (
        <Text as="p" breakWord>
          <Link url={place.url} target="_top">
            {place.label}
          </Link>
          . {place.lookFor}
        </Text>
      ) : null}
      {choices.map(({ word, label, consequence, isFinal }) => (
        <BlockStack key={word} gap="100">
          <InlineStack>
            <Button
              disabled={isBusy}
              {...(word === 'retry' ? { variant: 'primary' as const } : {})}
              onClick={() => (isFinal ? setAsking(word) : onSay(word))}
            >
              {label}
            </Button>
          </InlineStack>
          <Text as="p" tone="subdued">
            {consequence}
          </Text>
        </BlockStack>
      ))}
      {choices
        .filter(({ isFinal }) => isFinal)
        .map(({ word, label, question, consequence }) => (
          <Confirmation
            key={word}
            id={`say-${word}`}
            title={question}
            text={`${consequence} This can’t be undone.`}
            action={label}
            isDestructive={word === 'abandon'}
            keep="Go back"
            isOpen={asking === word}
            onClose={() => setAsking(null)}
            onConfirm={() => {
              setAsking(null);
              onSay(word);
            }}
          />
        ))}
    </BlockStack>
  );
}

interface Choice {
  word: Word;
  label: string;
  consequence: string;
  /** For the dialog. */
  question: string;
  /** It can't be undone, so it is asked for. */
  isFinal: boolean;
}

function choiceOf(
  word: Word,
  { happened, didNotHappen, twice, where }: EffectPageView['truths'],
  when: string,
): Choice {
  switch (word) {
    case 'happened':
      return {
        word,
        label: happened,
        consequence: 'Then it counts as done, and nothing more happens.',
        question: `Did you see it in ${where}?`,
        isFinal: true,
      };
    case 'did_not_happen':
      return {
        word,
        label: didNotHappen,
        consequence: `Then Concierge tries again ${when}. ${twice}`,
        question: `Did you look in ${where}?`,
        isFinal: true,
      };
    case 'retry':
      return {
        word,
        label: 'Try again',
        consequence: `Concierge tries again ${when}, for up to two days.`,
        question: '',
        isFinal: false,
      };
    case 'abandon':
      return {
        word,
        label: 'Leave it',
        consequence: 'Nothing more happens. All stays as it is now.',
        question: 'Leave it as it is?',
        isFinal: true,
      };
    default:
      return assertNever(word);
  }
}
