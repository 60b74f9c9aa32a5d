import { assertNever } from '../assert-never.ts';
import type { Decision } from '../decide.ts';
import { isWaiting } from '../effects.ts';
import type { DecisionId, Instant, ShopDomain } from '../identity.ts';
import type { Due, EffectQueue, Ledger, Schedule, ShopStore, WorkQueue } from '../ports.ts';
import { lookLater } from '../shipment.ts';
import { RESEND_AFTER_MS } from './observe-ports.ts';

interface ResendPorts {
  readonly ledger: Ledger;
  readonly effects: EffectQueue;
}

/** Sends what still waits of a decision: the delivery that made it may have died before it could. */
export async function resendWaiting(ports: ResendPorts, shop: ShopDomain, id: DecisionId): Promise<void> {
  const decision = await ports.ledger.decision(shop, id);
  if (decision?.effects.some(isWaiting)) await ports.effects.send(shop, id, 'service', decision.revision);
}

export interface WakePorts extends ResendPorts {
  readonly schedule: Schedule;
  readonly work: WorkQueue;
  readonly shops: Pick<ShopStore, 'find'>;
}

export interface Woken {
  /** Decisions whose effects were sent again. */
  readonly resent: number;
  /** Shops whose chores were sent for. */
  readonly chores: number;
  /** What could not be handled; it stays due. */
  readonly failed: readonly { readonly due: Due; readonly error: unknown }[];
}

const FIRST_LOOK = 1_000;
/** Where one shop's share hides what is behind it, the next look goes so much further. */
const FURTHER = 4;
const FARTHEST_LOOK = 100_000;
/** What one shop takes of a round, which lasts about a second with it. */
const TURN = 50;
const SHOPS_IN_PARALLEL = 10;

/**
 * Everything that is due goes to the queues, and is due once more later until it is done. Bounded by `hasTime`, asked
 * before each. Shops go side by side and take turns, what is due of one shop goes in its order: so one with tens of
 * thousands waiting holds up no other. One thing that can't be handled stops no other.
 */
export async function wakeDue(ports: WakePorts, now: Instant, hasTime: () => boolean): Promise<Woken> {
  const tried = new Set<string>();
  const failed: Woken['failed'][number][] = [];
  let resent = 0;
  let chores = 0;
  const wake = async (due: Due) => {
    tried.add(keyOf(due));
    try {
      if (due.kind === 'chores') {
        await ports.work.wake(due.shop, now);
        chores += 1;
      } else if (due.kind === 'erasure') await ports.work.erase(due.shop, due.erasure, now);
      else if (due.kind === 'order') await ports.work.decide(due.shop, due.order, now);
      else if (due.kind === 'shipment') await lookAtShipment(ports, due, now);
      else if (due.kind === 'redaction') await ports.work.redact(due.shop, now);
      else if (await resend(ports, due, now)) resent += 1;
    } catch (error) {
      failed.push({ due, error });
    }
  };
  let look = FIRST_LOOK;
  let isAll = false;
  while (!isAll && hasTime()) {
    // What failed, and chores that nobody took yet, are due still and must not hide the rest.
    const limit = look + tried.size;
    const due = await ports.schedule.due(now, limit);
    isAll = due.length < limit || look >= FARTHEST_LOOK;
    const fresh = due.filter((each) => !tried.has(keyOf(each)));
    const isCut = await takeTurns(fresh, isAll, wake, hasTime);
    if (isCut) look = Math.min(look * FURTHER, FARTHEST_LOOK);
  }
  return { resent, chores, failed };
}

/**
 * Each shop's share in its order, one turn after the others' until all is done; a single turn of each where there is
 * more to be seen first, since others may be behind it. Answers whether something was left then.
 */
async function takeTurns(
  due: readonly Due[],
  isAll: boolean,
  wake: (due: Due) => Promise<void>,
  hasTime: () => boolean,
): Promise<boolean> {
  const waiting = [...Map.groupBy(due, ({ shop }) => shop).values()];
  let isCut = false;
  const work = async () => {
    for (let ofShop = waiting.shift(); ofShop; ofShop = waiting.shift()) {
      for (const each of ofShop.slice(0, TURN)) {
        if (!hasTime()) return;
        await wake(each);
      }
      const rest = ofShop.slice(TURN);
      if (rest.length > 0 && isAll) waiting.push(rest);
      isCut ||= rest.length > 0;
    }
  };
  await Promise.all(Array.from({ length: SHOPS_IN_PARALLEL }, work));
  return isCut;
}

/** Looked at, or else due again a little later. The shipments of a shop that left are of no concern any more. */
async function lookAtShipment(
  { ledger, work, shops }: WakePorts,
  { shop: domain, order, shipment: id }: Extract<Due, { kind: 'shipment' }>,
  now: Instant,
): Promise<void> {
  const known = await ledger.shipment(domain, order, id, 'latest');
  if (known === null || known.lookAt === null || known.lookAt > now) return;
  const shop = await shops.find(domain, 'cheap');
  const nothingElse = { orders: [], customers: [], decisions: [], resendAt: now, reconsidered: [] };
  // On a conflict somebody else has looked at it.
  const put = await ledger.commit(domain, { ...nothingElse, shipments: [lookLater(known, shop, now)] });
  if (put === 'committed' && shop?.uninstalledAt === null) await work.lookAt(domain, order, id, now);
}

/** True when there was something to send and nobody else did it. */
async function resend(
  ports: ResendPorts,
  { shop, decision: id }: Extract<Due, { kind: 'decision' }>,
  now: Instant,
): Promise<boolean> {
  const decision = await ports.ledger.decision(shop, id);
  if (!decision) return false;
  const waiting = decision.effects.some(isWaiting);
  const next: Decision = { ...decision, revision: decision.revision + 1 };
  const recorded = await ports.ledger.recordEffects(shop, next, waiting ? now + RESEND_AFTER_MS : null);
  if (!waiting || recorded !== 'recorded') return false;
  await ports.effects.send(shop, id, 'service', next.revision);
  return true;
}

function keyOf(due: Due): string {
  switch (due.kind) {
    case 'chores':
      return due.shop;
    case 'redaction':
      return `${due.shop}/`;
    case 'erasure':
      return `${due.shop}/${due.erasure}`;
    case 'shipment':
      return `${due.shop}/${due.shipment}`;
    case 'decision':
      return `${due.shop}/${due.decision}`;
    case 'order':
      return `${due.shop}/${due.order}`;
    default:
      return assertNever(due);
  }
}
