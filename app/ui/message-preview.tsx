import { BlockStack, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { Failed } from '../answer.ts';
import type { MessagePreviewed, PreviewRequest } from '../message-preview.server.ts';
import { useRequest } from './use-request.ts';

const AFTER_TYPING_MS = 300;

/** The message as a customer would see it, filled with samples; what was shown last stays while it can’t be read. */
export function MessagePreview({ on, subject, body }: PreviewRequest) {
  const [shown, setShown] = useState<Extract<MessagePreviewed, { kind: 'previewed' }> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { send } = useRequest<PreviewRequest, MessagePreviewed | Failed>((answer) => {
    if (answer.kind === 'previewed') setShown(answer);
    setProblem(answer.kind === 'unreadable' ? answer.problem : null);
  }, '/app/message-preview');
  const [sent, setSent] = useState('');
  const wanted = JSON.stringify({ on, subject, body });
  useEffect(() => {
    if (wanted === sent) return;
    const timer = setTimeout(
      () => {
        setSent(wanted);
        send({ on, subject, body });
      },
      sent === '' ? 0 : AFTER_TYPING_MS,
    );
    return () => clearTimeout(timer);
  });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Preview
      </Text>
      <div aria-live="polite">
        {problem ? (
          <Text as="p" breakWord tone="subdued">
            The preview waits until this is put right: {problem}
          </Text>
        ) : null}
      </div>
      {shown ? (
        <BlockStack gap="100">
          <Text as="p" breakWord>
            Subject: {shown.subject}
          </Text>
          {/* Without any permission: nothing in a message runs or leads away. */}
          <iframe className="message-preview" title="Preview of the e-mail" sandbox="" srcDoc={shown.html} />
        </BlockStack>
      ) : null}
    </BlockStack>
  );
}
