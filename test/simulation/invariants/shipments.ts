import { delayedFrom, SCAN_STATUSES, type ShipmentSnapshot } from '../../../core/shipment.ts';
import { deliveredAt, type ShopShipment } from '../world/shipment.ts';
import { everySetting, wasShutOut } from '../world/shop.ts';
import { type Invariant, isInstalled, leftToPerson } from './evidence.ts';

const HOUR_MS = 3_600_000;
/** The platform writes whole seconds. */
const SECOND_MS = 1_000;
/** Whole business days are no shorter, also when the clocks change. */
const LEAST_SILENCE_MS = 71 * HOUR_MS;
/** Between reading and deciding lies less than a function lives, and its records may have to be read again. */
const MOMENT_MS = 10 * 60_000;

export const delaysAreTrue: Invariant = {
  name: 'a shipment is decided at most once, and only while it was late or out of sight',
  contradictions({ truth, ofShipments }) {
    const ids = ofShipments.map(({ event }) => event.shipment);
    const twice = ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `${id} is decided twice`);
    const wrong = ofShipments.flatMap(({ event, decidedAt, outcomes }) => {
      const found = truth.shipments.get(event.shipment);
      if (!found) return [`${event.shipmentName} was decided, and nobody sent it`];
      const before = decidedAt - MOMENT_MS;
      const arrivedAt = deliveredAt(found);
      const isGranted = outcomes.some(({ outcome }) => outcome === 'granted');
      if (isGranted && arrivedAt !== null && arrivedAt < before) return [`${found.name} had arrived`];
      const heard = Math.max(found.sentAt, ...found.scans.map(({ at }) => at).filter((at) => at < before));
      const isLate = found.promisedAt !== null && decidedAt - found.promisedAt >= 24 * HOUR_MS - SECOND_MS;
      const isOutOfSight = decidedAt - heard >= LEAST_SILENCE_MS;
      return isLate || isOutOfSight ? [] : [`${found.name} was decided, and was neither late nor out of sight`];
    });
    return [...twice, ...wrong];
  },
};

/** What is known to be on its way is looked at when it would be delayed, whatever went wrong until then. */
export const delaysAreNoticed: Invariant = {
  name: 'no delay of a shipment that is known goes unnoticed',
  contradictions(evidence) {
    const { truth, shipments, at } = evidence;
    // What the app is told of while it is out is told to nobody, and what it looked after before is let go.
    if (!isInstalled(evidence) || truth.installations > 1 || wasShutOut(truth, at)) return [];
    return [...truth.shipments.values()].flatMap((found) => {
      const record = shipments.get(found.id);
      const zones = everySetting(truth, 'timezone').map((zone) => delayedFrom(asRead(found), zone));
      const from = zones.includes(null) ? null : Math.max(...zones.map(Number));
      if (!record || from === null || from > at - HOUR_MS || record.delay !== 'awaited') return [];
      return [`${found.name} is delayed since ${new Date(from).toISOString()}, and nobody noticed`];
    });
  },
};

/** What a delivery told of, or the nightly comparison found. */
export const shipmentsAreKnown: Invariant = {
  name: 'every shipment is known, told of or not',
  contradictions(evidence) {
    const { truth, shop, shipments, parked } = evidence;
    if (!shop || !isInstalled(evidence) || parked.length > 0) return [];
    // Before it came back for the last time, whatever came was for nobody.
    const back = truth.presence.findLast(({ installed }) => installed)?.at ?? 0;
    return [...truth.shipments.values()]
      .filter(({ id, sentAt }) => sentAt > Math.max(back, shop.installedAt) + MINUTE_MS && !shipments.has(id))
      .filter(({ order }) => !leftToPerson(evidence).has(order))
      .map(({ name }) => `${name} is on its way, and nobody knows it`);
  },
};

const MINUTE_MS = 60_000;

function asRead(found: ShopShipment): ShipmentSnapshot {
  const wholeSecond = (at: number) => Math.floor(at / 1000) * 1000;
  const last = found.scans.at(-1);
  const status = SCAN_STATUSES.find((each) => each === last?.status.toLowerCase());
  const arrivedAt = deliveredAt(found);
  return {
    id: found.id as ShipmentSnapshot['id'],
    name: found.name,
    order: found.order as ShipmentSnapshot['order'],
    orderName: '',
    customer: null,
    status: 'sent',
    sentAt: wholeSecond(found.sentAt),
    isTracked: true,
    promisedAt: found.promisedAt === null ? null : wholeSecond(found.promisedAt),
    deliveredAt: arrivedAt === null ? null : wholeSecond(arrivedAt),
    lastScan: last && status ? { at: wholeSecond(last.at), status } : null,
  };
}
