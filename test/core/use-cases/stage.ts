import { createMemoryEffectQueue } from '../../../adapters/memory/effect-queue.ts';
import { createMemoryStores } from '../../../adapters/memory/stores.ts';
import type { Decision } from '../../../core/decide.ts';
import type { Effect, EffectOutcome, ReadBack, TryAgain } from '../../../core/effects.ts';
import type { DecisionId, EffectId, ShopDomain } from '../../../core/identity.ts';
import type { EffectPerformer } from '../../../core/ports.ts';
import { performEffects } from '../../../core/use-cases/perform-effects.ts';
import type { ShopHealth } from '../../../core/use-cases/shop-health.ts';
import type { PerformPorts } from '../../../core/use-cases/try-effect.ts';
import { buildShop, HOUR_MS, NOW, shopDomain } from '../builders.ts';
import { buildDecision, firstEffect, NO_CHANGES, SCOPES } from '../decisions.ts';
import { NO_EXPORT } from '../past-export.ts';

/** A shop with decisions, real stores, and an Admin API that does what a test says. */

export const SHOP = shopDomain('atelier');
export const OTHER = shopDomain('other');

export const DONE: EffectOutcome = { kind: 'done' };
/** Nobody knows whether it was done. */
export const LOST: TryAgain = { kind: 'again', problem: 'no answer', afterMs: 5_000, maybeDone: true };
/** Nothing was done, and nothing else can be done in the shop either. */
export const DOWN: TryAgain = { ...LOST, problem: 'unreachable', maybeDone: false, shopWide: 'down' };
export const CLOSED: TryAgain = { ...DOWN, problem: 'HTTP 401', shopWide: 'closed' };
export const THROTTLED: TryAgain = { ...DOWN, problem: 'throttled', afterMs: 60_000, shopWide: 'throttled' };

interface World {
  now: number;
  /** From 0 to 1. */
  random: number;
  /** What the shop has: an effect that happened twice stands here twice. */
  readonly happened: EffectId[];
  /** Every call, in order: `atelier tries order.tag`. */
  readonly calls: string[];
  /** What comes of asking the shop; a test that lets it happen calls `happens`. */
  perform: (effect: Effect, happens: () => EffectOutcome, shop: ShopDomain) => Promise<EffectOutcome>;
  readBack: (effect: Effect, truth: ReadBack) => Promise<ReadBack>;
}

export async function setStage(decisions: readonly Decision[] = [buildDecision()]) {
  const stores = createMemoryStores();
  const effects = createMemoryEffectQueue();
  for (const shop of [SHOP, OTHER]) {
    await stores.shops.install(shop, buildShop({ scopes: SCOPES }), NOW - HOUR_MS);
    const known = await stores.shops.find(shop);
    if (known)
      await stores.shops.setChores(shop, known.chores, {
        sweepAt: NOW + 99 * HOUR_MS,
        move: null,
        replayAt: null,
        notBefore: 0,
      });
    await stores.ledger.commit(shop, { ...NO_CHANGES, decisions, resendAt: NOW });
  }
  const world: World = {
    now: NOW,
    random: 0,
    happened: [],
    calls: [],
    perform: async (_, happens) => happens(),
    readBack: async (_, truth) => truth,
  };
  const note = (shop: ShopDomain, what: string, { action }: Effect) =>
    world.calls.push(`${shop.split('.')[0]} ${what} ${action.kind}`);
  const performer: EffectPerformer = {
    exactlyOnce: (kind) => (kind === 'customer.credit' ? 'read_back' : kind === 'order.tag' ? 'nature' : 'marker'),
    prepare: async () => ({ asked: [], answer: { kind: 'ready', letter: null } }),
    async perform(shop, effect) {
      note(shop, 'tries', effect);
      const happens = (): EffectOutcome => {
        world.happened.push(effect.id);
        return DONE;
      };
      return { asked: [`perform ${effect.action.kind}`], answer: await world.perform(effect, happens, shop) };
    },
    async readBack(shop, effect) {
      note(shop, 'reads', effect);
      const truth: ReadBack = { kind: world.happened.includes(effect.id) ? 'there' : 'absent' };
      return { asked: [`read ${effect.action.kind}`], answer: await world.readBack(effect, truth) };
    },
  };
  const ports = {
    ...stores,
    effects,
    performer,
    exports: NO_EXPORT,
    clock: { now: () => new Date(world.now) },
    backoff: async () => undefined,
    random: () => world.random,
  };
  const health: ShopHealth = new Map();
  const idOf = (index: number): DecisionId => (decisions[index] ?? buildDecision()).id;
  const stored = async (index = 0, shop = SHOP): Promise<Decision> => {
    const decision = await stores.ledger.decision(shop, idOf(index));
    if (!decision) throw new Error('the decision is not stored');
    return decision;
  };
  return {
    stores,
    effects,
    ports,
    world,
    health,
    idOf,
    stored,
    effect: async (index = 0, shop = SHOP) => firstEffect(await stored(index, shop)),
    shop: async (domain = SHOP) => (await stores.shops.find(domain)) ?? buildShop(),
    /** A worker of its own health; `over` replaces a port of this worker alone. */
    act: (index = 0, over: Partial<PerformPorts> = {}, domain = SHOP, of = health, hasTime = () => true) =>
      performEffects({ ...ports, ...over }, domain, idOf(index), () => world.now, of, hasTime),
    /** When tick would send it, by looking at each of `times`. */
    isDue: async (at: number, index = 0, domain = SHOP) =>
      (await stores.schedule.due(at, 10_000)).some(
        (due) => due.kind === 'decision' && due.shop === domain && due.decision === idOf(index),
      ),
    /** Writes effects as if another worker had. */
    rewrite: async (change: (effect: Effect) => Effect, resendAt: number | null = NOW, index = 0) => {
      const decision = await stored(index);
      const next = { ...decision, revision: decision.revision + 1, effects: decision.effects.map(change) };
      await stores.ledger.recordEffects(SHOP, next, resendAt);
    },
  };
}
