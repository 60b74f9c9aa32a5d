import { type Document, record, text } from '../document.ts';
import { gidDigits, gidOf, toGid } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import { reverseDeliveriesOf } from '../store/reverse-deliveries.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, type View } from './view.ts';

/** The one reverse fulfilment order of a return: everything comes back to one place. It has the digits of the return's id. */
export function reverseFulfillmentOrderView(entity: Entity, reading: Reading): View {
  return {
    __typename: 'ReverseFulfillmentOrder',
    id: toGid('ReverseFulfillmentOrder', gidDigits(entity.id)),
    status: entity.document.status === 'closed' ? 'CLOSED' : 'OPEN',
    thirdPartyConfirmation: null,
    reverseDeliveries: (args: PageArguments) =>
      connectionOf(
        'ReverseDelivery',
        reverseDeliveriesOf(entity).map((delivery) => reverseDeliveryView(delivery, entity, reading)),
        args,
      ),
  };
}

export function reverseDeliveryView(delivery: Document, entity: Entity, reading: Reading): View {
  const attached = record(delivery.shipping_deliverable) ?? {};
  const label = record(attached.label);
  const tracking = record(attached.tracking);
  const createdAt = dateTime(label?.created_at);
  return {
    __typename: 'ReverseDelivery',
    id: gidOf('ReverseDelivery', delivery),
    reverseFulfillmentOrder: () => reverseFulfillmentOrderView(entity, reading),
    deliverable: {
      __typename: 'ReverseDeliveryShippingDeliverable',
      label: label && {
        __typename: 'ReverseDeliveryLabelV2',
        createdAt,
        updatedAt: createdAt,
        publicFileUrl: text(label.public_file_url),
      },
      tracking: tracking && {
        __typename: 'ReverseDeliveryTrackingV2',
        carrierName: text(tracking.carrier_name),
        number: text(tracking.tracking_number),
        url: text(tracking.tracking_url),
      },
    },
  };
}
