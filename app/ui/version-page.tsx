import { useNavigate } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { type ReactNode, useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import type { VersionView } from '../policy-history.server.ts';
import type { RestoreRequest, VersionRestored } from '../restore-version.server.ts';
import { HISTORY, versionUrl } from '../version-url.ts';
import { ChangeList } from './change-list.tsx';
import { Confirmation } from './confirmation.tsx';
import { Refusal } from './refusal.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';
import { VersionHead } from './version-head.tsx';

/** One version: what changed, its rules, and the way back to it. */
export function VersionPage({ version, rules, running, restoring }: VersionView) {
  return (
    <Screen title={`Version ${version.version}`} back={{ content: 'History of the rules', url: HISTORY }} isNarrow>
      <BlockStack gap="400">
        <Card>
          <VersionHead {...version} />
        </Card>
        {version.isRunning ? null : <Restore version={version.version} running={running} restoring={restoring} />}
        <Part title={version.version === 1 ? 'What it began with' : `What changed from version ${version.version - 1}`}>
          <ChangeList changes={version.changes} />
        </Part>
        <Part title="Its rules">
          {rules.length === 0 ? <Text as="p">None: nothing was given by it.</Text> : null}
          {rules.map(({ id, name, isEnabled, sentence }) => (
            <BlockStack key={id} gap="050">
              <InlineStack gap="200" align="start" blockAlign="center">
                <Text as="h3" variant="headingSm" breakWord>
                  {name}
                </Text>
                {isEnabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
              </InlineStack>
              <Text as="p" breakWord>
                {sentence}
              </Text>
            </BlockStack>
          ))}
        </Part>
      </BlockStack>
    </Screen>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

function Restore({ version, running, restoring }: Pick<VersionView, 'running' | 'restoring'> & { version: number }) {
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const [reasons, setReasons] = useState<string[]>([]);
  const { send, isBusy } = useRequest<RestoreRequest, VersionRestored | Failed>((answer) => {
    switch (answer.kind) {
      case 'restored':
        showToast(`The rules are those of version ${version} again`);
        return navigate(versionUrl(answer.version));
      case 'same':
        return showToast('These rules run already');
      case 'refused':
        return setReasons(answer.reasons);
      case 'outdated':
        return showToast(`Nothing was changed: version ${answer.running} was published meanwhile. Look again`, {
          isError: true,
        });
      case 'failed':
        return showToast('Nothing was changed. Check your connection and try again', { isError: true });
      default:
        return assertNever(answer);
    }
  });
  const isSame = restoring.length === 0;
  return (
    <>
      <Refusal title={`The rules of version ${version} can’t run any more`} reasons={reasons} />
      <Part title="If you go back to it">
        {isSame ? (
          <Text as="p">Its rules are those that run now.</Text>
        ) : (
          <>
            <ChangeList changes={restoring} />
            <InlineStack>
              <Button loading={isBusy} onClick={() => setIsAsking(true)}>
                Restore this version
              </Button>
            </InlineStack>
          </>
        )}
      </Part>
      <Confirmation
        id="confirm-restore"
        title={`Go back to version ${version}?`}
        text={`Its rules run from the next order on, as a new version after version ${running}, which stays in the history. Decisions and perks stay as they are.`}
        action="Restore this version"
        keep={`Keep version ${running}`}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          setReasons([]);
          send({ running });
        }}
      />
    </>
  );
}
