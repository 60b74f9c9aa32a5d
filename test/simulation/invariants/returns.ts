import { everySetting } from '../world/shop.ts';
import { effectsOf, type Invariant, isInstalled, leftToPerson } from './evidence.ts';
import { sinceHeard } from './heard.ts';

const WINDOW_MS = 48 * 3_600_000;

export const returnDecidedOnce: Invariant = {
  name: 'a return is decided at most once, as it was asked for and within 48 hours',
  contradictions({ truth, returnDecisions }) {
    const ids = returnDecisions.map(({ event }) => event.return);
    const twice = ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `${id} is decided twice`);
    const wrong = returnDecisions.flatMap(({ event, decidedAt, facts }) => {
      const found = truth.returns.get(event.return);
      if (!found) return [`${event.returnName} was decided, and nobody asked for it`];
      if (decidedAt - found.requestedAt >= WINDOW_MS + 60_000) return [`${found.name} was decided after 48 hours`];
      const { 'return.value': value, 'return.items': items, 'return.awaitsAnswer': awaits } = facts;
      const isOfOther =
        value?.type === 'unknown' && value.reason === 'other_currency' && everySetting(truth, 'currency').length > 1;
      const isTrue =
        (isOfOther || (value?.type === 'money' && value.money.amountMinor === found.valueMinor)) &&
        items?.type === 'number' &&
        items.number === found.items &&
        awaits?.type === 'boolean' &&
        awaits.boolean;
      return isTrue ? [] : [`${found.name} was decided by a state in which it never was`];
    });
    return [...twice, ...wrong];
  },
};

/** Who reads what became of a return need not look into the shop. */
export const returnsAreAsSaid: Invariant = {
  name: 'a return is approved exactly where it is said to be',
  contradictions(evidence) {
    return effectsOf(evidence).flatMap(({ effect }) => {
      if (effect.action.kind !== 'return.approve') return [];
      const found = evidence.truth.returns.get(effect.action.return);
      const byUs = found?.approved?.by === 'app';
      if (effect.state === 'done' && !found?.approved) return [`${effect.id} is done and ${found?.status}`];
      const isRefusal = effect.state === 'refused' && effect.history.at(-1)?.what !== 'failed';
      return isRefusal && byUs ? [`${effect.id} is refused (${effect.problem}), and we approved it`] : [];
    });
  },
};

/** What a delivery told of, or the nightly comparison found, is known in the end, whatever happened meanwhile. */
export const returnsAreKnown: Invariant = {
  name: 'every return is known, told of or not',
  contradictions(evidence) {
    const { truth, shop, told, returns, parked } = evidence;
    if (!shop || !isInstalled(evidence) || parked.length > 0) return [];
    // What the shop let nobody read for a while is not compared.
    const isCompared = truth.grants.every(({ scopes }) => scopes.includes('read_returns'));
    const lost = told.world.ground.faults.struck.filter((fault) => !isCompared && fault.startsWith('webhook.lost'));
    // Before it came back for the last time, whatever came was for nobody.
    const back = truth.presence.findLast(({ installed }) => installed)?.at ?? 0;
    return [...truth.returns.values()]
      .filter(({ id, requestedAt }) => requestedAt > Math.max(back, shop.installedAt) + MOMENT_MS && !returns.has(id))
      .filter(({ name }) => !lost.some((fault) => fault.includes(` ${name} `)))
      .filter(({ order }) => !leftToPerson(evidence).has(order))
      .map(({ name }) => `${name} is there, and nobody knows it`);
  },
};

const MOMENT_MS = 60_000;

/** Read whenever it is told of, and compared each night. */
export const returnsAreAsTold: Invariant = {
  name: 'what is known of a return is no older than the last that was told',
  contradictions(evidence) {
    const { truth, returns, parked } = evidence;
    if (!isInstalled(evidence) || parked.length > 0) return [];
    return [...truth.returns.values()].flatMap(({ id, name, was }) => {
      const since = sinceHeard(evidence, was);
      const known = returns.get(id)?.snapshot;
      if (since.length === 0) return [];
      const isTrue = since.some(
        ({ status, isLabelled }) =>
          known?.status === WORDS[status] && ((known.sendingBack?.labelledAt ?? null) !== null) === isLabelled,
      );
      return isTrue ? [] : [`${name} is ${since.at(-1)?.status}, known is ${JSON.stringify(known)}`];
    });
  },
};

const WORDS = {
  REQUESTED: 'requested',
  OPEN: 'open',
  DECLINED: 'declined',
  CANCELED: 'cancelled',
  CLOSED: 'closed',
} as const;
