import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clause } from '../../core/clause.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Perk } from '../../core/perks.ts';
import type { Rule } from '../../core/policy.ts';
import { makeItRightRule, returnBagRule, trustedCreditRule } from '../../core/templates.ts';
import { describeChanges } from '../../core/words/policy-changes.ts';
import { usd } from './builders.ts';
import { CREDIT_RULE } from './decisions.ts';

const bag = returnBagRule('USD');
const spend = (amountMinor: number): Clause => ({
  fact: 'customer.spend.365d',
  operator: 'over',
  value: usd(amountMinor),
});
const sizes: Clause = { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: 3 };
const items = (value: number): Clause => ({ fact: 'order.items', operator: 'at_least', value });
const vip: Clause = { fact: 'customer.tags', operator: 'includes', value: 'VIP' };
const named = (id: string, over: Partial<Rule> = {}): Rule => ({ ...bag, id: id as RuleId, name: id, ...over });

/** What is said of a rule that was one thing and is another. */
const changed = (before: Rule, after: Rule) => describeChanges({ rules: [before] }, { rules: [after] });
const details = (before: Rule, after: Rule) => changed(before, after).flatMap((each) => each.details);

describe('rules', () => {
  test('that are new or gone are said whole', () => {
    expect(describeChanges({ rules: [bag] }, { rules: [{ ...CREDIT_RULE, name: 'Credit', enabled: false }] })).toEqual([
      { lead: 'Rule “Return bag for regulars” removed', details: [expect.stringContaining('When an order is placed')] },
      {
        lead: 'New rule “Credit”, off',
        details: [
          'When an order is placed and the order’s total is at least 0.00 USD, then give the customer 15.00 USD of store credit for 90 days.',
        ],
      },
    ]);
  });

  test('that are turned on or off, and nothing else, are one line', () => {
    expect(changed(bag, { ...bag, enabled: false })).toEqual([
      { lead: 'Rule “Return bag for regulars” turned off', details: [] },
    ]);
    expect(changed({ ...bag, enabled: false, name: 'Bag' }, bag)).toEqual([
      {
        lead: 'Rule “Return bag for regulars” changed',
        details: ['Name: “Return bag for regulars” instead of “Bag”.', 'Turned on.'],
      },
    ]);
  });

  test('that are put away or brought back say so', () => {
    const archived = { ...bag, enabled: false, archived: true as const };
    expect(changed(bag, archived)[0]).toEqual({ lead: 'Rule “Return bag for regulars” archived', details: [] });
    expect(changed(archived, bag)[0]?.lead).toBe('Rule “Return bag for regulars” brought back from the archive');
    expect(details(archived, { ...bag, name: 'Bag', enabled: false })).toContain('Brought back from the archive.');
  });

  test('of which one goes past the others: it alone moved', () => {
    const [one, two, three, four] = ['one', 'two', 'three', 'four'].map((id) => named(id)) as [Rule, Rule, Rule, Rule];
    expect(describeChanges({ rules: [one, two, three] }, { rules: [three, one, two] })).toEqual([
      { lead: 'Rule “three” moved from place 3 to place 1', details: [] },
    ]);
    const without = describeChanges({ rules: [one, two, three] }, { rules: [two, four, three] });
    expect(without.map(({ lead }) => lead)).toEqual(['Rule “one” removed', 'New rule “four”']);
  });
});

describe('conditions', () => {
  test('a threshold is told with both amounts', () => {
    expect(details(bag, { ...bag, when: [spend(120_000), sizes] })).toEqual([
      'Threshold of the customer’s net spend in the last 365 days, this order not counted: from 1,500.00 USD to 1,200.00 USD.',
    ]);
    expect(details(named('a', { when: [items(8)] }), named('a', { when: [items(1_200)] }))).toEqual([
      'Threshold of the number of items in the order: from 8 to 1,200.',
    ]);
  });

  test('new ones, gone ones and others in their place are told', () => {
    expect(details(bag, { ...bag, when: [...bag.when, vip] })).toEqual([
      'New condition: the customer’s tags include “VIP”.',
    ]);
    expect(details({ ...bag, when: [...bag.when, vip] }, bag)).toEqual([
      'Condition removed: the customer’s tags include “VIP”.',
    ]);
    const margin = (operator: 'under' | 'over'): Clause => ({ fact: 'order.margin', operator, value: 40 });
    expect(details(named('a', { when: [margin('over')] }), named('a', { when: [margin('under')] }))).toEqual([
      'Condition changed: “the order’s gross margin is under 40%” instead of “the order’s gross margin is over 40%”.',
    ]);
    expect(details(bag, { ...bag, when: bag.when.toReversed() })).toEqual(['The conditions in another order.']);
  });

  test('within a group are told with the group, and a group that asks otherwise as a whole', () => {
    const any = (...clauses: Clause[]) => named('a', { when: [{ any: clauses }] });
    expect(details(any(vip, items(8)), any(vip, items(9)))).toEqual([
      'Threshold of the number of items in the order in the group of which one must hold: from 8 to 9.',
    ]);
    expect(details(any(vip, items(8)), any(items(8)))).toEqual([
      'Condition removed in the group of which one must hold: the customer’s tags include “VIP”.',
    ]);
    expect(details(any(vip, items(8)), named('a', { when: [{ none: [vip, items(8)] }] }))).toEqual([
      expect.stringMatching(/^Condition changed: “none of these holds \(.*\)” instead of “at least one of these/),
    ]);
  });
});

