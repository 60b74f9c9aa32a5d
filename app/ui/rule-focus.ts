/** Where the focus goes after a change of the list of rules. */

export const ARCHIVED_ID = 'archived-rules';

export function ruleMenuId(rule: string): string {
  return `rule-menu-${rule}`;
}
