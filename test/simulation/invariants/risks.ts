import { factIn } from '../../../core/facts/catalogue.ts';
import type { Invariant } from './evidence.ts';

/** Whoever waits is decided when it is over, and the decision says what came of it. */
export const waitingEnds: Invariant = {
  name: 'an order waits for its risk until it comes or the time is up, and no longer',
  contradictions({ orders, decisions }) {
    const waiting = [...orders.values()]
      .filter(({ placement }) => placement === 'waiting')
      .map(({ id }) => `${id} still waits for its risk`);
    const early = decisions.flatMap(({ event, waited, decidedAt, facts }) => {
      if (!waited) return [];
      const isKnown = factIn(facts, 'order.risk.high').type !== 'unknown';
      if (waited.end === 'time_up' && decidedAt < waited.until) return [`${event.orderName} did not wait long enough`];
      return waited.end === 'risk_came' && !isKnown
        ? [`${event.orderName} was decided by a risk that nobody told`]
        : [];
    });
    return [...waiting, ...early];
  },
};
