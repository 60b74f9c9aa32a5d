import { type CompanyId, gidNumber } from '../core/identity.ts';

export function companyUrl(company: CompanyId): string {
  return `/app/companies/${gidNumber(company)}`;
}
