import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';

/** The API version of the schema file; the only one that the stand-in serves. */
export const API_VERSION = '2026-10';

/** What Shopify documents as required to read a type or to use a field. Empty text: nothing. */
type AccessItem = { type: 'type' | 'field'; typeName: string; fieldName?: string; requiredAccess: string };

export type AdminSchema = {
  schema: GraphQLSchema;
  /** Shopify's sentence about the access that a type needs, by type name; absent when it needs none. */
  typeAccess: ReadonlyMap<string, string>;
  /** The same for fields, by `Type.field`. */
  fieldAccess: ReadonlyMap<string, string>;
};

let loaded: AdminSchema | undefined;

/** The full official Admin API schema, read on first use (some 400 ms and 75 MB) and kept for the process. */
export function loadAdminSchema(): AdminSchema {
  loaded ??= readAdminSchema();
  return loaded;
}

function readAdminSchema(): AdminSchema {
  const file = new URL('./admin_2026-10.json.gz', import.meta.url);
  const content = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
    data: IntrospectionQuery;
    offline_scopes: { items: AccessItem[] };
  };
  const typeAccess = new Map<string, string>();
  const fieldAccess = new Map<string, string>();
  for (const item of content.offline_scopes.items) {
    if (item.requiredAccess === '') continue;
    if (item.type === 'type') typeAccess.set(item.typeName, item.requiredAccess);
    else fieldAccess.set(`${item.typeName}.${item.fieldName}`, item.requiredAccess);
  }
  return { schema: buildClientSchema(content.data), typeAccess, fieldAccess };
}
