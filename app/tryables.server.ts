import type { DomainEvent, EventType } from '../core/event.ts';
import type { OrderId } from '../core/identity.ts';
import type { ReviewRecord } from '../core/review.ts';
import type { Shop } from '../core/shop.ts';
import type { ObservePorts } from '../core/use-cases/observe-ports.ts';
import { describeSubject } from '../core/words/action.ts';
import { upperFirst } from '../core/words/phrases.ts';
import { shopTime } from './shop-time.server.ts';

/** Something that happened, to choose. */
export interface TryChoice {
  on:
    | { kind: 'order'; order: string }
    | { kind: 'return'; order: string; return: string }
    | { kind: 'shipment'; order: string; shipment: string }
    | { kind: 'review'; review: string };
  /** “Order #1001, Nov 3, 2026, 14:05” */
  label: string;
}

const MOST = 20;
const LOOKED_THROUGH = 100;

/**
 * What a rule on such an event can be tried on: the newest that rules were asked about, or what belongs to an order of
 * the name that is searched for. Names of orders are the shop's: it is asked for them.
 */
export async function findTryables(
  ports: ObservePorts,
  shop: Shop,
  on: EventType,
  search: string,
): Promise<{ choices: TryChoice[]; problem: string | null }> {
  const name = search.trim();
  if (on === 'review.posted') return { choices: await reviewsOf(ports, shop, name), problem: null };
  if (name === '') {
    const { decisions } = await ports.ledger.decisions(shop.domain, { limit: LOOKED_THROUGH });
    return {
      choices: choicesOf(
        decisions.map(({ event }) => event),
        on,
        shop,
      ),
      problem: null,
    };
  }
  const named = await ports.reader.ordersNamed(shop.domain, name);
  if (named.kind !== 'found') return { choices: [], problem: 'Your shop can’t be searched just now.' };
  const found = await Promise.all(named.orders.map((order) => ofOrder(ports, shop, on, order)));
  return { choices: found.flat().slice(0, MOST), problem: null };
}

function choicesOf(events: readonly DomainEvent[], on: EventType, { timezone }: Shop): TryChoice[] {
  return events
    .flatMap((event) => {
      const at = shopTime(event.at, timezone).text;
      return event.type === on ? [{ on: tryableOf(event), label: `${upperFirst(describeSubject(event))}, ${at}` }] : [];
    })
    .slice(0, MOST);
}

function tryableOf(event: DomainEvent): TryChoice['on'] {
  switch (event.type) {
    case 'order.placed':
      return { kind: 'order', order: event.order };
    case 'return.requested':
      return { kind: 'return', order: event.order, return: event.return };
    case 'shipment.delayed':
      return { kind: 'shipment', order: event.order, shipment: event.shipment };
    case 'review.posted':
      return { kind: 'review', review: event.review };
  }
}

/** Also what no rule was asked about, as far as its customer’s records tell. */
async function ofOrder({ ledger }: ObservePorts, shop: Shop, on: EventType, id: OrderId): Promise<TryChoice[]> {
  const { domain, timezone } = shop;
  const record = await ledger.order(domain, id, 'cheap');
  const order = record?.snapshot;
  if (!order) return [];
  const labelled = (what: string, at: number) => `${what}, ${shopTime(at, timezone).text}`;
  if (on === 'order.placed') {
    return [{ on: { kind: 'order', order: id }, label: labelled(`Order ${order.name}`, order.createdAt) }];
  }
  const { decisions } = await ledger.decisions(domain, { order: id, limit: MOST });
  const decided = choicesOf(
    decisions.map(({ event }) => event),
    on,
    shop,
  );
  const listed = order.customer ? (await ledger.belongings(domain, order.customer, LOOKED_THROUGH)).belongings : [];
  const others = await Promise.all(
    listed.map(async (entry): Promise<TryChoice[]> => {
      if (entry.kind === 'return' && on === 'return.requested' && entry.order === id) {
        const found = await ledger.return(domain, id, entry.id, 'cheap');
        const label = labelled(`Return ${found?.snapshot.name ?? ''}`, entry.at);
        return [{ on: { kind: 'return', order: id, return: entry.id }, label }];
      }
      if (entry.kind === 'shipment' && on === 'shipment.delayed' && entry.order === id) {
        const found = await ledger.shipment(domain, id, entry.id, 'cheap');
        const label = labelled(`Shipment ${found?.snapshot.name ?? ''}`, entry.at);
        return [{ on: { kind: 'shipment', order: id, shipment: entry.id }, label }];
      }
      return [];
    }),
  );
  const keyOf = (choice: TryChoice) => JSON.stringify(choice.on);
  const known = new Set(decided.map(keyOf));
  return [...decided, ...others.flat().filter((choice) => !known.has(keyOf(choice)))];
}

async function reviewsOf({ reviews }: ObservePorts, { domain, timezone }: Shop, name: string): Promise<TryChoice[]> {
  const { reviews: newest } = await reviews.list(domain, LOOKED_THROUGH);
  const wanted = name.replace(/^#/, '').toLocaleLowerCase();
  const isMeant = ({ review: { order, product } }: ReviewRecord) =>
    `${order ?? ''} ${product.title ?? ''}`.toLocaleLowerCase().includes(wanted);
  return newest
    .filter(isMeant)
    .slice(0, MOST)
    .map(({ review }) => {
      const what = `${review.rating} ★ for ${review.product.title ?? 'the shop'}${review.order ? `, order ${review.order}` : ''}`;
      return {
        on: { kind: 'review', review: review.id },
        label: `${what}, ${shopTime(review.postedAt, timezone).text}`,
      };
    });
}
