import { describe, expect, test } from 'vitest';
import { createMemoryDraftStore } from '../../adapters/memory/draft-store.ts';
import { addToDraft, answerDraft, deleteInDraft, saveInDraft } from '../../app/draft-actions.server.ts';
import { draftRequest, draftRuleRequest } from '../../app/draft-request.server.ts';
import { noticeDraft, viewDraft } from '../../app/draft-view.server.ts';
import { saveRule } from '../../app/rule-actions.server.ts';
import { formOfRule } from '../../app/rule-form.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { domain, openShop } from './editing.ts';

const bag = returnBagRule('USD');
const credit = storeCreditRule('USD');
const second: Rule = { ...bag, id: 'second' as RuleId, name: 'Second' };
const named = (rule: Rule, name: string): Rule => ({ ...rule, name });

async function openDrafts(rules: Rule[]) {
  const shop = await openShop(rules);
  const drafts = createMemoryDraftStore();
  const editor = async (author = '77') => ({ ...(await shop.editor()), drafts, author });
  /** Puts the rule into the draft under another name, as somebody who sees it as it is. */
  const rename = async (rule: Rule, name: string, seen: Rule | null = rule, author = '77') =>
    saveInDraft(await editor(author), { rule: rule.id, form: formOfRule(named(rule, name)), madeOf: rule, seen });
  const view = async () => {
    const as = await editor();
    return viewDraft(as, as.shop, '77');
  };
  const publish = async (note = '', author = '77') => {
    const { draft, running } = await view();
    return answerDraft(await editor(author), { intent: 'publish', revision: draft?.revision ?? 1, running, note });
  };
  return { ...shop, drafts, editor, rename, view, publish };
}

describe('a draft', () => {
  test('collects changes that do not run, until they are published together', async () => {
    const shop = await openDrafts([bag, second]);
    expect(await shop.rename(bag, 'Bags')).toMatchObject({ kind: 'saved', rule: { name: 'Bags' } });
    expect(await addToDraft(await shop.editor(), credit, formOfRule(credit))).toMatchObject({ kind: 'saved' });
    expect(await deleteInDraft(await shop.editor(), second.id, second)).toEqual({ kind: 'deleted' });
    expect((await shop.running()).rules).toEqual([bag, second]);
    const view = await shop.view();
    expect(view.draft?.changes.map(({ lead }) => lead)).toEqual([
      'Rule “Second” removed',
      'Rule “Bags” changed',
      'New rule “Store credit for regulars”',
    ]);
    expect(view.rules.map(({ name, url }) => [name, url])).toEqual([
      ['Bags', '/app/draft/return-bag'],
      [credit.name, '/app/draft/store-credit'],
    ]);
    const as = await shop.editor();
    expect(await noticeDraft(as, as.shop, '5')).toMatchObject({ changeCount: 3, by: 'staff member 77' });
    expect(await shop.publish('For the winter')).toEqual({ kind: 'published', version: 2 });
    expect(await shop.running()).toMatchObject({
      rules: [named(bag, 'Bags'), credit],
      author: '77',
      note: 'For the winter',
    });
    expect(await shop.view()).toMatchObject({ draft: null, running: 2 });
    const after = await shop.editor();
    expect(await noticeDraft(after, after.shop, '5')).toBeNull();
  });

  test('that is discarded leaves what runs, and the next one begins with that', async () => {
    const shop = await openDrafts([bag]);
    await shop.rename(bag, 'Bags');
    expect(await answerDraft(await shop.editor(), { intent: 'discard', revision: 1 })).toEqual({ kind: 'discarded' });
    expect(await shop.view()).toMatchObject({ draft: null, rules: [{ name: bag.name }] });
    expect(await shop.rename(bag, 'Others')).toMatchObject({ kind: 'saved', version: 3 });
  });

  test('says at its fields what is wrong, and keeps nothing of it', async () => {
    const shop = await openDrafts([bag]);
    const form = { ...formOfRule(bag), name: '' };
    expect(await saveInDraft(await shop.editor(), { rule: bag.id, form, madeOf: bag, seen: bag })).toEqual({
      kind: 'invalid',
      problems: { name: 'Give the rule a name.' },
    });
    expect(await shop.drafts.find(domain)).toBeNull();
  });
});

