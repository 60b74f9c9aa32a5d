import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Ground, Process } from './process.ts';
import type { Queue } from './queue.ts';

/** A client of SQS for one process: what the adapters send goes to the simulated queues, by their URLs. */
export function createSqsClient(ground: Ground, process: Process, queues: ReadonlyMap<string, Queue>): SQSClient {
  function queueAt(url: string | undefined): Queue {
    const queue = queues.get(url ?? '');
    if (!queue) throw new Error(`there is no queue at ${url}`);
    return queue;
  }

  async function execute(command: object): Promise<object> {
    if (command instanceof SendMessageCommand) {
      const { QueueUrl, MessageBody = '', MessageGroupId = '', MessageDeduplicationId = '' } = command.input;
      queueAt(QueueUrl).send({ body: MessageBody, group: MessageGroupId, deduplication: MessageDeduplicationId });
      return {};
    }
    if (command instanceof ReceiveMessageCommand) {
      const { QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout = 30 } = command.input;
      const received = queueAt(QueueUrl).receive(MaxNumberOfMessages, VisibilityTimeout * 1000);
      return {
        Messages: received.map(({ id, receipt, body }) => ({ MessageId: id, Body: body, ReceiptHandle: receipt })),
      };
    }
    if (command instanceof DeleteMessageCommand) {
      queueAt(command.input.QueueUrl).remove(command.input.ReceiptHandle ?? '');
      return {};
    }
    throw new Error(`the simulated SQS knows no ${command.constructor.name}`);
  }

  const send = (command: object) =>
    process.call(command.constructor.name, 10, async (at) => {
      if (ground.faults.strikes('queue.unreachable', at)) throw new Error('the queue can’t be reached');
      const answer = await execute(command);
      if (ground.faults.strikes('queue.sent_twice', at)) await execute(twin(command));
      if (ground.faults.strikes('queue.answer_lost', at)) throw new Error('the queue did not answer');
      return answer;
    });
  return { send } as unknown as SQSClient;
}

/** The same message under another deduplication id: what two processes send that know nothing of each other. */
function twin(command: object): object {
  if (!(command instanceof SendMessageCommand)) return command;
  const { MessageDeduplicationId } = command.input;
  return new SendMessageCommand({ ...command.input, MessageDeduplicationId: `again-${MessageDeduplicationId}` });
}