describe('a perk', () => {
  const withPerk = (over: Partial<Perk>) => ({ ...bag, perk: { ...bag.perk, ...over } as Perk });

  test('is told field by field', () => {
    expect(details(bag, withPerk({ tag: 'bag', cost: usd(55) }))).toEqual([
      'Tag on the order: from “include-return-bag” to “bag”.',
      'Cost each time: from 0.40 USD to 0.55 USD.',
    ]);
    const credit = { ...CREDIT_RULE, perk: { ...CREDIT_RULE.perk, expiresInDays: 30, notify: false } as Perk };
    expect(details(CREDIT_RULE, credit)).toEqual([
      'Time to spend the credit: from 90 days to 30 days.',
      'Message of the shop to the customer: no.',
    ]);
  });

  test('of another kind is told with what it was', () => {
    expect(details(bag, { ...bag, perk: CREDIT_RULE.perk })[0]).toMatch(
      /^Perk: “Give the customer 15\.00 USD of store credit for 90 days” instead of “Add the tag/,
    );
  });

  test('that is an e-mail is told by the lines that are others', () => {
    const mail = makeItRightRule('USD');
    if (mail.perk.kind !== 'message') throw new Error('it is an e-mail');
    const { body } = mail.perk;
    const withBody = (text: string) => details(mail, { ...mail, perk: { ...mail.perk, body: text } as Perk });
    expect(withBody(body.replace('{{ shop.name }}', 'Your shop'))).toEqual([
      'Text of the e-mail: “Your shop” instead of “{{ shop.name }}”.',
    ]);
    expect(withBody(`${body}\nP.S. Thank you`)).toEqual(['Text of the e-mail: “P.S. Thank you” is new.']);
    expect(withBody(body.replaceAll('\n\n', '\n'))[0]).toMatch(/^Text of the e-mail: /);
    expect(withBody(`${body}\n\n`)).toEqual(['Text of the e-mail: only its empty lines.']);
  });

  test('waiting for the risk is told', () => {
    const trusted = trustedCreditRule('USD');
    const { waitForRisk, ...hasty } = trusted;
    expect(details(hasty, trusted)).toEqual([
      'Waits up to 10 minutes for the order’s fraud risk; without it, gives nothing.',
    ]);
    expect(details(trusted, hasty)).toEqual(['No waiting for the order’s fraud risk.']);
    expect(details(trusted, { ...trusted, waitForRisk: { minutes: 5, without: 'grant' } })).toHaveLength(1);
  });
});

/** So few of each that two policies are often the same, or nearly. */
const leaf = fc.constantFrom<Clause>(spend(1), spend(2), items(1), items(2), vip, sizes);
const { clause } = fc.letrec<{ clause: Clause }>((tie) => ({
  clause: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    leaf,
    fc.array(tie('clause'), { minLength: 1, maxLength: 3 }).map((any): Clause => ({ any })),
    fc.array(tie('clause'), { minLength: 1, maxLength: 3 }).map((none): Clause => ({ none })),
  ),
}));
const anyRule = (id: string) =>
  fc
    .record({
      name: fc.constantFrom('A', 'B'),
      enabled: fc.boolean(),
      when: fc.array(clause, { minLength: 1, maxLength: 3 }),
      perk: fc.constantFrom<Perk>(bag.perk, { ...bag.perk, cost: usd(1) } as Perk, CREDIT_RULE.perk),
      waitForRisk: fc.constantFrom(undefined, { minutes: 10, without: 'grant' as const }),
    })
    .map(({ waitForRisk, ...rule }): Rule => ({ ...named(id), ...rule, ...(waitForRisk && { waitForRisk }) }));
const anyRules = fc
  .subarray(['one', 'two', 'three'])
  .chain((ids) => fc.shuffledSubarray(ids, { minLength: ids.length }))
  .chain((ids) => fc.tuple(...ids.map(anyRule)));

test('something is said when and only when the rules are not the same', () => {
  fc.assert(
    fc.property(anyRules, anyRules, fc.nat(2), (before, other, kept) => {
      // Mostly the same, so that one small difference is there often.
      const after = other.map((rule, index) =>
        index === kept ? rule : (before.find(({ id }) => id === rule.id) ?? rule),
      );
      const same = isDeepStrictEqual(before, after);
      expect(describeChanges({ rules: before }, { rules: after }).length === 0).toBe(same);
      expect(describeChanges({ rules: before }, { rules: structuredClone(before) })).toEqual([]);
      for (const { lead } of describeChanges({ rules: before }, { rules: after }))
        expect(lead).not.toContain('undefined');
    }),
    { numRuns: 500 },
  );
});
