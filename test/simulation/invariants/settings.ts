import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../../core/decide.ts';
import { obstacleTo } from '../../../core/perk-needs.ts';
import { allDecisions, type Evidence, effectsOf, type Invariant, isInstalled } from './evidence.ts';
import { detailsKnown, wasHeard } from './heard.ts';

/** Late, or parked and replayed the next night. */
const KNOWN_WITHIN_MS = 48 * 3_600_000;

/** The shop is read anew whenever a delivery says that something of it became another. */
export const settingsAreKnown: Invariant = {
  name: 'the shop’s currency, time zone, plan and scopes are known soon after they were told of',
  contradictions(evidence) {
    const { truth, told, shop, parked } = evidence;
    if (!shop || !isInstalled(evidence) || parked.length > 0) return [];
    const { settings, scopes } = truth;
    const isKnown =
      shop.currency === settings.currency &&
      shop.timezone === settings.timezone &&
      shop.plan === settings.plan &&
      isDeepStrictEqual(shop.scopes, scopes);
    const atRest = isKnown ? [] : [`${JSON.stringify({ ...settings, scopes })} is known as ${JSON.stringify(shop)}`];
    const own = told.world.written.details.filter((each) => each.shop === truth.domain);
    const late = [...truth.settingsChanges, ...truth.grants]
      .filter(({ at, topic, name }) => topic !== null && wasHeard(told.world, truth, at, topic, name))
      .filter(({ at }) => !own.some((read) => read.at > at && read.at <= at + KNOWN_WITHIN_MS))
      .filter(({ at }) => told.world.ground.agenda.now() > at + KNOWN_WITHIN_MS)
      .map(({ at, topic }) => `what ${topic} told at ${new Date(at).toISOString()} was known two days later or never`);
    return [...atRest, ...late];
  },
};

/** What is not granted is not promised, and the decision says what is missing; a call that is denied says it, too. */
export const scopesAreHeeded: Invariant = {
  name: 'a perk is granted by the scopes that are known, and what is missing is named',
  contradictions(evidence) {
    const denied = effectsOf(evidence).flatMap(({ effect: { id, problem, state } }) => {
      const [, scope] = /did not grant what this needs: `(\w+)`/.exec(problem ?? '') ?? [];
      if (state !== 'refused' || scope === undefined) return [];
      const wasMissing = evidence.truth.grants.some(({ scopes }) => !scopes.includes(scope));
      return wasMissing ? [] : [`${id} says that ${scope} is missing, which it never was`];
    });
    return [...allDecisions(evidence).flatMap((decision) => heedless(evidence, decision)), ...denied];
  },
};

function heedless(evidence: Evidence, decision: Decision): string[] {
  const { policies } = evidence;
  const known = detailsKnown(evidence, decision.decidedAt);
  const isGuest = decision.event.customer === null && decision.erasedAt === undefined;
  return decision.outcomes.flatMap(({ rule: id, outcome, obstacle = null }) => {
    const rule = policies.get(decision.policyVersion)?.rules.find((each) => each.id === id);
    if (!rule || outcome === 'no_match') return [];
    const isHeeded = known.some(({ scopes }) =>
      isDeepStrictEqual(obstacleTo(rule.perk, { scopes, isGuest }), obstacle),
    );
    return isHeeded
      ? []
      : [`${decision.event.orderName}: ${id} is ${outcome}, with ${JSON.stringify(obstacle)} missing`];
  });
}
