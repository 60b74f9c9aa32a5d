import type { Decision } from '../../../core/decide.ts';
import type { Effect, EffectAction } from '../../../core/effects.ts';
import type { Rule } from '../../../core/policy.ts';
import { type AppChange, whoIs } from '../world/shop.ts';
import {
  allDecisions,
  deletedLastAt,
  type Evidence,
  effectsOf,
  type Invariant,
  isInstalled,
  timesThere,
} from './evidence.ts';
import { standsInTheWay } from './obstacles.ts';

/** What a rule's perk comes to on an order, read from the policy by itself. */
function expectedOf(rule: Rule, decision: Decision): { kind: EffectAction['kind']; mark: string }[] {
  const { perk } = rule;
  if (perk.kind === 'store_credit') return [{ kind: 'customer.credit', mark: String(perk.amount.amountMinor) }];
  if (perk.kind === 'message') return [{ kind: 'customer.message', mark: perk.subject }];
  if (perk.kind === 'approve_return') return [{ kind: 'return.approve', mark: '' }];
  return [
    { kind: 'order.tag', mark: perk.tag },
    { kind: 'order.note', mark: `[concierge:${rule.id}] ${perk.note} ${decision.event.order}` },
  ];
}

function grantedRules({ policies }: Evidence, decision: Decision): Rule[] {
  const rules = policies.get(decision.policyVersion)?.rules ?? [];
  const granted = decision.outcomes.filter(({ outcome }) => outcome === 'granted').map(({ rule }) => rule);
  return rules.filter(({ id }) => granted.includes(id));
}

/** Every perk that is due is in the shop, unless something that the shop or a person said stands in the way. */
export const duePerksAreThere: Invariant = {
  name: 'every perk due exists in the shop',
  contradictions(evidence) {
    return allDecisions(evidence).flatMap((decision) =>
      grantedRules(evidence, decision).flatMap((rule) =>
        expectedOf(rule, decision).flatMap(({ kind }) => {
          const effect = decision.effects.find((each) => each.rule === rule.id && each.action.kind === kind);
          if (!effect) return [`${rule.id} was granted for ${decision.event.orderName} and no ${kind} is planned`];
          if (isErased(effect)) return [];
          if (timesThere(evidence, effect) > 0 || isOverwritten(evidence, decision, effect)) return [];
          const reason = standsInTheWay(evidence, effect);
          return reason ? [] : [`${effect.id} is ${effect.state} and not in the shop`];
        }),
      ),
    );
  },
};

export const doneIsDone: Invariant = {
  name: 'what is said to be done is in the shop exactly once',
  contradictions: (evidence) =>
    effectsOf(evidence)
      .filter(({ effect }) => effect.state === 'done' && !isSharedMark(evidence, effect) && !isErased(effect))
      .filter(({ decision, effect }) => !isOverwritten(evidence, decision, effect))
      .filter(({ effect }) => timesThere(evidence, effect) !== 1)
      .map(({ effect }) => `${effect.id} is done and ${timesThere(evidence, effect)} times in the shop`),
};

/** Whose it was is known no more: it can't be looked for. */
function isErased({ action }: Effect): boolean {
  return 'customer' in action && action.customer === null;
}

/**
 * The platform takes a note as a whole: of two who write it at once one may lose its line. That no two of ours do is the
 * queue’s promise, which is broken on purpose in some lives.
 */
function isOverwritten({ told }: Evidence, decision: Decision, { action }: Effect): boolean {
  const struck = () =>
    told.world.ground.faults.struck.some((fault) => isOvertaking(fault) && fault.includes(decision.id));
  return action.kind === 'order.note' && struck();
}

function isOvertaking(fault: string): boolean {
  return fault.startsWith('queue.out_of_order');
}

/** Two rules may put the same tag on an order, and two credits end at the same second, once in 86,400 times. */
function isSharedMark(evidence: Evidence, effect: Effect): boolean {
  const mark = JSON.stringify(effect.action);
  const same = effectsOf(evidence).filter((other) => JSON.stringify(other.effect.action) === mark);
  return effect.action.kind === 'customer.credit' && same.length > 1;
}

const MARKED = /^\[concierge:([^\]]+)\] (.*)$/;

