import { BlockStack, Text } from '@shopify/polaris';
import type { ChangeWords } from '../../core/words/policy-changes.ts';

interface ChangeListProps {
  changes: readonly ChangeWords[];
  /** So many more are not listed. */
  more?: number;
}

/** What changed in the rules, rule by rule. */
export function ChangeList({ changes, more = 0 }: ChangeListProps) {
  if (changes.length === 0) return <Text as="p">The rules are the same.</Text>;
  return (
    <BlockStack gap="200">
      <ul className="plain-list change-list">
        {changes.map(({ lead, details }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <li key={index}>
            <BlockStack gap="050">
              <Text as="p" fontWeight="semibold" breakWord>
                {lead}
              </Text>
              {details.map((detail, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do these, and two may be the same
                <Text key={place} as="p" breakWord>
                  {detail}
                </Text>
              ))}
            </BlockStack>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Text as="p" tone="subdued">
          {more === 1 ? 'One more change.' : `${more} more changes.`}
        </Text>
      ) : null}
    </BlockStack>
  );
}