describe('of two people', () => {
  test('who change different rules at once, both changes are in the draft', async () => {
    const shop = await openDrafts([bag, second]);
    await Promise.all([shop.rename(bag, 'One'), shop.rename(second, 'Two', second, '88')]);
    expect((await shop.view()).rules.map(({ name }) => name)).toEqual(['One', 'Two']);
  });

  test('who change the same rule, the second is shown what is there, and may put theirs in its place', async () => {
    const shop = await openDrafts([bag]);
    await shop.rename(bag, 'Mine');
    const theirs = named(bag, 'Mine');
    expect(await shop.rename(bag, 'Theirs', bag, '88')).toEqual({
      kind: 'outdated',
      running: { version: 1, rule: theirs },
    });
    expect((await shop.view()).rules[0]?.name).toBe('Mine');
    expect(await shop.rename(bag, 'Theirs', theirs, '88')).toMatchObject({ kind: 'saved' });
    expect((await shop.view()).draft).toMatchObject({ by: 'staff member 88' });
  });

  test('a rule that one deleted is told to the other, who can put it back', async () => {
    const shop = await openDrafts([bag, second]);
    await deleteInDraft(await shop.editor(), bag.id, bag);
    expect(await shop.rename(bag, 'Mine')).toEqual({ kind: 'outdated', running: { version: 1, rule: null } });
    expect(await shop.rename(bag, 'Mine', null)).toMatchObject({ kind: 'saved' });
    expect(await deleteInDraft(await shop.editor(), bag.id, bag)).toMatchObject({
      kind: 'outdated',
      running: { rule: { name: 'Mine' } },
    });
  });

  test('nobody publishes or discards what they have not seen', async () => {
    const shop = await openDrafts([bag, second]);
    await shop.rename(bag, 'Mine');
    const seen = { revision: 1, running: 1 };
    await shop.rename(second, 'Theirs', second, '88');
    expect(await answerDraft(await shop.editor(), { intent: 'publish', ...seen, note: '' })).toEqual({
      kind: 'outdated',
    });
    expect(await answerDraft(await shop.editor(), { intent: 'discard', revision: 1 })).toEqual({ kind: 'outdated' });
    await saveRule(await shop.editor(), { rule: bag.id, form: formOfRule(named(bag, 'At once')), madeOf: 1, seen: 1 });
    const late = { revision: 2, running: 1 };
    expect(await answerDraft(await shop.editor(), { intent: 'publish', ...late, note: '' })).toEqual({
      kind: 'outdated',
    });
    expect((await shop.running()).rules).toEqual([named(bag, 'At once'), second]);
  });
});

describe('what others publish at once meanwhile', () => {
  test('stays where the draft changes something else', async () => {
    const shop = await openDrafts([bag, second]);
    await shop.rename(bag, 'Mine');
    await shop.policies.publish(domain, { rules: [bag, named(second, 'Theirs'), credit] }, 1, '88', 0);
    expect((await shop.view()).draft).toMatchObject({
      changes: [{ lead: 'Rule “Mine” changed' }],
      conflicts: [],
    });
    expect(await shop.publish()).toEqual({ kind: 'published', version: 3 });
    expect((await shop.running()).rules).toEqual([named(bag, 'Mine'), named(second, 'Theirs'), credit]);
  });

  test('is told where the draft changes the same rule, until it is published', async () => {
    const shop = await openDrafts([bag, second]);
    await shop.rename(bag, 'Mine');
    await shop.policies.publish(domain, { rules: [named(bag, 'Theirs'), second] }, 1, '88', 0);
    const conflicts = [{ lead: 'Rule “Theirs” changed', details: [`Name: “Theirs” instead of “${bag.name}”.`] }];
    expect((await shop.view()).draft).toMatchObject({ conflicts });
    await shop.rename(second, 'Another');
    expect((await shop.view()).draft).toMatchObject({ conflicts });
    await shop.publish();
    expect((await shop.running()).rules).toEqual([named(bag, 'Mine'), named(second, 'Another')]);
  });

  test('the same as the draft leaves nothing to publish', async () => {
    const shop = await openDrafts([bag]);
    await shop.rename(bag, 'Mine');
    await shop.policies.publish(domain, { rules: [named(bag, 'Mine')] }, 1, '88', 0);
    expect(await shop.view()).toMatchObject({ draft: null, running: 2 });
  });
});

test('a draft whose amounts are in a currency that the shop had is refused with the reason', async () => {
  const shop = await openDrafts([bag]);
  await shop.rename(bag, 'Mine');
  const editor = await shop.editor();
  const inEuros = { ...editor, shop: { ...editor.shop, currency: 'EUR' } };
  const answer = await answerDraft(inEuros, { intent: 'publish', revision: 1, running: 1, note: '' });
  expect(answer).toMatchObject({ kind: 'refused' });
  expect((await shop.running()).version).toBe(1);
});

test('a request that names no rule, no revision or a long note is none of a page', () => {
  const form = formOfRule(bag);
  expect(draftRuleRequest.safeParse({ intent: 'save', form, madeOf: bag, seen: bag }).success).toBe(true);
  for (const madeOf of [null, {}, { ...bag, perk: { kind: 'pony' } }, { ...bag, when: 'all' }])
    expect(draftRuleRequest.safeParse({ intent: 'save', form, madeOf, seen: bag }).success).toBe(false);
  const publish = { intent: 'publish', revision: 1, running: 0, note: 'why' };
  expect(draftRequest.safeParse(publish).success).toBe(true);
  expect(draftRequest.safeParse({ ...publish, note: 'x'.repeat(201) }).success).toBe(false);
  expect(draftRequest.safeParse({ ...publish, revision: 0 }).success).toBe(false);
});
