import { BlockStack, Card, DropZone, Text } from '@shopify/polaris';
import type { SentFile } from '../order-file-sender.ts';
import type { ImportView } from '../past-import.server.ts';

export interface OrderFileCardProps {
  latest: ImportView | null;
  /** Anything is being imported, or rests. */
  isImporting: boolean;
  file: { send: (file: File) => void; isSending: boolean; sent: SentFile | null };
}

/** Where an export of orders is chosen. It is read in the browser. */
export function OrderFileCard({ latest, isImporting, file }: OrderFileCardProps) {
  const waiting = isImporting ? (latest?.upload ?? null) : null;
  const isOffered = !file.isSending && (!isImporting || waiting !== null);
  const problem = problemOf(file.sent);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Orders from a file
        </Text>
        <Text as="p">
          Older orders than Shopify shows to an app come in by a file: in Shopify, open Orders, choose Export, and take
          the CSV. Your browser reads it and sends on what is needed of each order. Names, addresses and phone numbers
          stay where they are; an e-mail address is used to find the customer in your shop, and is not kept.
        </Text>
        {file.isSending ? (
          <Text as="p" fontWeight="semibold">
            Keep this page open until the file is read.
          </Text>
        ) : null}
        {isOffered && waiting ? (
          <Text as="p" fontWeight="semibold" breakWord>
            Choose {waiting.name} again, and it goes on where it stopped.
          </Text>
        ) : null}
        {problem ? (
          <div role="alert">
            <Text as="p" tone="critical" breakWord>
              {problem}
            </Text>
          </div>
        ) : null}
        {isOffered ? (
          <DropZone
            label="Export of orders (CSV)"
            accept=".csv,text/csv"
            type="file"
            allowMultiple={false}
            onDropAccepted={([chosen]) => {
              if (chosen) file.send(chosen);
            }}
          >
            <DropZone.FileUpload actionTitle="Choose file" />
          </DropZone>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function problemOf(sent: SentFile | null): string | null {
  switch (sent?.kind) {
    case 'wrong_file':
      return sent.problem;
    case 'busy':
      return 'Another import is under way. Wait until it is done, or cancel it first.';
    case 'failed':
      return sent.problem ?? 'The file could not be read to its end. Choose it again, and it goes on where it stopped.';
    default:
      return null;
  }
}
