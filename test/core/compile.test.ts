import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionsOf, linesWithPlaces } from '../../core/clause.ts';
import { compiledRules } from '../../core/compile.ts';
import { decide, type RuleOutcome, reconsider } from '../../core/decide.ts';
import { evaluateRule } from '../../core/evaluate.ts';
import { EVENT_TYPES } from '../../core/event.ts';
import type { Facts } from '../../core/facts/catalogue.ts';
import { parsePolicyDraft, type Rule } from '../../core/policy.ts';
import { returnBagRule } from '../../core/templates.ts';
import { explainOutcome } from '../../core/words/reasons.ts';
import { buildPlaced, NOW, usd } from './builders.ts';
import { SCOPES } from './decisions.ts';
import { anyFacts, anyOrderFacts, anyRules } from './rules.ts';

const policyOf = (rules: Rule[]) => ({ version: 1, publishedAt: NOW, author: '1', rules });
const runs = { numRuns: 400 };

test('compiled rules match when, and only when, their evaluation says so', () => {
  fc.assert(
    fc.property(
      anyRules.chain((rules) =>
        fc.tuple(
          fc.constant(rules),
          ...EVENT_TYPES.map((on) => (on === 'order.placed' ? anyOrderFacts : anyFacts(on))),
        ),
      ),
      ([rules, ...factsByEvent]) => {
        EVENT_TYPES.forEach((on, index) => {
          const { rules: listening, matches } = compiledRules({ rules }, on);
          const facts = factsByEvent[index] ?? {};
          expect(listening).toEqual(rules.filter((rule) => rule.enabled && rule.on === on));
          expect(matches(facts)).toEqual(listening.map((rule) => evaluateRule(rule, facts).matches));
        });
      },
    ),
    runs,
  );
});

test('a rule that was written down and read again is the same rule, and matches the same', () => {
  fc.assert(
    fc.property(anyRules, anyOrderFacts, (rules, facts) => {
      fc.pre(rules.every(({ when }) => conditionsOf(when).length + linesWithPlaces(when).length * 3 <= 20));
      const read = parsePolicyDraft(JSON.parse(JSON.stringify({ rules })), 'USD');
      if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems));
      expect(read.draft).toEqual({ rules });
      const matches = (of: Rule[]) => compiledRules({ rules: of }, 'order.placed').matches(facts);
      expect(matches(read.draft.rules)).toEqual(matches(rules));
    }),
    runs,
  );
});

test('a decision is explained as it came out: a “yes” by what held, a “no” by what did not', () => {
  fc.assert(
    fc.property(anyRules, anyOrderFacts, (rules, facts) => {
      const event = buildPlaced();
      const context = { now: NOW, arrival: 1, knownSince: null, scopes: SCOPES };
      const decision = decide(policyOf(rules), event, facts, context);
      for (const outcome of decision?.outcomes ?? []) {
        const stands = (each: RuleOutcome['conditions'][number]) => ['holds', 'left_out'].includes(each.verdict);
        const isMatch = outcome.outcome !== 'no_match';
        expect(outcome.conditions.every(stands)).toBe(isMatch);
        const reasons = explainOutcome(outcome, { event, facts });
        // Of single conditions there is a sentence each, save for what every rule asks.
        const single = outcome.conditions.filter((each) => 'fact' in each && each.fact !== 'order.cancelled');
        const said = single.filter((each) => stands(each) === isMatch).length;
        expect(reasons.length).toBeGreaterThanOrEqual(Math.max(said, 1));
        expect(reasons.every((reason) => reason.endsWith('.') && !/undefined|NaN|object/.test(reason))).toBe(true);
      }
    }),
    runs,
  );
});

test('a decision is reconsidered when, and only when, its rules would come out otherwise', () => {
  const facts = anyOrderFacts;
  fc.assert(
    fc.property(anyRules, facts, facts, (rules, before, after) => {
      const policy = policyOf(rules);
      const context = { now: NOW, arrival: 1, knownSince: null, scopes: SCOPES };
      const decision = decide(policy, buildPlaced(), before, context);
      if (!decision) return;
      const listening = rules.filter((rule) => decision.outcomes.some(({ rule: id }) => id === rule.id));
      const changed = listening.filter(
        (rule) => evaluateRule(rule, before).matches !== evaluateRule(rule, after).matches,
      );
      const noted = reconsider(decision, policy, after, NOW + 1).afterthoughts;
      expect(noted.map(({ rule }) => rule)).toEqual(changed.map(({ id }) => id));
      for (const { rule, conditions } of noted) {
        const found = listening.find(({ id }) => id === rule);
        expect(conditions).toEqual(found && evaluateRule(found, after).conditions);
      }
    }),
    runs,
  );
});

test('what an order of another currency is worth is unknown, also where a rule wants it between two amounts', () => {
  const when = [{ fact: 'order.total', operator: 'between', value: [usd(1), usd(9)] }] as const;
  const rule: Rule = { ...returnBagRule('USD'), when: [...when] };
  const money = { amountMinor: 5, currency: 'EUR' };
  const facts: Facts = {
    'order.total': { type: 'money', money },
    'order.cancelled': { type: 'boolean', boolean: false },
  };
  expect(compiledRules({ rules: [rule] }, 'order.placed').matches(facts)).toEqual([false]);
});
