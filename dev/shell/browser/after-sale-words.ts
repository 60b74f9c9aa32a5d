import type { StoreReturn } from './after-sale-api.ts';

/** Why something is sent back, as Shopify's admin words it; what customers choose from. */
export const returnReasons: Readonly<Record<string, string>> = {
  SIZE_TOO_SMALL: 'Size was too small',
  SIZE_TOO_LARGE: 'Size was too large',
  COLOR: 'Color',
  STYLE: 'Style',
  NOT_AS_DESCRIBED: 'Item not as described',
  DEFECTIVE: 'Damaged or defective',
  WRONG_ITEM: 'Received the wrong item',
  UNWANTED: 'Changed my mind',
  OTHER: 'Other',
};

export const declineReasons: Readonly<Record<string, string>> = {
  RETURN_PERIOD_ENDED: 'The return period has ended',
  FINAL_SALE: 'Final sale',
  OTHER: 'Other',
};

export const returnStates: Readonly<Record<StoreReturn['status'], string>> = {
  REQUESTED: 'Return requested',
  OPEN: 'Return approved',
  DECLINED: 'Return declined',
  CANCELED: 'Return canceled',
  CLOSED: 'Return completed',
};

/** What a carrier tells of a parcel, in the order in which it happens. */
export const carrierNews: Readonly<Record<string, string>> = {
  IN_TRANSIT: 'On its way',
  OUT_FOR_DELIVERY: 'Out for delivery',
  ATTEMPTED_DELIVERY: 'Nobody was there',
  DELAYED: 'Delayed',
  DELIVERED: 'Delivered',
  FAILURE: 'Failed to deliver',
};

/** Why nothing is shipped for now, as Shopify's admin words it. */
export const holdReasons: Readonly<Record<string, string>> = {
  AWAITING_PAYMENT: 'Awaiting payment',
  HIGH_RISK_OF_FRAUD: 'High risk of fraud',
  INCORRECT_ADDRESS: 'Incorrect address',
  INVENTORY_OUT_OF_STOCK: 'Out of stock',
  OTHER: 'Other',
};

/** `FULFILLED` is a shipment of which the carrier has told nothing yet. */
export function shipmentState(displayStatus: string): string {
  if (displayStatus === 'FULFILLED') return 'Shipped';
  return displayStatus === 'IN_TRANSIT' ? 'On its way' : inWords(displayStatus);
}

export function inWords(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function pieces(count: number): string {
  return `${count} ${count === 1 ? 'item' : 'items'}`;
}

export function itemName({ title, variantTitle }: { title: string; variantTitle: string | null }): string {
  return variantTitle === null ? title : `${title}, ${variantTitle}`;
}
