import { BlockStack, Box, Card, Divider, InlineStack, Link, List, Text } from '@shopify/polaris';
import type { OutcomeKind } from '../../core/decide.ts';
import type { DecisionDetails, OutcomeDetails } from '../decision-details.server.ts';
import { isUnderWay } from '../effect-status.ts';
import { AfterthoughtNote } from './afterthought-note.tsx';
import { EffectList } from './effect-list.tsx';
import { Moment } from './moment.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { Screen } from './screen.tsx';
import { useRefreshWhile } from './use-refresh-while.ts';

export function DecisionPage(decision: DecisionDetails) {
  const goesOn = decision.outcomes.some(({ effects }) => effects.some(({ status }) => isUnderWay(status)));
  const isRefreshing = useRefreshWhile(goesOn);
  return (
    <Screen
      title={`Decision about ${decision.subject}`}
      back={{ content: 'Decisions', url: '/app/decisions' }}
      isNarrow
    >
      <BlockStack gap="400">
        <Summary {...decision} />
        {decision.outcomes.map((outcome) => (
          <Outcome key={outcome.rule} isRefreshing={isRefreshing} {...outcome} />
        ))}
        <Facts {...decision} />
      </BlockStack>
    </Screen>
  );
}

function Summary(decision: DecisionDetails) {
  const {
    title,
    order,
    orderDeletedAt,
    customer,
    customerUrl,
    happened,
    happenedAt,
    decidedAt,
    isFoundLate,
    waiting,
    policyVersion,
  } = decision;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd" breakWord>
            {title} of {customerUrl ? <Link url={customerUrl}>{customer}</Link> : customer}
          </Text>
          {order ? (
            <Link url={order.url} target="_top">
              Open order {order.name} in Shopify
            </Link>
          ) : null}
        </InlineStack>
        <Text as="p">
          {happened} <Moment {...happenedAt} />, decided <Moment {...decidedAt} /> by version {policyVersion} of your
          rules.
        </Text>
        {orderDeletedAt ? (
          <Text as="p">
            The order was deleted in your shop <Moment {...orderDeletedAt} />. What was decided before stays here.
          </Text>
        ) : null}
        {waiting ? <Text as="p">{waiting}</Text> : null}
        {isFoundLate ? (
          <Text as="p">
            Found late: the shop sent no message about it. Concierge found it when it compared the shop with what it
            knew.
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Outcome({
  name,
  outcome,
  reasons,
  cost,
  effects,
  afterthoughts,
  isRefreshing,
}: OutcomeDetails & { isRefreshing: boolean }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd" breakWord>
            {name}
          </Text>
          <OutcomeBadge outcome={outcome} />
        </InlineStack>
        {afterthoughts.map((afterthought) => (
          <AfterthoughtNote key={afterthought.since.iso} {...afterthought} />
        ))}
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {WHY[outcome]}
          </Text>
          <Sentences texts={reasons} />
        </BlockStack>
        {effects.length > 0 ? (
          <>
            <Divider />
            <EffectList effects={effects} isRefreshing={isRefreshing} />
          </>
        ) : null}
        {cost ? (
          <Text as="p" tone="subdued">
            Cost of this perk: {cost}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

const WHY: Readonly<Record<OutcomeKind, string>> = {
  granted: 'Why the customer got it',
  no_match: 'Why the customer did not get it',
  not_possible: 'Why the customer could not get it',
};

function Facts({ facts, knowledge }: DecisionDetails) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          What Concierge knew
        </Text>
        <Text as="p">{knowledge}</Text>
        <Sentences texts={facts} />
      </BlockStack>
    </Card>
  );
}

function Sentences({ texts }: { texts: string[] }) {
  return (
    <Box>
      <List>
        {texts.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Box>
  );
}
