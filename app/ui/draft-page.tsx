import { useNavigate } from '@remix-run/react';
import { Badge, Banner, BlockStack, Box, Button, Card, InlineStack, Link, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import { MAX_NOTE } from '../../core/note.ts';
import type { Failed } from '../answer.ts';
import type { DraftAnswer } from '../draft-actions.server.ts';
import type { DraftRequest } from '../draft-request.server.ts';
import type { DraftView } from '../draft-view.server.ts';
import { versionUrl } from '../version-url.ts';
import { ChangeList } from './change-list.tsx';
import { Confirmation } from './confirmation.tsx';
import { Moment } from './moment.tsx';
import { Refusal } from './refusal.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useRequest } from './use-request.ts';

/** The rules as they are to be: what would change, and publishing or discarding it. */
export function DraftPage({ draft, running, rules }: DraftView) {
  const navigate = useNavigate();
  const [reasons, setReasons] = useState<string[]>([]);
  // Here, as the draft is gone by the time of the answer.
  const { send, isBusy } = useRequest<DraftRequest, DraftAnswer | Failed>((answer) => {
    switch (answer.kind) {
      case 'published':
        showToast('Rules published');
        return navigate(versionUrl(answer.version));
      case 'discarded':
        return showToast('Draft discarded');
      case 'refused':
        return setReasons(answer.reasons);
      case 'outdated':
        return showToast('Nothing was done: somebody changed the rules meanwhile. Look again', { isError: true });
      case 'failed':
        return showToast('Nothing was done. Check your connection and try again', { isError: true });
      default:
        return assertNever(answer);
    }
  });
  return (
    <Screen title="Draft of the rules" back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <BlockStack gap="400">
        <Refusal title="Nothing was published" reasons={reasons} />
        {draft ? (
          <OpenDraft
            draft={draft}
            running={running}
            isBusy={isBusy}
            onAsk={(request) => {
              setReasons([]);
              send(request);
            }}
          />
        ) : (
          <NoDraft />
        )}
        <RulesInDraft title={draft ? 'The rules in the draft' : 'Your rules'} rules={rules} />
      </BlockStack>
    </Screen>
  );
}

function NoDraft() {
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          Nothing waits to be published
        </Text>
        <Text as="p">
          A draft collects several changes, so that they run together. Choose a rule below, change it and save it: it
          goes into the draft, and runs when you publish the draft here.
        </Text>
      </BlockStack>
    </Card>
  );
}

interface OpenDraftProps {
  draft: NonNullable<DraftView['draft']>;
  running: number;
  isBusy: boolean;
  onAsk: (request: DraftRequest) => void;
}

function OpenDraft({ draft, running, isBusy, onAsk }: OpenDraftProps) {
  const { revision, changes, conflicts, changedAt, by } = draft;
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null);
  const confirm = (request: DraftRequest) => {
    setAsking(null);
    onAsk(request);
  };
  return (
    <>
      {conflicts.length > 0 ? (
        <Banner tone="warning" title="Others published something else meanwhile">
          <BlockStack gap="200">
            <Text as="p">
              The draft changes the same rules, and takes the place of this when you publish it. Change them in the
              draft if it should not.
            </Text>
            <ChangeList changes={conflicts} />
          </BlockStack>
        </Banner>
      ) : null}
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              What changes when you publish
            </Text>
            <Text as="p" tone="subdued" breakWord>
              Last changed <Moment {...changedAt} />, by {by}
            </Text>
          </BlockStack>
          <ChangeList changes={changes} />
          <TextField
            label="Why (optional)"
            helpText="Stands in the history beside the version."
            value={note}
            onChange={setNote}
            maxLength={MAX_NOTE}
            autoComplete="off"
          />
          <InlineStack gap="200">
            <Button variant="primary" loading={isBusy} onClick={() => setAsking('publish')}>
              Publish
            </Button>
            <Button disabled={isBusy} onClick={() => setAsking('discard')}>
              Discard draft
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
      <Confirmation
        id="confirm-publish"
        title="Publish the draft?"
        text={`${changesAre(changes.length)} from the next order on, as version ${running + 1}.`}
        action="Publish"
        keep="Not yet"
        isOpen={asking === 'publish'}
        onClose={() => setAsking(null)}
        onConfirm={() => confirm({ intent: 'publish', revision, running, note })}
      />
      <Confirmation
        id="confirm-discard"
        title="Discard the draft?"
        text="What was changed in it is gone, whoever changed it. The rules that run stay as they are."
        action="Discard draft"
        isDestructive
        keep="Keep draft"
        isOpen={asking === 'discard'}
        onClose={() => setAsking(null)}
        onConfirm={() => confirm({ intent: 'discard', revision })}
      />
    </>
  );
}

function changesAre(count: number): string {
  return count === 1 ? 'The change runs' : `All ${count} changes run`;
}

function RulesInDraft({ title, rules }: { title: string; rules: DraftView['rules'] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {rules.length === 0 ? <Text as="p">None.</Text> : null}
        {rules.map(({ id, url, name, isEnabled, isArchived, sentence }) => (
          <BlockStack key={id} gap="050">
            <InlineStack gap="200" align="start" blockAlign="center">
              <Text as="h3" variant="headingSm" breakWord>
                <Link url={url} removeUnderline>
                  {name}
                </Link>
              </Text>
              {isArchived ? <Badge>Archived</Badge> : isEnabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
            </InlineStack>
            <Text as="p" breakWord>
              {sentence}
            </Text>
          </BlockStack>
        ))}
        <Box>
          <Link url="/app/templates">Add rule from template</Link>
        </Box>
      </BlockStack>
    </Card>
  );
}
