import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Clause } from '../../core/clause.ts';
import type { Condition } from '../../core/condition.ts';
import { EVENT_TYPES, type EventType } from '../../core/event.ts';
import { FACT_IDS, factDefinition, factsOf } from '../../core/facts/catalogue.ts';
import { OPERATORS_OF, type Operator } from '../../core/operators.ts';
import type { Perk } from '../../core/perks.ts';
import { parsePolicyDraft, type Rule } from '../../core/policy.ts';
import {
  approveReturnRule,
  lateParcelRule,
  makeItRightRule,
  returnBagRule,
  trustedCreditRule,
} from '../../core/templates.ts';
import { germanDay, germanDays } from '../../core/words/german-values.ts';
import { LANGUAGES } from '../../core/words/language.ts';
import { describeRule } from '../../core/words/rule.ts';
import { usd } from './builders.ts';
import { crossed, randomRule, valueFor } from './random-rules.ts';

const rulesOfOneEvent = fc
  .constantFrom(...EVENT_TYPES)
  .chain((on) => fc.tuple(randomRule(on), randomRule(on)))
  .map(([rule, other]) => [rule, other, ...crossed(rule, other)]);

/** What the sentence is about: what is asked and done, not what the rule is called, costs, or says in an e-mail. */
function said({ on, when, perk, waitForRisk }: Rule): string {
  return JSON.stringify({ on, when, perk: saidOf(perk), waitForRisk });
}

function saidOf(perk: Perk): unknown {
  switch (perk.kind) {
    case 'packing_instruction':
      return { tag: perk.tag, note: perk.note };
    case 'store_credit':
      return { amount: perk.amount, days: perk.expiresInDays };
    case 'message':
      return { subject: perk.subject };
    case 'approve_return':
      return {};
  }
}

test('the rules that are tried are those that a policy may have', () => {
  fc.assert(
    fc.property(randomRule(), (rule) => {
      expect(parsePolicyDraft({ rules: [rule] }, 'USD')).toEqual({ kind: 'valid', draft: { rules: [rule] } });
    }),
  );
});

test.each(LANGUAGES)('two rules read alike in %s when and only when they ask and do the same', (language) => {
  fc.assert(
    fc.property(rulesOfOneEvent, (rules) => {
      const bySentence = new Map<string, string>();
      for (const rule of rules) {
        const sentence = describeRule(rule, language);
        const before = bySentence.get(sentence);
        if (before !== undefined) expect(said(rule)).toBe(before);
        bySentence.set(sentence, said(rule));
      }
      expect(bySentence.size).toBe(new Set(rules.map(said)).size);
    }),
    { numRuns: 300 },
  );
});

const rule = returnBagRule('USD');

/** Each fact of an event with each of its operators and one value. */
function conditionsOn(on: EventType): Condition[] {
  return factsOf(on).flatMap((fact) =>
    OPERATORS_OF[factDefinition(fact).type].map((operator) => {
      const [value] = fc.sample(valueFor(fact, operator), { numRuns: 1, seed: 1 });
      return { fact, operator, value } as Condition;
    }),
  );
}

test.each(LANGUAGES)('what a merchant wrote is never taken for more of the sentence in %s', (language) => {
  const hostile = [
    'A',
    'B',
    '”',
    '“',
    ...['and', 'or', 'und', 'oder', 'noch'].flatMap((and) => [`A” ${and} “B`, `A“ ${and} „B`]),
  ];
  const lists = hostile.flatMap((one) => [
    one,
    ...hostile.filter((other) => other !== one).map((other) => [one, other]),
  ]);
  const asking = OPERATORS_OF.words.flatMap((operator) =>
    lists.map((value) => ({ ...rule, when: [{ fact: 'customer.tags' as const, operator, value }] })),
  );
  const into = ['A', 'B', 'A” to the order and write “B', 'A“ und wird „B'];
  const writing = into.flatMap((tag) => into.map((note) => ({ ...rule, perk: { ...rule.perk, tag, note } as Perk })));
  for (const rules of [asking, writing]) {
    expect(new Set(rules.map((each) => describeRule(each, language))).size).toBe(rules.length);
  }
});

test.each(LANGUAGES)('no two facts of an event, and no two operators of one fact, read alike in %s', (language) => {
  for (const on of EVENT_TYPES) {
    const sentences = conditionsOn(on).map((condition) => describeRule({ ...rule, on, when: [condition] }, language));
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.filter((sentence) => /undefined|\[object| {2}/.test(sentence))).toEqual([]);
  }
});

test('in German a fact is a noun with its article in the nominative, and words are several, where there may be more than one', () => {
  for (const { id, type, isSingle, german } of FACT_IDS.map(factDefinition)) {
    const isPlural = type === 'words' && !isSingle;
    if (typeof german === 'string') expect(german, id).toMatch(isPlural ? /^die / : /^(der|die|das) /);
    else expect(Object.values(german), id).toEqual([expect.stringMatching(/\w+$/), expect.stringMatching(/\w+$/)]);
  }
});

