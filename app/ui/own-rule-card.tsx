import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { EVENT_TYPES, type EventType } from '../../core/event.ts';
import { ownRuleName } from '../../core/own-rule.ts';
import { perksFor } from '../../core/perk-needs.ts';
import type { Perk } from '../../core/perks.ts';
import { describeEvent } from '../../core/words/rule.ts';

const PERKS: Readonly<Record<Perk['kind'], string>> = {
  packing_instruction: 'Tell the packer what to put into the parcel',
  store_credit: 'Give the customer store credit',
  message: 'Send the customer an e-mail',
  approve_return: 'Approve the return',
};

/** For a rule that no template comes near: what it answers, and how. */
export function OwnRuleCard() {
  const [on, setOn] = useState<EventType>('order.placed');
  const [wanted, setPerk] = useState<Perk['kind']>('packing_instruction');
  const perks = perksFor(on);
  const perk = perks.find((each) => each === wanted) ?? perks[0] ?? wanted;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          A rule of your own
        </Text>
        <FormLayout>
          <Select
            label="What it answers"
            options={EVENT_TYPES.map((event) => ({ label: describeEvent(event), value: event }))}
            value={on}
            onChange={(event) => setOn(event as EventType)}
          />
          <Select
            label="What it does"
            options={perks.map((each) => ({ label: PERKS[each], value: each }))}
            value={perk}
            onChange={(kind) => setPerk(kind as Perk['kind'])}
          />
        </FormLayout>
        <InlineStack>
          <Button url={`/app/rules/new/${ownRuleName(on, perk)}`}>Start from nothing</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