/** What the app changed in the shop is what some decision granted, and nothing else. */
export const nothingUndueIsThere: Invariant = {
  name: 'no perk is in the shop that is not due',
  contradictions(evidence) {
    const planned = effectsOf(evidence).map(({ effect }) => effect);
    const undue: string[] = [];
    for (const change of evidence.truth.changes) {
      // Whoever decided it was deleted with the shop.
      if (change.askedAt <= deletedLastAt(evidence) + UNDER_WAY_MS) continue;
      if (change.kind === 'note') {
        for (const line of change.note.split('\n')) {
          const [, rule, text] = MARKED.exec(line) ?? [];
          const isDue = planned.some(
            ({ order, action, rule: of }) =>
              order === change.subject && of === rule && action.kind === 'order.note' && action.line === text,
          );
          if (rule !== undefined && !isDue) undue.push(`“${line}” is on ${change.subject}`);
        }
        continue;
      }
      if (evidence.truth.redacted.has(change.subject)) continue;
      const isDue = planned.some((effect) => isBroughtAbout(evidence, effect, change));
      if (!isDue) undue.push(`${change.kind} of ${change.subject} was made, and nobody decided it`);
    }
    return [...new Set(undue)];
  },
};

export const noCreditTwice: Invariant = {
  name: 'no store credit is given twice',
  contradictions: (evidence) =>
    effectsOf(evidence)
      .filter(({ effect }) => effect.action.kind === 'customer.credit' && !isSharedMark(evidence, effect))
      .filter(({ effect }) => timesThere(evidence, effect) > 1)
      .map(({ effect }) => `${effect.id} was given ${timesThere(evidence, effect)} times`),
};

export const noMessageTwice: Invariant = {
  name: 'no message is sent twice',
  contradictions: (evidence) =>
    effectsOf(evidence)
      .filter(({ effect }) => effect.action.kind === 'customer.message' && timesThere(evidence, effect) > 1)
      .map(({ effect }) => `${effect.id} was sent ${timesThere(evidence, effect)} times`),
};

/** A function lives a minute: who began before it was written that it is done may still ask until then. */
const UNDER_WAY_MS = 62_000;

export const nothingIsSentTwice: Invariant = {
  name: 'nothing is sent again once it is known to be done',
  contradictions(evidence) {
    const { truth, told } = evidence;
    const doneAt = new Map<string, number>();
    for (const { shop, effect, state, at } of told.world.written.states) {
      if (shop !== truth.domain || at <= deletedLastAt(evidence)) continue;
      if (state === 'done' && !doneAt.has(effect)) doneAt.set(effect, at);
    }
    return truth.changes.flatMap((change) => {
      const known = effectsOf(evidence)
        .filter(({ effect }) => isBroughtAbout(evidence, effect, change))
        .map(({ effect }) => doneAt.get(effect.id) ?? Number.POSITIVE_INFINITY);
      const at = Math.max(...known);
      if (known.length === 0 || change.askedAt <= at + UNDER_WAY_MS) return [];
      return [`${change.kind} of ${change.subject} was asked for at ${iso(change.askedAt)}, done at ${iso(at)}`];
    });
  },
};

/** Notes are written as a whole: whose line a write was for cannot be told. */
function isBroughtAbout({ truth }: Evidence, { id, order, action }: Effect, change: AppChange): boolean {
  if (change.kind === 'mail') return action.kind === 'customer.message' && change.subject === id;
  if (change.kind === 'approval') return action.kind === 'return.approve' && action.return === change.subject;
  if (change.kind === 'tag')
    return action.kind === 'order.tag' && order === change.subject && action.tag === change.tag;
  return (
    change.kind === 'credit' &&
    action.kind === 'customer.credit' &&
    whoIs(truth, action.customer ?? '') === whoIs(truth, change.subject) &&
    action.amount.amountMinor === change.credit.amountMinor &&
    action.expiresAt === change.credit.expiresAt
  );
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The kill switch stops all but what is under way, and resuming brings everything back. */
export const switchHolds: Invariant = {
  name: 'nothing is given while perks are stopped, and nothing is held while they are given',
  contradictions(evidence) {
    const { truth, told, shop } = evidence;
    const switches = told.world.written.switches.filter((each) => each.shop === truth.domain);
    const given = truth.changes.flatMap(({ askedAt, kind, subject }) => {
      const last = switches.findLast(({ at }) => at <= askedAt);
      const isReinstalled = truth.presence.some(({ at }) => last && at > last.at && at <= askedAt);
      if (last?.to !== 'stopped' || isReinstalled || askedAt <= last.at + UNDER_WAY_MS) return [];
      return [`${kind} of ${subject} was asked for at ${iso(askedAt)}, and perks were stopped at ${iso(last.at)}`];
    });
    const held = effectsOf(evidence)
      .filter(({ effect }) => effect.state === 'held' && isInstalled(evidence) && shop?.perksStoppedAt === null)
      .map(({ effect }) => `${effect.id} is held although perks are given`);
    return [...given, ...held];
  },
};
