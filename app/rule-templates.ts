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
