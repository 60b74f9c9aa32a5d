import { describe, expect, test } from 'vitest';
import { isFromProvider, judgemeSignature, svixSignature } from '../../../adapters/reviews/signatures.ts';
import type { ReviewProvider } from '../../../core/review.ts';
import { fixture } from '../shopify/fixtures.ts';

interface Rules {
  readonly judgeme: { readonly header: string; readonly header_aliases_seen: string[] };
  readonly stamped: { readonly headers: string[] };
  readonly frozen_vector_svix: Readonly<Record<'secret' | 'svix-id' | 'svix-timestamp' | 'body' | 'expected', string>>;
}

const RULES = fixture<Rules>('signatures/review_and_tracking.json');
const VECTOR = RULES.frozen_vector_svix;
const VECTOR_AT = Number(VECTOR['svix-timestamp']) * 1000;
const BODY = Buffer.from('{"review":{"id":1}}');

function judge(provider: ReviewProvider, secret: string | null, headers: Record<string, string>, body = BODY, now = 0) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return isFromProvider(provider, secret, { headers: lower, body, now });
}

describe('Judge.me', () => {
  test('signs with HMAC-SHA256 in hex (RFC 4231, case 2)', () => {
    const signature = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(judgemeSignature('Jefe', Buffer.from('what do ya want for nothing?'))).toBe(signature);
  });

  test.each([RULES.judgeme.header, ...RULES.judgeme.header_aliases_seen])('is known by the header %s', (header) => {
    const signature = judgemeSignature('token', BODY);
    expect(judge('judgeme', 'token', { [header]: signature })).toBe(true);
    expect(judge('judgeme', 'token', { [header]: signature.toUpperCase() })).toBe(true);
    expect(judge('judgeme', 'another', { [header]: signature })).toBe(false);
    expect(judge('judgeme', 'token', { [header]: signature }, Buffer.from(`${BODY} `))).toBe(false);
    expect(judge('judgeme', 'token', { [header]: Buffer.from(signature, 'hex').toString('base64') })).toBe(false);
  });

  test('without its header, or without a secret of ours, is nobody', () => {
    expect(judge('judgeme', 'token', {})).toBe(false);
    expect(judge('judgeme', null, { [RULES.judgeme.header]: judgemeSignature('', BODY) })).toBe(false);
  });
});

describe('Okendo', () => {
  const signed = (names: 'svix' | 'webhook', signature = VECTOR.expected) => ({
    [`${names}-id`]: VECTOR['svix-id'],
    [`${names}-timestamp`]: VECTOR['svix-timestamp'],
    [`${names}-signature`]: signature,
  });
  const judgeVector = (headers: Record<string, string>, now = VECTOR_AT, secret = VECTOR.secret) =>
    judge('okendo', secret, headers, Buffer.from(VECTOR.body), now);

  test('signs as Svix’s own test vector, under either name of the headers, with and without the secret’s prefix', () => {
    const { secret, body, expected } = VECTOR;
    expect(svixSignature(secret, VECTOR['svix-id'], VECTOR['svix-timestamp'], Buffer.from(body))).toBe(expected);
    expect(judgeVector(signed('svix'))).toBe(true);
    expect(judgeVector(signed('webhook'))).toBe(true);
    expect(judgeVector(signed('svix'), VECTOR_AT, secret.replace('whsec_', ''))).toBe(true);
  });

  test('may send several signatures while its secret is rotated', () => {
    expect(judgeVector(signed('svix', `v1,AAAA v2,BBBB ${VECTOR.expected}`))).toBe(true);
    expect(judgeVector(signed('svix', 'v1,AAAA v2,BBBB'))).toBe(false);
  });

  test('is not believed when the message is more than five minutes old or ahead', () => {
    for (const offMs of [-300_000, 300_000]) expect(judgeVector(signed('svix'), VECTOR_AT + offMs)).toBe(true);
    for (const offMs of [-300_001, 300_001]) expect(judgeVector(signed('svix'), VECTOR_AT + offMs)).toBe(false);
  });

  test.each(['svix-id', 'svix-timestamp', 'svix-signature'])('is nobody without %s, or with another one', (header) => {
    const { [header]: _, ...rest } = signed('svix') as Record<string, string>;
    expect(judgeVector(rest)).toBe(false);
    expect(judgeVector({ ...rest, [header]: 'x' })).toBe(false);
  });
});

describe('Stamped', () => {
  test.each(RULES.stamped.headers.slice(0, 2))('sends its secret in %s', (header) => {
    expect(judge('stamped', 'agreed', { [header]: 'agreed' })).toBe(true);
    for (const given of ['agree', 'agreed ', '', 'AGREED']) {
      expect(judge('stamped', 'agreed', { [header]: given })).toBe(false);
    }
  });

  test('is nobody without it', () => {
    expect(judge('stamped', 'agreed', { 'x-stamped-topic': 'agreed' })).toBe(false);
    expect(judge('stamped', null, { 'x-secret-key': '' })).toBe(false);
  });
});
