import { type Document, record, text } from '../../document.ts';
import { type Gid, gidOf, toGid } from '../../gid.ts';
import { applyCompanyContact, removeContactsOf } from '../../store/delivered-contact.ts';
import { type Entity, newEntity } from '../../store/entity.ts';
import { companyContactViews, companyView, contactsOf } from '../../views/company.ts';
import type { View } from '../../views/view.ts';
import { withShopTimes } from '../../webhooks/payload.ts';
import { formatUtc } from '../../zoned-time.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGidOf } from '../ids.ts';
import { notEmulated } from '../queries.ts';
import { visibleEntity } from './visible-entity.ts';

/** Companies and who buys for them, told as Shopify tells it. A company of the stand-in has no places of business. */

export const companyCreate: Resolver = (args, context) => {
  const input = record(args.input) ?? {};
  if (input.companyContact != null || input.companyLocation != null) throw notEmulated('a company with its contact');
  const at = formatUtc(context.reading.now);
  const id = toGid('Company', context.newId('Company'));
  const unnamed = { admin_graphql_api_id: id, name: '', note: null, external_id: null, customer_since: at };
  const main = { main_contact_admin_graphql_api_id: null, created_at: at, updated_at: at };
  const company = newEntity('Company', id, { ...unnamed, ...main, ...told(record(input.company) ?? {}) });
  context.save(company, ['companies/create']);
  return { __typename: 'CompanyCreatePayload', company: () => companyView(id, context.reading), userErrors: [] };
};

export const companyUpdate: Resolver = (args, context) =>
  changed('CompanyUpdatePayload', args.companyId, told(record(args.input) ?? {}), context);

export const companyAssignMainContact: Resolver = (args, context) => {
  const contact = requireGidOf('CompanyContact', args.companyContactId);
  const fields = { main_contact_admin_graphql_api_id: contact };
  return changed('CompanyAssignMainContactPayload', args.companyId, fields, context);
};

/** One that something was bought for stays. */
export const companyDelete: Resolver = (args, context) => {
  const { store, shop } = context.reading;
  const id = requireGidOf('Company', args.id);
  const answer = (deletedCompanyId: Gid | null, userErrors: View[]) => ({
    __typename: 'CompanyDeletePayload',
    deletedCompanyId,
    userErrors,
  });
  const company = visibleEntity(id, context);
  if (company === undefined) return answer(null, [notFound(['id'])]);
  const names = ({ document }: Entity) => gidOf('Company', record(document.company) ?? {}) === id;
  if (store.entities(shop.domain, 'Order').some(names)) {
    return answer(null, [error(['id'], 'FAILED_TO_DELETE', 'Company has associated orders.')]);
  }
  removeContactsOf(store, shop.domain, company.document);
  store.removeEntity(shop.domain, id);
  context.emit('companies/delete', withShopTimes(company.document, shop));
  return answer(id, []);
};

export const companyAssignCustomerAsContact: Resolver = (args, context) => {
  const { store, shop, now } = context.reading;
  const answer = (companyContact: View | null, userErrors: View[]) => ({
    __typename: 'CompanyAssignCustomerAsContactPayload',
    companyContact,
    userErrors,
  });
  const company = visibleEntity(requireGidOf('Company', args.companyId), context);
  const customer = visibleEntity(requireGidOf('Customer', args.customerId), context);
  if (company === undefined) return answer(null, [notFound(['companyId'])]);
  if (customer === undefined) return answer(null, [notFound(['customerId'])]);
  const at = formatUtc(now);
  const contact: Document = {
    admin_graphql_api_id: toGid('CompanyContact', context.newId('CompanyContact')),
    customer_admin_graphql_api_id: customer.id,
    title: null,
    locale: null,
    created_at: at,
    updated_at: at,
    company: company.document,
  };
  applyCompanyContact(store, shop.domain, 'create', contact);
  context.emit('company_contacts/create', withShopTimes(contact, shop));
  const known = store.entity(shop.domain, customer.id) ?? customer;
  const view = companyContactViews(known, context.reading).find(({ id }) => id === contact.admin_graphql_api_id);
  return answer(view ?? null, []);
};

export const companyContactRemoveFromCompany: Resolver = (args, context) => {
  const { store, shop } = context.reading;
  const id = requireGidOf('CompanyContact', args.companyContactId);
  const contact = store
    .entities(shop.domain, 'Customer')
    .flatMap(contactsOf)
    .find((each) => text(each.admin_graphql_api_id) === id);
  const answer = (removedCompanyContactId: Gid | null, userErrors: View[]) => ({
    __typename: 'CompanyContactRemoveFromCompanyPayload',
    removedCompanyContactId,
    userErrors,
  });
  if (contact === undefined) return answer(null, [notFound(['companyContactId'])]);
  applyCompanyContact(store, shop.domain, 'delete', contact);
  context.emit('company_contacts/delete', withShopTimes(contact, shop));
  return answer(id, []);
};

function changed(typename: string, named: unknown, fields: Document, context: Context): View {
  const company = visibleEntity(requireGidOf('Company', named), context);
  if (company === undefined) return { __typename: typename, company: null, userErrors: [notFound(['companyId'])] };
  const document = { ...company.document, ...fields, updated_at: formatUtc(context.reading.now) };
  context.save({ ...company, document }, ['companies/update']);
  return { __typename: typename, company: () => companyView(company.id, context.reading), userErrors: [] };
}

/** What the input names, as the payload has it. */
function told(input: Document): Document {
  const fields = { name: 'name', note: 'note', externalId: 'external_id', customerSince: 'customer_since' };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([given, field]) => (input[given] === undefined ? [] : [[field, input[given]]])),
  );
}

function notFound(field: readonly string[]): View {
  return error(field, 'RESOURCE_NOT_FOUND', 'Resource requested does not exist.');
}

function error(field: readonly string[], code: string, message: string): View {
  return { __typename: 'BusinessCustomerUserError', field, code, message };
}
