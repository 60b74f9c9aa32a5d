import { type CompanyId, type CustomerId, parseGid, type ShopDomain } from '../../core/identity.ts';
import type { CompanyReader } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import { COMPANIES_OF_CUSTOMER, COMPANY } from './documents/companies.ts';
import { readFailure } from './read-failure.ts';

/** Reads companies through the Admin API. Needs `read_customers`, and a shop that sells to companies. */
export function createCompanyReader(gateway: AdminGateway): CompanyReader {
  return {
    async company(shop: ShopDomain, id: CompanyId) {
      const result = await gateway.request(shop, COMPANY, { id });
      if (result.kind !== 'data') return readFailure(result);
      const found = result.data.company;
      if (!found) return { kind: 'missing' };
      const { nodes, pageInfo } = found.contacts;
      const people = nodes.flatMap(({ customer }) => parseGid('Customer', customer.id) ?? []);
      return {
        kind: 'found',
        company: { id, name: found.name, people: [...new Set(people)], hasMore: pageInfo.hasNextPage },
      };
    },
    async companiesOf(shop: ShopDomain, customer: CustomerId) {
      const result = await gateway.request(shop, COMPANIES_OF_CUSTOMER, { customer });
      if (result.kind !== 'data') return readFailure(result);
      const contacts = result.data.customer?.companyContactProfiles ?? [];
      const companies = contacts.flatMap(({ company }) => {
        const id = parseGid('Company', company.id);
        return id === null ? [] : [{ id, name: company.name }];
      });
      return { kind: 'found', companies };
    },
  };
}
