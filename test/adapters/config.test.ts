import { expect, test } from 'vitest';
import { ALL_VARIABLES, readConfig } from '../../adapters/config.ts';

const COMPLETE = {
  CONCIERGE_TABLE: 'concierge',
  EVENTS_QUEUE_URL: 'http://127.0.0.1:1/000000000000/events.fifo',
  SERVICE_QUEUE_URL: 'http://127.0.0.1:1/000000000000/service.fifo',
  BULK_QUEUE_URL: 'http://127.0.0.1:1/000000000000/bulk.fifo',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'very-secret',
  KEYED_HASH_SECRET: 'hash-secret',
  SHOPIFY_APP_URL: 'https://concierge.example',
};

const DEAD_LETTERS = {
  EVENTS_DEAD_LETTERS_URL: 'http://127.0.0.1:1/000000000000/events-dead-letters.fifo',
  SERVICE_DEAD_LETTERS_URL: 'http://127.0.0.1:1/000000000000/service-dead-letters.fifo',
  BULK_DEAD_LETTERS_URL: 'http://127.0.0.1:1/000000000000/bulk-dead-letters.fifo',
};

test('a complete environment is read, with defaults for what is optional', () => {
  expect(readConfig({ ...COMPLETE, ...DEAD_LETTERS }, ALL_VARIABLES)).toEqual({
    logLevel: 'INFO',
    region: 'us-east-1',
    table: 'concierge',
    importsOnInstall: true,
    dynamodbEndpoint: undefined,
    sqsEndpoint: undefined,
    queues: { events: COMPLETE.EVENTS_QUEUE_URL, service: COMPLETE.SERVICE_QUEUE_URL, bulk: COMPLETE.BULK_QUEUE_URL },
    deadLetterQueues: {
      events: DEAD_LETTERS.EVENTS_DEAD_LETTERS_URL,
      service: DEAD_LETTERS.SERVICE_DEAD_LETTERS_URL,
      bulk: DEAD_LETTERS.BULK_DEAD_LETTERS_URL,
    },
    keyedHashSecret: 'hash-secret',
    intakeUrl: 'https://concierge.example',
    email: { from: undefined, smtpUrl: undefined, sesEndpoint: undefined },
    shopify: {
      apiKey: 'key',
      apiSecret: 'very-secret',
      appUrl: 'https://concierge.example',
      scopes: [],
      appBridgeUrl: undefined,
    },
  });
});

test('optional variables count when they are set, empty ones are as good as missing', () => {
  const config = readConfig({
    ...COMPLETE,
    SCOPES: 'read_orders, write_orders',
    DYNAMODB_ENDPOINT: 'http://localhost:8000',
    SQS_ENDPOINT: '',
    AWS_REGION: 'eu-central-1',
    LOG_LEVEL: 'WARN',
  });
  expect(config.shopify.scopes).toEqual(['read_orders', 'write_orders']);
  expect(config.dynamodbEndpoint).toBe('http://localhost:8000');
  expect(config.sqsEndpoint).toBeUndefined();
  expect(config.region).toBe('eu-central-1');
  expect(config.logLevel).toBe('WARN');
});

test('one message names every variable that is missing or malformed and what it is for, but no value', () => {
  const environment = { ...COMPLETE, CONCIERGE_TABLE: '', SHOPIFY_API_KEY: undefined, SHOPIFY_APP_URL: 'very-secret' };
  expect(() => readConfig(environment)).toThrow(
    [
      'The environment is not complete:',
      '- CONCIERGE_TABLE is missing: the name of the DynamoDB table.',
      '- SHOPIFY_API_KEY is missing: the app’s client id.',
      '- SHOPIFY_APP_URL is no http or https URL.',
    ].join('\n'),
  );
  expect(() => readConfig(environment)).not.toThrow('very-secret');
});

test('a mail server’s password with a bare % is refused at once, not with the first message', () => {
  const withPassword = (password: string) =>
    readConfig({ ...COMPLETE, SMTP_URL: `smtp://me:${password}@mail.example` });
  expect(() => withPassword('50%off')).toThrow('- SMTP_URL has a % in its user or password');
  expect(() => withPassword('50%off')).not.toThrow('50');
  expect(withPassword('50%25off').email.smtpUrl).toContain('50%25off');
});

test('who needs one queue and the secret can do without the rest, until it reads it', () => {
  const { EVENTS_QUEUE_URL, SHOPIFY_API_SECRET } = COMPLETE;
  const config = readConfig({ EVENTS_QUEUE_URL, SHOPIFY_API_SECRET }, ['EVENTS_QUEUE_URL', 'SHOPIFY_API_SECRET']);
  expect(config.queues.events).toBe(EVENTS_QUEUE_URL);
  expect(config.shopify.apiSecret).toBe(SHOPIFY_API_SECRET);
  expect(() => config.table).toThrow('CONCIERGE_TABLE is missing');
});

test('only who asks for everything, as tick does, has to know the dead-letter queues', () => {
  const config = readConfig(COMPLETE);
  expect(() => config.deadLetterQueues.service).toThrow('SERVICE_DEAD_LETTERS_URL is missing');
  expect(() => readConfig(COMPLETE, ALL_VARIABLES)).toThrow(
    [
      'The environment is not complete:',
      '- EVENTS_DEAD_LETTERS_URL is missing: the queue of events that decide never came to an end with.',
      '- SERVICE_DEAD_LETTERS_URL is missing: the queue of effects for which act never came to an end.',
      '- BULK_DEAD_LETTERS_URL is missing: the same of effects that can wait.',
    ].join('\n'),
  );
});
