import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phrasesIn } from '../../core/phrases.ts';

const TEXT = 'The shirt is TOO\n small, and it’s late. Great packaging!';

test.each([
  [['too small'], ['too small']],
  [
    ['Too Small', "it's late"],
    ['Too Small', "it's late"],
  ],
  [
    ['late', 'packaging'],
    ['late', 'packaging'],
  ],
  [['pack', 'hirt', 'mall'], []],
  [['too  small,'], ['too  small,']],
  [['', '  '], []],
])('of %j the text has %j', (asked, there) => {
  expect(phrasesIn(TEXT, asked)).toEqual(there);
});

test('a word is no part of another, also where letters have marks, and is found behind one that is', () => {
  expect(phrasesIn('chocolate', ['late'])).toEqual([]);
  expect(phrasesIn('chocolate, late', ['late'])).toEqual(['late']);
  expect(phrasesIn('Größe zu groß', ['gro', 'Grö', 'GRÖSSE', 'größe'])).toEqual(['größe']);
  expect(phrasesIn('sizes 42', ['size', '4', '42'])).toEqual(['42']);
});

test('where words are written without spaces between them, anywhere counts', () => {
  expect(phrasesIn('返品したいです', ['返品', '交換'])).toEqual(['返品']);
  expect(phrasesIn('สินค้าเสียหาย', ['เสียหาย'])).toEqual(['เสียหาย']);
});

test('no more of a text is kept than the words of the rules, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (text, asked) => {
      const found = phrasesIn(text, asked);
      expect(asked).toEqual(expect.arrayContaining(found));
      for (const phrase of asked.filter((each) => /^[a-z]+$/.test(each))) {
        expect(phrasesIn(`${text} ${phrase} ${text}`, [phrase])).toEqual([phrase]);
      }
    }),
    { numRuns: 30 },
  );
});

test('a very long text is looked at no further than anybody writes', () => {
  expect(phrasesIn(`${'x '.repeat(10_000)}late`, ['late'])).toEqual([]);
});
