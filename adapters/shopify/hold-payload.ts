import * as z from 'zod';
import type { Observation } from '../../core/observation.ts';
import { idField, requireId } from './wire-fields.ts';

/**
 * `fulfillment_orders/*`. None names its order, and the id of the part that it is about is a gid: what holds it is read
 * from the shop.
 */
export const holdPayload = z
  .object(
    { fulfillment_order: z.object({ id: idField }, { error: 'expected a fulfillment order' }) },
    { error: 'expected what happened to a fulfillment order' },
  )
  .transform(({ fulfillment_order: { id } }, context): Observation => {
    const identity = { admin_graphql_api_id: id, id };
    const fulfillmentOrder = requireId('FulfillmentOrder', identity, 'fulfillment_order.id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'hold.touched', fulfillmentOrder };
  });
