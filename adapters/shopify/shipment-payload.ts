import * as z from 'zod';
import type { Observation } from '../../core/observation.ts';
import { identify, identityFields, idField, requireId } from './wire-fields.ts';

/**
 * `fulfillments/*`. Whose it is and what was promised stands in none: the shipment is read from the shop, whatever stands
 * here.
 */
export const shipmentPayload = z
  .object(identityFields, { error: 'expected a fulfillment' })
  .transform((shipment, context): Observation => {
    const id = requireId('Fulfillment', shipment, 'id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'shipment.touched', shipment: id };
  });

/** Our own word that time has come to look after it: it names the order, too. */
export const shipmentDuePayload = z
  .object({ ...identityFields, order_id: z.string().nullish() }, { error: 'expected a fulfillment' })
  .transform((due, context): Observation => {
    const id = requireId('Fulfillment', due, 'id', context);
    const order = identify('Order', { admin_graphql_api_id: due.order_id });
    return context.issues.length > 0 ? z.NEVER : { type: 'shipment.touched', shipment: id, ...(order && { order }) };
  });

/** `fulfillment_events/*`: their own id is the event’s. */
export const shipmentEventPayload = z
  .object({ fulfillment_id: idField }, { error: 'expected an event of a fulfillment' })
  .transform(({ fulfillment_id }, context): Observation => {
    const id = requireId('Fulfillment', { id: fulfillment_id }, 'fulfillment_id', context);
    return context.issues.length > 0 ? z.NEVER : { type: 'shipment.touched', shipment: id };
  });
