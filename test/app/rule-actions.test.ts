import { expect, test } from 'vitest';
import { addRule, deleteRule, saveRule } from '../../app/rule-actions.server.ts';
import { formOfRule } from '../../app/rule-form.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { NOW } from '../core/builders.ts';
import { domain, openShop } from './editing.ts';

const bag = returnBagRule('USD');
const second: Rule = { ...bag, id: 'second' as RuleId, name: 'Second' };
const bagForm = formOfRule(bag);
const bagWith = (...values: string[]) =>
  bagForm.conditions.map((condition, index) => ({ ...condition, value: values[index] ?? '' }));

test('an edited rule runs as a new version, by its author, and the other rules stay', async () => {
  const shop = await openShop([bag, second]);
  const form = { ...bagForm, name: ' Bags ', conditions: bagWith('2,000', '4') };
  const saved = await saveRule(await shop.editor(), { rule: bag.id, form, madeOf: 1, seen: 1 });
  expect(saved).toMatchObject({ kind: 'saved', version: 2, rule: { id: bag.id, name: 'Bags' } });
  expect(await shop.running()).toMatchObject({
    version: 2,
    author: '77',
    rules: [{ name: 'Bags', when: [{ value: { amountMinor: 200_000 } }, { value: 4 }] }, second],
  });
});

test('when anything is wrong everything wrong is said and nothing is saved', async () => {
  const shop = await openShop([bag]);
  const form = { ...bagForm, name: '', conditions: bagWith('a lot', '-3') };
  expect(await saveRule(await shop.editor(), { rule: bag.id, form, madeOf: 1, seen: 1 })).toEqual({
    kind: 'invalid',
    problems: {
      name: 'Give the rule a name.',
      'values.0': 'Write the amount in digits, such as 1,500.00.',
      'values.1': 'The number can’t be negative.',
    },
  });
  expect((await shop.running()).version).toBe(1);
});

test('a rule that somebody else changed is not overwritten, until the person has seen it and says so', async () => {
  const shop = await openShop([bag]);
  const theirs = { ...bag, name: 'Theirs' };
  await shop.policies.publish(domain, { rules: [theirs] }, 1, 'other', NOW);
  const edit = { rule: bag.id, form: { ...bagForm, name: 'Mine' }, madeOf: 1 };

  const outdated = await saveRule(await shop.editor(), { ...edit, seen: 1 });
  expect(outdated).toEqual({ kind: 'outdated', running: { version: 2, rule: theirs } });
  expect((await shop.running()).rules).toEqual([theirs]);

  expect(await saveRule(await shop.editor(), { ...edit, seen: 2 })).toMatchObject({ kind: 'saved', version: 3 });
  expect((await shop.running()).rules).toEqual([{ ...bag, name: 'Mine' }]);
});

test('a rule that somebody else deleted can be saved again', async () => {
  const shop = await openShop([bag]);
  await shop.policies.publish(domain, { rules: [] }, 1, 'other', NOW);
  const edit = { rule: bag.id, form: { ...bagForm, name: 'Mine' }, madeOf: 1 };
  const outdated = await saveRule(await shop.editor(), { ...edit, seen: 1 });
  expect(outdated).toEqual({ kind: 'outdated', running: { version: 2, rule: null } });
  expect(await saveRule(await shop.editor(), { ...edit, seen: 2 })).toMatchObject({ kind: 'saved' });
  expect((await shop.running()).rules).toEqual([{ ...bag, name: 'Mine' }]);
});

test('an edit goes on top of what others changed elsewhere', async () => {
  const shop = await openShop([bag]);
  await shop.policies.publish(domain, { rules: [bag, second] }, 1, 'other', NOW);
  const form = { ...bagForm, name: 'Mine' };
  const saved = await saveRule(await shop.editor(), { rule: bag.id, form, madeOf: 1, seen: 1 });
  expect(saved).toMatchObject({ kind: 'saved', version: 3 });
  expect((await shop.running()).rules).toEqual([{ ...bag, name: 'Mine' }, second]);
});

test('a rule that another page knows nothing of answers 404', async () => {
  const shop = await openShop([bag]);
  const edit = { rule: 'nothing', form: bagForm, madeOf: 1, seen: 1 };
  await expect(saveRule(await shop.editor(), edit)).rejects.toMatchObject({ status: 404 });
});

test('a template is added under an id that is free', async () => {
  const shop = await openShop([bag]);
  await addRule(await shop.editor(), bag, { ...bagForm, name: 'Another' });
  const added = await addRule(await shop.editor(), bag, { ...bagForm, name: 'One more' });
  expect(added).toMatchObject({ kind: 'saved', rule: { id: 'return-bag-3' } });
  expect((await shop.running()).rules.map(({ id }) => id)).toEqual(['return-bag', 'return-bag-2', 'return-bag-3']);
});

test('a rule that gives store credit is added beside the others', async () => {
  const shop = await openShop([bag]);
  const credit = storeCreditRule('USD');
  const added = await addRule(await shop.editor(), credit, formOfRule(credit));
  expect(added).toMatchObject({ kind: 'saved', rule: credit });
  expect((await shop.running()).rules).toEqual([bag, credit]);
});

test('what is wrong with an added rule is said at its fields', async () => {
  const shop = await openShop([bag]);
  expect(
    await addRule(await shop.editor(), bag, {
      ...bagForm,
      perk: { kind: 'packing_instruction', tag: 'a,b', note: 'x', cost: '1' },
    }),
  ).toEqual({
    kind: 'invalid',
    problems: { tag: 'A tag can’t contain a comma: the shop would read two tags.' },
  });
});

test('a deleted rule is gone and the others stay; deleting it again is no error', async () => {
  const shop = await openShop([bag, second]);
  expect(await deleteRule(await shop.editor(), bag.id, 1)).toEqual({ kind: 'deleted' });
  expect(await deleteRule(await shop.editor(), bag.id, 1)).toEqual({ kind: 'deleted' });
  expect((await shop.running()).rules).toEqual([second]);
});

test('a rule that somebody changed is not deleted unseen', async () => {
  const shop = await openShop([bag]);
  const theirs = { ...bag, name: 'Theirs' };
  await shop.policies.publish(domain, { rules: [theirs] }, 1, 'other', NOW);
  expect(await deleteRule(await shop.editor(), bag.id, 1)).toEqual({
    kind: 'outdated',
    running: { version: 2, rule: theirs },
  });
  expect((await shop.running()).rules).toEqual([theirs]);
});
