import { ZenEngine } from '@gorules/zen-engine';
import { LogicEngine } from 'json-logic-engine';
import { Engine, type NestedCondition } from 'json-rules-engine';
import type { Truth } from './certain-truth.ts';
import type { PlainOrder } from './fifty-rules.ts';

/** Which of the rules match, by their place. */
type Matcher = (order: PlainOrder) => readonly boolean[] | Promise<readonly boolean[]>;

/** `<`, `<=` and “has not” hold of null in these languages: there it has to be asked for. */
function needsKnown(test: string): boolean {
  return test === '<' || test === '<=' || test === 'has not';
}

export function jsonLogic(rules: readonly Truth[]): Matcher {
  const engine = new LogicEngine();
  const logic = (truth: Truth): object => {
    if ('all' in truth) return { and: truth.all.map(logic) };
    if ('any' in truth) return { or: truth.any.map(logic) };
    const named = { var: truth.name };
    const asked = (() => {
      if (truth.test === 'has') return { in: [truth.value, named] };
      if (truth.test === 'has not') return { '!': { in: [truth.value, named] } };
      return { [truth.test === '=' ? '===' : truth.test]: [named, truth.value] };
    })();
    return needsKnown(truth.test) ? { and: [{ '!==': [named, null] }, asked] } : asked;
  };
  const built = rules.map((rule) => engine.build(logic(rule)) as (order: PlainOrder) => unknown);
  return (order) => built.map((matches) => Boolean(matches(order)));
}

const JSON_RULES_OPERATORS = {
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '=': 'equal',
  has: 'contains',
  'has not': 'doesNotContain',
} as const;

export function jsonRules(rules: readonly Truth[]): Matcher {
  // Its own operators hold of no null.
  const condition = (truth: Truth): NestedCondition => {
    if ('all' in truth) return { all: truth.all.map(condition) };
    if ('any' in truth) return { any: truth.any.map(condition) };
    return { fact: truth.name, operator: JSON_RULES_OPERATORS[truth.test], value: truth.value };
  };
  const engine = new Engine(
    rules.map((rule, index) => ({
      conditions: { all: [condition(rule)] },
      event: { type: String(index) },
    })),
  );
  return async (order) => {
    const { events } = await engine.run({ ...order });
    const matching = rules.map(() => false);
    for (const { type } of events) matching[Number(type)] = true;
    return matching;
  };
}

export function zen(rules: readonly Truth[]): Matcher {
  const expression = (truth: Truth): string => {
    if ('all' in truth) return `(${truth.all.map(expression).join(' and ')})`;
    if ('any' in truth) return `(${truth.any.map(expression).join(' or ')})`;
    const { name, test } = truth;
    const value = JSON.stringify(truth.value);
    const asked = (() => {
      if (test === 'has') return `(${value} in ${name})`;
      if (test === 'has not') return `(${value} not in ${name})`;
      return `${name} ${test === '=' ? '==' : test} ${value}`;
    })();
    return test === '=' ? asked : `(${name} != null and ${asked})`;
  };
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'order', name: 'order', type: 'inputNode', content: {} },
      {
        id: 'rules',
        name: 'rules',
        type: 'expressionNode',
        content: {
          expressions: rules.map((rule, index) => ({ id: `e${index}`, key: `rule${index}`, value: expression(rule) })),
        },
      },
      { id: 'outcomes', name: 'outcomes', type: 'outputNode', content: {} },
    ],
    edges: [
      { id: '1', type: 'edge', sourceId: 'order', targetId: 'rules' },
      { id: '2', type: 'edge', sourceId: 'rules', targetId: 'outcomes' },
    ],
  });
  return async (order) => {
    const { result } = await decision.evaluate(order);
    return rules.map((_, index) => result[`rule${index}`] === true);
  };
}
