import { htmlOfMessage, textOfMessage } from './message-html.ts';
import type { MessageValues } from './message-variables.ts';
import type { Message, MessageTemplates } from './ports.ts';

/** What is in a message, of whomever it goes to. */
export type MessageContent = Pick<Message, 'subject' | 'text' | 'html'>;

export type Composed =
  | { readonly kind: 'composed'; readonly content: MessageContent }
  | { readonly kind: 'failed'; readonly problem: string };

/** Fills a rule's message with values: a subject of one line, the text, and the same as HTML. */
export async function composeMessage(
  templates: MessageTemplates,
  message: { readonly subject: string; readonly body: string },
  values: MessageValues,
): Promise<Composed> {
  const [subject, body] = await Promise.all([
    templates.render(message.subject, values),
    templates.render(message.body, values),
  ]);
  if (subject.kind === 'failed') return subject;
  if (body.kind === 'failed') return body;
  const line = subject.text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const text = body.text.replaceAll('\r\n', '\n').trim();
  if (line === '' || text === '')
    return { kind: 'failed', problem: 'the message is empty once its variables are filled in' };
  const footer = footerOf(values);
  return {
    kind: 'composed',
    content: {
      subject: line,
      text: textOfMessage({ text, footer }),
      html: htmlOfMessage({ subject: line, text, footer }),
    },
  };
}

function footerOf({ shop, order }: MessageValues): string {
  const about = order?.name ? `your order ${order.name}` : 'something you did there';
  return `${shop?.name ?? ''} sent you this message because of ${about}. It is not a newsletter.`;
}
