import type { HoldReason } from '../core/hold.ts';
import { daysLate, type ScanStatus, type ShipmentRecord, type ShipmentSnapshot } from '../core/shipment.ts';
import { shopTime } from './shop-time.server.ts';

/** What was promised of a shipment and what was heard of it until it arrived, one sentence each. */
export function shipmentDetails({ snapshot, delay, delayedAt, ...record }: ShipmentRecord, timezone: string): string[] {
  const { promisedAt, lastScan, deliveredAt, isTracked } = snapshot;
  const at = (time: number) => shopTime(time, timezone).text;
  const scan = lastScan && `The carrier’s last word, ${at(lastScan.at)}: ${SCAN_WORDS[lastScan.status]}.`;
  const unheard = isTracked ? 'The carrier has not scanned it yet.' : 'It has no tracking number.';
  return [
    ...(promisedAt === null ? [] : [`Promised for ${at(promisedAt)}.`]),
    ...(deliveredAt === null ? [stateOf(snapshot) || (scan ?? unheard)] : []),
    // From when on it was late is not known of what was kept before.
    ...(delayedAt === undefined ? delayDetails({ delay, ...record }) : []),
  ];
}

/** What came of its being late or out of sight; empty where it is not. */
export function delayDetails({ delay, decision }: Pick<ShipmentRecord, 'delay' | 'decision'>): string[] {
  return delay === 'awaited' ? [] : [DELAY_WORDS[delay === 'past' ? 'past' : decision === null ? 'unasked' : 'asked']];
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

/** How punctual it arrived; empty where nobody had promised a time. */
export function punctuality({ promisedAt, deliveredAt, ...rest }: ShipmentSnapshot): string[] {
  if (promisedAt === null || deliveredAt === null) return [];
  if (deliveredAt <= promisedAt) return ['In time.'];
  const days = daysLate({ ...rest, promisedAt, deliveredAt }, deliveredAt) ?? 0;
  return [days === 0 ? 'Less than a day late.' : `${days} ${days === 1 ? 'day' : 'days'} late.`];
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

/** Why a part of an order is not sent for now; empty when it may be. */
export function holdDetails(reasons: readonly HoldReason[]): string[] {
  if (reasons.length === 0) return [];
  const [first = '', ...rest] = REASONS.format(reasons.map((each) => HOLD_WORDS[each]));
  return [`${first.toUpperCase()}${rest.join('')}.`];
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
