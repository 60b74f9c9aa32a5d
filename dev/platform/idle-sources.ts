import { COMPLIANCE_TOPICS } from '../../adapters/shopify/topics.ts';
import type { PendingDelivery } from '../shopify/webhooks/sender.ts';
import type { IdleSources } from './idle.ts';
import type { RoutesOptions } from './routes.ts';

const DUE_LISTED = 20;

/** Where the platform looks to know whether anything is left to do. */
export function idleSources(options: RoutesOptions, timeoutMs: number): IdleSources {
  const { children, clock, queues, services, shopify } = options;
  return {
    queuesAndDeliveries: () => ({
      queues: queues.unfinished(),
      deliveries: shopify.pendingDeliveries().filter((delivery) => isAwaited(delivery, clock.now(), timeoutMs)),
    }),
    activity: queues.sent,
    running: async () => (await children.worker?.ask('running')) ?? null,
    due: () => services.schedule.due(clock.now().getTime(), DUE_LISTED),
    deadLetters: () => queues.deadLetters().length,
    tick: async () => children.worker?.ask('tick'),
  };
}

/** What comes only after the clock is moved is like a timer that is not due: a retry, or what the law gives days for. */
function isAwaited(delivery: PendingDelivery, now: Date, timeoutMs: number): boolean {
  const isForLater = delivery.retries > 0 || COMPLIANCE_TOPICS.some((topic) => topic === delivery.topic);
  return !isForLater || delivery.dueAt.getTime() <= now.getTime() + timeoutMs;
}
