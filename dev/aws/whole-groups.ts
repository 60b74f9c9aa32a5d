/** The part of fauxqs' FIFO queue that hands messages out. */
export interface FifoQueue {
  /** By message group, oldest first. */
  readonly fifoMessages: ReadonlyMap<string, QueuedMessage[]>;
  /** How many messages of a group somebody has received: no more of them are handed out. */
  readonly fifoLockedGroups: Map<string, number>;
  readonly inflightMessages: ReadonlyMap<string, { readonly message: QueuedMessage }>;
  dequeue(maxCount: number, ...rest: unknown[]): readonly { readonly ReceiptHandle: string }[];
  processTimers(): void;
}

interface QueuedMessage {
  readonly messageGroupId?: string;
  readonly sequenceNumber?: string;
}

const LARGEST_BATCH = 10;

/**
 * One receive gets as many messages of a group as there are, up to its limit, as SQS hands them out (“FIFO delivery
 * logic in Amazon SQS”); fauxqs gives one of each. What is not deleted comes back in its old order.
 */
export function receiveWholeGroups(queue: FifoQueue): void {
  const dequeue = queue.dequeue.bind(queue);
  const processTimers = queue.processTimers.bind(queue);

  queue.dequeue = (maxCount, ...rest) => {
    const received: { readonly ReceiptHandle: string }[] = [];
    const locks = new Map<string, number>();
    const limit = Math.min(maxCount, LARGEST_BATCH);
    while (received.length < limit) {
      const more = dequeue(limit - received.length, ...rest);
      if (more.length === 0) break;
      received.push(...more);
      for (const { ReceiptHandle } of more) {
        const group = queue.inflightMessages.get(ReceiptHandle)?.message.messageGroupId;
        if (group === undefined) continue;
        locks.set(group, (locks.get(group) ?? 0) + 1);
        // Locked for others, which can't come in between, not for the rest of this receive.
        queue.fifoLockedGroups.delete(group);
      }
    }
    for (const [group, count] of locks) queue.fifoLockedGroups.set(group, count);
    return received;
  };

  queue.processTimers = () => {
    processTimers();
    // What was hidden comes back at the head, the last one first.
    for (const messages of queue.fifoMessages.values()) sortHead(messages);
  };
}

function sortHead(messages: QueuedMessage[]): void {
  const head = messages.slice(0, LARGEST_BATCH + 1);
  if (head.every((message, index) => index === 0 || !precedes(message, head[index - 1]))) return;
  messages.sort((a, b) => (precedes(a, b) ? -1 : 1));
}

/** Sequence numbers have one length: they sort as texts. */
function precedes(a: QueuedMessage, b: QueuedMessage | undefined): boolean {
  return b !== undefined && (a.sequenceNumber ?? '') < (b.sequenceNumber ?? '');
}
