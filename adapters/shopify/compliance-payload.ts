import * as z from 'zod';
import { gid, type OrderId } from '../../core/identity.ts';
import { identityFields, idField, listOf, requireId } from './wire-fields.ts';

/** As in “Privacy law compliance”. */
const customer = z.object(
  { ...identityFields, email: z.string().nullish(), phone: z.string().nullish() },
  { error: 'expected a customer' },
);

/** What can't be an order's id is left out: the rest has to be erased all the same. */
const orderIds = listOf(idField).transform((ids) =>
  ids.map((id) => gid('Order', id)).filter((id): id is OrderId => id !== null),
);

/** Of `customers/redact`: who is to be erased, and by what they are found. */
export const redactPayload = z
  .object({ customer, orders_to_redact: orderIds }, { error: 'expected a request' })
  .transform((request, context) => ({
    customer: requireId('Customer', request.customer, 'customer', context),
    contacts: [request.customer.email, request.customer.phone].filter((text): text is string => !!text?.trim()),
    orders: request.orders_to_redact,
  }));
