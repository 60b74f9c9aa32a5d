import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePolicyDraft } from '../../core/policy.ts';
import { policyWarnings } from '../../core/policy-checks.ts';
import { describeRule } from '../../core/words/rule.ts';
import { ruleOf, WISHES } from '../e2e/wishes.ts';

const page = readFileSync(new URL('../../docs/wishes.md', import.meta.url), 'utf8');

test('the page of wishes tells each with where it was found and the rule that grants it', () => {
  const sections = page.split('\n## ').slice(1);
  expect(sections.map((section) => section.split('\n')[0])).toEqual(WISHES.map(({ title }) => title));
  for (const [index, wish] of WISHES.entries()) {
    const section = sections[index] ?? '';
    for (const said of [wish.asked, wish.source, describeRule(ruleOf(wish))]) expect(section).toContain(said);
  }
});

test.each(WISHES)('$title: can be published, and all of it is meant', (wish) => {
  const rule = ruleOf(wish);
  expect(parsePolicyDraft({ rules: [rule] }, 'USD').kind).toBe('valid');
  expect(policyWarnings([rule])).toEqual([]);
});
