import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, DropZone, InlineStack, Link, List, Text } from '@shopify/polaris';
import { useState } from 'react';
import { assertNever } from '../../core/assert-never.ts';
import type { Failed } from '../answer.ts';
import { DRAFT } from '../draft-url.ts';
import type { FileChecked, ImportRequest } from '../policy-import.server.ts';
import { ChangeList } from './change-list.tsx';
import { Screen } from './screen.tsx';
import { showToast } from './toast.ts';
import { useDownload } from './use-download.ts';
import { useRequest } from './use-request.ts';

/** Larger files are not even read: what a policy takes at most is far less. */
const LONGEST_FILE_BYTES = 5_000_000;

/** The rules as a file: out, and in by way of the draft. */
export function PolicyFilePage({ running }: { running: number }) {
  const { download, underWay } = useDownload();
  return (
    <Screen title="Export and import" back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Export
            </Text>
            <Text as="p">
              All your rules as they run now, in one file (JSON): to keep, to change in an editor, or to bring into
              another shop. The file names its{' '}
              <Link url="/policy.schema.json" target="_blank">
                schema
              </Link>
              , by which an editor can check it.
            </Text>
            <InlineStack>
              <Button
                loading={underWay !== null}
                onClick={() => download(`/app/policy-file/${running}`, `policy-${running}.json`)}
              >
                Download the rules
              </Button>
            </InlineStack>
          </BlockStack>
        </Card>
        <Import />
      </BlockStack>
    </Screen>
  );
}

type Seen = Exclude<FileChecked, { kind: 'drafted' }>;

function Import() {
  const navigate = useNavigate();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [seen, setSeen] = useState<Seen | null>(null);
  const { send, isBusy } = useRequest<ImportRequest, FileChecked | Failed>((answer) => {
    switch (answer.kind) {
      case 'drafted':
        showToast('The file is in the draft');
        return navigate(DRAFT);
      case 'refused':
      case 'invalid':
      case 'valid':
        return setSeen(answer);
      case 'failed':
        return showToast('The file could not be looked at. Check your connection and try again', { isError: true });
      default:
        return assertNever(answer);
    }
  });
  const choose = async (chosen: File) => {
    setSeen(null);
    setFile(null);
    if (chosen.size > LONGEST_FILE_BYTES) {
      const megabytes = Math.ceil(chosen.size / 1_000_000).toLocaleString('en');
      return setSeen({ kind: 'refused', reason: `The file has ${megabytes} MB: it is no policy.` });
    }
    const text = await chosen.text();
    setFile({ name: chosen.name, text });
    send({ intent: 'check', text });
  };
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Import
          </Text>
          <Text as="p">
            The rules of the file take the place of all of yours. You see what changes first; then they go into the
            draft, and run when you publish it.
          </Text>
        </BlockStack>
        <DropZone
          label="File with rules (JSON)"
          accept=".json,application/json"
          type="file"
          allowMultiple={false}
          disabled={isBusy}
          onDropAccepted={([chosen]) => {
            if (chosen) void choose(chosen);
          }}
        >
          <DropZone.FileUpload actionTitle="Choose file" />
        </DropZone>
        <div aria-live="polite">
          {seen && (file || seen.kind === 'refused') ? (
            <Found
              name={file?.name ?? null}
              seen={seen}
              isBusy={isBusy}
              onTake={(revision) => file && send({ intent: 'draft', text: file.text, revision })}
            />
          ) : null}
        </div>
      </BlockStack>
    </Card>
  );
}

interface FoundProps {
  name: string | null;
  seen: Seen;
  isBusy: boolean;
  onTake: (revision: number) => void;
}

function Found({ name, seen, isBusy, onTake }: FoundProps) {
  switch (seen.kind) {
    case 'refused':
      return (
        <Banner tone="critical" title="This file can’t be imported">
          <Text as="p" breakWord>
            {seen.reason}
          </Text>
        </Banner>
      );
    case 'invalid':
      return (
        <Banner tone="critical" title="Something in this file is wrong: nothing was changed">
          <List>
            {seen.problems.map((problem, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never move, and two may be the same
              <List.Item key={index}>{problem}</List.Item>
            ))}
          </List>
          {seen.more > 0 ? <Text as="p">… and {seen.more.toLocaleString('en')} more.</Text> : null}
        </Banner>
      );
    case 'valid':
      return (
        <BlockStack gap="300">
          <Text as="h3" variant="headingSm" breakWord>
            What {name} changes
          </Text>
          <ChangeList changes={seen.changes} />
          {seen.changes.length === 0 ? null : (
            <BlockStack gap="200">
              {seen.replacesDraft ? (
                <Text as="p">There is a draft with other changes. The file takes its place: they are gone then.</Text>
              ) : null}
              <InlineStack>
                <Button variant="primary" loading={isBusy} onClick={() => onTake(seen.revision)}>
                  Put it into the draft
                </Button>
              </InlineStack>
            </BlockStack>
          )}
        </BlockStack>
      );
    default:
      return assertNever(seen);
  }
}
