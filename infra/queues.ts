import {
  deadLettersName,
  type QueueDefinition,
  type QueueRole,
  queueDefinitions,
  queueName,
} from '../adapters/sqs/queues.ts';

export interface Queues extends Readonly<Record<QueueRole, sst.aws.Queue>> {
  readonly deadLetters: Readonly<Record<QueueRole, sst.aws.Queue>>;
}

/** The queues from their one definition, each with its dead-letter queue. */
export function createQueues(): Queues {
  const created = new Map<string, sst.aws.Queue>();
  // An ARN is known only once a queue exists, so the definition names the dead-letter queue that comes before.
  for (const definition of queueDefinitions({ arnOf: (name) => name })) {
    created.set(definition.name, createQueue(definition, created));
  }
  const named = (name: string) => {
    const queue = created.get(name);
    if (!queue) throw new Error(`the queue ${name} is not defined`);
    return queue;
  };
  const deadLettersOf = (role: QueueRole) => named(deadLettersName(role));
  return {
    events: named(queueName('events')),
    service: named(queueName('service')),
    bulk: named(queueName('bulk')),
    deadLetters: { events: deadLettersOf('events'), service: deadLettersOf('service'), bulk: deadLettersOf('bulk') },
  };
}

function createQueue({ name, attributes }: QueueDefinition, created: ReadonlyMap<string, sst.aws.Queue>) {
  const { VisibilityTimeout, RedrivePolicy, MessageRetentionPeriod } = attributes;
  return new sst.aws.Queue(componentName(name), {
    fifo: { contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true' },
    ...(VisibilityTimeout !== undefined && { visibilityTimeout: `${Number(VisibilityTimeout)} seconds` }),
    ...(RedrivePolicy !== undefined && { dlq: redriveTo(RedrivePolicy, created) }),
    transform: {
      queue: {
        fifoQueue: attributes.FifoQueue === 'true',
        ...(MessageRetentionPeriod !== undefined && { messageRetentionSeconds: Number(MessageRetentionPeriod) }),
        ...(attributes.DeduplicationScope !== undefined && { deduplicationScope: attributes.DeduplicationScope }),
        ...(attributes.FifoThroughputLimit !== undefined && { fifoThroughputLimit: attributes.FifoThroughputLimit }),
      },
    },
  });
}

function redriveTo(policy: string, created: ReadonlyMap<string, sst.aws.Queue>) {
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
    deadLetterTargetArn: string;
    maxReceiveCount: number;
  };
  const deadLetters = created.get(deadLetterTargetArn);
  if (!deadLetters) throw new Error(`the dead-letter queue ${deadLetterTargetArn} is defined after its queue`);
  return { queue: deadLetters.arn, retry: maxReceiveCount };
}

/** `concierge-events-dead-letters.fifo` → `EventsDeadLetters`: SST puts app and stage before it. */
function componentName(name: string): string {
  const words = name
    .replace(/\.fifo$/, '')
    .split('-')
    .slice(1);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
