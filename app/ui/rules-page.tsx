import { useNavigate } from '@remix-run/react';
import { BlockStack, Card, Divider } from '@shopify/polaris';
import { Fragment } from 'react';
import { EmptyCard } from './empty-card.tsx';
import { type RuleInList, RuleRow } from './rule-row.tsx';
import { Screen } from './screen.tsx';

const TEMPLATES = '/app/templates';

export function RulesPage({ rules }: { rules: RuleInList[] }) {
  const navigate = useNavigate();
  if (rules.length === 0) return <NoRules />;
  return (
    <Screen title="Rules" primaryAction={{ content: 'Add rule from template', onAction: () => navigate(TEMPLATES) }}>
      <Card padding="0">
        <BlockStack>
          {rules.map((rule, index) => (
            <Fragment key={rule.id}>
              {index > 0 ? <Divider /> : null}
              <RuleRow {...rule} />
            </Fragment>
          ))}
        </BlockStack>
      </Card>
    </Screen>
  );
}

function NoRules() {
  return (
    <Screen title="Rules">
      <EmptyCard
        heading="Say who deserves what"
        text="A rule says what happens with an order, and for whom. Start with one that works, such as a return bag in the parcel of a regular who tries several sizes."
        action={{ content: 'Choose a template', url: TEMPLATES }}
      />
    </Screen>
  );
}
