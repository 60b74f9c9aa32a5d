import type { HoldReason, OrderHold } from '../core/hold.ts';
import { daysLate, type ScanStatus, type ShipmentRecord, type ShipmentSnapshot } from '../core/shipment.ts';
import { shopTime } from './shop-time.server.ts';

/** What became of a shipment, one sentence each. */
export function shipmentDetails({ snapshot, delay, decision }: ShipmentRecord, timezone: string): string[] {
  const { promisedAt, lastScan, deliveredAt, isTracked } = snapshot;
  const at = (time: number) => shopTime(time, timezone).text;
  const scan = lastScan && `The carrier’s last word, ${at(lastScan.at)}: ${SCAN_WORDS[lastScan.status]}.`;
  const unheard = isTracked ? 'The carrier has not scanned it yet.' : 'It has no tracking number.';
  return [
    ...(promisedAt === null ? [] : [`Promised for ${at(promisedAt)}.`]),
    deliveredAt === null
      ? stateOf(snapshot) || (scan ?? unheard)
      : `Arrived ${at(deliveredAt)}${punctuality(snapshot)}.`,
    ...(delay === 'awaited' ? [] : [DELAY_WORDS[delay === 'past' ? 'past' : decision === null ? 'unasked' : 'asked']]),
  ];
}

function stateOf({ status }: ShipmentSnapshot): string {
  switch (status) {
    case 'prepared':
      return 'It is being prepared.';
    case 'called_off':
      return 'It was called off.';
    case 'sent':
      return '';
  }
}

function punctuality({ promisedAt, deliveredAt, ...rest }: ShipmentSnapshot): string {
  if (promisedAt === null || deliveredAt === null) return '';
  if (deliveredAt <= promisedAt) return ', in time';
  const days = daysLate({ ...rest, promisedAt, deliveredAt }, deliveredAt) ?? 0;
  if (days === 0) return ', less than a day late';
  return `, ${days} ${days === 1 ? 'day' : 'days'} late`;
}

const DELAY_WORDS = {
  past: 'It was late or out of sight before Concierge could tell: no rule was asked.',
  unasked: 'It was late or out of sight, and no rule waits for that.',
  asked: 'It was late or out of sight, and the rules were asked: see the decision.',
} as const;

const SCAN_WORDS: Readonly<Record<ScanStatus, string>> = {
  carrier_picked_up: 'picked up',
  in_transit: 'on its way',
  out_for_delivery: 'out for delivery',
  attempted_delivery: 'nobody was there to take it',
  ready_for_pickup: 'ready to be fetched',
  delivered: 'delivered',
  picked_up: 'fetched',
  delayed: 'delayed',
  failure: 'it could not be delivered',
};

/** Where a part of an order is sent from, and why not for now. */
export function holdDetails({ reasons, since, place }: OrderHold, timezone: string): string[] {
  const from = place ? [`Sent from ${place.name}, routed ${shopTime(place.routedAt, timezone).text}.`] : [];
  if (since === null) return from;
  return [
    ...from,
    `On hold since ${shopTime(since, timezone).text}: ${REASONS.format(reasons.map((each) => HOLD_WORDS[each]))}.`,
  ];
}

const REASONS = new Intl.ListFormat('en', { type: 'conjunction' });

const HOLD_WORDS: Readonly<Record<HoldReason, string>> = {
  awaiting_payment: 'payment is awaited',
  awaiting_return_items: 'items to come back are awaited',
  high_risk_of_fraud: 'the risk of fraud is high',
  incorrect_address: 'the address is not right',
  inventory_out_of_stock: 'something is out of stock',
  online_store_post_purchase_cross_sell: 'the customer is offered something more',
  unknown_delivery_date: 'the day of delivery is not known',
  other: 'for another reason',
};