test('each word of a list that is known has a German name of its own', () => {
  for (const { id, oneOf, wordsInGerman } of FACT_IDS.map(factDefinition)) {
    if (!oneOf) continue;
    expect(Object.keys(wordsInGerman).toSorted(), id).toEqual(oneOf.toSorted());
    expect(new Set(Object.values(wordsInGerman)).size, id).toBe(oneOf.length);
  }
});

const inGerman = (...when: Clause[]) => describeRule({ ...rule, when }, 'de');

test('a rule reads as a German sentence', () => {
  expect(describeRule(rule, 'de')).toBe(
    'Wenn eine Bestellung eingeht und der Nettoumsatz der Kundin oder des Kunden in den letzten 365 Tagen, diese ' +
      'Bestellung nicht mitgezählt, mehr als 1.500,00 USD beträgt und die Anzahl der Größen eines Produkts in der ' +
      'Bestellung mindestens 3 beträgt, dann erhält die Bestellung das Tag „include-return-bag“ und wird „Put a return ' +
      'bag in the parcel: a regular is trying several sizes.“ in die Notiz der Bestellung geschrieben.',
  );
  expect(describeRule(trustedCreditRule('EUR'), 'de')).toBe(
    'Wenn eine Bestellung eingeht und der Gesamtbetrag der Bestellung mindestens 100,00 EUR beträgt, die Anzahl der ' +
      'angefochtenen Zahlungen der Kundin oder des Kunden weniger als 1 beträgt und das Betrugsrisiko der Bestellung ' +
      'nicht hoch ist, dann erhält die Kundin oder der Kunde ein Guthaben von 5,00 EUR für 180 Tage. Auf die ' +
      'Einschätzung des Betrugsrisikos wird bis zu 10 Minuten gewartet; bleibt sie aus, wird nichts gegeben.',
  );
  expect(describeRule(approveReturnRule('USD'), 'de')).toMatch(
    /^Wenn eine Rückgabe beantragt wird und der Nettoumsatz der Kundin oder des Kunden in den letzten 365 Tagen mehr .* wird die Rückgabe genehmigt\.$/,
  );
  expect(describeRule(makeItRightRule('USD'), 'de')).toContain(
    'Wenn eine Bewertung abgegeben wird und die Anzahl der Sterne der Bewertung höchstens 2 beträgt',
  );
  expect(describeRule(lateParcelRule('USD'), 'de')).toContain(
    'Wenn eine Sendung verspätet oder ihr Verbleib unklar ist und die Sendung dem Versanddienst bekannt ist',
  );
});

test('lists, ranges and days are said in German', () => {
  const tags = (operator: Operator, ...value: string[]) => inGerman({ fact: 'customer.tags', operator, value });
  expect(tags('includes', 'VIP', 'Gold')).toContain('des Kunden „VIP“ oder „Gold“ enthalten, dann');
  expect(tags('includes_all', 'VIP', 'Gold')).toContain('des Kunden „VIP“ und „Gold“ zugleich enthalten, dann');
  expect(tags('excludes', 'VIP', 'Gold')).toContain('des Kunden weder „VIP“ noch „Gold“ enthalten, dann');
  expect(inGerman({ fact: 'order.total', operator: 'between', value: [usd(1_000), usd(150_000)] })).toContain(
    'und der Gesamtbetrag der Bestellung zwischen 10,00 USD und 1.500,00 USD liegt, dann',
  );
  expect([germanDay('2026-11-29'), germanDay('--02-29'), germanDays(1), germanDays(1_200)]).toEqual([
    '29. November 2026',
    '29. Februar (jedes Jahr)',
    '1 Tag',
    '1.200 Tage',
  ]);
});

test('what there is one of is said to be it, in German by its German name', () => {
  const status = (operator: Operator, ...value: string[]) =>
    describeRule({ ...lateParcelRule('USD'), when: [{ fact: 'shipment.status', operator, value }] }, 'de');
  expect(status('includes', 'in transit', 'delayed')).toContain(
    'und der Status der Sendung „unterwegs“ oder „verspätet“ ist, dann',
  );
  expect(status('excludes', 'in transit', 'delayed')).toContain('weder „unterwegs“ noch „verspätet“ ist, dann');
  expect(status('excludes', 'in transit')).toContain('und der Status der Sendung nicht „unterwegs“ ist, dann');
});

test('tags, yes or no, groups and percentages are said in German as one says them', () => {
  expect(inGerman({ fact: 'customer.tags', operator: 'excludes', value: 'VIP' })).toContain(
    'und die Tags der Kundin oder des Kunden „VIP“ nicht enthalten, dann',
  );
  expect(inGerman({ fact: 'customer.emailConsent', operator: 'is', value: false })).toContain(
    'und die Kundin oder der Kunde keine Marketing-E-Mails abonniert hat, dann',
  );
  expect(
    inGerman({
      any: [
        { fact: 'order.margin', operator: 'at_least', value: 40 },
        { fact: 'order.items', operator: 'is', value: 1_200 },
      ],
    }),
  ).toContain(
    'und mindestens eine dieser Bedingungen erfüllt ist (die Bruttomarge der Bestellung mindestens 40\u00a0% beträgt; ' +
      'die Anzahl der Artikel in der Bestellung genau 1.200 beträgt), dann',
  );
});
