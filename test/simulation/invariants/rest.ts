import { type EffectStep, isWaiting } from '../../../core/effects.ts';
import { type DomainEvent, subjectOf } from '../../../core/event.ts';
import type { Instant } from '../../../core/identity.ts';
import { allDecisions, effectsOf, type Invariant, isInstalled } from './evidence.ts';
import { isAbout, LEAVES_AN_INTENT, standsInTheWay, wasUninstalledBy } from './obstacles.ts';

/** What could not be read is replayed for two days: what is younger when trouble ends is replayed that night at last. */
const REPLAYED_FOR_MS = 24 * 3_600_000;

/** When nothing goes wrong any more, everything comes to an end. */
export const nothingWaits: Invariant = {
  name: 'nothing waits for ever',
  contradictions(evidence) {
    const { shop, told, sweeps, parked } = evidence;
    // What may have happened is found out when perks are given again.
    const isStopped = shop !== null && shop.perksStoppedAt !== null;
    const waiting = effectsOf(evidence)
      .filter(({ effect }) => isWaiting(effect) && !(isStopped && effect.state === 'attempting'))
      .filter(({ effect }) => standsInTheWay(evidence, effect) === null)
      .map(({ effect }) => `${effect.id} is ${effect.state} since ${new Date(effect.since).toISOString()}`);
    const queued = [...told.world.queues.values()]
      .filter((queue) => queue.size() > 0)
      .map((queue) => `${queue.size()} messages are left in ${queue.name}`);
    if (!shop || !isInstalled(evidence)) return [...waiting, ...queued];
    const chores = shop.chores.move !== null ? [`perks are still to be moved: ${shop.chores.move}`] : [];
    const [latest] = sweeps;
    const swept = latest?.finishedAt === null ? [`the sweep of ${latest.id} never came to an end`] : [];
    const unread = parked
      .filter(({ source, triggeredAt }) => source === 'unread' && triggeredAt > told.end - REPLAYED_FOR_MS)
      .map(({ id }) => `${id} could be read by now and is still parked`);
    return [...waiting, ...queued, ...chores, ...swept, ...unread];
  },
};

/** `Unclear` costs a person's time: it is said only of what nobody can find out. */
export const unclearIsUnknowable: Invariant = {
  name: 'unclear is only what cannot be known',
  contradictions(evidence) {
    const { truth } = evidence;
    return effectsOf(evidence).flatMap(({ decision, effect }) => {
      const index = effect.history.findIndex(({ became }) => became === 'unclear');
      const step = effect.history[index];
      if (!step) return [];
      const wasAsked = truth.calls.some(({ at, subject }) => at <= step.at && isAbout(evidence, effect, subject));
      const mayHaveBeen = wasAsked || evidence.told.life.faults.some((kind) => LEAVES_AN_INTENT.includes(kind));
      const reason = standsInTheWay(evidence, {
        ...effect,
        state: 'unclear',
        since: beganBefore(effect.history.slice(0, index)) ?? decision.decidedAt,
        history: effect.history.slice(0, index + 1),
      });
      if (!mayHaveBeen) return [`${effect.id} is unclear, and the shop was never asked`];
      if (step.what === 'stopped' && !wasUninstalledBy(evidence, step.at)) {
        return [`${effect.id} is unclear as if the app had been uninstalled`];
      }
      return reason ? [] : [`${effect.id} is unclear (${step.what}), and could have been found out`];
    });
  },
};

/** Since when it was to be done at that time: a person may have let it begin anew later. */
function beganBefore(history: readonly EffectStep[]): Instant | undefined {
  return history.findLast(({ what }) => what === 'released' || what === 'retried' || what === 'settled')?.at;
}

/** Calls of one worker during an outage: the ramp to the longest pause, and one per pause. */
const RAMP = 24;
const CALLS_PER_HOUR = 7;
const WRITES = [
  'AddTags',
  'OrderNote',
  'SetOrderNote',
  'CreditCustomer',
  'StoreCreditAccounts',
  'StoreCredits',
  'ApproveReturn',
  'ReturnAnswer',
];

export const nobodyHammers: Invariant = {
  name: 'a shop that is down is left alone',
  contradictions({ truth, told }) {
    const { workers, severity } = told.life;
    return truth.outages.flatMap(({ from, until }) => {
      const end = Math.min(until, told.end);
      const calls = truth.calls.filter(({ at, operation }) => at >= from && at < end && WRITES.includes(operation));
      const hours = Math.max(0, end - from) / 3_600_000;
      const most = (RAMP + CALLS_PER_HOUR * hours) * workers.act * (1 + severity / 2);
      return calls.length <= most ? [] : [`${calls.length} calls in the ${hours.toFixed(1)} hours of an outage`];
    });
  },
};

/** Whoever reads the report of a night sees all that came of it. */
export const foundIsReported: Invariant = {
  name: 'what was found late is in the report of a sweep',
  contradictions(evidence) {
    const { shop, sweeps } = evidence;
    // One that waits for its risk is decided after its report.
    const reported = new Set<string | undefined>(
      sweeps.flatMap(({ found }) => found.map(({ part, order }) => part?.id ?? order?.id)),
    );
    return allDecisions(evidence)
      .filter(({ event, decidedAt }) => event.foundLate && shop && decidedAt >= shop.installedAt)
      .filter(({ event }) => !reported.has(aboutWhat(event)))
      .map(({ event }) => `${subjectOf(event).name} was found late, and no report says so`);
  },
};

function aboutWhat(event: DomainEvent): string | undefined {
  if ('return' in event) return event.return;
  if ('shipment' in event) return event.shipment;
  return event.order ?? undefined;
}
