import { type Document, record, records, text } from '../document.ts';
import { type Gid, gidOf, isGid } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { formatUtc } from '../zoned-time.ts';
import { connectionOf, dateTime, type PageArguments, type Reading, type View } from './view.ts';

/** A company is what was delivered of it, or else what its contacts say; contacts stand with the customers that they are. */

/** As `company_contacts/create` told of the customer's. */
export function contactsOf(customer: Entity): Document[] {
  return records(currentDocument(customer).company_contacts);
}

export function companyContactViews(customer: Entity, reading: Reading): View[] {
  return contactsOf(customer).map((contact) => contactView(contact, customer, reading));
}

/** Null for a company of which nothing was delivered and that nobody is a contact of. */
export function companyView(id: Gid, reading: Reading): View | null {
  const contacts = reading.store.entities(reading.shop.domain, 'Customer').flatMap((customer) =>
    contactsOf(customer)
      .filter((contact) => companyIdOf(contact) === id)
      .map((contact) => ({ contact, customer })),
  );
  const delivered = reading.store.entity(reading.shop.domain, id);
  const [first] = contacts;
  if (first === undefined && delivered === undefined) return null;
  const company = { ...record(first?.contact.company), ...delivered?.document };
  const main = contacts.find(
    ({ contact }) => contact.admin_graphql_api_id === company.main_contact_admin_graphql_api_id,
  );
  return {
    __typename: 'Company',
    id,
    name: text(company.name) ?? '',
    externalId: text(company.external_id),
    note: text(company.note),
    createdAt: dateTime(company.created_at) ?? dateTime(first?.contact.created_at) ?? formatUtc(reading.now),
    updatedAt: dateTime(company.updated_at),
    mainContact: () => (main === undefined ? null : contactView(main.contact, main.customer, reading)),
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
    isMainContact: () => isMain(contact, id, reading),
    locale: text(contact.locale),
    createdAt: dateTime(contact.created_at),
    updatedAt: dateTime(contact.updated_at),
    customer: () => reading.viewOf(customer),
    company: () => (id === null ? null : companyView(id, reading)),
  };
}

/** Who bought an order: a company where its payload names one, else the customer. */
export function purchasingEntityView(order: Document, customer: () => View | null, reading: Reading): View | null {
  const id = gidOf('Company', record(order.company) ?? {});
  if (id === null) return customer();
  const company = companyView(id, reading) ?? { __typename: 'Company', id };
  return { __typename: 'PurchasingCompany', company, contact: null };
}

function isMain(contact: Document, company: Gid | null, reading: Reading): boolean {
  const named = company && reading.store.entity(reading.shop.domain, company)?.document;
  return named?.main_contact_admin_graphql_api_id === contact.admin_graphql_api_id;
}

function companyIdOf(contact: Document): Gid | null {
  const id = text(record(contact.company)?.admin_graphql_api_id) ?? '';
  return isGid(id) ? id : null;
}
