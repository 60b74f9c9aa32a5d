import type { Decision } from '../decide.ts';
import { type Effect, type EffectState, isWaiting } from '../effects.ts';
import type { DecisionId, EffectId, Instant, ShopDomain } from '../identity.ts';
import type { Shop } from '../shop.ts';
import { gateOf } from '../shop-gate.ts';
import { keptOut } from './keep-out.ts';
import { moveDecision } from './move-effects.ts';
import { type Attempted, writeAttempted } from './record-effects.ts';
import { noteAnswer, noteTrouble, type ShopHealth, THROTTLED, throttledUntil } from './shop-health.ts';
import { type PerformPorts, type Run, tryEffect } from './try-effect.ts';
import { keptCustomer } from './who-now.ts';

export type Performed =
  | {
      readonly kind: 'performed';
      /** What became of the effects that were waiting. */
      readonly states: Readonly<Partial<Record<EffectState, number>>>;
      /** What the performer threw: bugs, to be written down. Their effects are tried again. */
      readonly thrown: readonly { readonly effect: EffectId; readonly error: unknown }[];
      /** The shop did not grant what an effect needs: what we know of its scopes is out of date. */
      readonly missingScope: boolean;
    }
  | { readonly kind: 'ignored'; readonly reason: 'unknown_decision' | 'nothing_waiting' };

/**
 * Does what is waiting of a decision and writes down what came of it. An upstream failure is no failure of the
 * message: the effect is due again later, and tick sends it. One bad effect does not stop the next.
 *
 * @param health What this process has lately met at the shops: asked and filled.
 * @param hasTime Asked before each effect; what there is no time for is due at once.
 */
export async function performEffects(
  ports: PerformPorts,
  domain: ShopDomain,
  id: DecisionId,
  now: () => Instant,
  health: ShopHealth,
  hasTime: () => boolean,
): Promise<Performed> {
  // A cheap read may still miss the decision, or what was done of it: what must not be done twice is written down first.
  const decision = (await ports.ledger.decision(domain, id, 'cheap')) ?? (await ports.ledger.decision(domain, id));
  if (!decision) return { kind: 'ignored', reason: 'unknown_decision' };
  if (!decision.effects.some(isWaiting)) {
    // Who held them may have died before it looked once more.
    if (decision.effects.some(({ state }) => state === 'held')) await releaseIfGiven(ports, domain, decision, now());
    return { kind: 'ignored', reason: 'nothing_waiting' };
  }
  const shop = await shopToEnter(ports, domain, now());
  const gate = gateOf(shop, now());
  const stored = { decision };
  const met: Run['met'] = { thrown: [], missingScope: false };
  const attempted =
    shop && gate.kind === 'open'
      ? await tryAll({ ports, shop, stored, now, health, hasTime, met })
      : decision.effects.filter(isWaiting).map((effect) => keptOut(effect, gate, now()));
  const written = await writeAttempted({ ...ports, now }, domain, stored.decision, attempted);
  if (gate.kind === 'stopped') await releaseIfGiven(ports, domain, stored.decision, now());
  const states = Object.groupBy(written, ({ state }) => state);
  const counts = Object.entries(states).map(([state, effects]) => [state, effects.length]);
  return { kind: 'performed', states: Object.fromEntries(counts), ...met };
}

/** A cheap read may be a second old: nobody is kept out because of it alone. */
async function shopToEnter({ shops }: PerformPorts, domain: ShopDomain, now: Instant): Promise<Shop | null> {
  const shop = await shops.find(domain, 'cheap');
  return gateOf(shop, now).kind === 'open' ? shop : shops.find(domain);
}

/** Perks may have been resumed, and everything released, between our look at the switch and what we wrote. */
async function releaseIfGiven(ports: PerformPorts, domain: ShopDomain, { id }: Decision, now: Instant) {
  const { kind } = gateOf(await ports.shops.find(domain), now);
  const decision = kind === 'open' || kind === 'closed' ? await ports.ledger.decision(domain, id) : null;
  if (decision) await moveDecision(ports, domain, decision, 'release', now);
}

/** The least tried first: an effect at which the shop always hangs takes no turn from the others. */
async function tryAll(run: Run): Promise<Attempted[]> {
  const { ports, stored, now, health } = run;
  const attempted: Attempted[] = [];
  let shop = run.shop;
  let problem = THROTTLED;
  let closedUntil = throttledUntil(health, shop.domain, now());
  for (const effect of stored.decision.effects.filter(isWaiting).toSorted((a, b) => a.attempts - b.attempts)) {
    if (!run.hasTime()) {
      attempted.push({ effect, resendAt: now() });
      continue;
    }
    if (closedUntil !== null) {
      attempted.push(keptOut(effect, { kind: 'closed', until: closedUntil, problem }, now()));
      continue;
    }
    const tried = await tryEffect(run, await forKept(run, effect), attempted);
    attempted.push(tried);
    if (!tried.met) continue;
    if (tried.met === 'answer') {
      await noteAnswer(ports, health, shop);
      shop = { ...shop, breaker: null };
      continue;
    }
    const until = await noteTrouble(ports, health, shop, tried.met, now());
    if (until <= now()) continue;
    closedUntil = until;
    problem = tried.met.problem;
  }
  return attempted;
}

/** What is given to a customer who was merged since is given to the one that was kept. */
async function forKept({ ports, shop }: Run, effect: Effect): Promise<Effect> {
  const { action } = effect;
  if (!('customer' in action) || action.customer === null) return effect;
  const customer = await keptCustomer(ports.ledger, shop.domain, action.customer);
  return customer === action.customer ? effect : { ...effect, action: { ...action, customer } };
}
