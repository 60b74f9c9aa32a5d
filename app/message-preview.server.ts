import * as z from 'zod';
import { composeMessage } from '../core/compose-message.ts';
import { EVENT_TYPES } from '../core/event.ts';
import { sampleValues, variablesFor } from '../core/message-variables.ts';
import type { MessageTemplates } from '../core/ports.ts';

const LONGEST = 10_000;

export const previewRequest = z.strictObject({
  on: z.enum(EVENT_TYPES),
  subject: z.string().max(LONGEST),
  body: z.string().max(LONGEST),
});

export type PreviewRequest = z.infer<typeof previewRequest>;

export type MessagePreviewed =
  | { kind: 'previewed'; subject: string; html: string }
  | { kind: 'unreadable'; problem: string };

/** A message as it is being written, filled with samples: by the same code that fills it for a customer. */
export async function previewMessage(
  templates: MessageTemplates,
  { on, subject, body }: PreviewRequest,
): Promise<MessagePreviewed> {
  for (const text of [subject, body]) {
    const [problem] = await templates.problems(text, variablesFor(on));
    if (problem !== undefined) return { kind: 'unreadable', problem };
  }
  const composed = await composeMessage(templates, { subject, body }, sampleValues());
  if (composed.kind === 'failed') return { kind: 'unreadable', problem: composed.problem };
  return { kind: 'previewed', subject: composed.content.subject, html: composed.content.html };
}
