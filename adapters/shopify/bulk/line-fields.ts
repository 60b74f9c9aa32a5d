import * as z from 'zod';
import { parseInstant } from '../instant.ts';

/** Fields of lines of a bulk operation’s file. What is expected names no value. */

export const time = z
  .string({ error: 'expected a time' })
  .refine((text) => parseInstant(text) !== null, 'expected a time');

export function idOf(kind: string) {
  return z
    .string({ error: 'expected an id' })
    .regex(new RegExp(`^gid://shopify/${kind}/[1-9][0-9]{0,19}$`), 'expected an id');
}

export const moneyBag = z.object(
  {
    shopMoney: z.object(
      {
        amount: z.string({ error: 'expected an amount' }),
        currencyCode: z.string({ error: 'expected a currency' }),
      },
      { error: 'expected an amount with a currency' },
    ),
  },
  { error: 'expected shop money' },
);

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
