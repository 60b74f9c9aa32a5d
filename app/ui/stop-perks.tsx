import { BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { HomeView } from '../home.server.ts';
import { Confirmation } from './confirmation.tsx';
import { Moment } from './moment.tsx';
import { usePerksSwitch } from './use-perks-switch.ts';

/** The kill switch. Once it is on, the notice above the page turns it off. */
export function StopPerks({ areStopped, givenAgain }: Pick<HomeView, 'areStopped' | 'givenAgain'>) {
  const [isAsking, setIsAsking] = useState(false);
  const { turn, isBusy } = usePerksSwitch();
  if (areStopped) return null;
  return (
    <Card>
      <InlineStack gap="400" align="space-between" blockAlign="center">
        <Box maxWidth="36rem">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              If something goes wrong
            </Text>
            <Text as="p">
              Stop every perk of every rule at once. Nothing is lost: what customers would get is put on hold.
            </Text>
            {givenAgain ? (
              <Text as="p" tone="subdued">
                They were stopped before, and given again on <Moment {...givenAgain.at} />
                {givenAgain.by ? ` by ${givenAgain.by}` : ''}.
              </Text>
            ) : null}
          </BlockStack>
        </Box>
        <Button tone="critical" onClick={() => setIsAsking(true)} loading={isBusy}>
          Stop all perks
        </Button>
      </InlineStack>
      <Confirmation
        id="stop-perks"
        title="Stop all perks?"
        text="From now on nobody gets anything, whatever your rules say. Orders are still decided, and what they would get is put on hold until you give perks again. What is being done at this very moment may still happen, and nothing is taken back."
        action="Stop all perks"
        isDestructive
        keep="Go on giving them"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          turn('stopped');
        }}
      />
    </Card>
  );
}
