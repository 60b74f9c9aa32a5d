import { Banner, BlockStack, List, Text } from '@shopify/polaris';
import type { AfterthoughtDetails } from '../decision-details.server.ts';
import { Moment } from './moment.tsx';

/** What arrived too late to be decided upon. */
export function AfterthoughtNote({ kind, since, reasons }: AfterthoughtDetails) {
  return (
    <Banner
      tone="warning"
      title={
        kind === 'missed' ? 'Missed: the customer would get it now' : 'Regretted: the customer would not get it now'
      }
    >
      <BlockStack gap="200">
        <Text as="p">
          It would have been different since <Moment {...since} />:
        </Text>
        <List>
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
        <Text as="p">
          {kind === 'missed'
            ? 'Nothing was done about it. Change the order yourself if the customer should get the perk.'
            : 'Nothing was taken back. Change the order yourself if the customer should not get the perk.'}
        </Text>
      </BlockStack>
    </Banner>
  );
}
