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
