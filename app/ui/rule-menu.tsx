import { ActionList, Button, Popover } from '@shopify/polaris';
import { MenuHorizontalIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { ARCHIVED_ID, ruleMenuId } from './rule-focus.ts';
import type { RuleInList } from './rule-row.tsx';

export interface RuleMenuProps {
  rule: Pick<RuleInList, 'id' | 'name'>;
  onAsk: (intent: 'duplicate' | 'archive') => void;
  /** Where it can go in its list; nowhere while only some rules are shown. */
  onMove: { up?: () => void; down?: () => void };
  onFocus: (id: string) => void;
}

/** What can be done with a rule beside turning it on and off. */
export function RuleMenu({ rule, onAsk, onMove, onFocus }: RuleMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = ruleMenuId(rule.id);
  /** The focus would be lost with the menu. */
  const item = (content: string, onAction: () => void, focus = id) => ({
    content,
    onAction: () => {
      setIsOpen(false);
      onAction();
      onFocus(focus);
    },
  });
  const items = [
    ...(onMove.up ? [item('Move up', onMove.up)] : []),
    ...(onMove.down ? [item('Move down', onMove.down)] : []),
    item('Duplicate', () => onAsk('duplicate')),
    item('Archive', () => onAsk('archive'), ARCHIVED_ID),
  ];
  return (
    <Popover
      active={isOpen}
      onClose={() => setIsOpen(false)}
      preferredAlignment="right"
      activator={
        <Button
          id={id}
          icon={MenuHorizontalIcon}
          variant="tertiary"
          accessibilityLabel={`Actions for “${rule.name}”`}
          ariaExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
      }
    >
      <ActionList actionRole="menuitem" items={items} />
    </Popover>
  );
}
