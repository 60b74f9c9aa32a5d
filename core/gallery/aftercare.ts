import { approveReturnRule, lateParcelRule, makeItRightRule } from '../templates.ts';
import { type RuleTemplate, story } from './parts.ts';

/** Stories about what comes after an order: its return, its parcel, its review. */
export const AFTERCARE_STORIES: readonly RuleTemplate[] = [
  {
    group: 'returns',
    story: 'Who bought so much gets the benefit of the doubt, as long as little is at stake. Staff answer the others.',
    rule: approveReturnRule,
  },
  story(
    'returns',
    'small-return',
    'Small returns are approved at once',
    'A return of one cheap item costs more to discuss than it is worth.',
    ({ is, money }) => ({
      on: 'return.requested',
      when: [
        is('return.value', 'at_most', money(30)),
        is('return.items', 'at_most', 1),
        is('customer.disputes', 'under', 1),
      ],
      perk: { kind: 'approve_return', notify: true, cost: money(4.9) },
    }),
  ),
  story(
    'returns',
    'wrong-size',
    'The wrong size needs no questions',
    'A size that does not fit is nobody’s fault: who bought before need not wait for an answer.',
    ({ is, money }) => ({
      on: 'return.requested',
      when: [
        is('return.sizeRelated', 'is', true),
        is('customer.orders.365d', 'at_least', 2),
        is('return.daysSinceDelivery', 'at_most', 30),
      ],
      perk: { kind: 'approve_return', notify: true, cost: money(4.9) },
    }),
  ),
  story(
    'returns',
    'sorry-defective',
    'Sorry for what arrived broken',
    'What arrived broken is your fault: say so before the customer has to explain it twice.',
    ({ is, mail }) => ({
      on: 'return.requested',
      when: [is('return.reasons', 'includes', ['damaged-or-defective', 'received-the-wrong-item'])],
      perk: mail(
        'We are sorry about your order {{ order.name }}',
        'What we sent you with order {{ order.name }} was not as it should be. We are sorry for the trouble.',
        'We have your return and deal with it first. If you would rather have another one than your money, answer this e-mail.',
      ),
    }),
  ),
  {
    group: 'reviews',
    story: 'Who is unhappy and was here before hears from a person, once.',
    rule: makeItRightRule,
  },
  story(
    'reviews',
    'thank-review',
    'Thank who took the time to write',
    'A long review of five stars helps others to choose. It deserves an answer.',
    ({ is, mail }) => ({
      on: 'review.posted',
      when: [is('review.rating', 'is', 5), is('review.length', 'at_least', 200)],
      perk: mail(
        'Thank you for your review',
        'Thank you for what you wrote about {{ review.product }}. It helps others to choose, and it made our day.',
        'If there is ever anything we can do for you, answer this e-mail.',
      ),
    }),
  ),
  story(
    'reviews',
    'photo-credit',
    'A little credit for a photo',
    'A photo shows more than any text of yours. Whatever the stars say, it is worth something; say so where you ask for reviews.',
    ({ is, credit }) => ({
      on: 'review.posted',
      when: [is('review.photo', 'is', true), is('review.verified', 'is', true)],
      perk: credit(3),
    }),
  ),
  {
    group: 'delays',
    story: 'Who waits for a parcel that is late, or out of sight, is told before they have to ask.',
    rule: lateParcelRule,
  },
  story(
    'delays',
    'late-credit',
    'Credit for a regular whose parcel is late',
    'A regular whose parcel is late gets a little credit before they complain.',
    ({ is, money, credit }) => ({
      on: 'shipment.delayed',
      when: [is('shipment.scanned', 'is', true), is('customer.spend.365d', 'at_least', money(500))],
      perk: credit(10),
    }),
  ),
  story(
    'delays',
    'late-again',
    'More credit when it happens again',
    'The second late parcel within a year is one too many for an excuse.',
    ({ is, credit }) => ({
      on: 'shipment.delayed',
      when: [is('shipment.scanned', 'is', true), is('customer.lateDeliveries.365d', 'at_least', 1)],
      perk: credit(15),
    }),
  ),
  story(
    'delays',
    'tried-in-vain',
    'Help when the carrier rang in vain',
    'A parcel that could not be handed over goes back if nobody acts. One e-mail saves it.',
    ({ is, mail }) => ({
      on: 'shipment.delayed',
      when: [is('shipment.attempts', 'at_least', 1)],
      perk: mail(
        'The carrier could not hand over your order {{ order.name }}',
        'The carrier tried to deliver order {{ order.name }} and found nobody. Most carriers let you choose another day or a shop nearby.',
        'If you need help with it, or another address, answer this e-mail.',
      ),
    }),
  ),
];
