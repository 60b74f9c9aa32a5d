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

type Person = z.output<typeof customer>;

const contactsOf = ({ email, phone }: Person) => [email, phone].filter((text): text is string => !!text?.trim());

const requestId = idField.refine((id) => /^\d{1,20}$/.test(id), { error: 'expected a number' });

/** Of `customers/data_request`: who wants to see their data. */
export const dataRequestPayload = z
  .object(
    { customer, data_request: z.object({ id: requestId }, { error: 'expected the request’s id' }) },
    { error: 'expected a request' },
  )
  .transform((request, context) => ({
    request: request.data_request.id,
    customer: requireId('Customer', request.customer, 'customer', context),
    contacts: contactsOf(request.customer),
  }));

/** Of `customers/redact`: who is to be erased, and by what they are found. */
export const redactPayload = z
  .object({ customer, orders_to_redact: orderIds }, { error: 'expected a request' })
  .transform((request, context) => ({
    customer: requireId('Customer', request.customer, 'customer', context),
    contacts: contactsOf(request.customer),
    orders: request.orders_to_redact,
  }));
