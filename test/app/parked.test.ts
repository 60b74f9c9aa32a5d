import { expect, test } from 'vitest';
import { SUBSCRIBED_TOPICS } from '../../adapters/shopify/topics.ts';
import { parkedDetails, replayRequest } from '../../app/parked.server.ts';
import { parkedListUrl, parkedUrl } from '../../app/parked-url.ts';
import { topicInWords } from '../../app/topic-words.ts';
import type { ParkedDelivery } from '../../core/ports.ts';
import { NOW, orderId } from '../core/builders.ts';

const delivery: ParkedDelivery = {
  id: 'w1',
  topic: 'orders/updated',
  reason: 'the order has no id',
  source: 'unusable',
  at: NOW + 1_000,
  triggeredAt: NOW,
  replays: 2,
  body: Buffer.from('{"name":"#1"}').toString('base64'),
};
const details = (over: Partial<ParkedDelivery>) => parkedDetails({ ...delivery, ...over }, 'America/New_York');
const contentOf = (bytes: Buffer) => details({ body: bytes.toString('base64') }).content;

test('a message is told in the merchant’s words, with what came of it and its raw content', () => {
  expect(details({})).toEqual({
    id: 'w1',
    url: '/app/parked/w1',
    what: 'An order was changed',
    topic: 'orders/updated',
    source: 'unusable',
    reason: 'the order has no id',
    sentAt: { iso: '2026-11-20T12:00:00.000Z', text: 'Nov 20, 2026, 7:00 AM' },
    parkedAt: { iso: '2026-11-20T12:00:01.000Z', text: 'Nov 20, 2026, 7:00 AM' },
    replays: 2,
    content: { kind: 'kept', text: '{"name":"#1"}', isCut: false, isText: true },
  });
});

test('a content that was too big to keep is left out, with the order that it was about', () => {
  expect(details({ body: { bytes: 1_250_000, order: orderId(7) } }).content).toEqual({
    kind: 'too_big',
    size: '1.3 MB',
    order: { url: 'shopify://admin/orders/7' },
  });
  expect(details({ body: { bytes: 950_000, order: null } }).content).toMatchObject({ order: null });
});

test('an empty content, one that is no text and one that is too long to read say so', () => {
  expect(contentOf(Buffer.alloc(0))).toEqual({ kind: 'empty' });
  expect(contentOf(Buffer.from([0xff, 0xfe, 0x41]))).toMatchObject({
    isText: false,
    text: expect.stringContaining('A'),
  });
  const long = contentOf(Buffer.from('ä'.repeat(60_000)));
  expect(long).toMatchObject({ kind: 'kept', isCut: true, isText: true });
});

test.each([
  ['orders/create', 'An order was placed'],
  ['customers/redact', 'A customer’s data is to be erased'],
  ['returns/update', 'About a return (returns/update)'],
  ['made_up', 'made_up'],
  ['constructor/x', 'constructor/x'],
])('the topic %s is “%s”', (topic, words) => {
  expect(topicInWords(topic)).toBe(words);
});

test.each([...SUBSCRIBED_TOPICS])('the topic %s has words a merchant understands', (topic) => {
  expect(topicInWords(topic)).not.toBe(topic);
});

test('an id with anything in it has an address of its own', () => {
  expect(parkedUrl('a/b?c#d')).toBe('/app/parked/a%2Fb%3Fc%23d');
});

test('the list’s address keeps the pages gone through', () => {
  expect(parkedListUrl({ trail: [] })).toBe('/app/parked');
  expect(parkedListUrl({ trail: ['a', 'b='] })).toBe('/app/parked?page=a&page=b%3D');
});

test.each([{}, { intent: 'replay' }, { intent: 'replay', id: '' }, { intent: 'remove', id: '1' }])(
  'a request for %j is refused',
  (body) => {
    expect(replayRequest.safeParse(body).success).toBe(false);
  },
);
