import { type Document, record, records, text } from '../document.ts';
import { gidOf, isGid } from '../gid.ts';
import type { Store } from './store.ts';

/** Who buys for a company is kept with the customer that they are: `company_contacts/*` names both. */
export function applyCompanyContact(store: Store, domain: string, action: string, payload: Document): void {
  const id = text(payload.admin_graphql_api_id);
  if (id === null) return;
  removeContacts(store, domain, (contact) => text(contact.admin_graphql_api_id) === id);
  const named = text(payload.customer_admin_graphql_api_id) ?? '';
  const customer = isGid(named) ? store.entity(domain, named) : undefined;
  if (action === 'delete' || customer === undefined) return;
  const contacts = [...records(customer.document.company_contacts), payload];
  store.putEntity(domain, { ...customer, document: { ...customer.document, company_contacts: contacts } });
}

/** A company that is deleted takes its contacts along. */
export function removeContactsOf(store: Store, domain: string, company: Document): void {
  const id = gidOf('Company', company);
  removeContacts(store, domain, (contact) => gidOf('Company', record(contact.company) ?? {}) === id);
}

function removeContacts(store: Store, domain: string, isGone: (contact: Document) => boolean): void {
  for (const customer of store.entities(domain, 'Customer')) {
    const contacts = records(customer.document.company_contacts);
    const others = contacts.filter((contact) => !isGone(contact));
    if (others.length === contacts.length) continue;
    store.putEntity(domain, { ...customer, document: { ...customer.document, company_contacts: others } });
  }
}
