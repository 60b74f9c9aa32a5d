import { EVENT_TYPES, type EventType } from '../event.ts';
import { FACTS, type FactId, type FactsOf } from './catalogue.ts';
import type { Fact } from './definition.ts';
import { seenLines } from './line.ts';
import type { OrderSources, ReturnSources, ReviewSources, ShipmentSources, SourcesOf } from './sources.ts';
import type { FactValue } from './value.ts';

export const orderFacts = (sources: OrderSources): FactsOf<'order.placed'> => ({
  ...factsFrom('order.placed', sources),
  ...(sources.asked?.has('order.lines') && { 'order.lines': seenLines(sources) }),
});

export const returnFacts = (sources: ReturnSources) => factsFrom('return.requested', sources);

export const shipmentFacts = (sources: ShipmentSources) => factsFrom('shipment.delayed', sources);

export const reviewFacts = (sources: ReviewSources) =>
  factsFrom('review.posted', { ...sources, noCustomer: 'no_customer' });

const FACTS_OF = Object.fromEntries(
  EVENT_TYPES.map((event) => [event, FACTS.filter(({ events }) => events.some((each) => each === event))]),
) as unknown as { readonly [Event in EventType]: readonly (Fact<Event> & { readonly id: FactId })[] };

/** What every decision on such an event keeps, and what rules ask for. */
function factsFrom<Event extends EventType>(event: Event, sources: SourcesOf[Event]): FactsOf<Event> {
  const facts: Partial<Record<FactId, FactValue>> = {};
  for (const fact of FACTS_OF[event]) {
    const words = sources.asked?.get(fact.id);
    if (words || fact.isAlwaysKept) facts[fact.id] = fact.read(sources, words ?? []);
  }
  return facts as FactsOf<Event>;
}
