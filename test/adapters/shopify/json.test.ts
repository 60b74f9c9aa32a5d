import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyHash, canonicalJson, parseLossless } from '../../../adapters/shopify/json.ts';

describe('lossless JSON', () => {
  test('keeps every digit of an integer beyond 2^53', () => {
    const parsed = parseLossless('{"id":820982911946154508,"lines":[{"id":-9007199254740993}],"n":42}');
    expect(parsed).toEqual({ id: 820982911946154508n, lines: [{ id: -9007199254740993n }], n: 42 });
  });

  test('leaves what a number holds exactly, decimals and texts as they are', () => {
    const parsed = parseLossless('{"max":9007199254740991,"price":10.50,"big":1e21,"text":"820982911946154508"}');
    expect(parsed).toEqual({ max: 9007199254740991, price: 10.5, big: 1e21, text: '820982911946154508' });
  });

  test('throws a SyntaxError on what is no JSON', () => {
    for (const text of ['', '{', 'undefined', '{"id":820982911946154508', "{'a':1}"]) {
      expect(() => parseLossless(text), text).toThrow(SyntaxError);
    }
  });

  test('agrees with JSON.parse wherever no integer is too long', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(canonicalJson(parseLossless(`[${text},1234567890123456]`))).toBe(
          canonicalJson(JSON.parse(`[${text},1234567890123456]`)),
        );
      }),
    );
  });

  test('parses a payload of a megabyte with long ids in well under a second', () => {
    const line = { id: 0, title: 'Linen shirt', quantity: 1, price: '59.00', tax_lines: [], properties: [] };
    const lines = Array.from({ length: 8000 }, () => JSON.stringify(line).replace('0', '866550311766439020'));
    const text = `{"line_items":[${lines.join(',')}]}`;
    const startMs = performance.now();
    parseLossless(text);
    expect(performance.now() - startMs).toBeLessThan(1000);
  });
});

describe('the body hash', () => {
  test('is the same for a compact and a pretty-printed body and for any order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        const compact = bodyHash(parseLossless(JSON.stringify(object)));
        expect(bodyHash(parseLossless(JSON.stringify(reversed, null, 2)))).toBe(compact);
      }),
    );
  });

  test('differs for ids that a number could not tell apart', () => {
    expect(bodyHash(parseLossless('{"id":820982911946154508}'))).not.toBe(
      bodyHash(parseLossless('{"id":820982911946154509}')),
    );
  });
});
