import { describe, expect, test } from 'vitest';
import { createMemoryDraftStore } from '../../adapters/memory/draft-store.ts';
import { policyFile, readPolicyFile } from '../../app/policy-file.server.ts';
import { importPolicy } from '../../app/policy-import.server.ts';
import { type Policy, parsePolicyDraft, type Rule } from '../../core/policy.ts';
import { MAX_POLICY_BYTES } from '../../core/policy-size.ts';
import { returnBagRule, storeCreditRule } from '../../core/templates.ts';
import { largeRules } from '../core/large-rules.ts';
import { domain, openShop } from './editing.ts';

const bag = returnBagRule('USD');
const credit = storeCreditRule('USD');
const policyOf = (rules: Rule[]): Policy => ({ version: 12, publishedAt: 0, author: '7', rules });
const SCHEMA = 'https://concierge.example/policy.schema.json';
const nested = (depth: number) => `{"rules":${'['.repeat(depth)}${']'.repeat(depth)}}`;

async function openImport(rules: Rule[]) {
  const shop = await openShop(rules);
  const drafts = createMemoryDraftStore();
  const editor = async () => ({ ...(await shop.editor()), drafts });
  const check = async (text: string) => importPolicy(await editor(), { intent: 'check', text });
  const take = async (text: string, revision = 0) => importPolicy(await editor(), { intent: 'draft', text, revision });
  return { ...shop, drafts, check, take };
}

describe('a file', () => {
  test('that was exported is imported as the same rules', () => {
    for (const rules of [[], [bag, credit], largeRules()]) {
      const file = policyFile(policyOf(rules), SCHEMA);
      expect(readPolicyFile(file)).toEqual({ kind: 'read', draft: { rules } });
    }
    expect(JSON.parse(policyFile(policyOf([bag]), SCHEMA))).toEqual({ $schema: SCHEMA, version: 12, rules: [bag] });
  });

  test.each([
    [
      'of a megabyte',
      JSON.stringify({ rules: ['x'.repeat(1_000_000)] }),
      'The file has 1,001 KB: a policy has at most 800 KB.',
    ],
    ['that is no JSON', '{"rules": [1 2]}', expect.stringContaining('(line 1 column 14)')],
    ['that is empty', '', 'The file can’t be read as JSON: Unexpected end of JSON input'],
    ['that is a list', '[]', 'The file is no policy: it begins with { and has a list of rules.'],
    [
      'that goes too deep',
      nested(390_000),
      'The file’s brackets stand more than 64 deep in each other: it is no policy.',
    ],
    [
      'that never ends',
      '{"a":'.repeat(100_000),
      'The file’s brackets stand more than 64 deep in each other: it is no policy.',
    ],
  ])('%s is refused with the reason', (_, text, reason) => {
    expect(readPolicyFile(text)).toEqual({ kind: 'refused', reason });
  });

  test('may begin with the mark of its encoding, and has brackets in texts', () => {
    expect(readPolicyFile(`\uFEFF{"rules":["${'[{\\"'.repeat(100)}"]}`)).toMatchObject({ kind: 'read' });
  });
});

