import * as z from 'zod';
import type { SeenCustomer } from '../../../core/customer-card.ts';
import { type Instant, parseGid } from '../../../core/identity.ts';
import { type CardNode, readCardNode } from '../card-node.ts';
import { problemOf } from '../wire-fields.ts';
import { idOf, jsonOf, time } from './line-fields.ts';

type ReadLine =
  | { readonly kind: 'customer'; readonly seen: SeenCustomer }
  /** `reason` names a field and what was expected there, never a value. */
  | { readonly kind: 'unreadable'; readonly reason: string };

const state = z.string({ error: 'expected a state' });

/** The fields of the document ALL_CUSTOMERS. */
const customerLine = z.object(
  {
    id: idOf('Customer'),
    /** A text, since it may be more than a number holds. */
    numberOfOrders: z.string({ error: 'expected a number' }),
    tags: z.array(z.string({ error: 'expected text' }), { error: 'expected a list' }),
    defaultEmailAddress: z
      .object({ marketingState: state, marketingUpdatedAt: time.nullable() }, { error: 'expected an address or null' })
      .nullable(),
    defaultPhoneNumber: z
      .object(
        {
          smsMarketingConsent: z.object({ state, updatedAt: time.nullable() }, { error: 'expected a consent' }),
        },
        { error: 'expected a number or null' },
      )
      .nullable(),
  },
  { error: 'expected a customer' },
);

/** One line of the file of all customers. `beganAt`: when the operation began; what came later is newer. */
export function readCustomerLine(text: string, beganAt: Instant): ReadLine {
  const parsed = customerLine.safeParse(jsonOf(text));
  if (!parsed.success) return { kind: 'unreadable', reason: problemOf(parsed.error) };
  const { id, numberOfOrders, ...node } = parsed.data;
  const customer = parseGid('Customer', id);
  if (customer === null) return { kind: 'unreadable', reason: 'id: expected an id' };
  const card = readCardNode(node as CardNode, beganAt);
  return { kind: 'customer', seen: { customer, card, hasOrdered: numberOfOrders !== '0' } };
}
