import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleId } from '../../core/identity.ts';
import { mergeRules } from '../../core/merge-rules.ts';
import type { Rule } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';

const bag = returnBagRule('USD');
const rule = (id: string, name = 'as it was'): Rule => ({ ...bag, id: id as RuleId, name });
const [a, b, c] = ['a', 'b', 'c'].map((id) => rule(id)) as [Rule, Rule, Rule];

describe('on top of what others published', () => {
  test('a draft keeps its own changes and takes theirs elsewhere', () => {
    const mine = rule('a', 'mine');
    const theirs = rule('b', 'theirs');
    const added = rule('d');
    expect(mergeRules([a, b, c], [mine, b, c], [a, theirs, added])).toEqual({
      rules: [mine, theirs, added],
      conflicts: [],
    });
    expect(mergeRules([a, b], [a], [theirs, a])).toEqual({ rules: [a], conflicts: ['b'] });
  });

  test('what both changed, each otherwise, is the draft’s and told', () => {
    const mine = rule('a', 'mine');
    expect(mergeRules([a], [mine], [rule('a', 'theirs')])).toEqual({ rules: [mine], conflicts: ['a'] });
    expect(mergeRules([a], [mine], [mine])).toEqual({ rules: [mine], conflicts: [] });
    expect(mergeRules([a], [mine], [])).toEqual({ rules: [mine], conflicts: ['a'] });
    expect(mergeRules([], [mine], [rule('a', 'theirs')])).toEqual({ rules: [mine], conflicts: ['a'] });
  });

  test('the order is that of what runs, unless the draft has another than it began with', () => {
    const theirs = rule('c', 'theirs');
    expect(mergeRules([a, b, c], [a, b, c, rule('d')], [theirs, b, a]).rules.map(({ id }) => id)).toEqual([
      'c',
      'b',
      'a',
      'd',
    ]);
    expect(mergeRules([a, b, c], [c, a, b], [a, b, theirs]).rules).toEqual([theirs, a, b]);
  });
});

const rules = fc
  .subarray(['a', 'b', 'c'])
  .chain((ids) => fc.shuffledSubarray(ids, { minLength: ids.length }))
  .chain((ids) => fc.tuple(...ids.map((id) => fc.constantFrom('one', 'two').map((name) => rule(id, name)))));

test('a draft that changes nothing is what runs, and one on what runs is the draft; no rule comes twice', () => {
  fc.assert(
    fc.property(rules, rules, rules, (base, draft, running) => {
      expect(mergeRules(base, base, running)).toEqual({ rules: running, conflicts: [] });
      expect(mergeRules(running, draft, running)).toEqual({ rules: draft, conflicts: [] });
      const merged = mergeRules(base, draft, running);
      const ids = merged.rules.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      // Every change of the draft is in it.
      for (const mine of draft) {
        const before = base.find(({ id }) => id === mine.id);
        if (before?.name !== mine.name) expect(merged.rules).toContainEqual(mine);
      }
    }),
  );
});
