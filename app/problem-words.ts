import type { PolicyProblem } from '../core/policy.ts';

/**
 * What is wrong with a policy, with its place in words: “Rule 2 “Gift”, condition 1: Give a whole number.”
 *
 * @param rules those whose places the problems name, as far as they can be read.
 */
export function problemWords({ path, message }: PolicyProblem, rules: unknown): string {
  const [root, index, ...within] = path;
  if (root !== 'rules' || typeof index !== 'number')
    return path.length === 0 ? message : `${path.join(' › ')}: ${message}`;
  const name = nameOf(Array.isArray(rules) ? rules[index] : undefined);
  const place = [`Rule ${index + 1}${name}`, ...placeWords(within)].join(', ');
  return `${place}: ${message}`;
}

function nameOf(rule: unknown): string {
  const name = typeof rule === 'object' && rule !== null && 'name' in rule ? rule.name : null;
  return typeof name === 'string' && name !== '' ? ` “${name.slice(0, 80)}”` : '';
}

/** `['when', 1, 'any', 0, 'value']`: “condition 2.1, value”. */
function placeWords([field, ...rest]: readonly (string | number)[]): string[] {
  if (field === undefined) return [];
  if (field !== 'when') return [String(field), ...rest.map(String)];
  const numbers = rest.filter((part) => typeof part === 'number').map((index) => index + 1);
  if (numbers.length === 0) return ['conditions'];
  const last = rest.findLastIndex((part) => typeof part === 'number');
  return [`condition ${numbers.join('.')}`, ...rest.slice(last + 1).map(String)];
}
