import type { ChangeOfCustomer, ConsentState } from '../../../core/customer-card.ts';
import type { Instant } from '../../../core/identity.ts';
import type { ShopOrder } from './order.ts';
import { type SimulatedShop, type ToldChange, whoIs } from './shop.ts';

export interface ShopCustomer {
  readonly id: string;
  readonly createdAt: Instant;
  updatedAt: Instant;
  readonly credits: StoreCredit[];
  tags: readonly string[];
  /** To e-mails. */
  consent: ShopConsent;
  /** To text messages; null without a telephone number. */
  sms: ShopConsent | null;
}

/** `at` is null where it never changed. */
export interface ShopConsent {
  readonly state: ConsentState;
  readonly at: Instant | null;
}

export interface StoreCredit {
  readonly at: Instant;
  readonly amountMinor: number;
  readonly currency: string;
  /** Null: it never ends. */
  readonly expiresAt: Instant | null;
  readonly by: 'app' | 'staff';
  /** The shop wrote to the customer. */
  readonly notified: boolean;
}

type Card = Pick<ShopCustomer, 'tags' | 'consent' | 'sms'>;

/** What the shop kept of a customer from then on, and how it was told of. */
export interface CardChange extends ToldChange, Card {
  readonly customer: string;
}

/** What a delivery said of a customer, in the words of the app's timeline. */
export interface ToldOfCustomer extends ToldChange {
  readonly customer: string;
  readonly what: ChangeOfCustomer;
}

export interface ShopMerge {
  readonly at: Instant;
  /** Of the event. */
  readonly name: string;
  readonly gone: string;
  readonly kept: string;
}

export interface DeletedCustomer {
  readonly at: Instant;
  /** Of the event. */
  readonly name: string;
  /** As they were then. */
  readonly was: ShopCustomer;
}

export function newCustomer(id: string, at: Instant): ShopCustomer {
  const consent: ShopConsent = { state: 'not_subscribed', at: null };
  const hasPhone = Number(id.at(-1)) % 2 === 0;
  return { id, createdAt: at, updatedAt: at, credits: [], tags: [], consent, sms: hasPhone ? consent : null };
}

export function changeCustomer(
  shop: SimulatedShop,
  customer: ShopCustomer,
  to: Partial<Card>,
  told: ToldChange,
  what?: ChangeOfCustomer,
): void {
  Object.assign(customer, to, { updatedAt: told.at });
  const { id, tags, consent, sms } = customer;
  shop.cards.push({ ...told, customer: id, tags, consent, sms });
  if (what) shop.toldOfCustomers.push({ ...told, customer: id, what });
}

/** As the platform does: not with store credit, nor where somebody asked for their data, or for it to be erased. */
function canBeMerged({ customers, dataRequests, redacted }: SimulatedShop, id: string): boolean {
  const credits = customers.get(id)?.credits;
  return credits?.length === 0 && !redacted.has(id) && !dataRequests.some(({ customer }) => customer === id);
}

/** Makes one of two; null where the platform objects. */
export function mergeCustomers(shop: SimulatedShop, merge: ShopMerge): { readonly moved: ShopOrder[] } | null {
  const { gone, kept, at } = merge;
  const stays = shop.customers.get(kept);
  if (!stays || gone === kept || ![gone, kept].every((id) => canBeMerged(shop, id))) return null;
  const moved = [...shop.orders.values()].filter(({ customer }) => customer === gone);
  for (const order of moved) order.customer = kept;
  const tags = [...new Set([...stays.tags, ...(shop.customers.get(gone)?.tags ?? [])])];
  changeCustomer(shop, stays, { tags }, { at, name: merge.name, topic: null });
  for (const company of new Map(shop.companies.map((each) => [each.id, each])).values()) {
    if (!company.people.includes(gone)) continue;
    const people = [...new Set(company.people.map((id) => (id === gone ? kept : id)))];
    shop.companies.push({ ...company, at, name: merge.name, topic: null, people });
  }
  shop.customers.delete(gone);
  shop.merges.push(merge);
  return { moved };
}

/** False where the platform objects: who ever ordered can't be deleted. Credits go with the customer. */
export function deleteCustomer(shop: SimulatedShop, id: string, at: Instant, name: string): boolean {
  const was = shop.customers.get(id);
  const ordered = [...shop.orders.values(), ...[...shop.deletedOrders.values()].map((deleted) => deleted.was)];
  if (!was || ordered.some(({ customer }) => whoIs(shop, customer ?? '') === id)) return false;
  shop.customers.delete(id);
  shop.deleted.set(id, { at, name, was });
  return true;
}

/** What was given to them, whoever they are by now, and also where they are gone. */
export function creditsOf({ customers, deleted }: SimulatedShop, id: string): readonly StoreCredit[] {
  return (customers.get(id) ?? deleted.get(id)?.was)?.credits ?? [];
}
