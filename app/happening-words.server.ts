import { assertNever } from '../core/assert-never.ts';
import { isSettled } from '../core/dispute.ts';
import {
  type Happening,
  type HappeningKind,
  happeningsOfOrder,
  happeningsOfReturn,
  happeningsOfShipment,
} from '../core/happening.ts';
import { gid, gidNumber } from '../core/identity.ts';
import { formatMoney } from '../core/money.ts';
import type { OrderRecord } from '../core/order.ts';
import type { Ledger } from '../core/ports.ts';
import type { ReturnRecord } from '../core/return.ts';
import type { ShipmentRecord } from '../core/shipment.ts';
import type { Shop } from '../core/shop.ts';
import { DISPUTE_WORDS, disputeTitle } from './risk-and-disputes.server.ts';
import { delayDetails, holdDetails, punctuality } from './shipment-details.server.ts';

/** `Order #1001 cancelled`, and what more there is to tell, one sentence each. */
interface Words {
  readonly title: string;
  readonly details: string[];
}

type OfReturn = Extract<HappeningKind, `return_${string}`>;
type OfShipment = Extract<HappeningKind, `shipment_${string}`>;
type OfOrder = Exclude<HappeningKind, OfReturn | OfShipment>;

/** Null where the record tells of it no more. */
export async function happeningWords(
  ledger: Pick<Ledger, 'order' | 'return' | 'shipment'>,
  { domain }: Shop,
  happening: Happening,
): Promise<Words | null> {
  const { what, order, number } = happening;
  const isTold = (told: readonly Happening[]) => told.some((each) => each.what === what && each.number === number);
  if (isOfReturn(what)) {
    const id = gid('Return', number);
    const known = id && (await ledger.return(domain, order, id, 'cheap'));
    return known && isTold(happeningsOfReturn(known)) ? returnWords(what, known) : null;
  }
  if (isOfShipment(what)) {
    const id = gid('Fulfillment', number);
    const known = id && (await ledger.shipment(domain, order, id, 'cheap'));
    return known && isTold(happeningsOfShipment(known)) ? shipmentWords(what, known) : null;
  }
  const known = await ledger.order(domain, order, 'cheap');
  return known && isTold(happeningsOfOrder(known)) ? orderWords(what, number, known) : null;
}

function isOfReturn(what: HappeningKind): what is OfReturn {
  return what.startsWith('return_');
}

function isOfShipment(what: HappeningKind): what is OfShipment {
  return what.startsWith('shipment_');
}

function orderWords(what: OfOrder, number: string, record: OrderRecord): Words | null {
  const { snapshot, refunds, disputes = [], holds = [] } = record;
  const name = snapshot?.name ?? '';
  const part = holds.find(({ fulfillmentOrder }) => gidNumber(fulfillmentOrder) === number);
  const dispute = disputes.find(({ id }) => gidNumber(id) === number);
  switch (what) {
    case 'edited':
      return { title: `Order ${name} edited`, details: [] };
    case 'cancelled':
      return { title: `Order ${name} cancelled`, details: [] };
    case 'deleted':
      return { title: `Order ${name} deleted in your shop`, details: ['It does not count any more.'] };
    case 'refunded': {
      const refund = refunds.find(({ id }) => gidNumber(id) === number);
      return refund ? { title: `${formatMoney(refund.amount)} of order ${name} refunded`, details: [] } : null;
    }
    case 'dispute_opened':
      // What became of it stands with its end.
      return dispute
        ? {
            title: disputeTitle(dispute, name),
            details: isSettled(dispute.status) ? [] : [DISPUTE_WORDS[dispute.status]],
          }
        : null;
    case 'dispute_settled':
      return dispute
        ? { title: `Dispute about order ${name} settled`, details: [DISPUTE_WORDS[dispute.status]] }
        : null;
    case 'held':
      return {
        title: `Order ${name} put on hold`,
        details: holdDetails((part?.since == null ? part?.lastHold?.reasons : part.reasons) ?? []),
      };
    case 'released':
      return { title: `Order ${name} released from hold`, details: [] };
    case 'routed':
      return part?.place ? { title: `Order ${name} to be sent from ${part.place.name}`, details: [] } : null;
    default:
      return assertNever(what);
  }
}

const RETURN_TITLES: Readonly<Record<OfReturn, string>> = {
  return_approved: 'approved',
  return_declined: 'declined',
  return_cancelled: 'cancelled',
  return_closed: 'closed',
  return_attached: 'can be sent back',
};

function returnWords(what: OfReturn, { snapshot }: ReturnRecord): Words {
  const { name, sendingBack } = snapshot;
  const title = `Return ${name} ${RETURN_TITLES[what]}`;
  if (what !== 'return_attached' || !sendingBack) return { title, details: [] };
  const tracked = sendingBack.isTracked ? 'A label with a tracking number' : 'A label';
  return { title, details: [`${sendingBack.labelledAt === null ? 'A tracking number' : tracked} is attached.`] };
}

function shipmentWords(what: OfShipment, record: ShipmentRecord): Words {
  const { snapshot } = record;
  return what === 'shipment_delayed'
    ? { title: `Shipment ${snapshot.name} late or out of sight`, details: delayDetails(record) }
    : { title: `Shipment ${snapshot.name} delivered`, details: punctuality(snapshot) };
}
