import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listText, readList, readRange } from '../../app/typed-list.ts';

test.each([
  ['VIP', ['VIP']],
  [' VIP ,Gold,, ', ['VIP', 'Gold']],
  ['"Shirts, blue", Sale', ['Shirts, blue', 'Sale']],
  ['"the ""big"" one"', ['the "big" one']],
  ['12" plates, cups', ['12" plates', 'cups']],
  ['"Sale', ['"Sale']],
  ['"Sale" now', ['"Sale" now']],
  ['', []],
  [' ', []],
])('“%s” is read as its words', (text, words) => {
  expect(readList(text)).toEqual(words);
});

test('every list of words is read as it is written', () => {
  const word = fc
    .string({ unit: fc.constantFrom('a', 'B', ' ', ',', '"', 'é', '\n'), minLength: 1, maxLength: 6 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      expect(readList(listText(words))).toEqual(words);
    }),
  );
});

test.each([
  ['100 to 200', ['100', '200']],
  ['1,500.00 TO 2,000', ['1,500.00', '2,000']],
  ['3–5', ['3', '5']],
  ['3 - 5', ['3', '5']],
])('“%s” is a range', (text, ends) => {
  expect(readRange(text)).toEqual(ends);
});

test.each(['', '3', 'to', '3 to', ' to 5', '1 to 2 to 3'])('“%s” is none', (text) => {
  expect(readRange(text)).toBeNull();
});
