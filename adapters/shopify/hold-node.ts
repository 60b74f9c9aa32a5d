import { HOLD_REASONS, type SeenHold } from '../../core/hold.ts';
import { type Instant, parseGid } from '../../core/identity.ts';
import type { HoldQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';

/** Throws where the answer has another shape than the schema promises. A reason that came up since is “other”. */
export function readHoldNode(node: NonNullable<HoldQuery['fulfillmentOrder']>, readAt: Instant): SeenHold {
  const fulfillmentOrder = parseGid('FulfillmentOrder', node.id);
  const order = parseGid('Order', node.orderId);
  const routedAt = parseInstant(node.createdAt);
  if (fulfillmentOrder === null || order === null || routedAt === null) {
    throw new Error('the Admin API answered a fulfillment order in another shape than its schema');
  }
  const told = node.fulfillmentHolds.map(({ reason }) => reason.toLowerCase());
  const known = told.map((reason) => HOLD_REASONS.find((each) => each === reason) ?? 'other');
  const isHeld = node.status === 'ON_HOLD';
  const reasons = HOLD_REASONS.filter((each) => known.includes(each));
  return {
    order,
    fulfillmentOrder,
    reasons: isHeld && reasons.length === 0 ? ['other'] : reasons,
    ...(node.status !== 'CANCELLED' && { place: { name: node.assignedLocation.name, routedAt } }),
    readAt,
  };
}
