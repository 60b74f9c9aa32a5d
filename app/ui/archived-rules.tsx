import { BlockStack, Box, Button, Card, Collapsible, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { ARCHIVED_ID, ruleMenuId } from './rule-focus.ts';
import type { RuleMenuProps } from './rule-menu.tsx';
import type { RuleInList } from './rule-row.tsx';
import { useListChange } from './use-list-change.ts';

/** Rules that were put away: they give nothing and can be brought back. */
export function ArchivedRules({ rules, onFocus }: { rules: RuleInList[] } & Pick<RuleMenuProps, 'onFocus'>) {
  const [isOpen, setIsOpen] = useState(false);
  if (rules.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack>
          <Button
            id={ARCHIVED_ID}
            variant="plain"
            disclosure={isOpen ? 'up' : 'down'}
            ariaExpanded={isOpen}
            ariaControls={LIST_ID}
            onClick={() => setIsOpen(!isOpen)}
          >
            {`Archived (${rules.length})`}
          </Button>
        </InlineStack>
        <Collapsible id={LIST_ID} open={isOpen}>
          <ul className="plain-list">
            {rules.map((rule) => (
              <li key={rule.id}>
                <ArchivedRule rule={rule} onFocus={onFocus} />
              </li>
            ))}
          </ul>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}

function ArchivedRule({ rule, onFocus }: { rule: RuleInList } & Pick<RuleMenuProps, 'onFocus'>) {
  const { id, name, sentence } = rule;
  const { send, isBusy } = useListChange();
  return (
    <Box paddingBlock="300">
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm" breakWord>
          <Link url={`/app/rules/${id}`} removeUnderline>
            {name}
          </Link>
        </Text>
        <Text as="p" breakWord>
          {sentence}
        </Text>
        <InlineStack>
          <Button
            loading={isBusy}
            accessibilityLabel={`Bring back “${name}”`}
            onClick={() => {
              send({ intent: 'restore', rule: id });
              onFocus(ruleMenuId(id));
            }}
          >
            Bring back
          </Button>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}

const LIST_ID = 'archived-rules-list';
