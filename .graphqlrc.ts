import { ApiType, pluckConfig, shopifyApiTypes } from '@shopify/api-codegen-preset';

/**
 * For editors and for `npm run codegen`: types of every `#graphql` document, from the official Admin API schema that
 * `adapters/shopify/codegen.ts` unpacks into `outputDir`.
 */
const outputDir = './adapters/shopify/generated';
const documents = ['./adapters/**/*.ts', './app/**/*.{ts,tsx}', `!${outputDir}/**`];

export default {
  schema: `${outputDir}/admin-2026-10.schema.json`,
  documents,
  extensions: {
    codegen: {
      pluckConfig: pluckConfig as object,
      generates: shopifyApiTypes({ apiType: ApiType.Admin, apiVersion: '2026-10', documents, outputDir }),
    },
  },
};
