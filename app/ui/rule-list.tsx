import { DragDropProvider } from '@dnd-kit/react';
import { isSortable, useSortable } from '@dnd-kit/react/sortable';
import { BlockStack, Box, Card, Icon, Text, TextField } from '@shopify/polaris';
import { DragHandleIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { SPOKEN_DRAG } from './rule-drag.ts';
import { ruleMenuId } from './rule-focus.ts';
import type { RuleMenuProps } from './rule-menu.tsx';
import { type RuleInList, RuleRow } from './rule-row.tsx';
import { useListChange } from './use-list-change.ts';

interface RuleListProps extends Pick<RuleMenuProps, 'onFocus'> {
  /** In the order in which they are asked. */
  rules: RuleInList[];
}

/** The rules with a search over them; dragged, or moved by their menus, into another order. */
export function RuleList({ rules, onFocus }: RuleListProps) {
  const [search, setSearch] = useState('');
  const [said, setSaid] = useState('');
  const { send, sending } = useListChange();
  // The order that was asked for is shown until the server has answered.
  const inOrder = sending?.intent === 'move' ? moved(rules, sending.rule, sending.before) : rules;
  const shown = inOrder.filter((rule) => matches(rule, search));
  const isWhole = shown.length === rules.length;
  /** @param to the place that it comes to in the list. */
  const move = (rule: RuleInList, to: number) => {
    const others = inOrder.filter(({ id }) => id !== rule.id);
    send({ intent: 'move', rule: rule.id, before: others[to]?.id ?? null });
    setSaid(`“${rule.name}” is now rule ${to + 1} of ${rules.length}.`);
    onFocus(ruleMenuId(rule.id));
  };
  return (
    <Card padding="0">
      <BlockStack>
        <Box padding="400" borderBlockEndWidth="025" borderColor="border">
          <TextField
            label="Search rules"
            labelHidden
            placeholder="Search by name or what a rule says"
            autoComplete="off"
            value={search}
            onChange={setSearch}
            clearButton
            onClearButtonClick={() => setSearch('')}
            {...(rules.length > 1 ? { helpText: 'All rules that match give their perks, from the top down.' } : {})}
          />
        </Box>
        <div aria-live="polite">
          <Text as="p" visuallyHidden>
            {search.trim() === '' ? said : `${shown.length} of ${rules.length} rules found.`}
          </Text>
          {shown.length === 0 ? (
            <Box padding="400">
              <Text as="p">No rule says this.</Text>
            </Box>
          ) : null}
        </div>
        <DragDropProvider
          plugins={(defaults) => [...defaults, SPOKEN_DRAG]}
          onDragEnd={({ operation: { source }, canceled }) => {
            if (canceled || !isSortable(source) || source.index === source.initialIndex) return;
            const rule = inOrder.find(({ id }) => id === source.id);
            if (rule) move(rule, source.index);
          }}
        >
          <ul className="plain-list rule-list">
            {shown.map((rule, index) => {
              if (!isWhole || rules.length === 1) {
                return (
                  <li key={rule.id}>
                    <RuleRow rule={rule} onMove={{}} onFocus={onFocus} />
                  </li>
                );
              }
              const up = index > 0 && { up: () => move(rule, index - 1) };
              const down = index < rules.length - 1 && { down: () => move(rule, index + 1) };
              return (
                <SortableRule key={rule.id} rule={rule} index={index} onMove={{ ...up, ...down }} onFocus={onFocus} />
              );
            })}
          </ul>
        </DragDropProvider>
      </BlockStack>
    </Card>
  );
}

interface SortableRuleProps extends Pick<RuleMenuProps, 'onMove' | 'onFocus'> {
  rule: RuleInList;
  index: number;
}

function SortableRule({ rule, index, ...menu }: SortableRuleProps) {
  const { ref, handleRef, isDragSource } = useSortable({ id: rule.id, index, data: { name: rule.name } });
  return (
    <li ref={ref} className={isDragSource ? 'dragged' : undefined}>
      <RuleRow
        rule={rule}
        {...menu}
        handle={
          <button type="button" ref={handleRef} className="drag-handle" aria-label={`Drag “${rule.name}”`}>
            <Icon source={DragHandleIcon} />
          </button>
        }
      />
    </li>
  );
}

function moved(rules: readonly RuleInList[], id: string, before: string | null): readonly RuleInList[] {
  const rule = rules.find((each) => each.id === id);
  if (!rule) return rules;
  const others = rules.filter((each) => each !== rule);
  const place = others.findIndex((each) => each.id === before);
  return others.toSpliced(place === -1 ? others.length : place, 0, rule);
}

/** Every word that was typed, in its name or in what it says. */
function matches({ name, sentence }: RuleInList, search: string): boolean {
  const text = `${name} ${sentence}`.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
