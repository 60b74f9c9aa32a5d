import { whoIs } from '../world/shop.ts';
import { allDecisions, deletedLastAt, type Evidence, type Invariant, wasNeverTold } from './evidence.ts';

/** Whatever was under way, or is told later: the app no longer knows who was erased. */
export const nothingOfErasedIsLeft: Invariant = {
  name: 'nothing of an erased customer is left',
  contradictions(evidence) {
    return [...evidence.erasures].flatMap(([customer, { isErased, isFinished }]) => {
      if (!isErased) return wasNeverAsked(evidence, customer) ? [] : [`${customer} was to be erased, and was not`];
      const unfinished = isFinished ? [] : [`the erasing of ${customer} never came to an end`];
      const left = keptOf(evidence).filter(({ text }) => text.includes(customer));
      return [...unfinished, ...left.map(({ where }) => `${customer} is left in ${where}`)];
    });
  },
};

/** With a shop that was deleted it is forgotten whom it had erased. It is asked for under the name that was kept. */
function wasNeverAsked(evidence: Evidence, customer: string): boolean {
  const asked = whoIs(evidence.truth, customer);
  return deletedLastAt(evidence) > 0 || wasNeverTold(evidence, 'customers/redact', asked);
}

function keptOf(evidence: Evidence): { readonly where: string; readonly text: string }[] {
  const { companies, customers, orders, returns, shipments, ofReviews, sweeps, parkedBodies, requests } = evidence;
  const kept: [string, unknown][] = [
    ...[...customers.values()].map((record): [string, unknown] => ['a profile', record]),
    ...[...orders.values()].map((record): [string, unknown] => [`the order ${record.id}`, record]),
    ...[...returns.values()].map((record): [string, unknown] => ['a return', record]),
    ...[...shipments.values()].map((record): [string, unknown] => ['a shipment', record]),
    ...[...allDecisions(evidence), ...ofReviews].map((each): [string, unknown] => [`decision ${each.id}`, each]),
    ...[...companies.values()].map((record): [string, unknown] => ['a company', record]),
    ...requests.map((request): [string, unknown] => ['a data request', request]),
    // The cursor is the shop's own.
    ...sweeps.map(({ place, ...sweep }): [string, unknown] => ['the report of a sweep', sweep]),
    ...parkedBodies.map((body): [string, unknown] => ['a parked delivery', body]),
  ];
  return kept.map(([where, what]) => ({ where, text: typeof what === 'string' ? what : `${JSON.stringify(what)}` }));
}
