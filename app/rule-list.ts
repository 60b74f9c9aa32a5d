import { assertNever } from '../core/assert-never.ts';
import type { RuleId } from '../core/identity.ts';
import type { Rule } from '../core/policy.ts';
import type { ListRequest } from './rule-request.server.ts';

/** The list as somebody wants it. `no_place`: where a rule was to go there is none any more. */
export type ChangedList = { kind: 'rules'; rules: readonly Rule[] } | { kind: 'same' } | { kind: 'no_place' };

export function changeList(rules: readonly Rule[], rule: Rule, asked: ListRequest): ChangedList {
  const replaced = (by: Rule): ChangedList => ({
    kind: 'rules',
    rules: rules.map((each) => (each === rule ? by : each)),
  });
  switch (asked.intent) {
    case 'turn_on':
    case 'turn_off': {
      const enabled = asked.intent === 'turn_on';
      return rule.enabled === enabled ? { kind: 'same' } : replaced({ ...rule, enabled });
    }
    case 'duplicate':
      return { kind: 'rules', rules: rules.toSpliced(rules.indexOf(rule) + 1, 0, copyOf(rule, rules)) };
    case 'archive':
      return rule.archived ? { kind: 'same' } : replaced({ ...rule, enabled: false, archived: true });
    case 'restore': {
      const { archived, ...there } = rule;
      return archived ? replaced(there) : { kind: 'same' };
    }
    case 'move':
      return moved(rules, rule, asked.before);
    default:
      return assertNever(asked);
  }
}

function moved(rules: readonly Rule[], rule: Rule, before: string | null): ChangedList {
  if (before === rule.id) return { kind: 'same' };
  const others = rules.filter((each) => each !== rule);
  const place = before === null ? others.length : others.findIndex(({ id }) => id === before);
  if (place === -1) return { kind: 'no_place' };
  return place === rules.indexOf(rule) ? { kind: 'same' } : { kind: 'rules', rules: others.toSpliced(place, 0, rule) };
}

/** It gives nothing before somebody turns it on. */
function copyOf({ archived: _, ...rule }: Rule, rules: readonly Rule[]): Rule {
  const name = [...`Copy of ${rule.name}`].slice(0, LONGEST_NAME).join('').trim();
  return { ...rule, id: freeId(rules, rule.id), name, enabled: false };
}

const LONGEST_NAME = 80;
const LONGEST_ID = 40;

/** The wanted id, or the first of those numbered after it that no rule has. */
export function freeId(rules: readonly Rule[], wanted: RuleId): RuleId {
  const isTaken = (id: string) => rules.some((rule) => rule.id === id);
  let id: string = wanted;
  for (let number = 2; isTaken(id); number += 1) {
    const end = `-${number}`;
    id = `${wanted.replace(/-\d+$/, '').slice(0, LONGEST_ID - end.length)}${end}`;
  }
  return id as RuleId;
}
