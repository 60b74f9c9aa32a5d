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

test('a decision of three rules packs to less than a third of a write unit', () => {
  expect(pack(buildDecision()).length).toBeLessThan(1024 / 3);
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
  [
    'AqsmXAcSrOJiQUkG3lDBHS743AataN2LDm87PD9VqRYA',
    {
      outcomes: [{ rule: 'return-bag', outcome: 'granted', conditions: [] }],
      facts: { 'order.risk.high': { type: 'boolean', boolean: false } },
      name: 'Größe',
    },
  ],
  ['AqvGEtfwqDZCj+laeAJVci86vO3w/FSl2FoA', { waited: { since: 1, until: 2, end: 'time_up' }, tags: ['Größe'] }],
])('what an older version packed can still be read (%s)', (packed, written) => {
  expect(unpack(Buffer.from(packed, 'base64'))).toEqual(written);
});

test('an unknown format is an error that says so', () => {
  expect(() => unpack(Uint8Array.of(9, 1, 2))).toThrow('format 9');
});
