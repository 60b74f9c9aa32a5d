import type { Condition } from '../../core/condition.ts';
import type { EventType } from '../../core/event.ts';
import type { RuleId } from '../../core/identity.ts';
import type { Perk } from '../../core/perks.ts';
import type { Rule } from '../../core/policy.ts';

/** A merchant's wish in plain words, and the rule that grants it. */
export interface Wish {
  readonly title: string;
  /** What they asked for, told anew in our words. */
  readonly asked: string;
  /** Where such a wish was found: a task of a public library, or a thread of a forum. */
  readonly source: string;
  readonly on: EventType;
  readonly when: readonly Condition[];
  readonly waitForRisk?: Rule['waitForRisk'];
  readonly perk: Perk;
}

const TASKS = 'https://tasks.mechanic.dev';
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const packer = (tag: string, note: string): Perk => ({ kind: 'packing_instruction', tag, note, cost: usd(0) });
const email = (subject: string, body: string): Perk => ({ kind: 'message', subject, body, cost: usd(0) });

/** Wishes that merchants uttered in public, for docs/wishes.md and the editor. */
export const WISHES: readonly Wish[] = [
  {
    title: 'A line on the packing slip for who comes back',
    asked: 'When somebody has ordered before, the packer should know, and write a line by hand.',
    source: `${TASKS}/auto-add-an-order-note-for-returning-customers`,
    on: 'order.placed',
    when: [{ fact: 'customer.orders.lifetime', operator: 'at_least', value: 1 }],
    perk: packer('returning', 'They have ordered before: add a line by hand.'),
  },
  {
    title: 'A welcome for the first order',
    asked: 'The first order of a customer should be told from all others, so that a welcome card goes with it.',
    source: `${TASKS}/auto-tag-a-customers-first-order`,
    on: 'order.placed',
    when: [{ fact: 'order.isFirst', operator: 'is', value: true }],
    perk: packer('first-order', 'Put the welcome card in.'),
  },
  {
    title: 'Wholesale and press are packed in their own way',
    asked: 'Customers carry tags. Orders of some of them should carry one too, so that the warehouse sees it.',
    source: `${TASKS}/auto-tag-orders-based-on-customer-account-tags`,
    on: 'order.placed',
    when: [{ fact: 'customer.tags', operator: 'includes', value: ['wholesale', 'press'] }],
    perk: packer('own-way', 'Plain box, no leaflets.'),
  },
  {
    title: 'What is fragile gets more paper',
    asked: 'Orders with a product of a certain tag should be marked.',
    source: `${TASKS}/auto-tag-orders-using-product-tags`,
    on: 'order.placed',
    when: [{ fact: 'order.products.tags', operator: 'includes', value: 'fragile' }],
    perk: packer('fragile', 'Wrap each piece by itself.'),
  },
  {
    title: 'Nothing for who may be a fraud',
    asked: 'Expensive orders are welcome, but one whose risk is high should not be treated as a good one.',
    source: `${TASKS}/auto-tag-orders-by-their-risk-level`,
    on: 'order.placed',
    when: [
      { fact: 'order.total', operator: 'at_least', value: usd(50_000) },
      { fact: 'order.risk.high', operator: 'is', value: false },
    ],
    waitForRisk: { minutes: 10, without: 'refuse' },
    perk: packer('gold', 'Gold class: ship today, with the big card.'),
  },
  {
    title: 'Who reaches a spend within a year gets something back',
    asked:
      'Customers should rise as they spend, by what they spent lately and not ever, and it should go down with what they return.',
    source: 'https://community.shopify.com/t/organizing-customers-into-tiers-according-to-lifetime-spend/397514',
    on: 'order.placed',
    when: [
      { fact: 'customer.spend.365d', operator: 'at_least', value: usd(50_000) },
      { fact: 'order.total', operator: 'at_least', value: usd(10_000) },
    ],
    perk: { kind: 'store_credit', amount: usd(1_500), expiresInDays: 60, notify: true },
  },
  {
    title: 'Small returns are approved without anybody looking',
    asked: 'Requests for a return should be approved by themselves, but only such as are safe.',
    source: `${TASKS}/auto-approve-return-requests`,
    on: 'return.requested',
    when: [
      { fact: 'return.value', operator: 'at_most', value: usd(8_000) },
      { fact: 'return.daysSinceOrder', operator: 'at_most', value: 30 },
      { fact: 'customer.returnRate.value.365d', operator: 'under', value: 50 },
    ],
    perk: { kind: 'approve_return', notify: true, cost: usd(490) },
  },
  {
    title: 'Several sizes of one thing: the return is planned for',
    asked: 'Who orders one thing in several sizes will send some back: staff want to see it at once.',
    source: 'https://plugkit.io/docs/returnshield-ai/shopify-flow',
    on: 'order.placed',
    when: [
      { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: 2 },
      { fact: 'customer.orders.365d', operator: 'between', value: [3, 50] },
    ],
    perk: packer('return-bag', 'Put a return bag in.'),
  },
  {
    title: 'A late parcel is told of before anybody asks',
    asked: 'When a parcel stands still the customer should hear it from the shop first.',
    source: `${TASKS}/auto-tag-orders-by-shipment-status`,
    on: 'shipment.delayed',
    when: [{ fact: 'shipment.businessDaysWithoutScan', operator: 'at_least', value: 3 }],
    perk: email(
      'Your parcel is taking longer',
      'We have seen that your parcel stands still and are asking the carrier.',
    ),
  },
  {
    title: 'A bad review is answered the same day',
    asked: 'Low ratings should never lie there unanswered.',
    source: 'https://www.letstalkshop.com/blog/shopify-flow-automation-examples',
    on: 'review.posted',
    when: [
      { fact: 'review.rating', operator: 'at_most', value: 2 },
      { fact: 'review.verified', operator: 'is', value: true },
    ],
    perk: email(
      'We want to make this right',
      'Thank you for telling us. Answer this e-mail, and a person will see to it.',
    ),
  },
];

export function ruleOf({ title, on, when, waitForRisk, perk }: Wish): Rule {
  const rule = { id: 'rule' as RuleId, name: title, enabled: true, on, when: [...when], perk };
  return waitForRisk ? { ...rule, waitForRisk } : rule;
}
