import { aboutDollars } from './gallery/amount.ts';
import type { RuleId } from './identity.ts';
import type { Rule } from './policy.ts';

/** The regular who orders one product in three sizes will send two back: put the bag in now. */
export function returnBagRule(shopCurrency: string): Rule {
  return {
    id: 'return-bag' as RuleId,
    name: 'Return bag for regulars',
    enabled: true,
    on: 'order.placed',
    when: [
      { fact: 'customer.spend.365d', operator: 'over', value: aboutDollars(1500, shopCurrency) },
      { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: 3 },
    ],
    perk: {
      kind: 'packing_instruction',
      tag: 'include-return-bag',
      note: 'Put a return bag in the parcel: a regular is trying several sizes.',
      cost: aboutDollars(0.4, shopCurrency),
    },
  };
}

/** Whoever bought so much gets the benefit of the doubt, as long as little is at stake; staff answer the others. */
export function approveReturnRule(shopCurrency: string): Rule {
  return {
    id: 'approve-return' as RuleId,
    name: 'Returns of regulars are approved at once',
    enabled: true,
    on: 'return.requested',
    when: [
      { fact: 'customer.spend.365d', operator: 'over', value: aboutDollars(1500, shopCurrency) },
      { fact: 'return.value', operator: 'at_most', value: aboutDollars(150, shopCurrency) },
    ],
    perk: {
      kind: 'approve_return',
      notify: true,
      cost: aboutDollars(4.9, shopCurrency),
    },
  };
}

/** A regular with a full basket comes back: money to come back with. */
export function storeCreditRule(shopCurrency: string): Rule {
  return {
    id: 'store-credit' as RuleId,
    name: 'Store credit for regulars',
    enabled: true,
    on: 'order.placed',
    when: [
      { fact: 'customer.spend.365d', operator: 'over', value: aboutDollars(1500, shopCurrency) },
      { fact: 'order.total', operator: 'at_least', value: aboutDollars(200, shopCurrency) },
    ],
    perk: {
      kind: 'store_credit',
      amount: aboutDollars(10, shopCurrency),
      expiresInDays: 180,
      notify: true,
    },
  };
}

/** A good order of somebody to trust: money that no fraud gets. */
export function trustedCreditRule(shopCurrency: string): Rule {
  return {
    id: 'trusted-credit' as RuleId,
    name: 'Store credit for customers we can trust',
    enabled: true,
    on: 'order.placed',
    when: [
      { fact: 'order.total', operator: 'at_least', value: aboutDollars(100, shopCurrency) },
      { fact: 'customer.disputes', operator: 'under', value: 1 },
      { fact: 'order.risk.high', operator: 'is', value: false },
    ],
    perk: {
      kind: 'store_credit',
      amount: aboutDollars(5, shopCurrency),
      expiresInDays: 180,
      notify: true,
    },
    waitForRisk: { minutes: 10, without: 'refuse' },
  };
}

/** Who is unhappy and was here before hears from a person, once. */
export function makeItRightRule(shopCurrency: string): Rule {
  return {
    id: 'make-it-right' as RuleId,
    name: 'Make it right after a bad review',
    enabled: true,
    on: 'review.posted',
    when: [
      { fact: 'review.rating', operator: 'at_most', value: 2 },
      { fact: 'customer.orders.365d', operator: 'at_least', value: 1 },
    ],
    perk: {
      kind: 'message',
      subject: 'We would like to make it right',
      body: [
        'Hello {{ customer.first_name | default: "there" }},',
        'Thank you for telling us about {{ review.product }}. You gave it {{ review.rating }} of 5, and that is not good enough for us.',
        'Please answer this e-mail and tell us what went wrong. We will send you another one or refund it, whichever you like better.',
        '{{ shop.name }}',
      ].join('\n\n'),
      cost: { amountMinor: 0, currency: shopCurrency },
    },
  };
}

/** Who waits for a parcel that is late, or of which nobody hears any more, is told before they have to ask. */
export function lateParcelRule(shopCurrency: string): Rule {
  return {
    id: 'late-parcel' as RuleId,
    name: 'Write before the customer asks where the parcel is',
    enabled: true,
    on: 'shipment.delayed',
    when: [
      { fact: 'shipment.scanned', operator: 'is', value: true },
      { fact: 'customer.orders.365d', operator: 'at_least', value: 1 },
    ],
    perk: {
      kind: 'message',
      subject: 'Your order {{ order.name }} is taking longer than it should',
      body: [
        'Hello {{ customer.first_name | default: "there" }},',
        'Your parcel with order {{ order.name }} is later than we promised ourselves. We have seen it and are asking the carrier where it is. You need not do anything.',
        'If you need it by a certain day, or would rather have your money back, answer this e-mail: a person reads it.',
        '{{ shop.name }}',
      ].join('\n\n'),
      cost: { amountMinor: 0, currency: shopCurrency },
    },
  };
}

/** Whom staff or an app tagged gets something by hand. */
export function vipCardRule(shopCurrency: string): Rule {
  return {
    id: 'vip-card' as RuleId,
    name: 'A handwritten card for VIPs',
    enabled: true,
    on: 'order.placed',
    when: [{ fact: 'customer.tags', operator: 'includes', value: 'VIP' }],
    perk: {
      kind: 'packing_instruction',
      tag: 'vip-card',
      note: 'Write a card by hand and put it on top.',
      cost: aboutDollars(1.5, shopCurrency),
    },
  };
}

/** A customer who comes back again and again is thanked by name. */
export function thankRegularRule(shopCurrency: string): Rule {
  return {
    id: 'tenth-order' as RuleId,
    name: 'Thank customers for their tenth order',
    enabled: true,
    on: 'order.placed',
    when: [{ fact: 'customer.orders.365d', operator: 'is', value: 9 }],
    perk: {
      kind: 'message',
      subject: 'Thank you for your tenth order',
      body: [
        'Hello {{ customer.first_name | default: "there" }},',
        '{{ order.name }} is your tenth order within a year. Thank you for coming back.',
        'If there is ever anything we can do better, answer this e-mail.',
        '{{ shop.name }}',
      ].join('\n\n'),
      cost: { amountMinor: 0, currency: shopCurrency },
    },
  };
}
