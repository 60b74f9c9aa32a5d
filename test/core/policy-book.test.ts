import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_TYPES } from '../../core/event.ts';
import type { Policy, Rule } from '../../core/policy.ts';
import { approveReturnRule, makeItRightRule, returnBagRule, trustedCreditRule } from '../../core/templates.ts';
import { LANGUAGES, type Language } from '../../core/words/language.ts';
import { policyBook } from '../../core/words/policy-book.ts';
import { usd } from './builders.ts';
import { crossed, randomRule } from './random-rules.ts';

/** Late in the evening of November 28 in New York. */
const PUBLISHED = Date.UTC(2026, 10, 29, 3, 0);

const bookOf = (rules: readonly Rule[], language: Language = 'en', version = 1_200) =>
  policyBook({ version, publishedAt: PUBLISHED, author: '1', rules: [...rules] } satisfies Policy, {
    language,
    timezone: 'America/New_York',
  });

const off = { ...trustedCreditRule('USD'), enabled: false };

test('the book tells the rules in force by what happens, in that order, and at its end those that are off', () => {
  const book = bookOf([makeItRightRule('USD'), off, returnBagRule('USD'), approveReturnRule('USD')]);
  expect(book.title).toBe('Policy book');
  expect(book.edition).toBe('Version 1,200, in force since November 28, 2026');
  expect(book.sections.map(({ heading, rules }) => [heading, ...rules.map(({ id }) => id)])).toEqual([
    ['Orders', 'return-bag'],
    ['Returns', 'approve-return'],
    ['Reviews', 'make-it-right'],
  ]);
  expect(book.notInForce).toMatchObject({
    heading: 'Not in force',
    about: 'These rules are off: nothing is given by them.',
    rules: [
      {
        id: 'trusted-credit',
        notes: [
          expect.stringContaining('Waits up to 10 minutes'),
          'It costs 5.00 USD each time.',
          'The shop tells the customer.',
        ],
      },
    ],
  });
});

test('a rule is taken apart: what happens, what has to hold, what is done, what it costs', () => {
  const rule: Rule = {
    ...returnBagRule('USD'),
    when: [
      { fact: 'order.items', operator: 'at_least', value: 3 },
      {
        any: [
          { fact: 'customer.tags', operator: 'includes', value: 'VIP' },
          { none: [{ fact: 'order.total', operator: 'under', value: usd(5_000) }] },
        ],
      },
    ],
  };
  expect(bookOf([rule]).sections[0]?.rules[0]).toEqual({
    id: 'return-bag',
    name: 'Return bag for regulars',
    event: 'When an order is placed',
    asked: [
      'and the number of items in the order is at least 3',
      {
        lead: 'and at least one of these holds',
        parts: [
          'the customer’s tags include “VIP”',
          { lead: 'none of these holds', parts: ['the order’s total is under 50.00 USD'] },
        ],
      },
    ],
    consequence: 'then',
    actions: [
      'add the tag “include-return-bag” to the order',
      'and write “Put a return bag in the parcel: a regular is trying several sizes.” into the order’s note',
    ],
    notes: ['It costs 0.40 USD each time.'],
    letter: null,
  });
  expect(bookOf([rule], 'de').sections[0]?.rules[0]).toMatchObject({
    event: 'Wenn eine Bestellung eingeht',
    asked: [
      'und die Anzahl der Artikel in der Bestellung mindestens 3 beträgt',
      {
        lead: 'und mindestens eine dieser Bedingungen erfüllt ist',
        parts: [
          'die Tags der Kundin oder des Kunden „VIP“ enthalten',
          {
            lead: 'keine dieser Bedingungen erfüllt ist',
            parts: ['der Gesamtbetrag der Bestellung weniger als 50,00 USD beträgt'],
          },
        ],
      },
    ],
    consequence: 'dann',
    actions: [
      'erhält die Bestellung das Tag „include-return-bag“',
      'und wird „Put a return bag in the parcel: a regular is trying several sizes.“ in die Notiz der Bestellung geschrieben',
    ],
    notes: ['Das kostet jedes Mal 0,40 USD.'],
  });
});

test('an e-mail is in the book with its text, and what costs nothing says so', () => {
  const rule = makeItRightRule('USD');
  expect(bookOf([rule], 'de').sections[0]).toMatchObject({
    heading: 'Bewertungen',
    rules: [
      {
        notes: ['Das kostet nichts.'],
        letter: { heading: 'Text der E-Mail', text: expect.stringContaining('{{ review.rating }} of 5') },
      },
    ],
  });
});

test('a rule that was archived is in the book no more', () => {
  expect(bookOf([returnBagRule('USD'), { ...off, archived: true }])).toEqual(bookOf([returnBagRule('USD')]));
});

test('a book without rules in force says so', () => {
  expect(bookOf([], 'en', 0)).toMatchObject({
    edition: 'No rules have been published yet',
    empty: 'No rule is in force.',
    sections: [],
  });
  expect(bookOf([off], 'de')).toMatchObject({
    edition: 'Version 1.200, in Kraft seit dem 28. November 2026',
    empty: 'Keine Regel ist in Kraft.',
    notInForce: { heading: 'Nicht in Kraft' },
  });
});

test.each(LANGUAGES)('the book in %s changes when and only when a rule does', (language) => {
  const rules = fc
    .constantFrom(...EVENT_TYPES)
    .chain((on) => fc.tuple(randomRule(on), randomRule(on)))
    .map(([rule, other]) => [rule, other, ...crossed(rule, other)]);
  fc.assert(
    fc.property(rules, (tried) => {
      const byBook = new Map<string, string>();
      for (const rule of tried) {
        const book = JSON.stringify(bookOf([rule], language));
        const written = JSON.stringify(rule);
        expect(byBook.get(book) ?? written).toBe(written);
        byBook.set(book, written);
      }
      expect(byBook.size).toBe(new Set(tried.map((rule) => JSON.stringify(rule))).size);
    }),
    { numRuns: 80 },
  );
});
