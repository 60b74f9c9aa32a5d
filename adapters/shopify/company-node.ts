import type { CompanySnapshot } from '../../core/company.ts';
import { parseGid } from '../../core/identity.ts';
import type { CompanyQuery } from './generated/admin.generated.d.ts';
import { parseInstant } from './instant.ts';

/** Throws where the answer has another shape than the schema promises. */
export function readCompanyNode(node: NonNullable<CompanyQuery['company']>): CompanySnapshot {
  const { nodes, pageInfo } = node.contacts;
  const people = nodes.map(({ customer }) => required(parseGid('Customer', customer.id)));
  return {
    createdAt: required(parseInstant(node.createdAt)),
    people: [...new Set(people)].sort(),
    ...(pageInfo.hasNextPage && { hasMorePeople: true }),
    mainContact: node.mainContact ? required(parseGid('Customer', node.mainContact.customer.id)) : null,
  };
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the Admin API answered a company in another shape than its schema');
  return value;
}
