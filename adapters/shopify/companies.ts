import { type CompanyId, type CustomerId, parseGid, type ShopDomain } from '../../core/identity.ts';
import type { CompanyNames } from '../../core/ports.ts';
import type { AdminGateway } from './admin.ts';
import { COMPANIES_OF_CUSTOMER, COMPANY_NAME } from './documents/companies.ts';
import { readFailure } from './read-failure.ts';

/** Reads names of companies through the Admin API. Needs `read_customers`, and a shop that sells to companies. */
export function createCompanyNames(gateway: AdminGateway): CompanyNames {
  return {
    async name(shop: ShopDomain, id: CompanyId) {
      const result = await gateway.request(shop, COMPANY_NAME, { id });
      if (result.kind !== 'data') return readFailure(result);
      const { company } = result.data;
      return company ? { kind: 'found', name: company.name } : { kind: 'missing' };
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
