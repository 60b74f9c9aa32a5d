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
  /** Deliveries by topic; counted by UTC day. */
  readonly deliveries: number;
  readonly decisions: number;
  readonly perks: number;
  readonly cost: Money;
  /** Effects that the shop refused. */
  readonly refused: readonly Decision[];
  /** Effects that were tried and are to be tried again. */
  readonly waiting: readonly Decision[];
  /** Decisions that something late would have changed. */
  readonly regretted: readonly Decision[];
  readonly parked: readonly Omit<ParkedDelivery, 'body'>[];
}

const PAGE = 500;
const PARKED_SHOWN = 20;

export async function summariseToday(
  ports: { readonly ledger: Ledger; readonly parking: ParkingLot; readonly topics: TopicCounter },
  shop: Shop,
  now: Instant,
): Promise<Today> {
  const since = startOfZoneDay(now, shop.timezone);
  const [decisions, parked, topics] = await Promise.all([
    decisionsSince(ports.ledger, shop, since),
    ports.parking.list(shop.domain, PARKED_SHOWN),
    ports.topics.counted(shop.domain, now),
  ]);
  const granted = decisions.flatMap(({ outcomes }) => outcomes.filter(({ outcome }) => outcome === 'granted'));
  return {
    since,
    deliveries: [...topics.values()].reduce((sum, count) => sum + count, 0),
    decisions: decisions.length,
    perks: granted.length,
    cost: {
      amountMinor: granted.reduce((sum, { cost }) => sum + (cost?.amountMinor ?? 0), 0),
      currency: shop.currency,
    },
    refused: decisions.filter(({ effects }) => effects.some(({ state }) => state === 'refused')),
    waiting: decisions.filter(({ effects }) =>
      effects.some(({ state, attempts }) => state === 'pending' && attempts > 0),
    ),
    regretted: decisions.filter(({ afterthoughts }) => afterthoughts.length > 0),
    parked,
  };
}

async function decisionsSince(ledger: Ledger, shop: Shop, since: Instant): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let cursor: string | null = null;
  do {
    const page = await ledger.decisions(shop.domain, { since, limit: PAGE, ...(cursor !== null && { cursor }) });
    decisions.push(...page.decisions);
    cursor = page.cursor;
  } while (cursor !== null);
  return decisions;
}
