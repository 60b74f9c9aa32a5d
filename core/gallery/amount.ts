import { type Money, minorDigits } from '../money.ts';

/** How many units are about a dollar, with one digit: no exchange rate, but a threshold that makes sense. One where absent. */
const UNITS_PER_DOLLAR: Readonly<Record<string, number>> = {
  AED: 4,
  ARS: 1000,
  BRL: 5,
  CLP: 1000,
  CNY: 7,
  COP: 4000,
  CZK: 20,
  DKK: 7,
  EGP: 50,
  HKD: 8,
  HUF: 400,
  IDR: 20_000,
  ILS: 4,
  INR: 80,
  ISK: 100,
  JPY: 100,
  KES: 100,
  KRW: 1000,
  MXN: 20,
  MYR: 4,
  NGN: 1000,
  NOK: 10,
  PHP: 60,
  PKR: 300,
  PLN: 4,
  RON: 5,
  SAR: 4,
  SEK: 10,
  THB: 30,
  TRY: 40,
  TWD: 30,
  UAH: 40,
  VND: 20_000,
  ZAR: 20,
};

/** An amount for a template, of about so many dollars. */
export function aboutDollars(dollars: number, currency: string): Money {
  const units = dollars * (UNITS_PER_DOLLAR[currency] ?? 1);
  return { amountMinor: Math.round(units * 10 ** minorDigits(currency)), currency };
}
