import type { AfterSaleApi, OrderAfterSale, OrderRisk } from './after-sale-api.ts';
import { inWords } from './after-sale-words.ts';
import { create } from './dom.ts';

const LEVELS = ['low', 'medium', 'high'] as const;

export function riskText({ risk, disputes }: OrderRisk): string {
  const said = risk.assessments.map(({ riskLevel }) => `${inWords(riskLevel)} fraud risk.`);
  const disputed = disputes.map(({ status }) => `Payment disputed: ${status.toLowerCase().replaceAll('_', ' ')}.`);
  return [...(said.length > 0 ? said : ['The fraud risk is not known yet.']), ...disputed].join(' ');
}

/** What Shopify and the customer's bank do in their own time. */
export function riskButtons(
  order: string,
  { disputes }: Pick<OrderAfterSale, 'disputes'>,
  api: AfterSaleApi,
  act: (work: () => Promise<void>) => void,
): Node[] {
  const button = (label: string, work: () => Promise<void>) =>
    create('button', { type: 'button', class: 'button', click: () => act(work) }, label);
  const open = disputes.find(({ status }) => status === 'NEEDS_RESPONSE');
  return [
    ...LEVELS.map((level) => button(`${inWords(level)} risk`, () => api.assess(order, level))),
    open === undefined
      ? button('Dispute the payment', () => api.dispute(order, String(Date.now()), 'needs_response'))
      : button('Win the dispute', () => api.dispute(order, open.id.replace(/^.*\//, ''), 'won')),
  ];
}
