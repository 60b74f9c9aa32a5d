import { whoIs } from '../world/shop.ts';
import { type Invariant, wasNeverTold } from './evidence.ts';

/** Whatever was under way, or is told later: of a shop that left and was to be deleted only the proof of it is kept. */
export const nothingOfDeletedShopIsLeft: Invariant = {
  name: 'nothing of a shop that left is left once it was to be deleted',
  contradictions(evidence) {
    const { truth, redaction, leftOfShop } = evidence;
    const leftAt = truth.presence.findLast(({ installed }) => !installed)?.at ?? 0;
    const asked = truth.deletionsAsked.filter(({ at }) => at >= leftAt);
    if (truth.installed || asked.every(({ name }) => wasNeverTold(evidence, 'shop/redact', name))) return [];
    const unfinished = redaction?.outcome === 'deleted' ? [] : ['the deleting of the shop never came to an end'];
    return [...unfinished, ...leftOfShop.map((kind) => `there are ${kind} of it`)];
  },
};

/** Since the installation was written down everything that was written is there, whatever was asked of the shop before. */
export const backIsBack: Invariant = {
  name: 'a shop that came back is installed once and keeps everything since',
  contradictions(evidence) {
    const { truth, told, orders, everyDecision } = evidence;
    if (truth.deletionsAsked.length === 0 || !truth.installed) return [];
    const backAt = truth.presence.at(-1)?.at ?? 0;
    const begun = told.world.written.installations.filter(({ shop, at }) => shop === truth.domain && at >= backAt);
    const [first] = begun;
    if (!first) return [];
    const since = told.world.written.commits.filter(({ shop, at }) => shop === truth.domain && at > first.at);
    const lost = since.flatMap(({ changes }) => [
      ...changes.orders.map(({ id }) => id).filter((id) => truth.orders.has(id) && !orders.has(id)),
      ...changes.decisions.map(({ id }) => id).filter((id) => !everyDecision.has(id)),
    ]);
    const again = begun.length > 1 ? [`${begun.length} installations began since it came back`] : [];
    return [...again, ...[...new Set(lost)].map((id) => `${id} was written since it came back, and is lost`)];
  },
};

/** The merchant has 30 days to answer: a request that is not listed is never answered. */
export const requestsAreListed: Invariant = {
  name: 'who asks what is kept of them is listed, once and by who they are',
  contradictions(evidence) {
    const { truth, told, requests } = evidence;
    const { written } = told.world;
    const firstAt = written.installations.find(({ shop }) => shop === truth.domain)?.at ?? Number.POSITIVE_INFINITY;
    if (truth.deletionsAsked.length > 0) return [];
    return truth.dataRequests.flatMap(({ id, at, customer }) => {
      if (at < firstAt || wasNeverTold(evidence, 'customers/data_request', id)) return [];
      const listed = requests.filter((request) => request.id === id);
      if (listed.length !== 1) return [`the request ${id} is listed ${listed.length} times`];
      const named = listed[0]?.customer ?? null;
      return whoIs(truth, named ?? '') === whoIs(truth, customer) ||
        (named === null && truth.redacted.has(whoIs(truth, customer)))
        ? []
        : [`the request ${id} is listed as one of ${named}`];
    });
  },
};
