import {
  Badge,
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineStack,
  List,
  Select,
  Text,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { EventType } from '../../core/event.ts';
import type { Rule } from '../../core/policy.ts';
import type { Failed } from '../answer.ts';
import type { RuleForm } from '../rule-form.ts';
import { readRule } from '../rule-form.ts';
import type { TryAnswer, TryRequest } from '../try-rule.server.ts';
import type { TryChoice } from '../tryables.server.ts';
import { useRequest } from './use-request.ts';

interface TryRuleProps {
  form: RuleForm;
  original: Rule;
  currency: string;
}

/** What the rule, as it stands in the form, would have made of something that happened. Nothing is given. */
export function TryRule({ form, original, currency }: TryRuleProps) {
  const [search, setSearch] = useState('');
  const [choices, setChoices] = useState<TryChoice[] | null>(null);
  const [chosen, setChosen] = useState(0);
  const [said, setSaid] = useState<TryAnswer | { kind: 'no_answer'; text: string } | null>(null);
  const { send, isBusy } = useRequest<TryRequest, TryAnswer | Failed>((answer) => {
    if (answer.kind === 'failed')
      return setSaid({ kind: 'no_answer', text: 'Concierge could not be reached. Try again.' });
    if (answer.kind !== 'found') return setSaid(answer);
    setChosen(0);
    setChoices(answer.choices);
    if (answer.problem) setSaid({ kind: 'no_answer', text: answer.problem });
    else if (answer.choices.length > 0) setSaid(null);
    else setSaid({ kind: 'no_answer', text: NOTHING_FOUND[original.on] });
  }, '/app/try-rule');
  const { rule, problems } = readRule(form, original, currency);
  const isReadable = Object.keys(problems).length === 0;
  const on = choices?.[chosen]?.on;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Try it on
        </Text>
        <Text as="p">
          See what this rule, as it stands above, would have made of {THING[original.on]}. Nothing is given.
        </Text>
        <FormLayout>
          <TextField
            label={original.on === 'review.posted' ? 'Order or product' : 'Order'}
            autoComplete="off"
            placeholder="#1001"
            value={search}
            onChange={setSearch}
            helpText="Leave it empty for the newest ones."
            connectedRight={
              <Button
                loading={isBusy && choices === null}
                onClick={() => send({ intent: 'find', on: original.on, search })}
              >
                Find
              </Button>
            }
          />
          {choices && choices.length > 0 ? (
            <Select
              label="Which one"
              options={choices.map(({ label }, index) => ({ label, value: String(index) }))}
              value={String(chosen)}
              onChange={(index) => setChosen(Number(index))}
            />
          ) : null}
        </FormLayout>
        {on ? (
          <InlineStack>
            <Button loading={isBusy} disabled={!isReadable} onClick={() => send({ intent: 'try', rule, on })}>
              Try it
            </Button>
          </InlineStack>
        ) : null}
        <div aria-live="polite">{said ? <Said answer={said} /> : null}</div>
      </BlockStack>
    </Card>
  );
}

function Said({ answer }: { answer: TryAnswer }) {
  switch (answer.kind) {
    case 'found':
      return null;
    case 'no_answer':
      return <Text as="p">{answer.text}</Text>;
    case 'invalid':
      return <Text as="p">It can be tried once this is put right: {answer.problems[0]?.message}</Text>;
    case 'tried': {
      const { outcome, obstacle, conditions, notes } = answer;
      return (
        <BlockStack gap="200">
          <InlineStack>
            <Badge tone={outcome === 'granted' ? 'success' : outcome === 'not_possible' ? 'warning' : 'info'}>
              {VERDICT[outcome]}
            </Badge>
          </InlineStack>
          {obstacle ? <Text as="p">{obstacle}</Text> : null}
          <List>
            {conditions.map(({ holds, text }) => (
              <List.Item key={text}>
                <Text as="span" fontWeight="semibold">
                  {holds ? 'Yes. ' : 'No. '}
                </Text>
                {text}
              </List.Item>
            ))}
          </List>
          {notes.map((note) => (
            <Text key={note} as="p" tone="subdued">
              {note}
            </Text>
          ))}
        </BlockStack>
      );
    }
    default:
      return assertNever(answer);
  }
}

const VERDICT = {
  granted: 'It would have given',
  no_match: 'It would have given nothing',
  not_possible: 'It would have matched, and could not have given',
} as const;

const THING: Readonly<Record<EventType, string>> = {
  'order.placed': 'an order of the past',
  'return.requested': 'a return of the past',
  'shipment.delayed': 'a parcel of the past',
  'review.posted': 'a review of the past',
};

const NOTHING_FOUND: Readonly<Record<EventType, string>> = {
  'order.placed': 'Concierge knows no such order.',
  'return.requested': 'Concierge knows no such return.',
  'shipment.delayed': 'Concierge knows no such parcel.',
  'review.posted': 'Concierge knows no such review.',
};
