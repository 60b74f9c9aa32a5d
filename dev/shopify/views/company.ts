import { type Document, record, records, text } from '../document.ts';
import { type Gid, isGid } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, type View } from './view.ts';

/** Companies stand in the store by their contacts alone: each with the customer that it is. */

/** As `company_contacts/create` told of the customer's. */
export function contactsOf(customer: Entity): Document[] {
  return records(currentDocument(customer).company_contacts);
}

export function companyContactViews(customer: Entity, reading: Reading): View[] {
  return contactsOf(customer).map((contact) => contactView(contact, customer, reading));
}

/** Null for a company that nobody is a contact of. */
export function companyView(id: Gid, reading: Reading): View | null {
  const contacts = reading.store.entities(reading.shop.domain, 'Customer').flatMap((customer) =>
    contactsOf(customer)
      .filter((contact) => companyIdOf(contact) === id)
      .map((contact) => ({ contact, customer })),
  );
  const [first] = contacts;
  if (first === undefined) return null;
  const company = record(first.contact.company) ?? {};
  return {
    __typename: 'Company',
    id,
    name: text(company.name) ?? '',
    externalId: text(company.external_id),
    note: text(company.note),
    createdAt: dateTime(company.created_at),
    updatedAt: dateTime(company.updated_at),
    contacts: (args: PageArguments) =>
      connectionOf(
        'CompanyContact',
        contacts.map(({ contact, customer }) => contactView(contact, customer, reading)),
        args,
      ),
  };
}

function contactView(contact: Document, customer: Entity, reading: Reading): View {
  const id = companyIdOf(contact);
  return {
    __typename: 'CompanyContact',
    id: text(contact.admin_graphql_api_id),
    title: text(contact.title),
    locale: text(contact.locale),
    createdAt: dateTime(contact.created_at),
    updatedAt: dateTime(contact.updated_at),
    customer: () => reading.viewOf(customer),
    company: () => (id === null ? null : companyView(id, reading)),
  };
}

function companyIdOf(contact: Document): Gid | null {
  const id = text(record(contact.company)?.admin_graphql_api_id) ?? '';
  return isGid(id) ? id : null;
}
