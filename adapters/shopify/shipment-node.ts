import { parseGid } from '../../core/identity.ts';
import { SCAN_STATUSES, type Scan, SHOWN_STATUSES, type ShipmentSnapshot } from '../../core/shipment.ts';
import type { ShipmentQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';

type ShipmentNode = NonNullable<ShipmentQuery['fulfillment']>;

/** Throws where the answer has another shape than the schema promises. */
export function readShipmentNode(node: ShipmentNode): ShipmentSnapshot {
  const { order, requiresShipping, trackingInfo } = node;
  const scans = node.events.nodes.flatMap((event) => readScan(event) ?? []);
  const lastScan = newest(scans);
  const shownAs = SHOWN_STATUSES.find((known) => known === node.displayStatus?.toLowerCase());
  return {
    id: required(parseGid('Fulfillment', node.id)),
    name: node.name,
    order: required(parseGid('Order', order.id)),
    orderName: order.name,
    customer: order.customer ? required(parseGid('Customer', order.customer.id)) : null,
    status: STATUSES[node.status],
    sentAt: required(parseInstant(node.createdAt)),
    isTracked: requiresShipping && trackingInfo.some(({ number }) => (number ?? '') !== ''),
    promisedAt: parseInstant(node.estimatedDeliveryAt ?? ''),
    deliveredAt: deliveredAt(node, lastScan),
    lastScan,
    ...(shownAs && { shownAs }),
    attempts: scans.filter(({ status }) => status === 'attempted_delivery').length,
  };
}

const STATUSES: Readonly<Record<ShipmentNode['status'], ShipmentSnapshot['status']>> = {
  PENDING: 'prepared',
  OPEN: 'prepared',
  SUCCESS: 'sent',
  CANCELLED: 'called_off',
  ERROR: 'called_off',
  FAILURE: 'called_off',
};

/** What was fetched at the shop is shown as such and has no time of its own. */
function deliveredAt({ deliveredAt: at, displayStatus, updatedAt }: ShipmentNode, lastScan: Scan | null) {
  const told = parseInstant(at ?? '');
  if (told !== null) return told;
  const hasArrived = displayStatus === 'DELIVERED' || displayStatus === 'PICKED_UP';
  return hasArrived ? (lastScan?.at ?? required(parseInstant(updatedAt))) : null;
}

/** Null for what no carrier tells. */
function readScan({ status, happenedAt }: ShipmentNode['events']['nodes'][number]): Scan | null {
  const scan = SCAN_STATUSES.find((known) => known === status.toLowerCase());
  return scan === undefined ? null : { status: scan, at: required(parseInstant(happenedAt)) };
}

function newest(scans: readonly Scan[]): Scan | null {
  return scans.reduce<Scan | null>((last, scan) => (last === null || scan.at > last.at ? scan : last), null);
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the Admin API answered a fulfillment in another shape than its schema');
  return value;
}
