import type { Decision } from '../decide.ts';
import type { Instant } from '../identity.ts';
import type { Money } from '../money.ts';
import type { Ledger, ParkedDelivery, ParkingLot, TopicCounter } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { startOfZoneDay } from '../zone-day.ts';

/** What a merchant wants to know in the morning: what happened, what was given, what needs a person. */
export interface Today {
  /** Start of the day in the shop's zone. */
  readonly since: Instant;
  /** What was decided, and by UTC day the deliveries that were counted only. */
  readonly events: number;
  readonly decisions: number;
  readonly perks: number;
  readonly cost: Money;
  /** Effects that the shop refused, in the last days. */
  readonly refused: readonly Decision[];
  /** Effects that were tried and are to be tried again. */
  readonly waiting: readonly Decision[];
  /** Decisions that something late would have changed. */
  readonly regretted: readonly Decision[];
  /** `PARKED_COUNTED` at most. */
  readonly parked: readonly Omit<ParkedDelivery, 'body'>[];
}

const PAGE = 500;
/** What needs a person does not go away at midnight. */
const ATTENTION_MS = 7 * 86_400_000;
const MOST_LOOKED_AT = 2000;
export const PARKED_COUNTED = 20;

export async function summariseToday(
  ports: { readonly ledger: Ledger; readonly parking: ParkingLot; readonly topics: TopicCounter },
  shop: Shop,
  now: Instant,
): Promise<Today> {
  const since = startOfZoneDay(now, shop.timezone);
  const [latest, parked, topics] = await Promise.all([
    latestDecisions(ports.ledger, shop, since, now - ATTENTION_MS),
    ports.parking.list(shop.domain, PARKED_COUNTED),
    ports.topics.counted(shop.domain, now),
  ]);
  const decisions = latest.filter(({ decidedAt }) => decidedAt >= since);
  const granted = decisions.flatMap(({ outcomes }) => outcomes.filter(({ outcome }) => outcome === 'granted'));
  return {
    since,
    events: [...topics.values()].reduce((sum, count) => sum + count, decisions.length),
    decisions: decisions.length,
    perks: granted.length,
    cost: {
      amountMinor: granted.reduce((sum, { cost }) => sum + (cost?.amountMinor ?? 0), 0),
      currency: shop.currency,
    },
    refused: latest.filter(({ effects }) => effects.some(({ state }) => state === 'refused')),
    waiting: latest.filter(({ effects }) => effects.some(({ state, attempts }) => state === 'pending' && attempts > 0)),
    regretted: latest.filter(({ afterthoughts }) => afterthoughts.length > 0),
    parked,
  };
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
