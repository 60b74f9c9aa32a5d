import { BlockStack, Box, Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import { type PerkFilter, perkFilterUrl } from '../perk-filter.ts';
import type { RetryAnswer, RetryRequest } from '../perk-retry.server.ts';
import { Confirmation } from './confirmation.tsx';
import { showToast } from './toast.ts';
import { PATIENT, useRefreshWhile } from './use-refresh-while.ts';
import { useRequest } from './use-request.ts';

/** Tries again all that was refused or stopped of what the list shows, the pages behind included. */
export function RetryAll({ filter, isRetrying }: { filter: PerkFilter; isRetrying: boolean }) {
  const [perks, setPerks] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const isRefreshing = useRefreshWhile(isRetrying, PATIENT);
  const { send, isBusy } = useRequest<RetryRequest, RetryAnswer | Failed>(
    (answer) => {
      switch (answer.kind) {
        case 'counted':
          setPerks(`${answer.count} ${answer.isOne ? 'perk' : 'perks'}`);
          return setIsAsking(true);
        case 'none':
          return showToast('Nothing of these can be tried again');
        case 'asked':
          return showToast('They are tried again');
        case 'busy':
          return showToast('Others are still being tried again. Try these in a minute', { isError: true });
        case 'failed':
          return showToast('That did not get through. Try again', { isError: true });
        default:
          return assertNever(answer);
      }
    },
    perkFilterUrl({ ...filter, trail: [] }),
  );
  return (
    <Box padding="300" borderColor="border-secondary" borderBlockEndWidth="025">
      {isRetrying ? (
        <Text as="p">
          What was refused or stopped is being tried again.{' '}
          {isRefreshing ? 'You see here how far it got.' : 'Reload the page to see how far it got.'}
        </Text>
      ) : (
        <BlockStack inlineAlign="start">
          <Button onClick={() => send({ retry: 'count' })} loading={isBusy}>
            Try all again
          </Button>
        </BlockStack>
      )}
      <Confirmation
        id="retry-all"
        title="Try all again?"
        text={`This is for ${perks}. Put right first what stood in the way. They are given in the order of the decisions, however old they are; what is refused again stays refused. What is unclear or on hold is left as it is.`}
        action="Try again"
        keep="Leave them"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          send({ retry: 'all' });
        }}
      />
    </Box>
  );
}
