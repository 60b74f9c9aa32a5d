import { assertNever } from '../core/assert-never.ts';
import type { Decision } from '../core/decide.ts';
import { PLACEMENT_WINDOW_MS } from '../core/fold.ts';
import { type CustomerId, gidNumber } from '../core/identity.ts';
import type { OrderRecord } from '../core/order.ts';
import type { Ledger } from '../core/ports.ts';
import type { Shop } from '../core/shop.ts';
import type { FoundLate, Sweep } from '../core/sweep.ts';
import { describeEffect, describeSubject } from '../core/words/action.ts';
import { describeObstacle } from '../core/words/reasons.ts';
import { decisionUrl } from './decision-rows.server.ts';
import { type EffectStatus, statusOf } from './effect-status.ts';
import { effectUrl } from './effect-url.ts';
import { type ShopTime, shopTime } from './shop-time.server.ts';

/** One thing that the shop sent no message about, in words. */
export interface FoundRow {
  id: string;
  /** A sentence. */
  what: string;
  /** In the shop's admin: the order, or the customer. */
  link: { label: string; url: string } | null;
  changedAt: ShopTime | null;
  /** What came of it: sentences. */
  result: string[];
  /** What is done for its perks, and how far that got. */
  effects: { id: string; url: string; what: string; status: EffectStatus }[];
  decision: { label: string; url: string } | null;
}

/** One thing that could not be compared, in words. */
export interface UncheckedRow {
  id: string;
  what: string;
  reason: string;
  link: FoundRow['link'];
}

/** What the sweep could not compare, newest first. */
export function uncheckedRows(sweep: Sweep, nameOf: (customer: CustomerId | null) => string): UncheckedRow[] {
  return sweep.unchecked.toReversed().map(({ part, order, customer, problem }) => ({
    id: part?.id ?? order?.id ?? customer ?? '',
    what: uncheckedInWords(part, order, whose(customer, nameOf)),
    reason: problem,
    link: linkTo(order, customer, nameOf),
  }));
}

/** What the sweep found, from number `from` on, newest first. */
export async function foundRows(
  ledger: Ledger,
  shop: Shop,
  sweep: Sweep,
  page: { readonly from: number; readonly limit: number },
  nameOf: (customer: CustomerId | null) => string,
): Promise<FoundRow[]> {
  const found = sweep.found.toReversed().slice(page.from, page.from + page.limit);
  return Promise.all(
    found.map(async (each, index) => {
      const record = each.order && (await ledger.order(shop.domain, each.order.id, 'cheap'));
      const id = each.decision ?? (each.part ? null : (record?.decision ?? null));
      const decision = id && (await ledger.decision(shop.domain, id, 'cheap'));
      return { id: `${page.from + index}`, ...foundRow(each, { record, decision, sweep, shop }, nameOf) };
    }),
  );
}

interface Known {
  readonly record: OrderRecord | null;
  readonly decision: Decision | null;
  readonly sweep: Sweep;
  readonly shop: Shop;
}

function foundRow(
  found: FoundLate,
  known: Known,
  nameOf: (customer: CustomerId | null) => string,
): Omit<FoundRow, 'id'> {
  const { what, changedAt, decision: made } = found;
  const { decision, shop } = known;
  return {
    what: inWords(found, nameOf),
    link: linkTo(found.order, found.customer, nameOf),
    changedAt: changedAt === null ? null : shopTime(changedAt, shop.timezone),
    result: made ? resultOf(decision) : what === 'order_missed' ? [whyUndecided(known)] : knownNow(what, decision),
    effects: made && decision ? effectsOf(decision) : [],
    decision: decision && {
      label: `See what was decided about ${describeSubject(decision.event)}`,
      url: decisionUrl(decision),
    },
  };
}

function linkTo(
  order: FoundLate['order'],
  customer: CustomerId | null,
  nameOf: (customer: CustomerId | null) => string,
): FoundRow['link'] {
  if (order) {
    return { label: `Open order ${order.name} in Shopify`, url: `shopify://admin/orders/${gidNumber(order.id)}` };
  }
  return (
    customer && {
      label: `Open ${nameOf(customer)} in Shopify`,
      url: `shopify://admin/customers/${gidNumber(customer)}`,
    }
  );
}

