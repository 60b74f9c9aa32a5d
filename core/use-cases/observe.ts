import { assertNever } from '../assert-never.ts';
import type { Instant, OrderId, ShopDomain } from '../identity.ts';
import type { Observation } from '../observation.ts';
import type { ConfirmInstallation, DataRequestStore, ShopRedactionStore } from '../ports.ts';
import type { Shop } from '../shop.ts';
import { closedGate } from '../shop-gate.ts';
import { deleteOrder } from './delete-order.ts';
import { dropWaiting } from './drop-waiting.ts';
import { foldDelivery } from './fold-delivery.ts';
import { readHold } from './fold-hold.ts';
import { readReturn } from './fold-return.ts';
import { readShipment } from './fold-shipment.ts';
import { meetCompany, readCompany } from './keep-company.ts';
import { keepProduct, readProduct } from './keep-product.ts';
import { meetCustomer } from './learn-history.ts';
import { markDeleted, mergeCustomers } from './merge-customers.ts';
import type { Observed, ObservePorts } from './observe-ports.ts';
import { touchCustomer } from './read-card.ts';
import { askShopRedaction } from './redact-shop.ts';
import { authorsOf, recordDataRequest } from './request-data.ts';
import { seeReview } from './see-review.ts';
import { lookAtFile } from './steer-import.ts';

interface EntrancePorts extends ObservePorts {
  readonly confirmInstallation: ConfirmInstallation;
  readonly requests: DataRequestStore;
  readonly redactions: ShopRedactionStore;
}

/** The one way in for everything that happens in a shop. */
export async function observe(
  ports: EntrancePorts,
  domain: ShopDomain,
  observation: Observation,
  now: Instant,
): Promise<Observed> {
  // Whether the app is installed does not matter for these.
  if (observation.type === 'customer.redacted') return redact(ports, domain, observation, now);
  if (observation.type === 'data.requested') return recordDataRequest(ports, domain, observation, now);
  if (observation.type === 'shop.redacted') return askShopRedaction(ports, domain, now);
  const shop = await installedShop(ports, domain);
  if (!shop) {
    if (observation.type === 'order.due') await dropWaiting(ports, domain, observation.order, now);
    return { kind: 'ignored', reason: 'not_installed' };
  }
  switch (observation.type) {
    case 'order.seen':
      // What an earlier installation was told may be outdated by what nobody was told while the app was away.
      if (observation.version.triggeredAt < shop.installedAt) return readOrder(ports, shop, observation.order.id, now);
      return foldSeen(ports, shop, observation, now);
    case 'order.edited':
    case 'refund.seen':
    case 'risk.seen':
    case 'dispute.seen':
    case 'order.due':
      return foldDelivery(ports, shop, observation, now);
    case 'order.deleted':
      return deleteOrder(ports, shop, observation, now);
    case 'order.touched':
      return readOrder(ports, shop, observation.order, now);
    case 'return.touched':
      return readReturn(ports, shop, observation.return, { now, isFoundLate: false });
    case 'shipment.touched':
      return readShipment(ports, shop, observation.shipment, { now, isFoundLate: false }, observation.order);
    case 'hold.touched':
      return readHold(ports, shop, observation.fulfillmentOrder, now);
    case 'customer.seen':
      return meetCustomer(ports, shop, observation.customer, now);
    case 'customer.touched':
      return touchCustomer(ports, shop, observation, now);
    case 'customers.merged':
      return mergeCustomers(ports, shop, observation, now);
    case 'customer.deleted':
      return markDeleted(ports, shop, observation.customer, now);
    case 'company.touched':
      return readCompany(ports, shop, observation.company, now);
    case 'product.seen':
    case 'product.deleted':
      return keepProduct(ports, shop, observation);
    case 'product.touched':
      return readProduct(ports, shop, observation.product);
    case 'review.seen':
      return seeReview(ports, shop, observation, now);
    case 'review.tested':
      await ports.reviewConnections.received(domain, observation.provider, 'test', now);
      return { kind: 'known' };
    case 'file.collected':
      return (await lookAtFile(ports, domain, now)) === 'due' ? { kind: 'has_chores' } : { kind: 'known' };
    case 'shop.touched':
      return confirmShop(ports, shop, now);
    case 'shop.uninstalled':
      await ports.shops.uninstall(domain, observation.at);
      return { kind: 'folded' };
    default:
      return assertNever(observation);
  }
}

/** Whatever the delivery told may be outdated by now; what the shop answers is not. */
async function confirmShop(ports: EntrancePorts, shop: Shop, now: Instant): Promise<Observed> {
  const closed = closedGate(shop, now);
  if (closed) return { kind: 'try_again', problem: closed.problem };
  const confirmed = await ports.confirmInstallation(shop.domain);
  switch (confirmed) {
    case 'confirmed':
      return { kind: 'folded' };
    // The next installation takes the details anew.
    case 'revoked':
    case 'being_deleted':
      return { kind: 'ignored', reason: 'not_installed' };
    case 'unreachable':
      return { kind: 'try_again', problem: 'the shop’s settings could not be read' };
    default:
      return assertNever(confirmed);
  }
}

async function redact(
  { erasures, shops, redactions }: EntrancePorts,
  domain: ShopDomain,
  { customer, contacts, orders }: Extract<Observation, { type: 'customer.redacted' }>,
  now: Instant,
): Promise<Observed> {
  if (!(await shops.find(domain))) {
    const redaction = await redactions.find(domain);
    // All that was kept of the shop is gone, or being deleted. A shop that is only just installing has to remember them.
    if (redaction && redaction.outcome !== 'installed_again') return { kind: 'ignored', reason: 'not_installed' };
  }
  const authors = authorsOf(erasures, domain, contacts);
  const traces = { customer, contacts, authors, orders, settling: false, parkedCursor: null };
  const { id } = await erasures.begin(domain, traces, now);
  return { kind: 'to_erase', erasure: id };
}

async function readOrder(ports: ObservePorts, shop: Shop, order: OrderId, now: Instant): Promise<Observed> {
  const read = await ports.reader.order(shop.domain, order);
  if (read.kind === 'missing') return { kind: 'ignored', reason: 'order_missing' };
  if (read.kind !== 'found') return { kind: 'try_again', problem: read.problem };
  return foldSeen(ports, shop, { type: 'order.seen', ...read.seen }, now);
}

async function foldSeen(
  ports: ObservePorts,
  shop: Shop,
  observation: Extract<Observation, { type: 'order.seen' }>,
  now: Instant,
): Promise<Observed> {
  const observed = await foldDelivery(ports, shop, observation, now);
  const { company } = observation.order;
  const isNews = observed.kind === 'folded' || observed.kind === 'decided';
  if (company !== undefined && isNews) await meetCompany(ports, shop, company, now);
  return observed;
}

/** A cheap read may be a second old: good for the policy, and a shop that it misses is looked for once more. */
async function installedShop({ shops }: ObservePorts, domain: ShopDomain): Promise<Shop | null> {
  for (const reading of ['cheap', 'latest'] as const) {
    const shop = await shops.find(domain, reading);
    if (shop?.uninstalledAt === null) return shop;
  }
  return null;
}
