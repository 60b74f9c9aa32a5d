import { expect, test } from 'vitest';
import { FUNCTION_TIMEOUT_S, queueDefinitions } from '../../../adapters/sqs/queues.ts';

const definitions = queueDefinitions({ arnOf: (name) => `arn:aws:sqs:us-east-1:000000000000:${name}` });
const queues = definitions.filter(({ role }) => role !== 'dead-letters');

test('there is a queue for events, service and bulk', () => {
  expect(queues.map(({ role }) => role)).toEqual(['events', 'service', 'bulk']);
});

test('every queue is FIFO with high throughput', () => {
  for (const { name, attributes } of definitions) {
    expect(name).toMatch(/^[\w-]{1,75}\.fifo$/);
    expect(attributes).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  }
});

test('a message is hidden for at least six times the function’s timeout', () => {
  for (const { attributes } of queues) {
    expect(Number(attributes.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * FUNCTION_TIMEOUT_S);
  }
});

test('after ten tries a message goes to its queue’s own FIFO dead-letter queue, created before it, kept longest', () => {
  for (const { role, attributes } of queues) {
    const redrive = JSON.parse(attributes.RedrivePolicy ?? '') as {
      deadLetterTargetArn: string;
      maxReceiveCount: number;
    };
    expect(redrive.maxReceiveCount).toBe(10);
    const name = redrive.deadLetterTargetArn.split(':').at(-1);
    const deadLetters = definitions.findIndex((definition) => definition.name === name);
    expect(name).toContain(role);
    expect(deadLetters).toBeGreaterThanOrEqual(0);
    expect(deadLetters).toBeLessThan(definitions.findIndex((definition) => definition.role === role));
    expect(definitions[deadLetters]?.attributes.MessageRetentionPeriod).toBe('1209600');
  }
});
