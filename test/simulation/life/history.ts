import type { Draw } from './generate.ts';

/** What some policies ask of earlier orders beside those of the year. */
export function randomHistoryRules({ some, isTrue }: Pick<Draw, 'some' | 'isTrue'>): object[] {
  if (!isTrue(0.15)) return [];
  const usd = () => ({ amountMinor: some(40) * 1000, currency: 'USD' });
  return [
    rule('loyal', { fact: 'customer.spend.lifetime', operator: 'at_least', value: usd() }),
    rule('lately', { fact: isTrue(0.5) ? 'customer.spend.30d' : 'customer.spend.90d', operator: 'over', value: usd() }),
    rule('average', { fact: 'customer.averageOrder', operator: 'at_least', value: usd() }),
    rule('often', { fact: 'customer.orders.lifetime', operator: 'at_least', value: some(3) }),
    rule('again', { fact: 'customer.orders.30d', operator: 'at_least', value: some(2) }),
  ].filter(() => isTrue(0.7));
}

function rule(id: string, condition: object): object {
  const cost = { amountMinor: 40, currency: 'USD' };
  const perk = { kind: 'packing_instruction', tag: `${id}-tag`, note: `Put in a ${id}.`, cost };
  return { id, name: id, enabled: true, on: 'order.placed', when: [condition], perk };
}
