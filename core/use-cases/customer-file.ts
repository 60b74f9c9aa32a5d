import { assertNever } from '../assert-never.ts';
import { hasPerson } from '../company.ts';
import type { CustomerChange } from '../customer-card.ts';
import type { DataRequest } from '../data-request.ts';
import type { Decision } from '../decide.ts';
import type { CompanyId, CustomerId, Instant, ShopDomain } from '../identity.ts';
import type { OrderRecord } from '../order.ts';
import type {
  Belonging,
  CompanyStore,
  DataRequestStore,
  Ledger,
  ParkingLot,
  ReviewStore,
  SweepStore,
} from '../ports.ts';
import { type CustomerRecord, mergedInto } from '../profile.ts';
import type { ReturnRecord } from '../return.ts';
import type { ReviewRecord } from '../review.ts';
import type { ShipmentRecord } from '../shipment.ts';
import { withoutCustomer } from '../sweep.ts';
import { describeEffect, describeSubject } from '../words/action.ts';
import { explainKnowledge, explainOutcome } from '../words/reasons.ts';
import { allCompanies } from './all-companies.ts';
import { mentions, parkedText } from './erase-customer.ts';

interface FilePorts {
  readonly ledger: Pick<
    Ledger,
    'customer' | 'order' | 'return' | 'shipment' | 'changeOfCustomer' | 'decision' | 'belongings'
  >;
  readonly reviews: ReviewStore;
  readonly requests: Pick<DataRequestStore, 'list'>;
  readonly companies: Pick<CompanyStore, 'list'>;
  readonly sweeps: Pick<SweepStore, 'list'>;
  readonly parking: Pick<ParkingLot, 'list' | 'find'>;
}

/** All that is kept of one customer, as it is kept: amounts in minor units, times in milliseconds since 1970. */
export interface CustomerFile {
  readonly about: readonly string[];
  readonly shop: ShopDomain;
  /** ISO 8601. */
  readonly madeAt: string;
  /** The customer, and everybody who was merged into them. */
  readonly customers: readonly Person[];
  /** Written from the customer’s e-mail address; nobody was found who they are of. */
  readonly unmatchedReviews: readonly ReviewRecord[];
  /** Those that they buy for, by their ids. */
  readonly companies: readonly CompanyId[];
  readonly requests: readonly DataRequest[];
  /** What the nightly check said of them. */
  readonly checks: readonly unknown[];
  /** Messages of the shop that could not be used, as they came. */
  readonly setAside: readonly unknown[];
}

interface Person {
  readonly customer: CustomerId;
  readonly profile: CustomerRecord | null;
  readonly orders: readonly OrderRecord[];
  readonly returns: readonly ReturnRecord[];
  readonly shipments: readonly ShipmentRecord[];
  readonly reviews: readonly ReviewRecord[];
  /** Of tags and of consent to marketing. */
  readonly changes: readonly CustomerChange[];
  readonly decisions: readonly { readonly inWords: readonly string[]; readonly record: Decision }[];
}

const ABOUT = [
  'This is everything that Concierge keeps of the customer, as it is kept.',
  'Concierge keeps no name, no postal address (of that the country alone), no e-mail address and no telephone number: the shop has those. Where a message of the shop could not be used, it is kept whole for a while; such messages are under “setAside”.',
  'Of a review its stars and its length are kept, not its words. Of an e-mail that was sent, that it was sent is kept with its decision, not its words.',
  'Amounts are in the smallest unit of their currency. Times are milliseconds since January 1, 1970, UTC. A decision is told in words beside its record.',
];

const PAGE = 100;
const AT_ONCE = 10;
const ALL = 10_000;
const ALL_REQUESTS = 100_000;

/** Null where the customer’s data was erased. Made from what is stored now, and kept nowhere. */
export async function customerFile(
  ports: FilePorts,
  shop: ShopDomain,
  { customer, authors }: DataRequest,
  now: Instant,
): Promise<CustomerFile | null> {
  if (customer === null) return null;
  const customers = await peopleOf(ports, shop, customer);
  const ids = customers.map((person) => person.customer);
  const isTheirs = (id: CustomerId | null) => id !== null && ids.includes(id);
  const orders = customers.flatMap((person) => person.orders.map(({ id }) => id));
  return {
    about: ABOUT,
    shop,
    madeAt: new Date(now).toISOString(),
    customers,
    unmatchedReviews: await reviewsBy(ports, shop, authors),
    companies: await companiesOf(ports, shop, ids),
    requests: (await ports.requests.list(shop, ALL_REQUESTS)).filter((request) => isTheirs(request.customer)),
    checks: (await ports.sweeps.list(shop, ALL))
      .filter((sweep) => ids.some((id) => withoutCustomer(sweep, id) !== sweep))
      .map(({ startedAt, found, unchecked }) => ({
        startedAt,
        found: found.filter((each) => isTheirs(each.customer)),
        unchecked: unchecked.filter((each) => isTheirs(each.customer)),
      })),
    setAside: await setAside(ports, shop, ids, orders),
  };
}

