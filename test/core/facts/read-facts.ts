import type { FactId } from '../../../core/facts/catalogue.ts';
import { orderFacts } from '../../../core/facts/read.ts';
import type { OrderSources } from '../../../core/facts/sources.ts';
import type { FactValue } from '../../../core/facts/value.ts';
import { buildOrder, NOW } from '../builders.ts';

/** What a decision on an order of a guest keeps of one fact, where a rule asks for it and these words. */
export function orderFact(id: FactId, over: Partial<OrderSources> = {}, words: readonly string[] = []): FactValue {
  const facts = orderFacts({
    order: buildOrder(),
    contribution: null,
    profile: null,
    shopCurrency: 'USD',
    currencySince: null,
    timezone: 'America/New_York',
    at: NOW,
    ...over,
    asked: new Map([[id, words]]),
  });
  const fact = facts[id];
  if (!fact) throw new Error(`no decision on an order keeps ${id}`);
  return fact;
}

export const number = (value: number): FactValue => ({ type: 'number', number: value });
export const boolean = (value: boolean): FactValue => ({ type: 'boolean', boolean: value });
export const words = (...there: string[]): FactValue => ({ type: 'words', words: there });
export const unknown = (reason: Extract<FactValue, { type: 'unknown' }>['reason']): FactValue => ({
  type: 'unknown',
  reason,
});
