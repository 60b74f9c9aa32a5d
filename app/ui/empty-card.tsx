import { BlockStack, Box, Button, Card, Text } from '@shopify/polaris';

export interface EmptyCardProps {
  heading: string;
  text: string;
  action: { content: string; url: string };
}

/** Stands where there is nothing to list yet, and says how to get something there. */
export function EmptyCard({ heading, text, action }: EmptyCardProps) {
  return (
    <Card>
      <Box paddingBlock="800">
        <BlockStack gap="400" inlineAlign="center">
          <BlockStack gap="200" inlineAlign="center">
            <Text as="h2" variant="headingMd" alignment="center">
              {heading}
            </Text>
            <Box maxWidth="30rem">
              <Text as="p" alignment="center">
                {text}
              </Text>
            </Box>
          </BlockStack>
          <Button variant="primary" url={action.url}>
            {action.content}
          </Button>
        </BlockStack>
      </Box>
    </Card>
  );
}
