import { TEMPLATES } from '../core/gallery/catalogue.ts';
import type { RuleTemplate } from '../core/gallery/parts.ts';
import { ownRule } from '../core/own-rule.ts';
import type { Rule } from '../core/policy.ts';

/** The rules that a merchant can start from, by their name in addresses: what their ids are. */
export const RULE_TEMPLATES: ReadonlyMap<string, RuleTemplate> = new Map(
  TEMPLATES.map((template) => [template.rule('USD').id, template]),
);

/** What a template proposes, or a rule that starts from nothing. @throws Response 404 for a name of neither. */
export function requireTemplate(name: string, currency: string): Rule {
  const rule = RULE_TEMPLATES.get(name)?.rule(currency) ?? ownRule(name, currency);
  if (!rule) throw new Response(null, { status: 404 });
  return rule;
}
