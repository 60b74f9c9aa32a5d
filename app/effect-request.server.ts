import * as z from 'zod';

/** What the page of an effect asks for: a person's word on it. */
export const wordRequest = z.strictObject({ word: z.enum(['happened', 'did_not_happen', 'retry', 'abandon']) });

export type WordRequest = z.infer<typeof wordRequest>;
