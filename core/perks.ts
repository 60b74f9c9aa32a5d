import * as z from 'zod';
import { moneySchema } from './money-schema.ts';

/**
 * What a customer can get. A packing instruction tells the packer what to put into the parcel: a tag on the order
 * (for filters and printed slips) and a marked line in the order's note.
 */
export const packingInstructionSchema = z.strictObject({
  kind: z.literal('packing_instruction', { error: 'The only perk so far is packing_instruction.' }),
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

export const perkSchema = z.discriminatedUnion('kind', [packingInstructionSchema], {
  error: 'Choose a perk: packing_instruction.',
});
