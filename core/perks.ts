import * as z from 'zod';
import { moneySchema } from './money-schema.ts';

/**
 * What a customer can get. A packing instruction tells the packer what to put into the parcel: a tag on the order
 * (for filters and printed slips) and a marked line in the order's note.
 */
const packingInstructionSchema = z.strictObject({
  kind: z.literal('packing_instruction'),
  tag: z
    .string({ error: 'Give the tag that the order gets.' })
    .trim()
    .min(1, 'Give the tag that the order gets.')
    .max(40, 'A tag has at most 40 characters.')
    .regex(/^[^,]*$/, 'A tag can’t contain a comma: the shop would read two tags.'),
  note: z
    .string({ error: 'Give the line that the packer reads.' })
    .trim()
    .min(1, 'Give the line that the packer reads.')
    .max(200, 'The line has at most 200 characters, so that it fits on a packing slip.')
    .regex(/^[^\r\n]*$/, 'The line can’t contain a line break.'),
  /** What it costs the merchant each time. */
  cost: moneySchema,
});

/** Money in the customer's store credit account, to be spent by a day. */
const storeCreditSchema = z.strictObject({
  kind: z.literal('store_credit'),
  /** What it costs the merchant too. */
  amount: moneySchema.refine(({ amountMinor }) => amountMinor > 0, 'Give an amount over zero.'),
  expiresInDays: z
    .int({ error: 'Give the days after which the credit ends: a whole number.' })
    .min(1, 'The credit must last at least 1 day.')
    .max(1825, 'The credit can last at most 1,825 days, which is five years.'),
  /** Whether the shop writes to the customer about it. */
  notify: z.boolean({ error: 'Say whether the shop tells the customer: true or false.' }),
});

/** An e-mail to the customer, in Liquid over plain text. Publishing refuses what Liquid can't read. */
const messageSchema = z.strictObject({
  kind: z.literal('message'),
  subject: z
    .string({ error: 'Give the e-mail a subject.' })
    .trim()
    .min(1, 'Give the e-mail a subject.')
    .max(200, 'A subject has at most 200 characters.')
    .regex(/^[^\r\n]*$/, 'The subject can’t contain a line break.'),
  body: z
    .string({ error: 'Give the text of the e-mail.' })
    .trim()
    .min(1, 'Give the text of the e-mail.')
    .max(5000, 'The text has at most 5,000 characters.'),
  /** What it costs the merchant each time: what the e-mail offers, say. May be nothing. */
  cost: moneySchema,
});

/** The request is approved at once, without anybody of the staff. */
const approveReturnSchema = z.strictObject({
  kind: z.literal('approve_return'),
  /** Whether the shop writes to the customer that the return is approved. */
  notify: z.boolean({ error: 'Say whether the shop tells the customer: true or false.' }),
  /** What it costs the merchant each time, such as the label. */
  cost: moneySchema,
});

export const perkSchema = z.discriminatedUnion(
  'kind',
  [packingInstructionSchema, storeCreditSchema, messageSchema, approveReturnSchema],
  { error: 'Choose a perk: packing_instruction, store_credit, message or approve_return.' },
);

export type Perk = z.infer<typeof perkSchema>;
