import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * `npm run codegen`: types of every `#graphql` document, offline. The schema is unpacked before the configuration is
 * loaded, which would fetch it otherwise.
 */
const packed = new URL('../../dev/shopify/schema/admin_2026-10.json.gz', import.meta.url);
const generated = new URL('./generated/', import.meta.url);
const { data } = JSON.parse(gunzipSync(readFileSync(packed)).toString('utf8')) as { data: unknown };
mkdirSync(generated, { recursive: true });
writeFileSync(new URL('admin-2026-10.schema.json', generated), JSON.stringify(data));

const [{ default: config }, { generate }] = await Promise.all([
  import('../../.graphqlrc.ts'),
  import('@graphql-codegen/cli'),
]);
const { schema, documents, extensions } = config;
await generate({ schema, documents, ...extensions.codegen, silent: true, errorsOnly: true });
