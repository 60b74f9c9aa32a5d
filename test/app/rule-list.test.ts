import { describe, expect, test } from 'vitest';
import { changeRuleList } from '../../app/rule-list.server.ts';
import type { ListRequest } from '../../app/rule-request.server.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import { rulesOn } from '../../core/rules-on.ts';
import { returnBagRule } from '../../core/templates.ts';
import { NOW } from '../core/builders.ts';
import { domain, openShop } from './editing.ts';

const bag = returnBagRule('USD');
const second: Rule = { ...bag, id: 'second' as RuleId, name: 'Second' };
const third: Rule = { ...bag, id: 'third' as RuleId, name: 'Third' };

async function ask(rules: Rule[], asked: ListRequest) {
  const shop = await openShop(rules);
  const answer = await changeRuleList(await shop.editor(), asked);
  return { answer, rules: (await shop.running()).rules, version: (await shop.running()).version, shop };
}

describe('a rule that is switched', () => {
  test('works on whatever runs, also when two switches cross', async () => {
    const shop = await openShop([bag, second]);
    const [first, other] = [await shop.editor(), await shop.editor()];
    expect(await changeRuleList(first, { intent: 'turn_off', rule: bag.id })).toEqual({
      kind: 'changed',
      intent: 'turn_off',
      name: bag.name,
    });
    await changeRuleList(other, { intent: 'turn_off', rule: second.id });
    expect((await shop.running()).rules.map(({ enabled }) => enabled)).toEqual([false, false]);
  });

  test('and is as it should be is not published again', async () => {
    const { answer, version } = await ask([bag], { intent: 'turn_on', rule: bag.id });
    expect(answer).toMatchObject({ kind: 'changed' });
    expect(version).toBe(1);
  });

  test('and is gone says so', async () => {
    expect((await ask([bag], { intent: 'turn_on', rule: 'nothing' })).answer).toEqual({ kind: 'missing' });
  });
});

describe('a copy', () => {
  test('stands after its rule, is off, and says what it is a copy of', async () => {
    const { rules } = await ask([bag, second], { intent: 'duplicate', rule: bag.id });
    const copy = { ...bag, id: 'return-bag-2', name: `Copy of ${bag.name}`, enabled: false };
    expect(rules).toEqual([bag, copy, second]);
  });

  test('has an id and a name that a rule may have, however long they were', async () => {
    const long = { ...bag, id: 'x'.repeat(40) as RuleId, name: 'n'.repeat(80) };
    const taken = { ...second, id: `${'x'.repeat(38)}-2` as RuleId };
    const { rules } = await ask([long, taken], { intent: 'duplicate', rule: long.id });
    expect(rules[1]).toMatchObject({ id: `${'x'.repeat(38)}-3`, name: `Copy of ${'n'.repeat(72)}` });
  });

  test('of a copy is numbered on', async () => {
    const shop = await openShop([bag]);
    for (const rule of ['return-bag', 'return-bag-2']) {
      await changeRuleList(await shop.editor(), { intent: 'duplicate', rule });
    }
    expect((await shop.running()).rules.map(({ id }) => id)).toEqual(['return-bag', 'return-bag-2', 'return-bag-3']);
  });
});

describe('an archived rule', () => {
  const archived: Rule = { ...bag, enabled: false, archived: true };

  test('runs no more and keeps all that it says', async () => {
    const { rules, shop } = await ask([bag, second], { intent: 'archive', rule: bag.id });
    expect(rules).toEqual([archived, second]);
    expect(rulesOn(await shop.running(), 'order.placed')).toEqual([second]);
  });

  test('comes back to its place, off', async () => {
    const { rules } = await ask([archived, second], { intent: 'restore', rule: bag.id });
    expect(rules).toEqual([{ ...bag, enabled: false }, second]);
  });

  test('can’t be turned on before it is brought back', async () => {
    const { answer, rules } = await ask([archived], { intent: 'turn_on', rule: bag.id });
    expect(answer).toEqual({ kind: 'invalid', problem: 'An archived rule is off: bring it back first.' });
    expect(rules).toEqual([archived]);
  });

  test('has copies that are not archived', async () => {
    const { rules } = await ask([archived], { intent: 'duplicate', rule: bag.id });
    expect(rules[1]).not.toHaveProperty('archived');
  });
});

describe('a rule that is moved', () => {
  const three = [bag, second, third];

  test.each([
    ['to the top', third.id, bag.id, ['third', 'return-bag', 'second']],
    ['between others', bag.id, third.id, ['second', 'return-bag', 'third']],
    ['to the end', bag.id, null, ['second', 'third', 'return-bag']],
  ])('goes %s', async (_, rule, before, order) => {
    const { rules, version } = await ask(three, { intent: 'move', rule, before });
    expect(rules.map(({ id }) => id)).toEqual(order);
    expect(version).toBe(2);
  });

  test.each([
    [second.id, third.id],
    [third.id, null],
    [bag.id, bag.id],
  ])('where it stands already is not published', async (rule, before) => {
    expect((await ask(three, { intent: 'move', rule, before })).version).toBe(1);
  });

  test('goes where it was to go, also when somebody else changed the list', async () => {
    const shop = await openShop(three);
    const editor = await shop.editor();
    await shop.policies.publish(domain, { rules: [third, bag, second] }, 1, 'other', NOW);
    await changeRuleList(editor, { intent: 'move', rule: second.id, before: bag.id });
    expect((await shop.running()).rules).toEqual([third, second, bag]);
  });

  test('stays where it is when there is no such place any more', async () => {
    const { answer, version } = await ask(three, { intent: 'move', rule: bag.id, before: 'gone' });
    expect(answer).toEqual({ kind: 'no_place' });
    expect(version).toBe(1);
  });
});
