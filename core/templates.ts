import type { RuleId } from './identity.ts';
import { minorDigits } from './money.ts';
import type { Rule } from './policy.ts';

/** The regular who orders one product in three sizes will send two back: put the bag in now. */
export function returnBagRule(shopCurrency: string): Rule {
  const unit = 10 ** minorDigits(shopCurrency);
  return {
    id: 'return-bag' as RuleId,
    name: 'Return bag for regulars',
    enabled: true,
    on: 'order.placed',
    when: [
      { fact: 'customer.spend.365d', operator: 'over', value: { amountMinor: 1500 * unit, currency: shopCurrency } },
      { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: 3 },
    ],
    perk: {
      kind: 'packing_instruction',
      tag: 'include-return-bag',
      note: 'Put a return bag in the parcel: a regular is trying several sizes.',
      cost: { amountMinor: Math.round(0.4 * unit), currency: shopCurrency },
    },
  };
}

/** A regular with a full basket comes back: money to come back with. */
export function storeCreditRule(shopCurrency: string): Rule {
  const unit = 10 ** minorDigits(shopCurrency);
  return {
    id: 'store-credit' as RuleId,
    name: 'Store credit for regulars',
    enabled: true,
    on: 'order.placed',
    when: [
      { fact: 'customer.spend.365d', operator: 'over', value: { amountMinor: 1500 * unit, currency: shopCurrency } },
      { fact: 'order.total', operator: 'at_least', value: { amountMinor: 200 * unit, currency: shopCurrency } },
    ],
    perk: {
      kind: 'store_credit',
      amount: { amountMinor: 10 * unit, currency: shopCurrency },
      expiresInDays: 180,
      notify: true,
    },
  };
}
