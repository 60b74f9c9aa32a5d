import type { Decision } from '../decide.ts';
import { type Effect, isWaiting, takeStep } from '../effects.ts';
import type { Instant, ShopDomain } from '../identity.ts';
import type { Backoff, DecisionPage, DecisionQuery, Ledger } from '../ports.ts';
import { changeEffects } from './record-effects.ts';

interface MovePorts {
  readonly ledger: Ledger;
  readonly backoff: Backoff;
}

export type Move = 'hold' | 'release';

const PAGE = 100;
/** What waits longer was tried often: it is held when it is due, within the hour. */
const WAITING_SINCE_MS = 3 * 86_400_000;

/**
 * Moves every effect that waits into “held”, or every held one back, from where tick sends it in the order of the
 * decisions. `more`: there was no time for all. One that can't be moved stops no other; it is thrown at the end.
 */
export async function moveEffects(
  ports: MovePorts,
  shop: ShopDomain,
  move: Move,
  now: Instant,
  hasTime: () => boolean,
): Promise<'finished' | 'more'> {
  const query: Omit<DecisionQuery, 'limit'> =
    move === 'hold' ? { effect: 'waiting', since: now - WAITING_SINCE_MS } : { effect: 'held' };
  return withEachDecision(ports.ledger, shop, query, hasTime, (decision) =>
    moveDecision(ports, shop, decision, move, now),
  );
}

/** Does something with each decision that answers the query. One that fails stops no other; it is thrown at the end. */
export async function withEachDecision(
  ledger: Pick<Ledger, 'decisions'>,
  shop: ShopDomain,
  query: Omit<DecisionQuery, 'limit'>,
  hasTime: () => boolean,
  work: (decision: Decision) => Promise<void>,
): Promise<'finished' | 'more'> {
  const failures: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page: DecisionPage = await ledger.decisions(shop, {
      ...query,
      limit: PAGE,
      ...(cursor !== null && { cursor }),
    });
    for (const decision of page.decisions) {
      if (!hasTime()) return 'more';
      try {
        await work(decision);
      } catch (error) {
        failures.push(error);
      }
    }
    cursor = page.cursor;
  } while (cursor !== null);
  if (failures.length > 0) throw failures[0];
  return 'finished';
}

/** Does nothing where `first`, or what it became meanwhile, has nothing to be moved. */
export async function moveDecision(
  ports: MovePorts,
  shop: ShopDomain,
  first: Decision,
  move: Move,
  now: Instant,
): Promise<void> {
  const change = ({ effects: stored, decidedAt }: Decision) => {
    const effects = stored.map((effect) => moved(effect, move, now));
    if (effects.every((effect, index) => effect === stored[index])) return null;
    // What is released is due since its decision: so tick sends it in the order of the decisions.
    const dueAt = move === 'release' ? decidedAt : now;
    return { effects, resendAt: effects.some(isWaiting) ? dueAt : null };
  };
  await changeEffects(ports, shop, first.id, change, first);
}

/** What may have happened already stays where it is: nobody touches it before perks are given again. */
function moved(effect: Effect, move: Move, now: Instant): Effect {
  const step = { at: now, asked: [], answer: null };
  if (move === 'hold' && effect.state === 'pending') return takeStep(effect, { ...step, what: 'held', became: 'held' });
  if (move === 'release' && effect.state === 'held') {
    return takeStep(effect, { ...step, what: 'released', became: 'pending' }, { since: now });
  }
  return effect;
}