async function companiesOf(ports: FilePorts, shop: ShopDomain, people: readonly CustomerId[]): Promise<CompanyId[]> {
  const companies: CompanyId[] = [];
  for await (const company of allCompanies(ports, shop))
    if (people.some((person) => hasPerson(company, person))) companies.push(company.id);
  return companies;
}

/** Whoever the customer was before, and is now. */
async function peopleOf(ports: FilePorts, shop: ShopDomain, first: CustomerId): Promise<Person[]> {
  const people = new Map<CustomerId, Person>();
  const waiting = [first];
  for (let id = waiting.pop(); id; id = waiting.pop()) {
    if (people.has(id)) continue;
    const { person, others } = await personOf(ports, shop, id);
    people.set(id, person);
    waiting.push(...others);
  }
  return [...people.values()];
}

async function personOf(ports: FilePorts, shop: ShopDomain, customer: CustomerId) {
  const profile = await ports.ledger.customer(shop, customer, 'latest');
  const kept = profile && mergedInto(profile);
  const others: CustomerId[] = kept === null ? [] : [kept];
  const orders: OrderRecord[] = [];
  const returns: ReturnRecord[] = [];
  const shipments: ShipmentRecord[] = [];
  const reviews: ReviewRecord[] = [];
  const changes: CustomerChange[] = [];
  const decisions: Decision[] = [];
  /** Null where it was taken away since it was listed. */
  const add = async (belonging: Belonging) => {
    switch (belonging.kind) {
      case 'order': {
        const order = await ports.ledger.order(shop, belonging.id, 'latest');
        return order && void orders.push(order);
      }
      case 'return': {
        const returned = await ports.ledger.return(shop, belonging.order, belonging.id, 'latest');
        return returned && void returns.push(returned);
      }
      case 'shipment': {
        const shipment = await ports.ledger.shipment(shop, belonging.order, belonging.id, 'latest');
        return shipment && void shipments.push(shipment);
      }
      case 'change': {
        const change = await ports.ledger.changeOfCustomer(shop, customer, belonging.id);
        return change && void changes.push(change);
      }
      case 'review': {
        const review = await ports.reviews.find(shop, belonging.id);
        return review && void reviews.push(review);
      }
      case 'decision': {
        const decision = await ports.ledger.decision(shop, belonging.id);
        return decision && void decisions.push(decision);
      }
      // It is told by the record that it happened to.
      case 'happening':
      case 'message':
        return;
      case 'customer':
        return void others.push(belonging.id);
      default:
        return assertNever(belonging);
    }
  };
  let cursor: string | undefined;
  do {
    const page = await ports.ledger.belongings(shop, customer, PAGE, cursor);
    for (let start = 0; start < page.belongings.length; start += AT_ONCE)
      await Promise.all(page.belongings.slice(start, start + AT_ONCE).map(add));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  const told = decisions.map((record) => ({ inWords: inWords(record), record }));
  return { person: { customer, profile, orders, returns, shipments, reviews, changes, decisions: told }, others };
}

function inWords(decision: Decision): string[] {
  const { event, decidedAt, outcomes, effects } = decision;
  return [
    `Decided about ${describeSubject(event)} on ${new Date(decidedAt).toISOString()}.`,
    explainKnowledge(decision),
    ...outcomes.flatMap((outcome) => [
      `${outcome.name}: ${OUTCOME_WORDS[outcome.outcome]}.`,
      ...explainOutcome(outcome, decision),
    ]),
    ...effects.map((effect) => `${describeEffect(effect)}: ${effect.state}.`),
  ];
}

const OUTCOME_WORDS = { granted: 'granted', no_match: 'not granted', not_possible: 'not possible' } as const;

async function reviewsBy(
  { reviews }: FilePorts,
  shop: ShopDomain,
  authors: readonly string[],
): Promise<ReviewRecord[]> {
  const found: ReviewRecord[] = [];
  let cursor: string | null = null;
  while (authors.length > 0) {
    const page = await reviews.list(shop, PAGE, ...(cursor === null ? [] : ([cursor] as const)));
    found.push(
      ...page.reviews.filter(
        ({ review, match }) => match.kind === 'unmatched' && review.author !== null && authors.includes(review.author),
      ),
    );
    cursor = page.cursor;
    if (cursor === null) break;
  }
  return found;
}

async function setAside(
  { parking }: FilePorts,
  shop: ShopDomain,
  customers: readonly CustomerId[],
  orders: readonly OrderRecord['id'][],
) {
  const found: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ParkingLot['list']>> = await parking.list(
      shop,
      PAGE,
      ...(cursor === null ? [] : ([cursor] as const)),
    );
    for (const { id } of page.parked) {
      const delivery = await parking.find(shop, id);
      const isTheirs = delivery && customers.some((customer) => mentions(delivery, { customer, contacts: [], orders }));
      if (isTheirs) found.push({ topic: delivery.topic, at: delivery.at, text: parkedText(delivery) });
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}
