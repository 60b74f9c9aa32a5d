import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEffectMessage } from '../../../adapters/sqs/effect-queue.ts';
import { type EventMessage, eventMessageText } from '../../../adapters/sqs/event-queue.ts';
import { parseEventMessage } from '../../../adapters/sqs/parse-event-message.ts';
import { NOW, orderId, shopDomain } from '../../core/builders.ts';

const SHOP = shopDomain('atelier');

function message(body: EventMessage['body']): EventMessage {
  return {
    shop: SHOP,
    topic: 'orders/create',
    webhookId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    triggeredAt: NOW,
    replays: 0,
    body,
  };
}

/** Tab, line ends and what is printable (“SendMessage”). */
function isTakenByQueue(text: string): boolean {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0).every(
    (code) =>
      [0x9, 0xa, 0xd].includes(code) ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code !== 0xfffe && code !== 0xffff),
  );
}

test('any bytes arrive as they were, in characters that a queue takes', () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  const texts = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text));
  fc.assert(
    fc.property(fc.oneof(bytes, texts), (body) => {
      const text = eventMessageText(message(body));
      expect(isTakenByQueue(text)).toBe(true);
      expect(parseEventMessage(text)).toEqual(message(body));
    }),
  );
});

test.each([
  ['a byte order mark', Buffer.from('\uFEFF{"id": 1}')],
  ['characters that a queue refuses', Buffer.from('{"note":"\uFFFF\uFFFE"}')],
  ['control characters', Buffer.from('{"note":"\u0000\u000b"}')],
  ['bytes that are no text', Buffer.from([0xc3, 0x28, 0xff])],
  ['nothing', Buffer.alloc(0)],
])('%s survives', (_, body) => {
  const text = eventMessageText(message(body));
  expect(isTakenByQueue(text)).toBe(true);
  expect(parseEventMessage(text).body).toEqual(body);
});

test('an order of 10,000 lines fits into one message', () => {
  const line = (index: number) => ({
    id: 466_157_049_000_000 + index,
    admin_graphql_api_id: `gid://shopify/LineItem/${466_157_049_000_000 + index}`,
    title: `Merino cardigan no. ${index}`,
    current_quantity: 1,
    price_set: { shop_money: { amount: `${index}.00`, currency_code: 'USD' } },
  });
  const body = Buffer.from(JSON.stringify({ line_items: Array.from({ length: 10_000 }, (_, index) => line(index)) }));
  expect(body.length).toBeGreaterThan(2 ** 20);
  const text = eventMessageText(message(body));
  expect(text.length).toBeLessThan(2 ** 20 / 2);
  expect(parseEventMessage(text).body).toEqual(body);
});

test('what stands in place of a body that was too large arrives', () => {
  for (const order of [orderId(1), null]) {
    const leftOut = message({ bytes: 5_000_000, order });
    expect(parseEventMessage(eventMessageText(leftOut))).toEqual(leftOut);
  }
});

test('a message counts its replays; one of a version that did not is none', () => {
  const replayed = { ...message(Buffer.from('{}')), replays: 3 };
  expect(parseEventMessage(eventMessageText(replayed))).toEqual(replayed);
  const { replays: _, ...older } = JSON.parse(eventMessageText(replayed)) as Record<string, unknown>;
  expect(parseEventMessage(JSON.stringify(older)).replays).toBe(0);
});

test('what send did not write is an error', () => {
  for (const text of [
    '',
    'Ada Lovelace',
    '{}',
    '{"shop":"evil.example","topic":"t","webhookId":"1","triggeredAt":1,"body":{"text":""}}',
  ]) {
    expect(() => parseEventMessage(text)).toThrow();
    expect(() => parseEffectMessage(text)).toThrow();
    expect(() => parseEventMessage(text)).not.toThrow('Ada');
  }
});
