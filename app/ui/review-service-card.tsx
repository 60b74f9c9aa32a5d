import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { Failed } from '../answer.ts';
import { PROVIDER_NAMES } from '../review-providers.ts';
import type { ReviewService, ReviewServiceAnswer, ReviewServiceRequest } from '../review-settings.server.ts';
import { Confirmation } from './confirmation.tsx';
import { Moment } from './moment.tsx';
import { connectSteps, secretLabel } from './review-service-words.ts';
import { showToast } from './toast.ts';
import { SOON, useRefreshWhile } from './use-refresh-while.ts';
import { useRequest } from './use-request.ts';

/** One service: how to connect it, or how it is doing. */
export function ReviewServiceCard({ provider, secretIs, connection }: ReviewService) {
  const name = PROVIDER_NAMES[provider];
  const [secret, setSecret] = useState('');
  const [isBadSecret, setIsBadSecret] = useState(false);
  const [madeSecret, setMadeSecret] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  /** When the last test had come through as this one was sent; undefined while none is under way. */
  const [testedBefore, setTestedBefore] = useState<string | null | undefined>();
  const testedAt = connection?.testedAt?.iso ?? null;
  const isTesting = testedBefore !== undefined && testedBefore === testedAt;
  const isWaiting = useRefreshWhile(isTesting, SOON);

  const onAnswer = (answer: ReviewServiceAnswer | Failed) => {
    setIsBadSecret(answer.kind === 'bad_secret');
    if (answer.kind === 'connected') {
      setSecret('');
      setMadeSecret(answer.secret);
    }
    if (answer.kind === 'disconnected') setMadeSecret(null);
    if (answer.kind !== 'test_sent') setTestedBefore(undefined);
    const toast = toastOf(answer, name);
    if (toast) showToast(toast, { isError: answer.kind !== 'connected' && answer.kind !== 'disconnected' });
  };
  const { send, sending, isBusy } = useRequest<ReviewServiceRequest, ReviewServiceAnswer | Failed>(onAnswer);
  const steps = connectSteps(provider);

  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {name}
          </Text>
          {connection ? <Badge tone="success">Connected</Badge> : <Badge>Not connected</Badge>}
        </InlineStack>
        {connection ? (
          <>
            <Text as="p">{steps.after}</Text>
            <TextField
              label={`Address for ${name}`}
              value={connection.address}
              readOnly
              autoComplete="off"
              onFocus={(event) => event?.target instanceof HTMLInputElement && event.target.select()}
            />
            {madeSecret ? (
              <TextField
                label={secretLabel(provider)}
                value={madeSecret}
                readOnly
                autoComplete="off"
                helpText="Shown this once. Copy it now."
              />
            ) : connection.secretEnd ? (
              <Text as="p" tone="subdued">
                Secret: ends with {connection.secretEnd}
              </Text>
            ) : null}
            <Text as="p">
              {connection.lastReceivedAt ? (
                <>
                  Last review: <Moment {...connection.lastReceivedAt} />
                </>
              ) : (
                'No review came yet.'
              )}
            </Text>
            <div aria-live="polite">
              <Text as="p">{testWords(isTesting, isWaiting, connection.testedAt?.text ?? null)}</Text>
            </div>
            <ButtonGroup>
              <Button
                onClick={() => {
                  // Now, since it may have come through by the time of the answer.
                  setTestedBefore(testedAt);
                  send({ intent: 'test', provider });
                }}
                loading={sending?.intent === 'test' || (isTesting && isWaiting)}
                disabled={isBusy}
                accessibilityLabel={`Send a test to ${name}’s address`}
              >
                Send a test
              </Button>
              <Button
                onClick={() => setIsAsking(true)}
                disabled={isBusy}
                tone="critical"
                accessibilityLabel={`Disconnect ${name}`}
              >
                Disconnect
              </Button>
            </ButtonGroup>
          </>
        ) : (
          <>
            <Text as="p">{steps.before}</Text>
            {secretIs === 'theirs' ? (
              <TextField
                label={secretLabel(provider)}
                type="password"
                value={secret}
                onChange={setSecret}
                autoComplete="off"
                {...(isBadSecret
                  ? { error: `This can’t be the secret of ${name}. Copy it whole, without spaces.` }
                  : {})}
              />
            ) : null}
            <ButtonGroup>
              <Button
                variant="primary"
                onClick={() => send({ intent: 'connect', provider, secret })}
                loading={sending?.intent === 'connect'}
                disabled={isBusy}
                accessibilityLabel={`Connect ${name}`}
              >
                Connect
              </Button>
            </ButtonGroup>
          </>
        )}
      </BlockStack>
      <Confirmation
        id={`disconnect-${provider}`}
        title={`Disconnect ${name}?`}
        text={`Reviews from ${name} are refused from then on. Those that came stay in the list. To connect again you need a new address there.`}
        action="Disconnect"
        isDestructive
        keep="Stay connected"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          send({ intent: 'disconnect', provider });
        }}
      />
    </Card>
  );
}

function testWords(isTesting: boolean, isWaiting: boolean, testedAt: string | null): string {
  if (isTesting)
    return isWaiting ? 'The test is on its way.' : 'The test did not come through yet. Reload the page to look again.';
  return testedAt === null ? 'Not tested yet.' : `The test of ${testedAt} came through.`;
}

function toastOf(answer: ReviewServiceAnswer | Failed, name: string): string | null {
  switch (answer.kind) {
    case 'connected':
      return `${name} is connected`;
    case 'disconnected':
      return `${name} is disconnected`;
    case 'test_refused':
      return 'The address refused the test. Disconnect and connect again';
    case 'test_unreachable':
      return 'The address could not be reached. Try again in a minute';
    case 'gone':
      return `${name} is not connected any more`;
    case 'failed':
      return 'Nothing was changed. Check your connection and try again';
    case 'bad_secret':
    case 'test_sent':
      return null;
  }
}
