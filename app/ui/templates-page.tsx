import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { OwnRuleCard } from './own-rule-card.tsx';
import { Screen } from './screen.tsx';

export interface TemplateInList {
  url: string;
  name: string;
  sentence: string;
}

/** What a new rule can start from. */
export function TemplatesPage({ templates }: { templates: TemplateInList[] }) {
  return (
    <Screen title="Choose a template" back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <BlockStack gap="400">
        {templates.map(({ url, name, sentence }) => (
          <Card key={url}>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd" breakWord>
                {name}
              </Text>
              <Text as="p" breakWord>
                {sentence}
              </Text>
              <InlineStack>
                <Button url={url} accessibilityLabel={`Use this template: ${name}`}>
                  Use this template
                </Button>
              </InlineStack>
            </BlockStack>
          </Card>
        ))}
        <OwnRuleCard />
      </BlockStack>
    </Screen>
  );
}
