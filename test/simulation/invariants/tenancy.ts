import { allDecisions, type Evidence, effectsOf, type Invariant } from './evidence.ts';

/** No shop ever sees anything of another: neither in our tables nor in the calls that reach it. */
export const shopsAreApart: Invariant = {
  name: 'nothing of one shop gets to another',
  contradictions(evidence) {
    const { truth, customers, told } = evidence;
    const foreign = new Set<string>();
    for (const { subject, token } of truth.calls) {
      if (!isOwn(evidence, subject)) foreign.add(`${truth.domain} was asked about ${subject}`);
      if (token !== '' && !token.endsWith(` of ${truth.domain}`)) foreign.add(`${truth.domain} was shown ${token}`);
    }
    for (const { event } of allDecisions(evidence)) {
      if (!isOwn(evidence, event.order ?? '') || !isOwn(evidence, event.customer ?? '')) {
        foreign.add(`${truth.domain} has a decision about ${event.order}`);
      }
    }
    for (const { effect } of effectsOf(evidence)) {
      if (!isOwn(evidence, effect.order ?? '')) foreign.add(`${truth.domain} has an effect on ${effect.order}`);
    }
    for (const { profile } of customers.values()) {
      if (!isOwn(evidence, profile.customer)) foreign.add(`${truth.domain} knows ${profile.customer}`);
    }
    for (const { shop, changes } of told.world.written.commits) {
      if (shop !== truth.domain) continue;
      for (const { id } of changes.orders) if (!isOwn(evidence, id)) foreign.add(`${truth.domain} keeps ${id}`);
      for (const { snapshot } of changes.returns ?? []) {
        if (!isOwn(evidence, snapshot.id)) foreign.add(`${truth.domain} keeps ${snapshot.id}`);
      }
      for (const { snapshot } of changes.shipments ?? []) {
        if (!isOwn(evidence, snapshot.id)) foreign.add(`${truth.domain} keeps ${snapshot.id}`);
      }
      for (const { profile } of changes.customers) {
        if (!isOwn(evidence, profile.customer)) foreign.add(`${truth.domain} keeps ${profile.customer}`);
      }
    }
    return [...foreign];
  },
};

/** A shop's numbers begin with its own: 1 for the first, 2 for the second. */
function isOwn({ number }: Evidence, subject: string): boolean {
  const [, digits] = /\/(\d+)$/.exec(subject) ?? [];
  return digits === undefined || digits.startsWith(String(number + 1));
}
