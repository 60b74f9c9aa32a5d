import * as z from 'zod';
import type { Observation } from '../../core/observation.ts';
import { idField, requireId } from './wire-fields.ts';

const partOf = (field: string) =>
  z
    .object({ id: idField }, { error: 'expected a fulfillment order' })
    .transform(({ id }, context) =>
      requireId('FulfillmentOrder', { admin_graphql_api_id: id, id }, `${field}.id`, context),
    );

/**
 * `fulfillment_orders/*`. None names its order, and the id of the part that it is about is a gid: where it is sent from and
 * what holds it is read from the shop.
 */
export const holdPayload = z
  .object(
    { fulfillment_order: partOf('fulfillment_order') },
    { error: 'expected what happened to a fulfillment order' },
  )
  .transform(({ fulfillment_order }): Observation => ({ type: 'hold.touched', fulfillmentOrder: fulfillment_order }));

/** `fulfillment_orders/moved` tells of the part as it was and of the one with what was moved: mostly one and the same. */
export const movedPayload = z
  .object(
    {
      original_fulfillment_order: partOf('original_fulfillment_order'),
      moved_fulfillment_order: partOf('moved_fulfillment_order'),
    },
    { error: 'expected what happened to fulfillment orders' },
  )
  .transform(({ original_fulfillment_order: original, moved_fulfillment_order: moved }): Observation[] =>
    [...new Set([original, moved])].map((fulfillmentOrder) => ({ type: 'hold.touched', fulfillmentOrder })),
  );
