import type { Instant } from '../../../core/identity.ts';
import type { Fields } from './graphql.ts';
import { decimal, numberOf, type ShopOrder, wholeSecond } from './order.ts';
import type { ToldChange } from './shop.ts';

/** A return as the shop keeps it. */
export interface ShopReturn {
  readonly id: string;
  readonly name: string;
  readonly order: string;
  readonly requestedAt: Instant;
  readonly items: number;
  readonly valueMinor: number;
  status: 'REQUESTED' | 'OPEN' | 'DECLINED' | 'CANCELED' | 'CLOSED';
  approved: { readonly at: Instant; readonly by: 'app' | 'staff' } | null;
  /** Null while it is not. */
  closedAt: Instant | null;
  /** When a label to send it back was attached; null before. */
  labelledAt: Instant | null;
  /** All that it ever was, and how it was told, oldest first. */
  readonly was: (ToldChange & { readonly status: ShopReturn['status']; readonly isLabelled: boolean })[];
}

/** What can become of a return, from which states on, and the topic that tells of it. */
export const RETURN_STEPS = {
  approved: { from: ['REQUESTED'], to: 'OPEN', topic: 'returns/approve' },
  declined: { from: ['REQUESTED'], to: 'DECLINED', topic: 'returns/decline' },
  cancelled: { from: ['REQUESTED', 'OPEN'], to: 'CANCELED', topic: 'returns/cancel' },
  closed: { from: ['OPEN'], to: 'CLOSED', topic: 'returns/close' },
  reopened: { from: ['CLOSED'], to: 'OPEN', topic: 'returns/reopen' },
  labelled: { from: ['OPEN'], to: 'OPEN', topic: 'reverse_deliveries/attach_deliverable' },
  processed: { from: ['OPEN'], to: 'OPEN', topic: 'returns/process' },
} as const satisfies Record<string, { from: ShopReturn['status'][]; to: ShopReturn['status']; topic: string }>;

export type ReturnStep = keyof typeof RETURN_STEPS;

/** False where the return is in no state for it: the platform objects. */
export function takeReturnStep(found: ShopReturn, step: ReturnStep, by: 'app' | 'staff', at: Instant): boolean {
  const { from, to, topic } = RETURN_STEPS[step];
  if (!from.some((status) => status === found.status)) return false;
  found.status = to;
  if (step === 'approved') found.approved = { at, by };
  if (step === 'labelled') found.labelledAt ??= at;
  if (step === 'closed' || step === 'reopened') found.closedAt = step === 'closed' ? at : null;
  noteReturn(found, topic, at);
  return true;
}

export function noteReturn(found: ShopReturn, topic: string, at: Instant): void {
  const { name, status, labelledAt } = found;
  found.was.push({ at, name, topic, status, isLabelled: labelledAt !== null });
}

/** `returns/request` names the order too; the others no more than the return. */
export function returnPayload({ id, name, order, status }: ShopReturn, topic: string): string {
  const named = { id: numberOf(id), admin_graphql_api_id: id, status: status.toLowerCase() };
  if (topic.startsWith('reverse_deliveries/')) return JSON.stringify({ id: 1, return: named });
  if (topic !== 'returns/request') return JSON.stringify(named);
  return JSON.stringify({ ...named, name, order: { id: numberOf(order), admin_graphql_api_id: order } });
}

export function returnFields(found: ShopReturn, order: ShopOrder): Fields {
  const { id, name, status, requestedAt, approved, closedAt, labelledAt, items, valueMinor } = found;
  return {
    id,
    name,
    status,
    createdAt: wholeSecond(requestedAt),
    requestApprovedAt: approved && wholeSecond(approved.at),
    closedAt: closedAt && wholeSecond(closedAt),
    totalQuantity: items,
    order: {
      id: order.id,
      name: order.name,
      createdAt: wholeSecond(order.createdAt),
      customer: order.customer === null ? null : { id: order.customer },
      subtotalPriceSet: { shopMoney: { amount: decimal(2 * valueMinor), currencyCode: order.currency } },
      fulfillments: [{ deliveredAt: null }, { deliveredAt: wholeSecond(requestedAt - 86_400_000) }],
    },
    reverseFulfillmentOrders: {
      nodes: labelledAt === null ? [] : [{ reverseDeliveries: { nodes: [{ deliverable: labelFields(labelledAt) }] } }],
    },
    returnLineItems: () => ({
      nodes: [
        {
          __typename: 'ReturnLineItem',
          customerNote: 'It is too tight at the shoulders.',
          returnReasonDefinition: { handle: 'too-small' },
          withCodeDiscountedTotalPriceSet: { shopMoney: { amount: decimal(valueMinor), currencyCode: order.currency } },
        },
      ],
      pageInfo: { hasNextPage: false },
    }),
  };
}

function labelFields(at: Instant): Fields {
  const label = { createdAt: wholeSecond(at) };
  return { __typename: 'ReverseDeliveryShippingDeliverable', label, tracking: null };
}
