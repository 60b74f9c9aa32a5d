import { useNavigate } from '@remix-run/react';
import { BlockStack, Card, Divider } from '@shopify/polaris';
import { Fragment } from 'react';
import { EmptyCard } from './empty-card.tsx';
import { type RuleInList, RuleRow } from './rule-row.tsx';
import { Screen } from './screen.tsx';

const NEW_RULE = '/app/rules/new/return-bag';

export function RulesPage({ rules }: { rules: RuleInList[] }) {
  const navigate = useNavigate();
  if (rules.length === 0) return <NoRules />;
  return (
    <Screen title="Rules" primaryAction={{ content: 'Add rule from template', onAction: () => navigate(NEW_RULE) }}>
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
        text="A rule says what happens with an order, and for whom. Start with one that works: regulars who order several sizes of one product find a return bag in the parcel."
        action={{ content: 'Add the return bag rule', url: NEW_RULE }}
      />
    </Screen>
  );
}
