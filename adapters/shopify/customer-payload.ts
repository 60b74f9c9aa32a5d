import * as z from 'zod';
import type { CustomerId } from '../../core/identity.ts';
import { identityFields, requireId } from './wire-fields.ts';

/** A customer of `customers/create` and `customers/update`: only who it is; nothing personal is read. */
export const customerPayload = z
  .object(identityFields, { error: 'expected a customer' })
  .transform((customer, context): CustomerId => requireId('Customer', customer, 'id', context));
