import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../adapters/shopify/signature.ts';
import { fixture } from './fixtures.ts';

interface Case {
  readonly secret: string;
  readonly body: string;
  readonly x_shopify_hmac_sha256: string;
  readonly expected_valid: boolean;
  readonly note: string;
  readonly source: { readonly repo: string };
}

const CASES = fixture<Case[]>('signatures/webhook_hmac.json');
const sign = (body: Uint8Array, secret: string) => createHmac('sha256', secret).update(body).digest('base64');

describe('a webhook signature', () => {
  test.each(CASES.map((entry, index) => ({ ...entry, index })))(
    'case $index of $source.repo is judged as there: $expected_valid',
    ({ secret, body, x_shopify_hmac_sha256, expected_valid }) => {
      expect(isSigned(Buffer.from(body), x_shopify_hmac_sha256, [secret])).toBe(expected_valid);
    },
  );

  test('made with the former secret is accepted while both are configured', () => {
    const body = Buffer.from('foo=anything');
    expect(isSigned(body, sign(body, 'old_secret'), ['secret', 'old_secret'])).toBe(true);
    expect(isSigned(body, sign(body, 'old_secret'), ['secret'])).toBe(false);
  });

  test('is checked over the raw bytes: the same JSON formatted otherwise is refused', () => {
    const compact = Buffer.from('{"id":1}');
    expect(isSigned(Buffer.from('{ "id": 1 }'), sign(compact, 'secret'), ['secret'])).toBe(false);
  });

  test('that is missing, of another length, in hex or with something appended is refused', () => {
    const body = Buffer.from('{}');
    const good = sign(body, 'secret');
    const hex = createHmac('sha256', 'secret').update(body).digest('hex');
    for (const signature of [undefined, '', good.slice(0, -1), `${good}=`, `${good}, ${good}`, ` ${good}`, hex]) {
      expect(isSigned(body, signature, ['secret']), String(signature)).toBe(false);
    }
  });

  test('never throws and never accepts garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (body, signature) => {
        expect(isSigned(body, signature, ['secret', ''])).toBe(false);
      }),
    );
  });
});
