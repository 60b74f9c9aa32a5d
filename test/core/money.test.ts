import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney, parseMoney } from '../../core/money.ts';
import { moneySchema } from '../../core/money-schema.ts';

test.each([
  ['199.00', 'USD', 19_900],
  ['0.00', 'USD', 0],
  ['-10.5', 'EUR', -1_050],
  ['1000', 'JPY', 1_000],
  ['1000.0', 'JPY', 1_000],
  ['1.234', 'KWD', 1_234],
  ['90071992547409.91', 'USD', 9_007_199_254_740_991],
])('reads %s %s exactly', (decimal, currency, amountMinor) => {
  expect(parseMoney(decimal, currency)).toEqual({ amountMinor, currency });
});

test.each([
  ['1.005', 'USD'],
  ['1.5', 'JPY'],
  ['', 'USD'],
  ['1,000.00', 'USD'],
  ['1e3', 'USD'],
  ['NaN', 'USD'],
  ['10.00', 'dollars'],
  ['90071992547409.93', 'USD'],
])('refuses %s %s', (decimal, currency) => {
  expect(parseMoney(decimal, currency)).toBeNull();
});

test('what is printed with two digits reads back to the same amount, however large it is', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (amountMinor) => {
      const printed = formatMoney({ amountMinor, currency: 'USD' }).replace(' USD', '').replaceAll(',', '');
      expect(parseMoney(printed, 'USD')?.amountMinor).toBe(amountMinor);
    }),
  );
});

test.each([
  [{ amountMinor: 100 }, 'currency'],
  [{ amountMinor: -1, currency: 'USD' }, 'amountMinor'],
  [{ amountMinor: 1.5, currency: 'USD' }, 'amountMinor'],
  [{ amountMinor: 100, currency: 'usd' }, 'currency'],
])('money %j is refused at its field', (value, field) => {
  const parsed = moneySchema.safeParse(value);
  expect(parsed.error?.issues[0]?.path).toEqual([field]);
});
