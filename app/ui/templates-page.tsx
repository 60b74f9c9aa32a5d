import { BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { TEMPLATE_GROUPS, type TemplateGroup } from '../../core/gallery/parts.ts';
import { OwnRuleCard } from './own-rule-card.tsx';
import { Screen } from './screen.tsx';

export interface TemplateInList {
  url: string;
  group: TemplateGroup;
  name: string;
  story: string;
  sentence: string;
}

/** What a new rule can start from, by what it is for. */
export function TemplatesPage({ templates }: { templates: TemplateInList[] }) {
  return (
    <Screen title="Choose a template" back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <BlockStack gap="600">
        {TEMPLATE_GROUPS.map((group) => (
          <BlockStack key={group} gap="300">
            <Box paddingInline={{ xs: '400', sm: '0' }}>
              <Text as="h2" variant="headingLg">
                {GROUPS[group]}
              </Text>
            </Box>
            {templates
              .filter((template) => template.group === group)
              .map((template) => (
                <Template key={template.url} {...template} />
              ))}
          </BlockStack>
        ))}
        <OwnRuleCard />
      </BlockStack>
    </Screen>
  );
}

function Template({ url, name, story, sentence }: TemplateInList) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h3" variant="headingMd" breakWord>
          {name}
        </Text>
        <Text as="p" breakWord>
          {story}
        </Text>
        <Text as="p" tone="subdued" breakWord>
          {sentence}
        </Text>
        <InlineStack>
          <Button url={url} accessibilityLabel={`Use this template: ${name}`}>
            Use this template
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const GROUPS: Readonly<Record<TemplateGroup, string>> = {
  vip: 'Care for your best customers',
  fulfilment: 'Packing and shipping',
  returns: 'Returns',
  reviews: 'Reviews',
  delays: 'Late parcels',
  abuse: 'Fraud and abuse',
};
