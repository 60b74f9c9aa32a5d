import { ownRule } from '../core/own-rule.ts';
import type { Rule } from '../core/policy.ts';
import {
  approveReturnRule,
  lateParcelRule,
  makeItRightRule,
  returnBagRule,
  storeCreditRule,
  thankRegularRule,
  trustedCreditRule,
  vipCardRule,
} from '../core/templates.ts';

/** The rules that a merchant can start from, by their name in addresses. */
export const RULE_TEMPLATES: Readonly<Record<string, (shopCurrency: string) => Rule>> = {
  'return-bag': returnBagRule,
  'store-credit': storeCreditRule,
  'make-it-right': makeItRightRule,
  'late-parcel': lateParcelRule,
  'tenth-order': thankRegularRule,
  'approve-return': approveReturnRule,
  'vip-card': vipCardRule,
  'trusted-credit': trustedCreditRule,
};

/** What a template proposes, or a rule that starts from nothing. @throws Response 404 for a name of neither. */
export function requireTemplate(name: string, currency: string): Rule {
  const template = Object.hasOwn(RULE_TEMPLATES, name) ? RULE_TEMPLATES[name] : undefined;
  const rule = template ? template(currency) : ownRule(name, currency);
  if (!rule) throw new Response(null, { status: 404 });
  return rule;
}
