import type { DeadLetter, DeadLetters } from '../../adapters/sqs/dead-letters.ts';
import { QUEUE_ROLES, type QueueRole } from '../../adapters/sqs/queues.ts';

/** Dead-letter queues in memory: what is received stays hidden until `showAgain`. */
export function createMemoryDeadLetters() {
  const queues = new Map<QueueRole, { letter: DeadLetter; hidden: boolean }[]>(QUEUE_ROLES.map((role) => [role, []]));
  const of = (role: QueueRole) => queues.get(role) ?? [];
  let put = 0;
  return {
    async receive(role: QueueRole) {
      const visible = of(role).filter(({ hidden }) => !hidden);
      const taken = visible.slice(0, 10);
      for (const each of taken) each.hidden = true;
      return taken.map(({ letter }) => letter);
    },
    async remove(role: QueueRole, { messageId }: DeadLetter) {
      queues.set(
        role,
        of(role).filter(({ letter }) => letter.messageId !== messageId),
      );
    },
    put(role: QueueRole, body: string) {
      put += 1;
      of(role).push({ letter: { messageId: `letter-${put}`, body, receiptHandle: `letter-${put}` }, hidden: false });
    },
    showAgain() {
      for (const each of QUEUE_ROLES.flatMap(of)) each.hidden = false;
    },
    left: (role: QueueRole) => of(role).map(({ letter }) => letter.body),
  } satisfies DeadLetters & Record<string, unknown>;
}
