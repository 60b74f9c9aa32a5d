import { expect, test } from 'vitest';
import { readPerkFilter } from '../../app/perk-filter.ts';
import { perkRows } from '../../app/perk-rows.server.ts';
import type { Decision } from '../../core/decide.ts';
import { applyOutcome } from '../../core/effects.ts';
import { NOW } from '../core/builders.ts';
import { BAG_RULE, buildDecision, CREDIT_RULE } from '../core/decisions.ts';

const filter = (search = '') => readPerkFilter(new URLSearchParams(search));
const rows = (decision: Decision, search = '') =>
  perkRows(decision, filter(search), 'America/New_York', (customer) => (customer ? 'Ada Norberg' : 'Guest'));

test('each rule’s perk is one row with its cost once and all its effects', () => {
  const found = rows(buildDecision({ rules: [BAG_RULE, CREDIT_RULE] }));
  expect(found).toMatchObject([
    {
      subject: 'order #1001',
      rule: 'Return bag for regulars',
      customer: 'Ada Norberg',
      customerUrl: '/app/perks?customer=gid%3A%2F%2Fshopify%2FCustomer%2F7',
      cost: '0.40 USD',
      decidedAt: { text: 'Nov 20, 2026, 7:00 AM' },
      effects: [
        { what: 'Add the tag “include-return-bag” to the order', status: 'started' },
        { what: expect.stringContaining('into the order’s note') },
      ],
    },
    {
      rule: 'Thank you',
      cost: '15.00 USD',
      effects: [{ what: expect.stringMatching(/^Give the customer 15\.00 USD of store credit until /) }],
    },
  ]);
  expect(decodeURIComponent(found[0]?.effects[0]?.url ?? '')).toBe(
    '/app/perks/2026-11-20T12:00:00.000Z~order.placed~1001/return-bag/1001/order.tag',
  );
});

test('a guest leads to no other perks', () => {
  expect(rows(buildDecision({ guest: true }))).toMatchObject([{ customer: 'Guest', customerUrl: null }]);
});

test('only effects in the state that is looked for are shown, and a perk without one is left out', () => {
  const decision = buildDecision({ rules: [BAG_RULE, CREDIT_RULE] });
  const [first, ...others] = decision.effects;
  if (!first) throw new Error('no effect');
  const refused = applyOutcome(first, { kind: 'refused', problem: 'no' }, ['TagsAdd'], NOW);
  const found = rows({ ...decision, effects: [refused, ...others] }, 'state=refused');
  expect(found.flatMap(({ effects }) => effects)).toMatchObject([{ id: first.id, status: 'refused' }]);
});

test('a decision that granted nothing has no perks', () => {
  expect(rows(buildDecision({ rules: [CREDIT_RULE], guest: true }))).toEqual([]);
});
