import type { Breaker } from '../breaker.ts';
import type { Decision, RuleOutcome } from '../decide.ts';
import { type Effect, type EffectState, isWaiting } from '../effects.ts';
import type { Instant } from '../identity.ts';
import type { Money } from '../money.ts';
import type { DecisionPage, Ledger, ParkedSummary, ParkingLot, SweepStore, TopicCounter } from '../ports.ts';
import type { Shop } from '../shop.ts';
import type { Sweep } from '../sweep.ts';
import { startOfZoneDay } from '../zone-day.ts';

/** What a merchant wants to know in the morning: what happened, what was given, what needs a person. */
export interface Today {
  /** Start of the day in the shop's zone. */
  readonly since: Instant;
  /** What was decided, and by UTC day the deliveries that were counted only. */
  readonly events: number;
  readonly decisions: number;
  /** Given, or on their way: not what the shop refused, what is held or what was left undone. */
  readonly perks: number;
  readonly cost: Money;
  /** What needs a person's word, however old it is. */
  readonly unclear: OpenDecisions;
  readonly refused: OpenDecisions;
  /** What an uninstallation left undone. */
  readonly stopped: OpenDecisions;
  /** Effects that were tried, are to be tried again and are late. Newest first, of the last days. */
  readonly late: readonly Decision[];
  /** How many decisions of the last days have an effect that is still to be done. */
  readonly waiting: number;
  /** While the shop does not answer, and is known not to, or something waits for it. */
  readonly down: Breaker | null;
  /** Decisions that something late would have changed. */
  readonly regretted: readonly Decision[];
  /** The comparisons with the shop that found something, since yesterday. Newest first. */
  readonly foundLate: readonly Sweep[];
  /** The comparisons that left out what failed each time, of the last days. Newest first. */
  readonly unchecked: readonly Sweep[];
  /** The comparison that has been standing still for a while. */
  readonly standingStill: Sweep | null;
  /** `PARKED_COUNTED` at most. */
  readonly parked: readonly ParkedSummary[];
}

/** Decisions with an effect in one open state. */
export interface OpenDecisions {
  /** `OPEN_COUNTED` stands for “so many or more”. */
  readonly count: number;
  /** Newest first, the first few. */
  readonly first: readonly Decision[];
}

export interface TodayPorts {
  readonly ledger: Ledger;
  readonly parking: ParkingLot;
  readonly topics: TopicCounter;
  readonly sweeps: SweepStore;
}

const PAGE = 500;
const DAY_MS = 86_400_000;
/** What needs a person does not go away at midnight. */
const ATTENTION_MS = 7 * DAY_MS;
const MOST_LOOKED_AT = 2000;
export const PARKED_COUNTED = 20;
export const OPEN_COUNTED = 1000;
const OPEN_SHOWN = 5;
const SWEEPS_LOOKED_AT = 10;
/** A short outage is nobody's concern. */
const STANDING_STILL_MS = 3_600_000;
/** A parcel may be packed by then. */
export const LATE_AFTER_MS = 15 * 60_000;
/** What a perk in this state costs is spent, or about to be. */
const SPENDING: readonly EffectState[] = ['pending', 'attempting', 'done', 'unclear'];

