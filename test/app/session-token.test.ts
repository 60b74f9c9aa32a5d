import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { judgeSessionToken } from '../../app/session-token.server.ts';

const apiKey = 'key';
const apiSecret = 'secret';
const shop = 'a.myshopify.com';
const expected = { apiKey, apiSecret, shop };

function sign(
  changes: Record<string, unknown> = {},
  { header = { alg: 'HS256', typ: 'JWT' }, secret = apiSecret } = {},
) {
  const payload = { iss: `https://${shop}/admin`, dest: `https://${shop}`, aud: apiKey, sub: '1', exp: 1, ...changes };
  const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('a session token', () => {
  test('of this app and shop is genuine, expired or not', () => {
    expect(judgeSessionToken(sign(), expected)).toBe('genuine');
  });

  test('is genuine when the request names no shop', () => {
    expect(judgeSessionToken(sign(), { ...expected, shop: null })).toBe('genuine');
  });

  test.each([
    ['another secret', sign({}, { secret: 'guess' })],
    ['no algorithm', sign({}, { header: { alg: 'none', typ: 'JWT' } })],
    ['another algorithm', sign({}, { header: { alg: 'HS512', typ: 'JWT' } })],
    ['no signature', `${sign().split('.').slice(0, 2).join('.')}.`],
    [
      'a changed payload',
      sign().replace(/\.[^.]+\./, `.${Buffer.from('{"dest":"https://b.myshopify.com"}').toString('base64url')}.`),
    ],
    ['a part too many', `${sign()}.x`],
    ['nothing in it', ''],
    ['no JSON in it', 'a.b.c'],
    ['a destination outside the platform', sign({ dest: 'https://evil.example' })],
    ['no destination', sign({ dest: undefined })],
  ])('with %s is forged', (_, token) => {
    expect(judgeSessionToken(token, expected)).toBe('forged');
  });

  test.each([
    ['for another app', sign({ aud: 'other' })],
    ['of another shop', sign({ iss: 'https://b.myshopify.com/admin', dest: 'https://b.myshopify.com' })],
    ['issued by one shop for another', sign({ iss: 'https://b.myshopify.com/admin' })],
  ])('%s is foreign', (_, token) => {
    expect(judgeSessionToken(token, expected)).toBe('foreign');
  });
});
