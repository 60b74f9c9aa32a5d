import type { Instant, ShopDomain } from '../identity.ts';
import type { ReadFailure, ShopReader } from '../ports.ts';
import { closedGate } from '../shop-gate.ts';
import {
  type HealthPorts,
  noteAnswer,
  noteTrouble,
  type ShopHealth,
  THROTTLED,
  throttledUntil,
} from './shop-health.ts';

interface ReaderPorts extends HealthPorts {
  readonly reader: ShopReader;
}

/**
 * A reader that leaves a shop alone while it is down or asked to wait: what is asked meanwhile is `unavailable` at once,
 * so that nobody else's order waits for it. What its own calls meet opens and closes the shop's breaker.
 *
 * @param health What this process has lately met at the shops: asked and filled.
 */
export function carefulReader(ports: ReaderPorts, health: ShopHealth, now: () => Instant): ShopReader {
  const { shops, reader } = ports;

  async function ask<Found extends { readonly kind: 'found' | 'missing' | 'page' }>(
    domain: ShopDomain,
    call: () => Promise<Found | ReadFailure>,
  ): Promise<Found | ReadFailure> {
    const throttled = throttledUntil(health, domain, now());
    if (throttled !== null) return refusedUntil(throttled, now());
    // A cheap read may miss the breaker that this very process opened a moment ago.
    const shop = await shops.find(domain, health.has(domain) ? 'latest' : 'cheap');
    // Installed a moment ago: nothing is known of it yet.
    if (!shop) return call();
    const closed = closedGate(shop, now());
    if (closed) return { kind: 'unavailable', problem: closed.problem, shopWide: 'down' };
    const answer = await call();
    const isTrouble = answer.kind === 'unavailable' && answer.shopWide !== undefined;
    if (isTrouble) await noteTrouble(ports, health, shop, answer, now());
    else await noteAnswer(ports, health, shop);
    return answer;
  }

  return {
    order: (shop, id) => ask(shop, () => reader.order(shop, id)),
    return: (shop, id) => ask(shop, () => reader.return(shop, id)),
    shipment: (shop, id) => ask(shop, () => reader.shipment(shop, id)),
    products: (shop, ids) => ask(shop, () => reader.products(shop, ids)),
    goods: (shop, ...of) => ask(shop, () => reader.goods(shop, ...of)),
    company: (shop, id) => ask(shop, () => reader.company(shop, id)),
    hold: (shop, id) => ask(shop, () => reader.hold(shop, id)),
    ordersOf: (shop, ...of) => ask(shop, () => reader.ordersOf(shop, ...of)),
    changedOrders: (shop, ...of) => ask(shop, () => reader.changedOrders(shop, ...of)),
    changedCustomers: (shop, ...of) => ask(shop, () => reader.changedCustomers(shop, ...of)),
    customer: (shop, id) => ask(shop, () => reader.customer(shop, id)),
    customerWithEmail: (shop, email) => ask(shop, () => reader.customerWithEmail(shop, email)),
    ordersNamed: (shop, name) => ask(shop, () => reader.ordersNamed(shop, name)),
  };
}

function refusedUntil(until: Instant, now: Instant): ReadFailure {
  return { kind: 'unavailable', problem: THROTTLED, shopWide: 'throttled', afterMs: until - now };
}
