import { GraphQLError, type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import type { AdminSchema } from '../schema/load.ts';
import { isView } from './is-view.ts';

/** What the caller may do. The store's own route may do all. */
export type Access = { kind: 'everything' } | { kind: 'scopes'; scopes: ReadonlySet<string> };

/** The granted scopes with what they imply: write includes read. */
export function accessOf(scopes: readonly string[]): Access {
  const implied = scopes.map((scope) => scope.replace(/^((?:unauthenticated_)?)write_/, '$1read_'));
  return { kind: 'scopes', scopes: new Set([...scopes, ...implied]) };
}

/**
 * Fields whose documented access depends on an argument ("the same scope required to mutate the resource"), so that
 * the schema's data has none: the scope by the type of the resource.
 */
const WRITE_SCOPES: Readonly<Record<string, string>> = {
  Order: 'write_orders',
  Customer: 'write_customers',
  Product: 'write_products',
  ProductVariant: 'write_products',
  DraftOrder: 'write_draft_orders',
};

/** Throws Shopify's ACCESS_DENIED unless the caller may use the field. */
export function checkField(
  admin: AdminSchema,
  access: Access,
  typeName: string,
  fieldName: string,
  type: GraphQLOutputType,
): void {
  const required =
    admin.fieldAccess.get(`${typeName}.${fieldName}`) ??
    (typeName === 'Mutation' ? undefined : typeAccess(admin, type));
  requireText(access, fieldName, required);
}

/** The same for a value whose type only its `__typename` tells: what a field of an interface or union answers. */
export function checkValue(admin: AdminSchema, access: Access, fieldName: string, value: unknown): void {
  const typeName = isView(value) ? value.__typename : undefined;
  if (typeName !== undefined) requireText(access, fieldName, admin.typeAccess.get(typeName));
}

/** For mutations on any resource: the write scope of the resource's type. */
export function checkWrite(access: Access, fieldName: string, resourceType: string): void {
  const scope = WRITE_SCOPES[resourceType];
  if (scope !== undefined) requireText(access, fieldName, `\`${scope}\` access scope.`);
}

function typeAccess(admin: AdminSchema, type: GraphQLOutputType): string | undefined {
  const named = getNamedType(type);
  const own = admin.typeAccess.get(named.name);
  if (own !== undefined || !named.name.endsWith('Connection') || !isObjectType(named)) return own;
  const nodes = named.getFields().nodes;
  return nodes === undefined ? undefined : admin.typeAccess.get(getNamedType(nodes.type).name);
}

/** Any one of the scopes in the sentence will do; what follows "Also:" are conditions beside them. */
function requireText(access: Access, fieldName: string, required: string | undefined): void {
  if (access.kind === 'everything' || required === undefined) return;
  const [alternatives = ''] = required.split(' Also:');
  const scopes = [...alternatives.matchAll(/`(\w+)` access scope/g)].flatMap(([, scope]) => scope ?? []);
  if (scopes.length === 0 || scopes.some((scope) => access.scopes.has(scope))) return;
  throw new GraphQLError(`Access denied for ${fieldName} field. Required access: ${required}`, {
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess: required,
    },
  });
}
