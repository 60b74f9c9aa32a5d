/** The one definition of the queues, for the local platform and the cloud. */

export type QueueRole = 'events' | 'service' | 'bulk';

export interface QueueDefinition {
  readonly name: string;
  readonly role: QueueRole | 'dead-letters';
  /** As in SQS's CreateQueue. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a handler on a queue may take: a message is hidden six times as long (“Using Lambda with Amazon SQS”). */
export const FUNCTION_TIMEOUT_S = 60;
const VISIBILITY_TIMEOUT_S = 6 * FUNCTION_TIMEOUT_S;
/** A message that was received so often goes to its dead-letter queue instead of coming once more. */
export const MAX_RECEIVE_COUNT = 10;
const DAY_S = 86_400;
const RETENTION_S = 4 * DAY_S;
/** The longest that SQS keeps anything. */
const DEAD_LETTER_RETENTION_S = 14 * DAY_S;

export const QUEUE_ROLES: readonly QueueRole[] = ['events', 'service', 'bulk'];

/**
 * Each queue with its dead-letter queue before it. All are FIFO with high throughput: order and deduplication hold
 * within a message group, and groups don't wait for each other (“High throughput for FIFO queues”).
 *
 * @param arnOf The ARN of the queue with this name.
 */
export function queueDefinitions({ arnOf }: { arnOf: (name: string) => string }): QueueDefinition[] {
  return QUEUE_ROLES.flatMap((role): QueueDefinition[] => {
    const deadLetters = deadLettersName(role);
    const redrive = { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: MAX_RECEIVE_COUNT };
    return [
      {
        name: deadLetters,
        role: 'dead-letters',
        attributes: { ...FIFO, MessageRetentionPeriod: String(DEAD_LETTER_RETENTION_S) },
      },
      {
        name: queueName(role),
        role,
        attributes: {
          ...FIFO,
          VisibilityTimeout: String(VISIBILITY_TIMEOUT_S),
          MessageRetentionPeriod: String(RETENTION_S),
          RedrivePolicy: JSON.stringify(redrive),
        },
      },
    ];
  });
}

export function queueName(role: QueueRole): string {
  return `concierge-${role}.fifo`;
}

export function deadLettersName(role: QueueRole): string {
  return `concierge-${role}-dead-letters.fifo`;
}

const FIFO = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};
