import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../adapters/dynamo/packed.ts';
import { buildDecision } from '../../contracts/records.ts';

test('what is packed is unpacked the same, order of fields included', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const value: unknown = JSON.parse(json);
      expect(JSON.stringify(unpack(pack(value)))).toBe(JSON.stringify(value));
    }),
  );
});

test('equal values give equal bytes', () => {
  expect(pack(buildDecision())).toEqual(pack(buildDecision()));
});

// The words of risk, disputes, tags and consent are not among those that the compressor knows: a format to come may learn them.
test('a decision of three rules packs to less than two fifths of a write unit', () => {
  expect(pack(buildDecision()).length).toBeLessThan((1024 * 2) / 5);
});

/** If this fails, stored records have become unreadable: add a format instead of changing one. */
test.each([
  [
    'AasmXOIQLFBiQYkYWi65Fx3ednh+qhJKGgcA',
    { outcomes: [{ rule: 'return-bag', outcome: 'granted', conditions: [] }], name: 'Größe', cost: null },
  ],
  [
    'AauGNSdjdajVXnQvOrzt8PxUcEGPSOcA',
    { when: [], perk: { kind: 'packing_instruction', tag: 'include-return-bag', note: 'Größe' }, cost: null },
  ],
])('what an older version packed can still be read (%s)', (packed, written) => {
  expect(unpack(Buffer.from(packed, 'base64'))).toEqual(written);
});

test('an unknown format is an error that says so', () => {
  expect(() => unpack(Uint8Array.of(9, 1, 2))).toThrow('format 9');
});