function whose(customer: CustomerId | null, nameOf: (customer: CustomerId | null) => string): string {
  return customer === null ? 'a guest' : nameOf(customer);
}

function uncheckedInWords(part: FoundLate['part'], order: FoundLate['order'], who: string): string {
  if (part) return `The ${part.kind === 'return' ? 'return' : 'parcel'} ${part.name} of ${who}`;
  return order ? `Order ${order.name} of ${who}` : `The customer ${who}`;
}

function inWords({ what, part, order, customer }: FoundLate, nameOf: (customer: CustomerId | null) => string): string {
  const who = whose(customer, nameOf);
  switch (what) {
    case 'order_missed':
      return `No message came about order ${order?.name} of ${who}`;
    case 'change_missed':
      return `No message came about a change of order ${order?.name} of ${who}`;
    case 'return_missed':
      return `No message came about the return ${part?.name} of ${who}`;
    case 'return_change_missed':
      return `No message came about a change of the return ${part?.name} of ${who}`;
    case 'shipment_missed':
      return `No message came about the parcel ${part?.name} of ${who}`;
    case 'shipment_change_missed':
      return `No message came about a change of the parcel ${part?.name} of ${who}`;
    case 'customer_missed':
      return `No message came about the customer ${who}`;
    default:
      return assertNever(what);
  }
}

function resultOf(decision: Decision | null): string[] {
  const outcomes = decision?.outcomes ?? [];
  const obstacles = outcomes.flatMap(({ name, obstacle }) =>
    obstacle ? `“${name}” could not be given. ${describeObstacle(obstacle)}` : [],
  );
  const granted = outcomes.flatMap(({ name, outcome }) =>
    outcome === 'granted' ? `It was still in time: “${name}” was granted now.` : [],
  );
  if (granted.length > 0) return [...granted, ...obstacles];
  return obstacles.length > 0 ? obstacles : ['It was still in time for perks, but no rule grants it one.'];
}

function effectsOf({ id: decision, effects }: Decision): FoundRow['effects'] {
  return effects.map((effect) => ({
    id: effect.id,
    url: effectUrl(decision, effect.id),
    what: describeEffect(effect),
    status: statusOf(effect),
  }));
}

/** Only orders that were placed since the app is there, and not long ago, are decided. */
function whyUndecided({ record, sweep, shop }: Known): string {
  const placedAt = record?.snapshot?.createdAt;
  if (placedAt === undefined) return 'It is counted for the customer now.';
  const placed = `It was placed on ${shopTime(placedAt, shop.timezone).text}`;
  const counts = 'It is counted for the customer.';
  if (placedAt < shop.installedAt) return `${placed}, before Concierge was installed: no perks. ${counts}`;
  if (sweep.startedAt - placedAt >= PLACEMENT_WINDOW_MS) {
    return `${placed}, more than 48 hours before it was found: too late for perks. ${counts}`;
  }
  return `No rule was on when it was found: no perks. ${counts}`;
}

function knownNow(what: FoundLate['what'], decision: Decision | null): string[] {
  switch (what) {
    case 'customer_missed':
      return ['Concierge knows the customer now.'];
    case 'return_missed':
      return [
        'Concierge knows the return now. It was answered already, was asked for too long ago, or no rule was on.',
      ];
    case 'return_change_missed':
      return ['Concierge knows it now, and it changes nothing that was decided.'];
    case 'shipment_missed':
    case 'shipment_change_missed':
      return ['Concierge knows it now. Were the parcel late, your rules would decide about it.'];
  }
  const isReconsidered = (decision?.afterthoughts.length ?? 0) > 0;
  return [
    isReconsidered
      ? 'The change is counted now. What was decided about the order would come out differently: nothing was changed.'
      : 'The change is counted now, and changes nothing that was decided.',
  ];
}
