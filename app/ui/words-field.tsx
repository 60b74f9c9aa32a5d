import { InlineStack, Tag, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { tagKey } from '../../core/customer-card.ts';
import { listText, readList } from '../typed-list.ts';
import type { TypedFieldProps } from './value-field.tsx';

interface WordsFieldProps extends TypedFieldProps {
  example: string;
  /** A comma ends a word: none has one in it. */
  endsAtComma: boolean;
}

/** Several words: Enter makes what was typed one of them. What is still being typed is among them already. */
export function WordsField({ value, onChange, example, endsAtComma, ...field }: WordsFieldProps) {
  const [typed, setTyped] = useState('');
  const words = readList(value);
  // Whatever else changed the value, such as discarding, takes what was being typed with it.
  const isTyping = typed.trim() !== '' && words.at(-1) === typed.trim();
  const kept = isTyping ? words.slice(0, -1) : words;
  const type = (text: string) => {
    const parts = endsAtComma ? text.split(',') : [text];
    const rest = parts.pop() ?? '';
    setTyped(rest);
    onChange(listText([...without(kept, parts), ...parts, rest].filter((word) => word.trim() !== '')));
  };
  const keep = () => {
    if (isTyping) onChange(listText([...without(kept, [typed]), typed.trim()]));
    setTyped('');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the field in it
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !isTyping) return;
        // Enter would save the rule.
        event.preventDefault();
        keep();
      }}
    >
      <TextField
        {...field}
        labelHidden
        value={isTyping || typed.trim() === '' ? typed : ''}
        placeholder={kept.length === 0 ? `Such as ${example}` : 'One more'}
        onChange={type}
        onBlur={keep}
        verticalContent={
          kept.length === 0 ? null : (
            <InlineStack gap="100">
              {kept.map((word) => (
                <Tag key={word} onRemove={() => onChange(listText(words.filter((each) => each !== word)))}>
                  {word}
                </Tag>
              ))}
            </InlineStack>
          )
        }
      />
    </div>
  );
}

/** Upper and lower case are the same. */
function without(words: readonly string[], taken: readonly string[]): string[] {
  const keys = taken.map(tagKey);
  return words.filter((word) => !keys.includes(tagKey(word)));
}
