import type { PerkField } from '../rule-form.ts';

/** What stands at the fields of a perk. */
export const PERK_LABELS: Readonly<Record<PerkField, string>> = {
  tag: 'Add this tag to the order',
  note: 'Write this line into the order’s note',
  cost: 'Cost each time',
  amount: 'Store credit for the customer',
  expiresInDays: 'Days until the credit ends',
  subject: 'Subject',
  body: 'Text',
};
