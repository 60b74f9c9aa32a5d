import { orderEver } from '../world/shop.ts';
import { type Invariant, isInstalled, leftToPerson } from './evidence.ts';

/** The installation that is written down began a moment after the true one. */
const MOMENT_MS = 60_000;

/** Whatever is read of it, and however late: what happened before the app was there is nobody’s merit. */
export const nothingForThePast: Invariant = {
  name: 'nobody gets anything for what they ordered before the app was there',
  contradictions({ truth, told, decisions }) {
    const begun = told.world.written.installations.filter(({ shop }) => shop === truth.domain);
    return decisions.flatMap(({ event, decidedAt }) => {
      const order = orderEver(truth, event.order);
      const since = begun.findLast(({ at }) => at <= decidedAt)?.at ?? 0;
      return order && order.createdAt < since - MOMENT_MS ? [`${order.name} was placed before, and was decided`] : [];
    });
  },
};

/** What each counts for, and for whom, is told by the sums of profiles. */
export const pastIsKnown: Invariant = {
  name: 'an import comes to an end, and everything of its time is known then',
  contradictions(evidence) {
    const { truth, shop, past, orders } = evidence;
    // What was ordered since it was exported stands in no file of the merchant's.
    const fileAt = past?.upload ? (truth.orderFile?.at ?? 0) : Number.POSITIVE_INFINITY;
    // One that an earlier installation began ended with it.
    if (!shop || !past || !isInstalled(evidence) || past.startedAt < shop.installedAt) return [];
    if (past.state === 'running') return ['the import never came to an end'];
    if (past.state !== 'finished') return [];
    const { total, counts } = past;
    const counted = total === counts.read && counts.unreadable === 0 ? [] : [`${counts.read} of ${total} were read`];
    const missing = [...truth.orders.values()]
      .filter(({ createdAt }) => createdAt >= past.from && createdAt < Math.min(past.until - MOMENT_MS, fileAt))
      .filter(({ id }) => !leftToPerson(evidence).has(id))
      .filter(({ id }) => orders.get(id)?.snapshot == null)
      .map(({ name }) => `${name} was placed before the installation, and is not known`);
    return [...counted, ...missing];
  },
};
