import { type Document, record, records, text } from '../../document.ts';
import { gidDigits, restId, toGid } from '../../gid.ts';
import { withReverseDelivery } from '../../store/reverse-deliveries.ts';
import { reverseDeliveryView } from '../../views/reverse-delivery.ts';
import type { View } from '../../views/view.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { returnError } from './return-errors.ts';
import { visibleEntity } from './visible-entity.ts';

/** Attaches a label or a tracking number to a return that is on its way; all of it comes back in one parcel. */
export const reverseDeliveryCreateWithShipping: Resolver = (args, context) => {
  if (records(args.reverseDeliveryLineItems).length > 0) throw notEmulated('a reverse delivery of some lines');
  const answer = (reverseDelivery: View | null, userErrors: View[]): View => ({
    __typename: 'ReverseDeliveryCreateWithShippingPayload',
    reverseDelivery,
    userErrors,
  });
  const order = requireGidOf('ReverseFulfillmentOrder', args.reverseFulfillmentOrderId);
  const entity = visibleEntity(toGid('Return', gidDigits(order)), context);
  if (entity?.document.status !== 'open') {
    const message = 'The specified reverse fulfillment order could not be found.';
    return answer(null, [returnError(['reverseFulfillmentOrderId'], 'NOT_FOUND', message)]);
  }
  const label = record(args.labelInput);
  const tracking = record(args.trackingInput);
  const id = toGid('ReverseDelivery', context.newId('ReverseDelivery'));
  const delivery: Document = {
    id: restId(id),
    admin_graphql_api_id: id,
    return: { id: restId(entity.id), admin_graphql_api_id: entity.id },
    shipping_deliverable: {
      label: label && { public_file_url: text(label.fileUrl), created_at: formatUtc(context.reading.now) },
      tracking: tracking && {
        carrier_name: null,
        tracking_number: text(tracking.number),
        tracking_url: text(tracking.url),
      },
    },
  };
  const changed = withReverseDelivery(entity, delivery);
  context.save(changed, []);
  context.emit('reverse_deliveries/attach_deliverable', delivery);
  return answer(reverseDeliveryView(delivery, changed, context.reading), []);
};
