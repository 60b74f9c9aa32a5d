import { GraphQLError } from 'graphql';
import { type Gid, gidType, isGid } from '../gid.ts';

/** An `ID` argument as a gid; anything else is an error of the request, as at Shopify. */
export function requireGid(value: unknown): Gid {
  if (typeof value === 'string' && isGid(value)) return value;
  throw new GraphQLError(`Invalid global id '${String(value)}'`, { extensions: { code: 'INVALID_VARIABLE' } });
}

/** An `ID` argument that must name this type. */
export function requireGidOf(type: string, value: unknown): Gid {
  const id = requireGid(value);
  if (gidType(id) !== type) throw resourceNotFound(id);
  return id;
}

export function resourceNotFound(id: string): GraphQLError {
  return new GraphQLError(`Invalid id: ${id}`, { extensions: { code: 'RESOURCE_NOT_FOUND' } });
}