describe('an import', () => {
  test('says what it would change, and puts it into the draft when it is told to', async () => {
    const shop = await openImport([bag]);
    const file = JSON.stringify({ rules: [credit, { ...bag, enabled: false }] });
    expect(await shop.check(file)).toMatchObject({
      kind: 'valid',
      changes: [{ lead: 'New rule “Store credit for regulars”' }, { lead: `Rule “${bag.name}” turned off` }],
      replacesDraft: false,
      revision: 0,
    });
    expect(await shop.drafts.find(domain)).toBeNull();
    expect(await shop.take(file)).toEqual({ kind: 'drafted' });
    expect((await shop.drafts.find(domain))?.draft).toMatchObject({
      basedOn: 1,
      rules: [credit, { ...bag, enabled: false }],
      author: '77',
    });
    expect((await shop.running()).rules).toEqual([bag]);
  });

  test('takes the place of no draft that nobody spoke of', async () => {
    const shop = await openImport([bag]);
    const file = JSON.stringify({ rules: [] });
    await shop.take(JSON.stringify({ rules: [bag, credit] }));
    expect(await shop.take(file, 0)).toMatchObject({ kind: 'valid', replacesDraft: true, revision: 1 });
    expect((await shop.drafts.find(domain))?.draft?.rules).toHaveLength(2);
    expect(await shop.take(file, 1)).toEqual({ kind: 'drafted' });
  });

  test('names each problem with its place, and the first of very many', async () => {
    const shop = await openImport([bag]);
    const wrong = { ...bag, when: [{ any: [{ ...bag.when[1], value: -1 }] }], perk: { ...bag.perk, tag: '' } };
    expect(await shop.check(JSON.stringify({ rules: [credit, wrong] }))).toEqual({
      kind: 'invalid',
      problems: [
        `Rule 2 “${bag.name}”, condition 1.1, value: The number can’t be negative.`,
        `Rule 2 “${bag.name}”, perk, tag: Give the tag that the order gets.`,
      ],
      more: 0,
    });
    const many = await shop.check(JSON.stringify({ rules: Array.from({ length: 200 }, () => ({})) }));
    expect(many).toMatchObject({ kind: 'invalid', problems: { length: 30 } });
    expect(
      await shop.check(
        JSON.stringify({ rules: [{ ...bag, perk: { ...bag.perk, cost: { amountMinor: 1, currency: 'EUR' } } }] }),
      ),
    ).toMatchObject({
      problems: [expect.stringContaining('The shop’s currency is USD')],
    });
    expect(await shop.take(JSON.stringify({ rules: [wrong] }))).toMatchObject({ kind: 'invalid' });
    expect(await shop.drafts.find(domain)).toBeNull();
  });

  test.each([
    ['a field of the language', `{"rules":[],"__proto__":{"enabled":true}}`, '__proto__'],
    ['a field of the language in a rule', `{"rules":[{"constructor":1}]}`, 'constructor'],
    ['a number that is none', JSON.stringify({ rules: [bag] }).replace('150000', '1e999'), 'condition 1, value'],
    [
      'a number that is not exact',
      JSON.stringify({ rules: [bag] }).replace('150000', '90071992547409931'),
      'condition 1, value',
    ],
    [
      'a thousand rules',
      JSON.stringify({ rules: Array.from({ length: 1_000 }, () => bag) }),
      'A policy has at most 200 rules.',
    ],
    ['a hundred thousand rules', `{"rules":[${'0,'.repeat(99_999)}0]}`, 'A policy has at most 200 rules.'],
    [
      'a fact fifty deep',
      JSON.stringify({ rules: [{ ...bag, when: [{ fact: JSON.parse('['.repeat(50) + ']'.repeat(50)) }] }] }),
      '40 deep',
    ],
    ['very many values', `{"rules":[{"when":[${'0,'.repeat(399_000)}0]}]}`, 'too large'],
  ])('of %s is refused with a reason', async (_, text, reason) => {
    const shop = await openImport([bag]);
    const answer = await shop.check(text);
    expect(answer.kind).toBe('invalid');
    expect(JSON.stringify(answer)).toContain(reason);
    expect(({} as { enabled?: unknown }).enabled).toBeUndefined();
  });
});

test('rules that take too much room together are refused with what they take', () => {
  const rules = largeRules();
  expect(parsePolicyDraft({ rules }, 'USD')).toMatchObject({ kind: 'valid' });
  const longer = rules.map((rule) => ({ ...rule, perk: { ...rule.perk, subject: '多'.repeat(200) } }));
  expect(parsePolicyDraft({ rules: longer }, 'USD')).toEqual({
    kind: 'invalid',
    problems: [
      { path: ['rules'], message: expect.stringMatching(/^All rules together take \d+ KB: at most 800 KB fit\.$/) },
    ],
  });
  expect(MAX_POLICY_BYTES).toBe(800_000);
});
