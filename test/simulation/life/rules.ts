import { returnBagRule } from '../../../core/templates.ts';

type Random = () => number;

/** What such a merchant wants done about reviews. */
export function reviewRules(): object[] {
  const bad = [{ fact: 'review.rating', operator: 'at_most', value: 2 }];
  const known = { fact: 'customer.orders.365d', operator: 'at_least', value: 1 };
  const apology = { ...letter('apology', [...bad, known]), on: 'review.posted' };
  return [apology, { ...credit('comfort', bad, () => 0), on: 'review.posted' }];
}

/** Whoever waits for a parcel is written to. */
export function parcelRules(): object[] {
  const any = [{ fact: 'customer.orders.365d', operator: 'at_least', value: 0 }];
  return [{ ...letter('late-parcel', any), on: 'shipment.delayed' }];
}

const FIVE = { amountMinor: 500, currency: 'USD' };
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/** A policy as some merchant might write it: between one and five rules, a few of them switched off. */
export function randomRules(random: Random): object[] {
  const pick = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const rules: object[] = [
    {
      ...returnBagRule('USD'),
      when: [
        { fact: 'customer.spend.365d', operator: 'over', value: usd(pick(0, 40) * 1000) },
        { fact: 'order.lines.sizesOfOneProduct', operator: 'at_least', value: pick(2, 3) },
      ],
    },
    packing('card', [{ fact: 'order.total', operator: 'over', value: usd(pick(0, 30) * 1000) }], random),
    credit('thanks', [{ fact: 'order.items', operator: 'at_least', value: pick(1, 3) }], random),
    letter('hello', [{ fact: 'order.items', operator: 'at_least', value: pick(1, 3) }]),
    credit('regular', [{ fact: 'customer.orders.365d', operator: 'at_least', value: pick(0, 2) }], random),
  ];
  const chosen = rules.filter(() => random() < 0.7);
  return (chosen.length > 0 ? chosen : rules).map((rule) => ({ ...rule, enabled: random() < 0.9 }));
}

function packing(id: string, when: object[], random: Random): object {
  const perk = { kind: 'packing_instruction', tag: `${id}-tag`, note: `Put in a ${id}.`, cost: usd(40) };
  return { id, name: id, enabled: random() < 0.9, on: 'order.placed', when, perk };
}

function credit(id: string, when: object[], random: Random): object {
  const perk = { kind: 'store_credit', amount: FIVE, expiresInDays: random() < 0.5 ? 30 : 60, notify: random() < 0.5 };
  return { id, name: id, enabled: true, on: 'order.placed', when, perk };
}

/** What such a policy says of returns: nothing, or who need not wait for staff, or who gets something besides. */
export function randomReturnRules(random: Random): object[] {
  const pick = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const regulars = { fact: 'customer.spend.365d', operator: 'over', value: usd(pick(0, 40) * 1000) };
  const small = { fact: 'return.value', operator: 'at_most', value: usd(pick(1, 50) * 1000) };
  const perk = { kind: 'approve_return', notify: random() < 0.5, cost: usd(490) };
  const rules: object[] = [
    { ...RETURNED, id: 'approve', name: 'approve', when: random() < 0.5 ? [regulars, small] : [small], perk },
    { ...credit('sorry', [{ fact: 'return.items', operator: 'at_least', value: pick(1, 2) }], random), ...RETURNED },
  ];
  return rules.filter(() => random() < 0.6).map((rule) => ({ ...rule, enabled: random() < 0.9 }));
}

const RETURNED = { on: 'return.requested' };

function letter(id: string, when: object[]): object {
  const perk = {
    kind: 'message',
    subject: 'About {{ order.name }}',
    body: 'Hello {{ customer.first_name }}',
    cost: usd(0),
  };
  return { id, name: id, enabled: true, on: 'order.placed', when, perk };
}
