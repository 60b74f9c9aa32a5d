/** Integer minor units (cents) of one ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** By currency, of which there are at most 26³: asking for one takes longer than all else that is done with an amount. */
const knownDigits = new Map<string, number>();

/** Digits after the decimal point by currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  knownDigits.set(currency, digits);
  return digits;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal as the platform writes it (`"199.00"`, `"1000"`); null when it is not a decimal, has more
 * significant digits than the currency, or leaves the range of exact integers.
 */
export function parseMoney(decimal: string, currency: string): Money | null {
  const match = DECIMAL.exec(decimal.trim());
  if (!match || !/^[A-Z]{3}$/.test(currency)) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = minorDigits(currency);
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const amountMinor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (!Number.isSafeInteger(amountMinor)) return null;
  return { amountMinor: sign && amountMinor !== 0 ? -amountMinor : amountMinor, currency };
}

/** `1,834.50 USD`, with the currency's own digits; in German `1.834,50 USD`. */
export function formatMoney(money: Money, language: 'en' | 'de' = 'en'): string {
  const digits = minorDigits(money.currency);
  const amount = (money.amountMinor / 10 ** digits).toLocaleString(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${amount} ${money.currency}`;
}
