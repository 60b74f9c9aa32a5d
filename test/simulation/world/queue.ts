import { MAX_RECEIVE_COUNT } from '../../../adapters/sqs/queues.ts';
import type { Instant } from '../../../core/identity.ts';
import type { Ground } from './process.ts';

/** One FIFO queue as SQS keeps it, or as it behaves on a bad day. */
export interface Queue {
  readonly name: string;
  /** Dropped when the same was sent to the group within 5 minutes. */
  send(message: { readonly body: string; readonly group: string; readonly deduplication: string }): void;
  /** What may be handled now, hidden from others from then on. */
  receive(most: number, hiddenForMs: number): Received[];
  remove(receipt: string): void;
  size(): number;
}

export interface Received {
  /** The same for all its receives. */
  readonly id: string;
  /** This receive's own. */
  readonly receipt: string;
  readonly body: string;
  readonly group: string;
  readonly tries: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  visibleAt: Instant;
  tries: number;
}

const DEDUPLICATED_MS = 5 * 60_000;
export const VISIBILITY_MS = 6 * 60_000;

/**
 * @param arrived a message may be received, now or at a time to come.
 * @param deadLetters null for a dead-letter queue.
 */
export function createQueue(
  { agenda, faults }: Ground,
  name: string,
  deadLetters: Queue | null,
  arrived: () => void,
): Queue {
  let messages: Message[] = [];
  const sent = new Map<string, Instant>();
  const numbers = new Map<string, number>();

  function isHidden({ visibleAt }: Message): boolean {
    return visibleAt > agenda.now();
  }

  return {
    name,
    send({ body, group, deduplication }) {
      const key = `${group} ${deduplication}`;
      const before = sent.get(key);
      if (before !== undefined && agenda.now() - before < DEDUPLICATED_MS) return;
      sent.set(key, agenda.now());
      const subject = subjectOf(body);
      const number = (numbers.get(subject) ?? 0) + 1;
      numbers.set(subject, number);
      const id = `${subject}/${number}`;
      messages.push({ id, body, group, visibleAt: agenda.now(), tries: 0 });
      arrived();
    },
    receive(most, hiddenForMs) {
      const locked = new Set(messages.filter(isHidden).map(({ group }) => group));
      const received: Received[] = [];
      for (const message of [...messages]) {
        if (received.length === most) break;
        const { id, group } = message;
        if (isHidden(message)) continue;
        if (locked.has(group) && !faults.strikes('queue.out_of_order', `${id} ${message.tries + 1}`)) continue;
        if (deadLetters && message.tries >= MAX_RECEIVE_COUNT) {
          messages = messages.filter((each) => each !== message);
          deadLetters.send({ body: message.body, group, deduplication: id });
          continue;
        }
        message.tries += 1;
        message.visibleAt = agenda.now() + hiddenForMs;
        agenda.at(message.visibleAt, arrived);
        received.push({ id, receipt: `${id}#${message.tries}`, body: message.body, group, tries: message.tries });
      }
      return received;
    },
    remove(receipt) {
      const before = messages.length;
      messages = messages.filter(({ id, tries }) => `${id}#${tries}` !== receipt);
      // The next of the group is free now.
      if (messages.length < before && before > 1) arrived();
    },
    size: () => messages.length,
  };
}

/** What a message is about: names its faults, whatever else happens. */
function subjectOf(body: string): string {
  const { shop, decision, topic, webhookId } = JSON.parse(body);
  if (decision !== undefined) return `${shop} ${decision}`;
  return topic === webhookId ? `${shop} ${topic}` : webhookId;
}
