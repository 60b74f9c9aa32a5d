import type { Language } from './words/language.ts';

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

/** By language and digits; to make one takes longer than to write an amount with it. */
const knownFormats = new Map<string, Intl.NumberFormat>();

function amountFormat(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  const known = knownFormats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  knownFormats.set(key, format);
  return format;
}

/** `1,834.50 USD`, with the currency's own digits; in German `1.834,50 USD`. Exact, however large it is. */
export function formatMoney({ amountMinor, currency }: Money, language: Language = 'en'): string {
  const digits = minorDigits(currency);
  const minor = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const point = minor.length - digits;
  // As text: the quotient would be rounded to what a number can hold.
  const decimal = `${amountMinor < 0 ? '-' : ''}${minor.slice(0, point)}.${minor.slice(point)}` as `${number}`;
  return `${amountFormat(language, digits).format(decimal)} ${currency}`;
}
