import * as z from 'zod';

/** Money as an author of a policy writes it. Apart from money.ts, which browsers load too. */

const currencySchema = z
  .string({ error: 'Say the currency, as a three-letter code such as USD.' })
  .regex(/^[A-Z]{3}$/, 'A currency is a three-letter code such as USD.');

export const moneySchema = z.strictObject(
  {
    amountMinor: z
      .number({ error: 'Give the amount in minor units, as a whole number (150000 for 1,500.00).' })
      .int('Give the amount in minor units, as a whole number (150000 for 1,500.00).')
      .nonnegative('The amount can’t be negative.'),
    currency: currencySchema,
  },
  { error: ({ code }) => (code === 'invalid_type' ? 'Give an amount with its currency.' : undefined) },
);
