import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { OBSTACLE_ADVICE } from './obstacle-notice.tsx';
import { RuleMenu, type RuleMenuProps } from './rule-menu.tsx';
import { Switch } from './switch.tsx';
import { useListChange } from './use-list-change.ts';

export interface RuleInList {
  id: string;
  name: string;
  sentence: string;
  isEnabled: boolean;
  isArchived: boolean;
  /** Why its perk can be given to nobody; null when it can. */
  obstacle: string | null;
  /** What it says and hardly means. */
  warnings: readonly string[];
}

interface RuleRowProps extends Pick<RuleMenuProps, 'onMove' | 'onFocus'> {
  rule: RuleInList;
  /** What it is dragged by; none where it can’t be. */
  handle?: ReactNode;
}

export function RuleRow({ rule, handle, ...menu }: RuleRowProps) {
  const { id, name, sentence, isEnabled, obstacle, warnings } = rule;
  const { send, sending } = useListChange();
  const isSwitched = sending?.intent === 'turn_on' || sending?.intent === 'turn_off';
  // What was asked for is shown until the server has answered.
  const isOn = isSwitched ? sending.intent === 'turn_on' : isEnabled;
  return (
    <div className="rule-row">
      {handle}
      {/* Polaris hands an alignment down to stacks that set none. */}
      <InlineStack gap="200" align="start" blockAlign="center">
        <Text as="h2" variant="headingSm" breakWord>
          <Link url={`/app/rules/${id}`} removeUnderline>
            {name}
          </Link>
        </Text>
        {isOn ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
        {obstacle ? <Badge tone="warning">Can’t be given</Badge> : null}
        {warnings.length > 0 ? <Badge tone="attention">Worth a look</Badge> : null}
      </InlineStack>
      <InlineStack gap="200" align="end" blockAlign="center" wrap={false}>
        <Switch
          label={`Rule “${name}”`}
          isOn={isOn}
          onSwitch={(wanted) => send({ intent: wanted ? 'turn_on' : 'turn_off', rule: id })}
        />
        <RuleMenu rule={rule} onAsk={(intent) => send({ intent, rule: id })} {...menu} />
      </InlineStack>
      <div className="rule-row-text">
        <BlockStack gap="100">
          <Text as="p" breakWord>
            {sentence}
          </Text>
          {obstacle ? (
            <Text as="p" breakWord>
              Can’t be given: {obstacle} {OBSTACLE_ADVICE}
            </Text>
          ) : null}
          {warnings.map((warning) => (
            <Text key={warning} as="p" breakWord>
              Worth a look: {warning}
            </Text>
          ))}
        </BlockStack>
      </div>
    </div>
  );
}
