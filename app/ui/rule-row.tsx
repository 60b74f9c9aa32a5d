import { Badge, BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';
import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import type { RuleSwitched } from '../rule-actions.server.ts';
import type { SwitchRequest } from '../rule-request.server.ts';
import { Switch } from './switch.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

export interface RuleInList {
  id: string;
  name: string;
  sentence: string;
  isEnabled: boolean;
}

export function RuleRow({ id, name, sentence, isEnabled }: RuleInList) {
  const { send, sending } = useRequest<SwitchRequest, RuleSwitched | Failed>(reportSwitched, '/app/rules');
  // What was asked for is shown until the server has answered.
  const isOn = sending?.isEnabled ?? isEnabled;
  return (
    <Box padding="400">
      <InlineStack gap="400" align="space-between" blockAlign="start" wrap={false}>
        <BlockStack gap="100">
          {/* Polaris hands an alignment down to stacks that set none. */}
          <InlineStack gap="200" align="start" blockAlign="center">
            <Text as="h2" variant="headingSm" breakWord>
              <Link url={`/app/rules/${id}`} removeUnderline>
                {name}
              </Link>
            </Text>
            {isOn ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
          </InlineStack>
          <Text as="p" breakWord>
            {sentence}
          </Text>
        </BlockStack>
        <Switch label={`Rule “${name}”`} isOn={isOn} onSwitch={(wanted) => send({ rule: id, isEnabled: wanted })} />
      </InlineStack>
    </Box>
  );
}

function reportSwitched(answer: RuleSwitched | Failed): void {
  if (answer.kind === 'switched') showToast(answer.isEnabled ? 'Rule turned on' : 'Rule turned off');
  else showToast(whyNotSwitched(answer), { isError: true });
}

function whyNotSwitched(answer: Exclude<RuleSwitched | Failed, { kind: 'switched' }>): string {
  switch (answer.kind) {
    case 'missing':
      return 'Somebody deleted this rule';
    case 'invalid':
      return `Not changed. ${answer.problem}`;
    case 'failed':
      return 'Not changed. Check your connection and try again';
    default:
      return assertNever(answer);
  }
}
