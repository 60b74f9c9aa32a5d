import { returnBagRule, storeCreditRule, thankRegularRule, trustedCreditRule, vipCardRule } from '../templates.ts';
import { type RuleTemplate, story } from './parts.ts';

/** Stories about an order that is placed. */
export const ORDER_STORIES: readonly RuleTemplate[] = [
  { group: 'vip', story: 'Whom your staff tagged VIP finds a card written by hand in the parcel.', rule: vipCardRule },
  {
    group: 'vip',
    story: 'A regular with a full basket gets money to come back with, and the shop tells them.',
    rule: storeCreditRule,
  },
  { group: 'vip', story: 'Ten orders within a year deserve a thank you by name.', rule: thankRegularRule },
  story(
    'vip',
    'first-order',
    'A welcome card in the first parcel',
    'The first parcel decides whether there is a second. A card costs little and is seen.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [is('customer.orders.lifetime', 'is', 0)],
      perk: pack('welcome-card', 'First order: put the welcome card on top.', 0.5),
    }),
  ),
  story(
    'vip',
    'welcome-back',
    'Welcome back after half a year',
    'Who ordered before and was away for half a year hears that you noticed.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [is('customer.daysSinceLastOrder', 'at_least', 180), is('customer.orders.lifetime', 'at_least', 2)],
      perk: pack('welcome-back', 'Back after a long time: write “It is good to see you again” on the card.', 0.5),
    }),
  ),
  story(
    'vip',
    'big-company',
    'A personal word to the companies that buy most',
    'A company that bought much within a year gets the delivery checked by a second person and a line from you.',
    ({ is, money, pack }) => ({
      on: 'order.placed',
      when: [is('order.company', 'is', true), is('company.spend.365d', 'at_least', money(10_000))],
      perk: pack('key-account', 'Key account: have a second person check it and add the account card.', 2),
    }),
  ),
  {
    group: 'fulfilment',
    story: 'A regular who orders one product in three sizes will send two back: the bag is in the parcel already.',
    rule: returnBagRule,
  },
  story(
    'fulfilment',
    'two-boxes',
    'A second box for big orders',
    'Eight items and more do not fit into one box without harm.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [is('order.items', 'at_least', 8)],
      perk: pack('two-boxes', 'Pack this order in two boxes.', 1.2),
    }),
  ),
  story(
    'fulfilment',
    'fragile',
    'Padding for what breaks',
    'Products that you tagged as fragile are packed with double padding, without anybody having to remember it.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [is('order.products.tags', 'includes', ['fragile', 'glass'])],
      perk: pack('fragile', 'Something in here breaks: double padding and the fragile sticker.', 0.6),
    }),
  ),
  story(
    'fulfilment',
    'gift',
    'Gifts without a price',
    'What comes from the collection of gifts leaves without an invoice, in gift paper.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [is('order.products.collections', 'includes', 'Gifts')],
      perk: pack('gift', 'A gift: wrap it and leave the invoice out.', 1),
    }),
  ),
  story(
    'fulfilment',
    'signature',
    'A signature for what is worth much',
    'A parcel of such a value is handed over against a signature, so that it can’t be lost at a doorstep.',
    ({ is, money, pack }) => ({
      on: 'order.placed',
      when: [is('order.total', 'at_least', money(500))],
      perk: pack('signature', 'Ship against a signature.', 3),
    }),
  ),
  {
    group: 'abuse',
    story: 'A good order earns credit once its fraud risk is known to be fine, and from nobody who disputed a payment.',
    rule: trustedCreditRule,
  },
  story(
    'abuse',
    'check-risk',
    'Ask before packing what may be fraud',
    'A dear order with a raised fraud risk is looked at by a person before it leaves.',
    ({ is, money, pack }) => ({
      on: 'order.placed',
      when: [is('order.risk.raised', 'is', true), is('order.total', 'at_least', money(200))],
      perk: pack('check-risk', 'Do not pack yet: the fraud risk is raised. Ask the manager.', 0),
      waitForRisk: { minutes: 10, without: 'refuse' },
    }),
  ),
  story(
    'abuse',
    'proof-of-content',
    'Proof for who disputes payments',
    'Who disputed a payment before gets a parcel whose content you can show.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [is('customer.disputes', 'at_least', 1)],
      perk: pack('photo-proof', 'Photograph the content and ship against a signature.', 3),
    }),
  ),
  story(
    'abuse',
    'no-free-label',
    'No prepaid label for who sends most of it back',
    'Returns stay possible; the label that makes them free is left out where most of what is bought comes back.',
    ({ is, pack }) => ({
      on: 'order.placed',
      when: [
        is('customer.returnRate.value.365d', 'at_least', 70),
        is('customer.orders.365d', 'at_least', 5),
        is('customer.tags', 'excludes', 'VIP'),
      ],
      perk: pack('no-return-label', 'Leave the prepaid return label out.', 0),
    }),
  ),
];
