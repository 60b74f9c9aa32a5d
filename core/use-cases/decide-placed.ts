import { askedBy } from '../asked.ts';
import { companiesKnownSince, companyYear, MOST_COMPANY_ORDERS } from '../company.ts';
import { type Decision, decide } from '../decide.ts';
import { COMPANY_SPEND } from '../facts/company.ts';
import { orderFacts } from '../facts/read.ts';
import type { CompanySources } from '../facts/sources.ts';
import type { OrderFold } from '../fold.ts';
import type { Instant } from '../identity.ts';
import type { OrderSnapshot } from '../order.ts';
import { type Policy, waitForRiskMs } from '../policy.ts';
import type { CustomerRecord } from '../profile.ts';
import { isAssessed, type Waiting } from '../risk.ts';
import type { Shop } from '../shop.ts';
import { lookUpTitleParts } from './keep-product.ts';
import { dealingsBefore } from './look-up-dealings.ts';
import { lookUpGoods } from './look-up-goods.ts';
import { lookUpOrder } from './look-up-order.ts';
import type { ObservePorts, TryAgain } from './observe-ports.ts';

/** Null when there is nothing to wait for, or it was waited for already. */
export function waitingFor(policy: Policy, fold: OrderFold, isFoundLate: boolean, now: Instant): Waiting | null {
  const waitMs = waitForRiskMs(policy);
  if (waitMs === null || fold.waited || isAssessed(fold.record.risk)) return null;
  return { since: now, until: now + waitMs, ...(isFoundLate && { foundLate: true }) };
}

interface Placed {
  readonly fold: Pick<OrderFold, 'record' | 'after' | 'waited'>;
  /** Whom the fold concerns, with their past. */
  readonly customers: readonly CustomerRecord[];
  readonly isFoundLate: boolean;
}

/** An order that was placed, or has waited since, by what is known now. Null when no rule listens. */
export async function decidePlaced(
  ports: ObservePorts,
  policy: Policy,
  shop: Shop,
  { fold, customers, isFoundLate }: Placed,
  now: Instant,
): Promise<Decision | TryAgain | null> {
  const order = fold.record.snapshot;
  if (!order) throw new Error('an order was placed without a snapshot');
  const customer = customers.find(({ profile }) => profile.customer === order.customer) ?? null;
  const titleParts = await lookUpTitleParts(ports, shop, policy, order);
  const goods = await lookUpGoods(ports, shop, policy, order);
  if (goods && 'kind' in goods) return goods;
  const told = await lookUpOrder(ports, shop, policy, order);
  if (told && 'kind' in told) return told;
  const { id, name, createdAt: at } = order;
  return decide(
    policy,
    {
      type: 'order.placed',
      order: id,
      orderName: name,
      customer: order.customer,
      at,
      ...(isFoundLate && { foundLate: true }),
    },
    orderFacts({
      order,
      contribution: fold.after,
      profile: customer?.profile ?? null,
      card: customer?.card ?? null,
      asked: askedBy(policy, 'order.placed'),
      shopCurrency: shop.currency,
      currencySince: shop.currencySince,
      timezone: shop.timezone,
      at,
      titleParts,
      risk: fold.record.risk,
      goods,
      told,
      company: await lookUpCompany(ports, shop, policy, order),
      dealings: await dealingsBefore('order.placed', ports, shop, policy, customer, { at, now, own: null }),
    }),
    {
      now,
      arrival: (customer?.revision ?? fold.record.revision) + 1,
      knownSince: customer?.profile.knownSince ?? null,
      scopes: shop.scopes,
      ...(titleParts && { titleParts }),
      waited: fold.waited,
    },
  );
}

/** What else was bought for the order's company, where a rule asks for it; not given where none does. */
async function lookUpCompany(
  { ledger }: Pick<ObservePorts, 'ledger'>,
  shop: Shop,
  policy: Policy,
  { company, createdAt }: OrderSnapshot,
): Promise<CompanySources | undefined> {
  if (!askedBy(policy, 'order.placed').has(COMPANY_SPEND)) return undefined;
  const knownSince = companiesKnownSince(shop);
  const year = companyYear(createdAt);
  if (company === undefined || knownSince > year.from) return { orders: [], knownSince };
  // Two more than are added up: the order itself, which is left out, and one that says that there are too many.
  const orders = await ledger.ordersFor(shop.domain, company, year, MOST_COMPANY_ORDERS + 2);
  return { orders, knownSince };
}
