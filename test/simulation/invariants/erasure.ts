import { allDecisions, type Evidence, type Invariant } from './evidence.ts';

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

/** Not one delivery came through, or it waits for a person after the function died each time. */
function wasNeverAsked({ told, parked }: Evidence, customer: string): boolean {
  const { struck } = told.world.ground.faults;
  const wasLost = struck.some(
    (fault) => fault.startsWith('webhook.lost') && fault.includes(`customers/redact ${customer}`),
  );
  return wasLost || parked.some(({ topic }) => topic === 'customers/redact');
}

function keptOf(evidence: Evidence): { readonly where: string; readonly text: string }[] {
  const { customers, orders, returns, shipments, ofReviews, sweeps, parkedBodies } = evidence;
  const kept: [string, unknown][] = [
    ...[...customers.values()].map((record): [string, unknown] => ['a profile', record]),
    ...[...orders.values()].map((record): [string, unknown] => [`the order ${record.id}`, record]),
    ...[...returns.values()].map((record): [string, unknown] => ['a return', record]),
    ...[...shipments.values()].map((record): [string, unknown] => ['a shipment', record]),
    ...[...allDecisions(evidence), ...ofReviews].map((each): [string, unknown] => [`decision ${each.id}`, each]),
    // The cursor is the shop's own.
    ...sweeps.map(({ place, ...sweep }): [string, unknown] => ['the report of a sweep', sweep]),
    ...parkedBodies.map((body): [string, unknown] => ['a parked delivery', body]),
  ];
  return kept.map(([where, what]) => ({ where, text: typeof what === 'string' ? what : `${JSON.stringify(what)}` }));
}
