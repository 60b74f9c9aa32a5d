import type { Instant } from '../../../core/identity.ts';
import type { Fields } from './graphql.ts';
import { numberOf, wholeSecond } from './order.ts';
import type { SimulatedShop, ToldChange } from './shop.ts';

/** A company that buys in the shop from then on, and how it was told of. */
export interface CompanyChange extends ToldChange {
  readonly id: string;
  readonly title: string;
  readonly createdAt: Instant;
  /** Who buys for it. */
  readonly people: readonly string[];
  readonly isDeleted: boolean;
}

export function companyNow({ companies }: SimulatedShop, id: string): CompanyChange | null {
  return companies.findLast((each) => each.id === id) ?? null;
}

export function companyPayload({ id, title, createdAt }: CompanyChange): string {
  return JSON.stringify({ admin_graphql_api_id: id, name: title, created_at: wholeSecond(createdAt) });
}

/** `at`: when they joined. */
export function companyContactPayload(customer: string, { id, title }: CompanyChange, at: Instant): string {
  return JSON.stringify({
    customer_admin_graphql_api_id: customer,
    created_at: wholeSecond(at),
    company: { id: numberOf(id), admin_graphql_api_id: id, name: title },
  });
}

/** Null for one that was deleted. */
export function companyFields(shop: SimulatedShop, id: string): Fields | null {
  const found = companyNow(shop, id);
  if (!found || found.isDeleted) return null;
  const contacts = found.people.map((customer) => ({ customer: { id: customer } }));
  return {
    id,
    name: found.title,
    createdAt: wholeSecond(found.createdAt),
    mainContact: contacts[0] ?? null,
    contacts: { nodes: contacts, pageInfo: { hasNextPage: false } },
  };
}
