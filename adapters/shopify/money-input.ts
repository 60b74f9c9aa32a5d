import { type Money, minorDigits } from '../../core/money.ts';
import type { CurrencyCode, MoneyInput } from './generated/admin.types.d.ts';

/** Money as a mutation takes it: `{ amount: '12.50', currencyCode: 'USD' }`, with the currency's own digits. */
export function moneyInput({ amountMinor, currency }: Money): MoneyInput {
  const digits = minorDigits(currency);
  const padded = String(amountMinor).padStart(digits + 1, '0');
  const amount = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return { amount, currencyCode: currency as CurrencyCode };
}
