import { Banner, type BannerHandles, BlockStack, Button, ButtonGroup, Text } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import { formatMoney } from '../../core/money.ts';
import { costOf } from '../../core/perk-needs.ts';
import type { Rule } from '../../core/policy.ts';
import { describeRule } from '../../core/words/rule.ts';
import type { RunningRule } from '../rule-actions.server.ts';

export interface OutdatedNoticeProps {
  running: RunningRule;
  /** Go on from the rule that runs, without what was typed. */
  onTake: (rule: Rule) => void;
  /** Let what was typed run in its place. */
  onReplace: () => void;
  onLeave: () => void;
  /** It was changed in the draft. */
  isDraft: boolean;
}

/** Somebody else changed or deleted the same rule. Nothing that was typed is gone. */
export function OutdatedNotice({ running: { rule }, onTake, onReplace, onLeave, isDraft }: OutdatedNoticeProps) {
  const banner = useRef<BannerHandles>(null);
  useEffect(() => banner.current?.focus(), []);
  return (
    <Banner
      ref={banner}
      tone="warning"
      title={rule ? 'Somebody else changed this rule meanwhile' : 'Somebody else deleted this rule meanwhile'}
    >
      <BlockStack gap="300">
        <Text as="p">Nothing was changed yet, and everything you typed is still here.</Text>
        {rule ? (
          <Text as="p" breakWord>
            {isDraft ? 'This is in the draft now' : 'This runs now'}: “{rule.name}”, {rule.enabled ? 'on' : 'off'}.{' '}
            {describeRule(rule)} It costs you {formatMoney(costOf(rule.perk))} each time.
          </Text>
        ) : null}
        <ButtonGroup>
          {rule ? (
            <Button onClick={() => onTake(rule)}>{isDraft ? 'Show what is in the draft' : 'Show what runs now'}</Button>
          ) : (
            <Button onClick={onLeave}>Go back to the rules</Button>
          )}
          <Button onClick={onReplace}>{rule ? 'Save mine instead' : 'Save mine again'}</Button>
        </ButtonGroup>
      </BlockStack>
    </Banner>
  );
}
