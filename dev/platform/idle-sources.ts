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

/** A retry that comes only after the clock is moved is like a timer that is not due: not awaited. */
function isAwaited(delivery: { retries: number; dueAt: Date }, now: Date, timeoutMs: number): boolean {
  return delivery.retries === 0 || delivery.dueAt.getTime() <= now.getTime() + timeoutMs;
}
