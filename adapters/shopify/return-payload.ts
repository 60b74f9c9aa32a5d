import * as z from 'zod';
import type { Observation } from '../../core/observation.ts';
import { identityFields, requireId } from './wire-fields.ts';

/**
 * `returns/*`. Some name the return's order, some nothing but the return, and none says when it was asked for or what
 * it is worth: the return is read from the shop, whatever stands here.
 */
export const returnPayload = z
  .object(identityFields, { error: 'expected a return' })
  .transform((returned, context): Observation => {
    const id = requireId('Return', returned, 'id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'return.touched', return: id };
  });

/** `reverse_deliveries/*` name their return. */
export const reverseDeliveryPayload = z
  .object({ return: returnPayload }, { error: 'expected a reverse delivery' })
  .transform((delivery) => delivery.return);
