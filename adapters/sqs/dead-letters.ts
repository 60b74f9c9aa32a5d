import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueRole } from './queues.ts';

/** A message that was handed to its function as often as its queue allows, and never came to an end. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** For `remove`; worth something for half a minute. */
  readonly receiptHandle: string;
}

/** The dead-letter queues, by the queue whose messages they hold. */
export interface DeadLetters {
  /** At most 10, the oldest of each group first; what is received is hidden for half a minute. None: there are no more. */
  receive(role: QueueRole): Promise<readonly DeadLetter[]>;
  remove(role: QueueRole, letter: DeadLetter): Promise<void>;
}

const HIDDEN_FOR_S = 30;
const MOST_AT_ONCE = 10;

export function createSqsDeadLetters(client: SQSClient, queueUrls: Readonly<Record<QueueRole, string>>): DeadLetters {
  return {
    async receive(role) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrls[role],
          MaxNumberOfMessages: MOST_AT_ONCE,
          VisibilityTimeout: HIDDEN_FOR_S,
        }),
      );
      return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) => ({
        messageId: MessageId,
        body: Body,
        receiptHandle: ReceiptHandle,
      }));
    },
    async remove(role, { receiptHandle }) {
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrls[role], ReceiptHandle: receiptHandle }));
    },
  };
}