export async function summariseToday(ports: TodayPorts, shop: Shop, now: Instant): Promise<Today> {
  const since = startOfZoneDay(now, shop.timezone);
  const [latest, { parked }, topics, sweeps, counts] = await Promise.all([
    latestDecisions(ports.ledger, shop, since, now - ATTENTION_MS),
    ports.parking.list(shop.domain, PARKED_COUNTED),
    ports.topics.counted(shop.domain, now),
    ports.sweeps.list(shop.domain, SWEEPS_LOOKED_AT),
    ports.ledger.countOpen(shop.domain, OPEN_COUNTED),
  ]);
  const open = (state: EffectState) => openDecisions(ports.ledger, shop, state, counts);
  const [unclear, refused, stopped] = await Promise.all([open('unclear'), open('refused'), open('stopped')]);
  const decisions = latest.filter(({ decidedAt }) => decidedAt >= since);
  const given = decisions.flatMap(({ outcomes, effects }) => outcomes.filter((outcome) => isGiven(outcome, effects)));
  const waiting = latest.filter(({ effects }) => effects.some(isWaiting)).length;
  return {
    since,
    events: [...topics.values()].reduce((sum, count) => sum + count, decisions.length),
    decisions: decisions.length,
    perks: given.length,
    cost: {
      amountMinor: given.reduce((sum, { cost }) => sum + (cost?.amountMinor ?? 0), 0),
      currency: shop.currency,
    },
    unclear,
    refused,
    stopped,
    late: latest.filter(({ effects }) => effects.some((effect) => isLate(effect, now))),
    waiting,
    // With nothing to be done nobody calls the shop, and so nobody learns that it answers again.
    down: shop.breaker && (waiting > 0 || now < shop.breaker.openUntil) ? shop.breaker : null,
    regretted: latest.filter(({ afterthoughts }) => afterthoughts.length > 0),
    foundLate: sweeps.filter(({ startedAt, foundCount }) => foundCount > 0 && startedAt >= since - DAY_MS),
    unchecked: sweeps.filter(({ startedAt, uncheckedCount }) => uncheckedCount > 0 && startedAt >= now - ATTENTION_MS),
    standingStill: sweeps[0] && isStandingStill(sweeps[0], shop, now) ? sweeps[0] : null,
    parked,
  };
}

function isStandingStill({ startedAt, finishedAt, problem }: Sweep, { installedAt }: Shop, now: Instant): boolean {
  const isOurs = finishedAt === null && startedAt >= installedAt;
  return isOurs && problem !== null && now - startedAt >= STANDING_STILL_MS;
}

/** A perk of several effects is given as soon as one of them is. */
function isGiven({ rule, outcome }: RuleOutcome, effects: readonly Effect[]): boolean {
  if (outcome !== 'granted') return false;
  return effects.some((effect) => effect.rule === rule && SPENDING.includes(effect.state));
}

/** One that was not tried yet will be at once. */
export function isLate(effect: Effect, now: Instant): boolean {
  return isWaiting(effect) && effect.attempts > 0 && now - effect.since >= LATE_AFTER_MS;
}

async function openDecisions(
  ledger: Ledger,
  shop: Shop,
  effect: EffectState,
  counts: ReadonlyMap<EffectState, number>,
): Promise<OpenDecisions> {
  const count = counts.get(effect) ?? 0;
  // Where not all could be counted, older ones may be left: a thousand held ones hide no unclear one.
  const areAllCounted = [...counts.values()].reduce((sum, each) => sum + each, 0) < OPEN_COUNTED;
  if (count === 0 && areAllCounted) return { count, first: [] };
  const first: Decision[] = [];
  let cursor: string | null = null;
  do {
    // A page may be short, or empty, and yet not be the last.
    const limit = OPEN_SHOWN - first.length;
    const page: DecisionPage = await ledger.decisions(shop.domain, {
      effect,
      limit,
      ...(cursor !== null && { cursor }),
    });
    first.push(...page.decisions);
    cursor = page.cursor;
  } while (cursor !== null && first.length < OPEN_SHOWN);
  return { count: Math.max(count, first.length), first };
}

/** All of today and, for what needs a person, of the days before as far as `MOST_LOOKED_AT` goes. Newest first. */
async function latestDecisions(ledger: Ledger, shop: Shop, today: Instant, since: Instant): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let cursor: string | null = null;
  do {
    const page = await ledger.decisions(shop.domain, { since, limit: PAGE, ...(cursor !== null && { cursor }) });
    decisions.push(...page.decisions);
    cursor = page.cursor;
    const oldest = decisions.at(-1);
    if (oldest && oldest.decidedAt < today && decisions.length >= MOST_LOOKED_AT) break;
  } while (cursor !== null);
  return decisions;
}
