import { type CustomerId, gidNumber } from '../core/identity.ts';

/** The name is asked for each time it is shown and never kept. */
const CUSTOMER_NAMES = `#graphql
  query CustomerNames($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        displayName
      }
    }
  }
` as const;

const PATIENCE_MS = 2_000;

/** The part of the platform library's client that is used here. */
export interface AdminClient {
  graphql(
    document: typeof CUSTOMER_NAMES,
    options: { variables: { ids: string[] }; signal: AbortSignal },
  ): Promise<Pick<Response, 'json'>>;
}

/**
 * Says whose decision it was. A customer whose name can't be read (no access, deleted, the shop is slow) is
 * “Customer 1234”: a page never fails for a name.
 */
export async function nameCustomers(
  admin: AdminClient,
  customers: readonly (CustomerId | null)[],
): Promise<(customer: CustomerId | null) => string> {
  const ids = [...new Set(customers.filter((id) => id !== null))];
  const names = ids.length > 0 ? await readNames(admin, ids) : new Map<string, string>();
  return (customer) => (customer === null ? 'Guest' : (names.get(customer) ?? `Customer ${gidNumber(customer)}`));
}

async function readNames(admin: AdminClient, ids: CustomerId[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await admin.graphql(CUSTOMER_NAMES, { variables: { ids }, signal });
    const answer: { data?: { nodes?: ({ id?: string; displayName?: string } | null)[] } } = await response.json();
    for (const node of answer.data?.nodes ?? []) if (node?.id && node.displayName) names.set(node.id, node.displayName);
  } catch (failure) {
    // A stale token: App Bridge has to ask again with a fresh one, and then the names come too.
    if (failure instanceof Response && failure.status === 401) throw failure;
  }
  return names;
}
