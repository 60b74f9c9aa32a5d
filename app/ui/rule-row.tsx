import { Badge, BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';
import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import type { RuleSwitched } from '../rule-actions.server.ts';
import type { SwitchRequest } from '../rule-request.server.ts';
import { OBSTACLE_ADVICE } from './obstacle-notice.tsx';
import { Switch } from './switch.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

export interface RuleInList {
  id: string;
  name: string;
  sentence: string;
  isEnabled: boolean;
  /** Why its perk can be given to nobody; null when it can. */
  obstacle: string | null;
}

export function RuleRow({ id, name, sentence, isEnabled, obstacle }: RuleInList) {
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
            {obstacle ? <Badge tone="warning">Can’t be given</Badge> : null}
          </InlineStack>
          <Text as="p" breakWord>
            {sentence}
          </Text>
          {obstacle ? (
            <Text as="p" breakWord>
              Can’t be given: {obstacle} {OBSTACLE_ADVICE}
            </Text>
          ) : null}
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
